package routing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// market is a platform with so many methods, without limit rules.
func market(n int) routing.Catalog {
	c := stall()
	evidence := c.Availability[0].Evidence
	c.Methods, c.Availability = nil, nil
	for i := range n {
		id := methods.ID(fmt.Sprintf("m%d", i))
		c.Methods = append(c.Methods, methods.Method{ID: id})
		c.Availability = append(c.Availability, methods.Availability{
			ID: "e." + string(id), Method: id, Status: methods.StatusLive, Evidence: evidence,
		})
	}
	return c
}

// withRules gives a catalog so many limit rules with one source each.
func withRules(c routing.Catalog, n int, change func(*routing.LimitRule)) routing.Catalog {
	c.Limits = nil
	for i := range n {
		rule := routing.LimitRule{
			ID: fmt.Sprintf("r%d", i), Limit: limits.Cap{Max: cny(100_000)}, Evidence: methods.Evidence{Sources: []string{"s1"}},
		}
		change(&rule)
		c.Limits = append(c.Limits, rule)
	}
	return c
}

// What an order may cost beyond the length of the catalog is bounded, exactly where
// nothing is estimated. A rule with one source counts two for every further method.
func TestBoundOfWork(t *testing.T) {
	c := market(1025)
	ids := make([]methods.ID, len(c.Methods))
	surfaces := make([]methods.Surface, 1022)
	for i := range ids {
		ids[i] = c.Methods[i].ID
	}
	for i := range surfaces {
		surfaces[i] = methods.Surface(fmt.Sprintf("s%d", i))
	}
	rules := func(change func(*routing.LimitRule)) func(int) routing.Catalog {
		return func(n int) routing.Catalog { return withRules(c, n, change) }
	}
	on := methods.Match{Platforms: []methods.Platform{"stall"}}
	vip := methods.Match{Audience: [][]methods.Trait{{"vip"}}}
	tests := []struct {
		name string
		make func(int) routing.Catalog
		most int
	}{
		{"rules for any method anywhere", rules(func(*routing.LimitRule) {}), 512},
		{"rules for any method of the platform", rules(func(rule *routing.LimitRule) { rule.When = on }), 512},
		{"rules for many methods", rules(func(rule *routing.LimitRule) { rule.Methods = ids }), 512},
		{"rules for many methods of the platform", rules(func(rule *routing.LimitRule) { rule.Methods, rule.When = ids, on }), 512},
		{"rules with an Except and two traits", rules(func(rule *routing.LimitRule) {
			rule.When, rule.Except = vip, []methods.Match{vip}
			rule.Sources = []string{"s1", "s1", "s1", "s1"}
		}), 128},
		{"Excepts of one entry of many surfaces", func(n int) routing.Catalog {
			c := stall()
			c.Availability[0].When.Surfaces = surfaces
			for i := range n {
				c.Availability[0].Except = append(c.Availability[0].Except, methods.Match{Surfaces: surfaces[i%2 : i%2+1]})
			}
			return c
		}, 1024},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := routing.Compile(test.make(test.most)); err != nil {
				t.Errorf("at the bound: %v", err)
			}
			_, err := routing.Compile(test.make(test.most + 1))
			if diff := cmp.Diff([]string{"platforms[0]"}, paths(catalogFaults(t, err))); diff != "" {
				t.Errorf("beyond (-want +got):\n%s", diff)
			}
		})
	}
}

// A rule costs an order nothing on a platform that does not list its methods: a
// market place whose shops have methods of their own is no work.
func TestMethodsOfOtherPlatformsAreNoWork(t *testing.T) {
	const n = 1500
	c := market(n)
	c.Platforms = nil
	var ids []methods.ID
	for i := range n {
		p := methods.Platform(fmt.Sprintf("p%d", i))
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: p})
		c.Availability[i].When.Platforms = []methods.Platform{p}
		ids = append(ids, c.Methods[i].ID)
	}
	c = withRules(c, 500, func(rule *routing.LimitRule) { rule.Methods = ids })
	if _, err := routing.Compile(c); err != nil {
		t.Error(err)
	}
}

