package analysis_test

import (
	"cmp"
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

// The catalog of the cases: one platform, on which each case has its own rules.
func planCatalog(entries []methods.Availability, rules ...routing.LimitRule) routing.Catalog {
	c := routing.Catalog{
		Zone:      8 * time.Hour,
		Sources:   []methods.Source{{ID: "s", Title: "source"}},
		Traits:    []routing.Trait{{ID: "vip", Name: methods.Text{EN: "a VIP"}}, {ID: "old"}, {ID: "new"}, {ID: "big"}},
		Methods:   []methods.Method{{ID: "pay"}, {ID: "wallet"}, {ID: "friend"}},
		Platforms: []routing.Platform{{ID: "shop", Aliases: []methods.Platform{"store"}}, {ID: "empty"}},
	}
	for i, e := range entries {
		e.ID, e.Sources = fmt.Sprintf("e%d", i), []string{"s"}
		e.Method, e.Status = cmp.Or(e.Method, "pay"), cmp.Or(e.Status, methods.Live)
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

func rule(cap limits.Cap) routing.LimitRule { return routing.LimitRule{Limit: cap} }

func yuan(s string) limits.Money { return limits.MustParseMoney(s + " CNY") }

func june(day int) time.Time { return time.Date(2024, 6, day, 0, 0, 0, 0, time.FixedZone("", 8*60*60)) }

// juneOrder is for ¥100.00 in the app, at noon of June 10th.
func juneOrder(changes ...func(*routing.Order)) routing.Order {
	o := routing.Order{
		Platform: "shop", Surface: "app", Amount: yuan("100.00"), At: june(10).Add(12 * time.Hour),
		Region: "CN", Buyer: "b1",
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
	return func(o *routing.Order) { o.Usage = limits.Usage{"total": limits.MustParseMoney(amount)} }
}

func on(surface methods.Surface) func(*routing.Order) {
	return func(o *routing.Order) { o.Surface = surface }
}

// total is a cap of ¥200.00 on a total.
func total(window limits.Window) routing.LimitRule {
	return rule(limits.Cap{Max: yuan("200.00"), Window: window, Counter: "total"})
}

func TestPlans(t *testing.T) {
	audience := func(sets ...[]methods.Trait) methods.Match { return methods.Match{Audience: sets} }
	share := func(basisPoints int) methods.Match {
		return methods.Match{Rollout: methods.Rollout{BasisPoints: basisPoints, Salt: "salt"}}
	}
	for _, c := range []struct {
		name    string
		catalog routing.Catalog
		order   routing.Order
		steps   []analysis.StepKind
		want    string // "none" where there is no plan
	}{
		{
			name:    "what is offered needs no step",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(),
			want:    "Nothing has to change.",
		},
		{
			name:    "as much as a cap allows is paid",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("99.99")}), rule(limits.Cap{Max: yuan("300.00")})),
			order:   juneOrder(),
			want:    "Pay at most ¥99.99.",
		},
		{
			name:    "no more than the least is paid",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Min: yuan("100.01")})),
			order:   juneOrder(),
			want:    "Pay at least ¥100.01.",
		},
		{
			name:    "paying nothing is not a plan",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("0.00")})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "an order of nothing stays one",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}}), rule(limits.Cap{Max: yuan("0.00")})),
			order:   juneOrder(paying("0.00 CNY"), on("desktop_web")),
			want:    "Check out in the app.",
		},
		{
			name:    "caps that leave no room end a plan",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("50.00")}), rule(limits.Cap{Min: yuan("60.00")})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "every surface that will do is named",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}})),
			order:   juneOrder(on("desktop_web")),
			want:    "Check out in a mobile browser or the app.",
		},
		{
			name: "the nearer amount counts for more than the surface named first",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}}),
				routing.LimitRule{When: methods.Match{Surfaces: []methods.Surface{"mobile_web"}}, Limit: limits.Cap{Max: yuan("80.00")}},
				rule(limits.Cap{Max: yuan("90.00")})),
			order: juneOrder(on("desktop_web")),
			want:  "Pay at most ¥90.00. Check out in the app.",
		},
		{
			name:    "a surface that no rule names gets out of an Except",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Surfaces: []methods.Surface{"app", "mobile_web", "desktop_web", "wechat_browser", "wechat_mini_program", "alipay_browser"}})),
			order:   juneOrder(),
			want:    "Check out in an Alipay mini program, WeCom's browser or another app's browser.",
		},
		{
			name:    "a surface that is missing is stated",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}})),
			order:   juneOrder(on("")),
			want:    "State in the order: where the checkout runs; the method is for the app.",
		},
		{
			name: "the surface must have a product",
			catalog: planCatalog([]methods.Availability{{
				When:     methods.Match{Surfaces: []methods.Surface{"app", "mobile_web"}},
				Products: []methods.Product{{ID: "h5", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{"mobile_web"}}},
			}}),
			order: juneOrder(),
			want:  "Check out in a mobile browser.",
		},
		{
			name:    "a plan waits for the first instant",
			catalog: planCatalog(live(methods.Match{Period: methods.Period{From: june(20)}})),
			order:   juneOrder(),
			want:    "Wait until 2024-06-20 00:00 UTC+08:00.",
		},
		{
			name:    "time is not turned back",
			catalog: planCatalog(live(methods.Match{Period: methods.Period{Until: june(10)}})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "moving is cheaper than waiting",
			catalog: planCatalog(append(live(methods.Match{Surfaces: []methods.Surface{"app"}, Period: methods.Period{From: june(20)}}), live(methods.Match{Surfaces: []methods.Surface{"mobile_web"}})...)),
			order:   juneOrder(),
			want:    "Check out in a mobile browser.",
		},
		{
			name:    "two cheap steps are cheaper than a dear one",
			catalog: planCatalog(append(live(methods.Match{Surfaces: []methods.Surface{"app"}, Period: methods.Period{From: june(20)}}), live(methods.Match{Surfaces: []methods.Surface{"mobile_web"}})...), routing.LimitRule{When: methods.Match{Period: methods.Period{Until: june(20)}}, Limit: limits.Cap{Max: yuan("1.00")}}),
			order:   juneOrder(),
			want:    "Pay at most ¥1.00. Check out in a mobile browser.",
		},
		{
			name:    "the order of cost may be another",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{When: methods.Match{Period: methods.Period{Until: june(20)}}, Limit: limits.Cap{Max: yuan("1.00")}}),
			order:   juneOrder(),
			steps:   []analysis.StepKind{analysis.StepWait, analysis.StepPayLess},
			want:    "Wait until 2024-06-20 00:00 UTC+08:00.",
		},
		{
			name:    "a kind of step that is left out is not taken",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("1.00")})),
			order:   juneOrder(),
			steps:   []analysis.StepKind{analysis.StepWait},
			want:    "none",
		},
		{
			name:    "what is left of a total is paid",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(8*time.Hour))),
			order:   juneOrder(used("150.00 CNY")),
			want:    "Pay at most ¥50.00.",
		},
		{
			name:    "a total that is used up starts anew",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(8*time.Hour))),
			order:   juneOrder(used("200.00 CNY"), paying("200.01 CNY")),
			want:    "Pay at most ¥200.00. Wait until 2024-06-11 00:00 UTC+08:00.",
		},
		{
			name:    "a rolling total starts anew when all has dropped out",
			catalog: planCatalog(live(methods.Match{}), total(limits.Rolling(48*time.Hour))),
			order:   juneOrder(used("500.00 CNY")),
			want:    "Wait until 2024-06-12 12:00 UTC+08:00.",
		},
		{
			name:    "a lifetime total never starts anew",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(used("200.00 CNY")),
			want:    "none",
		},
		{
			name:    "a total that is missing is stated",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(),
			want:    "State in the order: the amount paid so far (total).",
		},
		{
			name:    "a total in another currency is stated in its own",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(used("1.00 USD")),
			want:    "State in the order: the amount paid so far (total).",
		},
		{
			name:    "a total that is missing stays missing however long one waits",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(0))),
			order:   juneOrder(),
			steps:   []analysis.StepKind{analysis.StepWait},
			want:    "none",
		},
		{
			name:    "a region that is given stays",
			catalog: planCatalog(live(methods.Match{Regions: []methods.Region{"HK"}})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "a region that is missing is stated",
			catalog: planCatalog(live(methods.Match{Regions: []methods.Region{"HK"}})),
			order:   juneOrder(func(o *routing.Order) { o.Region = "" }),
			want:    "State in the order: the buyer's region.",
		},
		{
			name:    "a rollout that has not reached the buyer ends a plan",
			catalog: planCatalog(live(share(methods.Bucket("salt", "b1")))),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "a rollout that has reached the buyer does not",
			catalog: planCatalog(live(share(methods.Bucket("salt", "b1")+1)), rule(limits.Cap{Max: yuan("50.00")})),
			order:   juneOrder(),
			want:    "Pay at most ¥50.00.",
		},
		{
			name:    "a buyer that is missing is stated",
			catalog: planCatalog(live(share(1))),
			order:   juneOrder(func(o *routing.Order) { o.Buyer = "" }),
			want:    "State in the order: who the buyer is.",
		},
		{
			name:    "a rollout that reaches nobody ends a plan for whoever it is",
			catalog: planCatalog(live(share(0))),
			order:   juneOrder(func(o *routing.Order) { o.Buyer = "" }),
			want:    "none",
		},
		{
			name:    "fewest traits are stated",
			catalog: planCatalog(live(audience([]methods.Trait{"old", "new"}, []methods.Trait{"vip"}))),
			order:   juneOrder(),
			want:    "State in the order, if it is so: “a VIP”.",
		},
		{
			name:    "what is stated already counts",
			catalog: planCatalog(live(audience([]methods.Trait{"old", "new"}, []methods.Trait{"vip"}))),
			order:   juneOrder(stating("new")),
			want:    "State in the order, if it is so: “old”.",
		},
		{
			name:    "of traits that do equally well the first that is named is stated",
			catalog: planCatalog(live(audience([]methods.Trait{"new", "big"}, []methods.Trait{"vip", "old"}))),
			order:   juneOrder(),
			want:    "State in the order, if it is so: “new” and “big”.",
		},
		{
			name:    "a trait that is stated stays",
			catalog: planCatalog(live(methods.Match{}, audience([]methods.Trait{"vip"}))),
			order:   juneOrder(stating("vip")),
			want:    "none",
		},
		{
			name: "a trait takes an order out of a limit rule",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{
				Limit: limits.Cap{Max: yuan("1.00")}, Except: []methods.Match{audience([]methods.Trait{"vip"})},
			}),
			order: juneOrder(),
			steps: []analysis.StepKind{analysis.StepStateTrait, analysis.StepPayLess},
			want:  "State in the order, if it is so: “a VIP”.",
		},
		{
			name: "a trait hands over to an entry that lives within another method",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet", Status: methods.Absent},
				{Within: "wallet", Except: []methods.Match{audience([]methods.Trait{"vip"})}},
				{},
			}),
			order: juneOrder(),
			want:  "State in the order, if it is so: “a VIP”.",
		},
		{
			name:    "waiting is cheaper than stating a trait",
			catalog: planCatalog(append(live(audience([]methods.Trait{"vip"})), live(methods.Match{Period: methods.Period{From: june(30)}})...)),
			order:   juneOrder(),
			want:    "Wait until 2024-06-30 00:00 UTC+08:00.",
		},
		{
			name:    "another currency is the last resort",
			catalog: planCatalog(live(methods.Match{Currencies: []string{"CNY"}})),
			order:   juneOrder(paying("5.00 USD")),
			want:    "Pay in CNY.",
		},
		{
			name:    "a currency that no rule names is one too",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY"}})),
			order:   juneOrder(),
			want:    "Pay in AED.",
		},
		{
			name: "what the method lives within must be offered",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet", When: methods.Match{Surfaces: []methods.Surface{"app"}}},
				{Within: "wallet", When: methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}}},
			}, routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("20.00")}}),
			order: juneOrder(on("desktop_web")),
			want:  "Pay at most ¥20.00. Check out in the app.",
		},
		{
			name: "what the method lives within must not be blocked",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet"}, {Within: "wallet", When: methods.Match{Surfaces: []methods.Surface{"app"}}},
			}),
			order: juneOrder(on("desktop_web"), func(o *routing.Order) { o.Block = []methods.ID{"wallet"} }),
			want:  "none",
		},
		{
			name:    "a method that is blocked stays so",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}})),
			order:   juneOrder(on("desktop_web"), func(o *routing.Order) { o.Block = []methods.ID{"pay"} }),
			want:    "none",
		},
		{
			name:    "a method that was tried stays so",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(func(o *routing.Order) { o.Tried = []methods.ID{"pay"} }),
			want:    "none",
		},
		{
			name:    "a method that is not allowed stays so",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(func(o *routing.Order) { o.Allow = []methods.ID{"wallet"} }),
			want:    "none",
		},
		{
			name:    "a platform has an alias",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}})),
			order:   juneOrder(on("desktop_web"), func(o *routing.Order) { o.Platform = "store" }),
			want:    "Check out in the app.",
		},
		{
			name:    "a platform without the method has no plan",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(func(o *routing.Order) { o.Platform = "empty" }),
			want:    "none",
		},
		{
			name:    "a status that does not grant ends a plan",
			catalog: planCatalog([]methods.Availability{{Status: methods.Withdrawn}}),
			order:   juneOrder(),
			want:    "none",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := planFor(t, c.catalog, c.order, c.steps...)
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
func planFor(t *testing.T, c routing.Catalog, o routing.Order, kinds ...analysis.StepKind) analysis.Plan {
	t.Helper()
	planner, err := analysis.NewPlanner(c, analysis.PlanOptions{Steps: kinds})
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
		ID: "o1", Platform: "shop", Amount: limits.MustParseMoney("100.00 USD"), At: june(10), Merchant: "merchant-1",
		Usage: limits.Usage{"other": yuan("1.00")},
	}
}

