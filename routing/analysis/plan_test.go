package analysis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// everything is a catalog and an order of which a plan has to change every fact.
func everything() (routing.Catalog, routing.Order) {
	c := planCatalog(
		live(methods.Match{
			Surfaces: []methods.Surface{"app", "mobile_web"}, Regions: []methods.Region{"HK"}, Currencies: []string{"CNY"},
			Audience: [][]methods.Trait{{"vip", "old"}},
			Rollout:  methods.Rollout{BasisPoints: 100, Salt: "salt"},
			Period:   methods.Period{From: june(20)},
		}),
		total(limits.Day(8*time.Hour)), rule(limits.Cap{Min: yuan("5.00"), Max: yuan("50.00")}),
	)
	return c, routing.Order{
		ID: "o1", Platform: "shop", Amount: limits.MustParseMoney("100.00 USD"), At: june(10), Merchant: limits.Hide("merchant-1"),
		Usage: limits.Usage{"other": {Amount: yuan("1.00")}},
	}
}

func TestStepsOfEveryKindInTheirOrder(t *testing.T) {
	c, o := everything()
	plan := planFor(t, c, o)
	wantSteps := []routing.Remedy{
		{Do: routing.ActionState, Facts: []string{"surface"}, Surfaces: []methods.Surface{"app", "mobile_web"}},
		{Do: routing.ActionState, Facts: []string{"region"}},
		{Do: routing.ActionState, Facts: []string{"buyer"}},
		{Do: routing.ActionState, Facts: []string{"usage.total"}},
		{Do: routing.ActionWaitUntil, Until: june(20)},
		{Do: routing.ActionState, Traits: []methods.Trait{"vip", "old"}, TraitNames: []methods.Text{{EN: "a VIP"}, {}}},
		{Do: routing.ActionPayIn, Currencies: []string{"CNY"}},
	}
	if diff := gocmp.Diff(wantSteps, plan.Steps); diff != "" {
		t.Errorf("steps (want, got):\n%s", diff)
	}
	want := o
	want.Surface, want.Region, want.Traits = "app", "HK", []methods.Trait{"vip", "old"}
	want.At, want.Amount = june(20), yuan("5.00")
	want.Usage = limits.Usage{"other": {Amount: yuan("1.00")}, "total": {Amount: yuan("0.00")}}
	want.Buyer = plan.Order.Buyer
	if diff := gocmp.Diff(want, plan.Order); diff != "" {
		t.Errorf("order (want, got):\n%s", diff)
	}
	if b := methods.Bucket("salt", plan.Order.Buyer.Reveal()); plan.Order.Buyer.Reveal() == "" || b >= 100 {
		t.Errorf("buyer %q lies in bucket %d, outside of the rollout", plan.Order.Buyer.Reveal(), b)
	}
	if _, touched := o.Usage["total"]; touched || len(o.Traits) > 0 {
		t.Errorf("the order that was given is changed: %v", o)
	}
	text := plan.Text()
	if en, zh := strings.Count(text.EN, "."), strings.Count(text.ZH, "。"); en < len(wantSteps) || zh != len(wantSteps) {
		t.Errorf("%d sentences in English and %d in Chinese, want %d:\n%s\n%s", en, zh, len(wantSteps), text.EN, text.ZH)
	}
}

func TestPlanKeepsBuyerAndMerchantToItself(t *testing.T) {
	c, o := everything()
	plan := planFor(t, c, o)
	encoded, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{string(encoded), fmt.Sprint(plan), fmt.Sprintf("%+v %#v", plan, plan)} {
		if strings.Contains(out, o.Merchant.Reveal()) || strings.Contains(out, plan.Order.Buyer.Reveal()) {
			t.Errorf("the buyer or the merchant is in %s", out)
		}
	}
}

func TestWaitingResetsOtherTotalsToo(t *testing.T) {
	c := planCatalog(live(methods.Match{Period: methods.Period{From: june(20)}}),
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("1.00"), Window: limits.Day(0), Counter: "day"}},
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("1.00"), Window: limits.Month(0), Counter: "month"}})
	plan := planFor(t, c, juneOrder(func(o *routing.Order) {
		o.Usage = limits.Usage{"day": {Amount: yuan("3.00")}, "month": {Amount: yuan("4.00")}, "unknown": {Amount: yuan("5.00")}}
	}))
	want := limits.Usage{"day": {Amount: yuan("0.00")}, "month": {Amount: yuan("4.00")}, "unknown": {Amount: yuan("5.00")}}
	if diff := gocmp.Diff(want, plan.Order.Usage); diff != "" {
		t.Errorf("(want, got):\n%s", diff)
	}
}

func TestPlannerOutlivesChangesOfItsCatalog(t *testing.T) {
	c := planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}, Audience: [][]methods.Trait{{"vip"}}}))
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	c.Availability[0].When.Surfaces[0] = "kiosk"
	c.Availability[0].When.Audience[0][0] = "old"
	plan, _, err := planner.Plan(juneOrder(on("desktop_web")), "pay")
	if err != nil {
		t.Fatal(err)
	}
	want := "Check out in the platform's app. If true, add to the order: “a VIP”."
	if diff := gocmp.Diff(want, plan.String()); diff != "" {
		t.Errorf("(want, got):\n%s", diff)
	}
}

