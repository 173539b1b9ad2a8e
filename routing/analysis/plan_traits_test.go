package analysis_test

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// vipMustBeStated is a catalog in which silence about one trait is unknown.
func vipMustBeStated(entries []methods.Availability, rules ...routing.LimitRule) routing.Catalog {
	c := planCatalog(entries, rules...)
	for i := range c.Traits {
		c.Traits[i].MustState = c.Traits[i].ID == "vip"
	}
	return c
}

func lacking(traits ...methods.Trait) func(*routing.Order) {
	return func(o *routing.Order) { o.Lacks = traits }
}

func TestPlansAnswerWhatMustBeStated(t *testing.T) {
	vip := [][]methods.Trait{{"vip"}}
	for _, test := range []struct {
		name          string
		catalog       routing.Catalog
		change        func(*routing.Order)
		traits, lacks []methods.Trait // of the plan's order
		want          string
	}{
		{"that it holds", vipMustBeStated(live(methods.Match{Audience: vip})), stating(), []methods.Trait{"vip"}, nil,
			"State in the order: whether “a VIP” applies."},
		{"that it does not", vipMustBeStated(live(methods.Match{}, methods.Match{Audience: vip})), stating(), nil, []methods.Trait{"vip"},
			"State in the order: whether “a VIP” applies."},
		{"what is known not to hold is not stated", vipMustBeStated(live(methods.Match{Audience: vip})), lacking("vip"), nil, nil, "none"},
		{"nor is it of a trait that need not be stated", planCatalog(live(methods.Match{Audience: vip})), lacking("vip"), nil, nil, "none"},
		{"a rule of which it is not known whether it applies",
			vipMustBeStated(live(methods.Match{}), routing.LimitRule{When: methods.Match{Audience: vip}, Limit: limits.Cap{Max: yuan("0.00")}}),
			stating(), nil, []methods.Trait{"vip"}, "State in the order: whether “a VIP” applies."},
		{"an earlier entry with another parent", vipMustBeStated([]methods.Availability{
			{Method: "wallet"}, {Parent: "wallet", When: methods.Match{Audience: vip}}, {}}), stating(), nil, []methods.Trait{"vip"},
			"State in the order: whether “a VIP” applies."},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := juneOrder(test.change)
			plan := planFor(t, test.catalog, o)
			if plan.Method == "" {
				if test.want != "none" {
					t.Fatalf("no plan, want %q", test.want)
				}
				return
			}
			got := [2][]methods.Trait{plan.Order.Traits, plan.Order.Lacks}
			if diff := gocmp.Diff([2][]methods.Trait{test.traits, test.lacks}, got); diff != "" {
				t.Errorf("what the plan states and lacks (-want +got):\n%s", diff)
			}
			if diff := gocmp.Diff(test.want, plan.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPlansWaitUntilAMethodIsUpAgain(t *testing.T) {
	down := func(until time.Time) func(*routing.Order) {
		return func(o *routing.Order) { o.Down = map[methods.ID]time.Time{"pay": until} }
	}
	runPlanCases(t, []planCase{
		{
			name: "until then", catalog: planCatalog(live(methods.Match{})), order: juneOrder(down(june(20))),
			want: "Wait until 2024-06-20 00:00 UTC+08:00.",
		},
		{name: "for ever", catalog: planCatalog(live(methods.Match{})), order: juneOrder(down(time.Time{})), want: "none"},
	})
}