func TestStepsOfEveryKindInTheirOrder(t *testing.T) {
	c, o := everything()
	plan := planFor(t, c, o)
	wantSteps := []routing.Remedy{
		{Do: routing.State, Facts: []string{"surface"}, Surfaces: []methods.Surface{"app", "mobile_web"}},
		{Do: routing.State, Facts: []string{"region"}},
		{Do: routing.State, Facts: []string{"buyer"}},
		{Do: routing.State, Facts: []string{"usage.total"}},
		{Do: routing.WaitUntil, Until: june(20)},
		{Do: routing.State, Traits: []methods.Trait{"vip", "old"}, TraitNames: []methods.Text{{EN: "a VIP"}, {}}},
		{Do: routing.PayIn, Currencies: []string{"CNY"}},
	}
	if diff := gocmp.Diff(wantSteps, plan.Steps); diff != "" {
		t.Errorf("steps (want, got):\n%s", diff)
	}
	want := o
	want.Surface, want.Region, want.Traits = "app", "HK", []methods.Trait{"vip", "old"}
	want.At, want.Amount = june(20), yuan("5.00")
	want.Usage = limits.Usage{"other": yuan("1.00"), "total": yuan("0.00")}
	want.Buyer = plan.Order.Buyer
	if diff := gocmp.Diff(want, plan.Order); diff != "" {
		t.Errorf("order (want, got):\n%s", diff)
	}
	if b := methods.Bucket("salt", plan.Order.Buyer); plan.Order.Buyer == "" || b >= 100 {
		t.Errorf("buyer %q lies in bucket %d, outside of the rollout", plan.Order.Buyer, b)
	}
	if _, touched := o.Usage["total"]; touched || len(o.Traits) > 0 {
		t.Errorf("the order that was asked about is changed: %v", o)
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
		if strings.Contains(out, o.Merchant) || strings.Contains(out, plan.Order.Buyer) {
			t.Errorf("the buyer or the merchant is in %s", out)
		}
	}
}