func TestPlanLeavesWhatItIsGivenAlone(t *testing.T) {
	c, o := everything()
	stated := [2]methods.Trait{"big"}
	o.Traits = stated[:1] // with room behind it
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	plan, ok, err := planner.Plan(o, "pay")
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if want := []methods.Trait{"big", "vip", "old"}; !slices.Equal(want, plan.Order.Traits) {
		t.Errorf("the plan states %q, want %q", plan.Order.Traits, want)
	}
	if stated[1] != "" || len(o.Usage) != 1 {
		t.Errorf("the order's memory is written to: traits %q, usage %v", stated, o.Usage)
	}
}

func TestPlannerIsSafeForConcurrentUse(t *testing.T) {
	c, o := everything()
	want := planFor(t, c, o)
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, ok, err := planner.Plan(o, "pay")
			if diff := gocmp.Diff(want, got); diff != "" || !ok || err != nil {
				t.Errorf("%t, %v (want, got):\n%s", ok, err, diff)
			}
		})
	}
	all.Wait()
}

func TestPlansThatCannotBeMade(t *testing.T) {
	planner, err := analysis.NewPlanner(planCatalog(live(methods.Match{})))
	if err != nil {
		t.Fatal(err)
	}
	refused := func(o routing.Order, m methods.ID) error {
		plan, ok, err := planner.Plan(o, m)
		if ok || plan.Method != "" {
			t.Errorf("with %v there is a plan: %v", err, plan)
		}
		return err
	}
	var method *analysis.MethodError
	if err := refused(juneOrder(), "pey"); !errors.As(err, &method) || method.Method != "pey" {
		t.Errorf("a method that the catalog does not have: %v", err)
	}
	var order *routing.OrderError
	if err := refused(routing.Order{}, "pay"); !errors.As(err, &order) {
		t.Errorf("a malformed order: %v", err)
	}
}

func TestPlannersThatCannotBeMade(t *testing.T) {
	var catalog *routing.CatalogError
	if _, err := analysis.NewPlanner(routing.Catalog{Limits: make([]routing.LimitRule, 1)}); !errors.As(err, &catalog) {
		t.Errorf("a bad catalog: %v", err)
	}
}

// Forty traits of which each pair has an effect of its own have more different
// parts than the bound: there is no answer, and not a wrong one.
func TestPlanThatWouldPassABoundIsNotMade(t *testing.T) {
	c := planCatalog(nil)
	var first, pairs [][]methods.Trait
	for i := range 20 {
		a, b := methods.Trait(fmt.Sprintf("a%d", i)), methods.Trait(fmt.Sprintf("b%d", i))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: a}, routing.TraitInfo{ID: b})
		first, pairs = append(first, []methods.Trait{a}), append(pairs, []methods.Trait{a, b})
	}
	c.Availability = append(planCatalog(live(methods.Match{Audience: [][]methods.Trait{slices.Concat(first...)}})).Availability,
		planCatalog(append(live(methods.Match{}), live(methods.Match{Audience: pairs})...)).Availability[1])
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	_, ok, err := planner.Plan(juneOrder(), "pay")
	var bound *analysis.BoundError
	if ok || !errors.As(err, &bound) || bound.Bound != "nodes" || bound.Method != "pay" || bound.Platform != "shop" {
		t.Errorf("%t, %v", ok, err)
	}
}

// Three rollouts of one buyer in ten thousand each have a buyer in common, but not
// among those that are tried: that is not a proof that there is none.
func TestPlanForABuyerThatIsTooRareIsNotMade(t *testing.T) {
	share := func(salt string) methods.Match {
		return methods.Match{Rollout: methods.Rollout{BasisPoints: 1, Salt: salt}}
	}
	planner, err := analysis.NewPlanner(planCatalog([]methods.Availability{
		{Method: "wallet", When: share("first")},
		{Method: "pay", When: share("second"), Parent: "wallet"},
		{Method: "friend", When: share("third"), Parent: "pay"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	_, ok, err := planner.Plan(juneOrder(func(o *routing.Order) { o.Buyer = limits.Hidden{} }), "friend")
	var bound *analysis.BoundError
	if ok || !errors.As(err, &bound) || bound.Bound != "buyers" {
		t.Errorf("%t, %v", ok, err)
	}
}

func TestPlannerThatWasNotMadePlansNothing(t *testing.T) {
	const want = "analysis: the planner is nil or zero: make one with NewPlanner"
	for _, planner := range []*analysis.Planner{nil, {}} {
		if _, ok, err := planner.Plan(juneOrder(), "pay"); ok || err == nil || err.Error() != want {
			t.Errorf("Plan of %v: %t, %v, want %s", planner, ok, err, want)
		}
	}
}
