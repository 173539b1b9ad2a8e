package routingtest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/routingtest"
)

// None of the orders is malformed.
func TestOrdersAreSound(t *testing.T) {
	for _, c := range []routing.Catalog{shop(), china.Catalog()} {
		r, orders := routing.MustCompile(c), routingtest.Orders(c)
		rapid.Check(t, func(t *rapid.T) {
			if _, err := r.Route(orders.Draw(t, "order")); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Within some thousand orders, each edge of the shop has been visited.
func TestOrdersVisitEveryEdge(t *testing.T) {
	orders := routingtest.Orders(shop())
	visited := map[string]bool{}
	codes := map[routing.Code]bool{}
	r := routing.MustCompile(shop())
	for seed := range 4_000 {
		o := orders.Example(seed)
		visited["platform "+string(o.Platform)] = true
		visited["surface "+string(o.Surface)] = true
		visited["region "+string(o.Region)] = true
		visited["amount "+o.Amount.String()] = true
		visited["at "+o.At.UTC().Format(time.RFC3339Nano)] = true
		var traits []string
		for _, trait := range []methods.Trait{"vip", "virtual_goods", "another_trait"} {
			for _, stated := range o.Traits {
				if stated == trait {
					traits = append(traits, string(trait))
				}
			}
		}
		if len(o.Traits) == len(traits) {
			visited["traits "+strings.Join(traits, " ")] = true
		}
		switch {
		case o.Buyer.Reveal() == "":
			visited["no buyer"] = true
		case methods.Bucket("wechat", o.Buyer.Reveal()) < 500:
			visited["buyer in the rollout"] = true
		default:
			visited["buyer outside of the rollout"] = true
		}
		used, ok := o.Usage["wechat.day"]
		if ok {
			visited["used "+used.String()] = true
		}
		visited["usage given"] = visited["usage given"] || ok
		visited["usage not given"] = visited["usage not given"] || !ok
		visited["offered"] = visited["offered"] || len(route(t, r, o).Offers()) > 0
		for _, e := range route(t, r, o).Excluded() {
			for _, reason := range e.Reasons {
				codes[reason.Code] = true
			}
		}
	}
	want := []string{
		"platform shop", "platform store", "platform outlet",
		"surface app", "surface mobile_web", "surface another_surface", "surface ",
		"region CN", "region AD", "region ",
		"amount 0.00 CNY", "amount 0.01 CNY", "amount 0.02 CNY", "amount 299.99 CNY", "amount 300.00 CNY", "amount 300.01 CNY",
		"at 2023-12-31T15:59:59.999999999Z", "at 2023-12-31T16:00:00Z", "at 2023-12-31T16:00:00.000000001Z",
		"at 2024-06-30T15:59:59.999999999Z", "at 2024-06-30T16:00:00Z", "at 2024-06-30T16:00:00.000000001Z",
		"traits ", "traits vip", "traits virtual_goods", "traits another_trait",
		"traits vip virtual_goods", "traits vip another_trait", "traits virtual_goods another_trait", "traits vip virtual_goods another_trait",
		"no buyer", "buyer in the rollout", "buyer outside of the rollout",
		"used 0.00 CNY", "used 999.99 CNY", "used 1000.00 CNY", "used 1000.01 CNY", "usage given", "usage not given",
		"offered",
	}
	for _, edge := range want {
		if !visited[edge] {
			t.Errorf("no order with %q", edge)
		}
	}
	for _, code := range []routing.Code{
		routing.CodeNotStarted, routing.CodeRegion, routing.CodeUnknownRegion, routing.CodeAudience, routing.CodeOutsideRollout,
		routing.CodeUnknownBuyer, routing.CodeExcepted, routing.CodeNoProduct, routing.CodeUnknownSurface, routing.CodeBelowMin, routing.CodeAboveMax,
		routing.CodeCapReached, routing.CodeUnknownUsage, routing.CodeLimitCurrency, routing.CodeParent, routing.CodeNotAllowed, routing.CodeBlocked, routing.CodeTried,
	} {
		if !codes[code] {
			t.Errorf("no order with the reason %s", code)
		}
	}
}

// A trait that must be stated is stated, lacking and silent in turn; outages last past the
// order, end with it, or have no end.
func TestOrdersAimAtWhatIsNotKnown(t *testing.T) {
	c := with(func(c *routing.Catalog) {
		for i := range c.Traits {
			c.Traits[i].MustState = true
		}
	})
	r, orders := routing.MustCompile(c), routingtest.Orders(c)
	codes, said := map[routing.Code]bool{}, map[string]bool{}
	for seed := range 2_000 {
		o := orders.Example(seed)
		said["states virtual_goods"] = said["states virtual_goods"] || slices.Contains(o.Traits, "virtual_goods")
		said["lacks virtual_goods"] = said["lacks virtual_goods"] || slices.Contains(o.Lacks, "virtual_goods")
		for _, until := range o.Down {
			said["down for good"] = said["down for good"] || until.IsZero()
			said["down until now"] = said["down until now"] || until.Equal(o.At)
			said["down until later"] = said["down until later"] || until.After(o.At)
		}
		for _, e := range route(t, r, o).Excluded() {
			for _, reason := range e.Reasons {
				codes[reason.Code] = true
			}
		}
	}
	for _, want := range []string{"states virtual_goods", "lacks virtual_goods", "down for good", "down until now", "down until later"} {
		if !said[want] {
			t.Errorf("no order %s", want)
		}
	}
	for _, code := range []routing.Code{routing.CodeUnknownTrait, routing.CodeAudience, routing.CodeExcepted, routing.CodeDown} {
		if !codes[code] {
			t.Errorf("no order with the reason %s", code)
		}
	}
}

func route(t *testing.T, r *routing.Router, o routing.Order) routing.Decision {
	t.Helper()
	d, err := r.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOrdersOfACatalogWithoutPlatforms(t *testing.T) {
	orders := routingtest.Orders(routing.Catalog{})
	report, failed := run(func(t *rapid.T) { orders.Draw(t, "order") })
	if want := "the catalog has no platform to place an order on"; !failed || !strings.Contains(report, want) {
		t.Errorf("failed: %t; report %q, want %q in it", failed, report, want)
	}
}

// Amounts at the largest that Money holds do not overflow.
func TestOrdersAtTheLargestAmount(t *testing.T) {
	most, err := limits.MoneyFromMinor(limits.MaxMinor, limits.CNY)
	if err != nil {
		t.Fatal(err)
	}
	c := rule(routing.LimitRule{Limit: limits.Cap{Max: most, Window: limits.Lifetime(), Counter: "ever"}})
	orders := routingtest.Orders(c)
	seen := map[bool]bool{}
	for seed := range 1_000 {
		o := orders.Example(seed)
		if o.Amount.Sign() < 0 || o.Usage["ever"].Amount.Sign() < 0 {
			t.Errorf("%v with %v used", o, o.Usage["ever"].Amount)
		}
		seen[o.Amount == most] = true
	}
	if diff := cmp.Diff(map[bool]bool{true: true, false: true}, seen); diff != "" {
		t.Errorf("amounts at the largest (-want +got):\n%s", diff)
	}
}