func TestWaitingResetsOtherTotalsToo(t *testing.T) {
	c := planCatalog(live(methods.Match{Period: methods.Period{From: june(20)}}),
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("1.00"), Window: limits.Day(0), Counter: "day"}},
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("1.00"), Window: limits.Month(0), Counter: "month"}})
	plan := planFor(t, c, juneOrder(func(o *routing.Order) {
		o.Usage = limits.Usage{"day": yuan("3.00"), "month": yuan("4.00"), "unknown": yuan("5.00")}
	}))
	want := limits.Usage{"day": yuan("0.00"), "month": yuan("4.00"), "unknown": yuan("5.00")}
	if diff := gocmp.Diff(want, plan.Order.Usage); diff != "" {
		t.Errorf("(want, got):\n%s", diff)
	}
}

func TestPlannerOutlivesChangesOfItsCatalog(t *testing.T) {
	c := planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}, Audience: [][]methods.Trait{{"vip"}}}))
	planner, err := analysis.NewPlanner(c, analysis.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c.Availability[0].When.Surfaces[0] = "kiosk"
	c.Availability[0].When.Audience[0][0] = "old"
	plan, _, err := planner.Plan(juneOrder(on("desktop_web")), "pay")
	if err != nil {
		t.Fatal(err)
	}
	want := "Check out in the app. State in the order, if it is so: “a VIP”."
	if diff := gocmp.Diff(want, plan.String()); diff != "" {
		t.Errorf("(want, got):\n%s", diff)
	}
}

