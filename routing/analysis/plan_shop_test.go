package analysis_test

import (
	"cmp"
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// planCatalog is a catalog of one platform, on which each case has its own rules.
func planCatalog(entries []methods.Availability, rules ...routing.LimitRule) routing.Catalog {
	c := routing.Catalog{
		Zone:      8 * time.Hour,
		Sources:   []methods.Source{{ID: "s", Title: "source"}},
		Traits:    []routing.TraitInfo{{ID: "vip", Name: methods.Text{EN: "a VIP"}}, {ID: "old"}, {ID: "new"}, {ID: "big"}},
		Methods:   []methods.Method{{ID: "pay"}, {ID: "wallet"}, {ID: "friend"}},
		Platforms: []routing.PlatformInfo{{ID: "shop", Aliases: []methods.Platform{"store"}}, {ID: "empty"}},
	}
	for i, e := range entries {
		e.ID, e.Sources = fmt.Sprintf("e%d", i), []string{"s"}
		e.Method, e.Status = cmp.Or(e.Method, "pay"), cmp.Or(e.Status, methods.StatusLive)
		e.When.Platforms = []methods.Platform{"shop"}
		c.Availability = append(c.Availability, e)
	}
	for i, r := range rules {
		r.ID, r.Sources = fmt.Sprintf("r%d", i), []string{"s"}
		c.Limits = append(c.Limits, r)
	}
	return c
}

func live(when methods.Match, except ...methods.Match) []methods.Availability {
	return []methods.Availability{{When: when, Except: except}}
}

func rule(c limits.Cap) routing.LimitRule { return routing.LimitRule{Limit: c} }

func yuan(s string) limits.Money { return limits.MustParseMoney(s + " CNY") }

func june(day int) time.Time { return time.Date(2024, 6, day, 0, 0, 0, 0, time.FixedZone("", 8*60*60)) }

// juneOrder is for ¥100.00 in the app, at noon of June 10th.
func juneOrder(changes ...func(*routing.Order)) routing.Order {
	o := routing.Order{
		Platform: "shop", Surface: "app", Amount: yuan("100.00"), At: june(10).Add(12 * time.Hour),
		Region: "CN", Buyer: limits.Hide("b1"),
	}
	for _, change := range changes {
		change(&o)
	}
	return o
}

func paying(amount string) func(*routing.Order) {
	return func(o *routing.Order) { o.Amount = limits.MustParseMoney(amount) }
}

func stating(traits ...methods.Trait) func(*routing.Order) {
	return func(o *routing.Order) { o.Traits = traits }
}

func used(amount string) func(*routing.Order) {
	return func(o *routing.Order) { o.Usage = limits.Usage{"total": {Amount: limits.MustParseMoney(amount)}} }
}

func on(surface methods.Surface) func(*routing.Order) {
	return func(o *routing.Order) { o.Surface = surface }
}

// total is a cap of ¥200.00 on a total.
func total(window limits.Window) routing.LimitRule {
	return rule(limits.Cap{Max: yuan("200.00"), Window: window, Counter: "total"})
}

// payments is a cap on the number of payments that the same total has.
func payments(most int64, window limits.Window) routing.LimitRule {
	return rule(limits.Cap{MaxCount: most, Window: window, Counter: "total"})
}

func paid(u limits.Used) func(*routing.Order) {
	return func(o *routing.Order) { o.Usage = limits.Usage{"total": u} }
}

// audience is a Match of orders that state one of the sets.
func audience(sets ...[]methods.Trait) methods.Match { return methods.Match{Audience: sets} }

// share is a Match of so many buyers in ten thousand.
func share(basisPoints int) methods.Match {
	return methods.Match{Rollout: methods.Rollout{BasisPoints: basisPoints, Salt: "salt"}}
}

// planCase is what has to change about an order for "pay" to be offered.
type planCase struct {
	name    string
	catalog routing.Catalog
	order   routing.Order
	want    string // "none" where there is no plan
}

func runPlanCases(t *testing.T, cases []planCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			plan := planFor(t, c.catalog, c.order)
			got := plan.String()
			if plan.Method == "" {
				got = "none"
			}
			if diff := gocmp.Diff(c.want, got); diff != "" {
				t.Errorf("(want, got):\n%s", diff)
			}
		})
	}
}

// planFor plans to pay with "pay". The zero Plan is none.
func planFor(t *testing.T, c routing.Catalog, o routing.Order) analysis.Plan {
	t.Helper()
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	plan, ok, err := planner.Plan(o, "pay")
	if err != nil {
		t.Fatal(err)
	}
	if ok != (plan.Method != "") {
		t.Fatalf("ok is %t with plan %+v", ok, plan)
	}
	return plan
}