// A chain of within is refused once, however long it is.
func TestLongChainOfWithin(t *testing.T) {
	c := market(20_000)
	for i := range c.Availability[1:] {
		c.Availability[i+1].Parent = c.Methods[i].ID
	}
	_, err := routing.Compile(c)
	want := []string{fmt.Sprintf("availability[%d].within", routing.MaxParents+1)}
	if diff := cmp.Diff(want, paths(catalogFaults(t, err))); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

// An Except that names many platforms is compiled once for all of them.
func TestExceptsAreCompiledOnce(t *testing.T) {
	const n = 3_000
	c := stall()
	var traits []methods.Trait
	for i := range n {
		p := methods.Platform(fmt.Sprintf("p%d", i))
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: p})
		c.Availability[0].When.Platforms = append(c.Availability[0].When.Platforms, p)
		traits = append(traits, methods.Trait(fmt.Sprintf("t%d", i)))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: traits[i]})
	}
	plain := c
	plainBytes := allocated(func() { compile(t, plain) })
	c.Availability = append([]methods.Availability(nil), c.Availability...)
	c.Availability[0].Except = []methods.Match{{
		Platforms: c.Availability[0].When.Platforms, Audience: [][]methods.Trait{traits},
	}}
	// Scopes for each platform would be some hundred bytes each, growing as they go.
	if more := allocated(func() { compile(t, c) }) - plainBytes; more > n*500 {
		t.Errorf("Except allocates %d bytes for %d platforms and traits", more, n)
	}
}

// An offer cites each source once, in the order of the entry and then of the rules.
func TestOfferCitesManySourcesOnce(t *testing.T) {
	const n = 20_000
	c := stall()
	want := []string{"s1"}
	for i := range n {
		id := fmt.Sprintf("x%06d", i)
		c.Sources = append(c.Sources, methods.Source{ID: id, Title: "t"})
		want = append(want, id)
	}
	c = withRules(c, n, func(*routing.LimitRule) {})
	for i := range c.Limits {
		c.Limits[i].ID = "r" + want[i+1]
		c.Limits[i].Sources = []string{want[i+1], want[i], "s1"}
	}
	c.Limits[0].Sources = []string{want[1]}
	offer, ok := route(t, compile(t, c), stallOrder()).Offer("wallet")
	if !ok {
		t.Fatal("the wallet is not offered")
	}
	if diff := cmp.Diff(want, offer.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
}

// A remedy names the surfaces of its own entry, whichever others the catalog has.
func TestRemediesAmongManySurfaces(t *testing.T) {
	const n = 20_000
	c := market(n)
	for i := range n {
		c.Availability[i].When.Surfaces = []methods.Surface{methods.Surface(fmt.Sprintf("s%d", i)), "lobby"}
	}
	o := stallOrder()
	o.Surface = "nowhere"
	excluded := route(t, compile(t, c), o).Excluded()
	for _, i := range []int{0, 60, 61, 62, 63, 64, n - 1} {
		want := []methods.Surface{"lobby", methods.Surface(fmt.Sprintf("s%d", i))}
		if diff := cmp.Diff(want, excluded[i].Reasons[0].Remedy.Surfaces); diff != "" {
			t.Errorf("method %d (-want +got):\n%s", i, diff)
		}
	}
}

// breaking is a limit that panics when it is called.
type breaking struct{ now *bool }

func (f breaking) Headroom(limits.Query) (limits.Headroom, error) {
	if *f.now {
		panic("down")
	}
	return limits.Headroom{}, nil
}

// After a custom limit has panicked, the decision is empty: it is no mixture of
// two orders, and holds no buyer.
func TestNothingIsLeftAfterAPanic(t *testing.T) {
	now := false
	c := withRules(stall(), 1, func(rule *routing.LimitRule) { rule.Limit = breaking{&now} })
	c.Availability[0].When.Rollout = methods.Rollout{Salt: "x", BasisPoints: methods.Buckets}
	r := compile(t, c)
	var d routing.Decision
	o := stallOrder()
	o.ID, o.Buyer = "first", limits.Hide(secretBuyer)
	if err := r.RouteInto(&d, o); err != nil || len(d.Offers()) != 1 {
		t.Fatalf("RouteInto: %v, %d offers", err, len(d.Offers()))
	}
	func() {
		defer func() {
			if got := recover(); got != "down" {
				t.Errorf("recovered %v, want the limit's panic", got)
			}
		}()
		now = true
		o.ID, o.Block = "second", []methods.ID{"wallet"}
		_ = r.RouteInto(&d, o)
	}()
	if diff := cmp.Diff(answer{}, answerOf(d), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("after the panic (-want +got):\n%s", diff)
	}
	if d.OrderID() != "" || d.Amount().IsValid() {
		t.Errorf("after the panic the decision is about %q, %v", d.OrderID(), d.Amount())
	}
	for _, inside := range []string{"%d"} { // which no method of a Decision answers
		if s := fmt.Sprintf(inside, d); strings.Contains(s, secretBuyer) {
			t.Errorf("after the panic the decision holds the buyer: %.400s", s)
		}
	}
	now = false
	o.Block = nil
	if err := r.RouteInto(&d, o); err != nil || len(d.Offers()) != 1 {
		t.Errorf("RouteInto after the panic: %v, %d offers", err, len(d.Offers()))
	}
}