func TestPlannerIsSafeForConcurrentUse(t *testing.T) {
	c, o := everything()
	want := planFor(t, c, o)
	planner, err := analysis.NewPlanner(c, analysis.PlanOptions{})
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

// weekends is a limit that is not a Cap.
type weekends struct{}

func (weekends) Headroom(limits.Query) (limits.Headroom, error) {
	return limits.AtMost(yuan("1.00")), nil
}

func TestPlansThatCannotBeMade(t *testing.T) {
	planner, err := analysis.NewPlanner(planCatalog(live(methods.Match{}), routing.LimitRule{Limit: weekends{}}), analysis.PlanOptions{})
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
	var limit *analysis.LimitError
	if err := refused(juneOrder(), "pay"); !errors.As(err, &limit) || limit.Rule != "r0" {
		t.Errorf("a limit of its own: %v", err)
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
	var kind *analysis.StepKindError
	for _, kinds := range [][]analysis.StepKind{
		{analysis.StepWait, analysis.StepMove, analysis.StepWait},
		{analysis.StepWait, analysis.StepMove, "hope"},
	} {
		_, err := analysis.NewPlanner(planCatalog(live(methods.Match{})), analysis.PlanOptions{Steps: kinds})
		if !errors.As(err, &kind) || kind.Index != 2 || kind.Kind != kinds[2] {
			t.Errorf("%v: %v", kinds, err)
		}
	}
	var catalog *routing.CatalogError
	if _, err := analysis.NewPlanner(routing.Catalog{Limits: make([]routing.LimitRule, 1)}, analysis.PlanOptions{}); !errors.As(err, &catalog) {
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
		c.Traits = append(c.Traits, routing.Trait{ID: a}, routing.Trait{ID: b})
		first, pairs = append(first, []methods.Trait{a}), append(pairs, []methods.Trait{a, b})
	}
	c.Availability = append(planCatalog(live(methods.Match{Audience: [][]methods.Trait{slices.Concat(first...)}})).Availability,
		planCatalog(append(live(methods.Match{}), live(methods.Match{Audience: pairs})...)).Availability[1])
	planner, err := analysis.NewPlanner(c, analysis.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, ok, err := planner.Plan(juneOrder(), "pay")
	var bound *analysis.BoundError
	if ok || !errors.As(err, &bound) || bound.Bound != "MaxNodes" || bound.Method != "pay" || bound.Platform != "shop" {
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
		{Method: "pay", When: share("second"), Within: "wallet"},
		{Method: "friend", When: share("third"), Within: "pay"},
	}), analysis.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, ok, err := planner.Plan(juneOrder(func(o *routing.Order) { o.Buyer = "" }), "friend")
	var bound *analysis.BoundError
	if ok || !errors.As(err, &bound) || bound.Bound != "MaxBuyers" {
		t.Errorf("%t, %v", ok, err)
	}
}
