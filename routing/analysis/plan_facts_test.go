package analysis_test

import (
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestPlansForWhatIsStated(t *testing.T) {
	runPlanCases(t, []planCase{
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
			order:   juneOrder(func(o *routing.Order) { o.Buyer = limits.Hidden{} }),
			want:    "State in the order: who the buyer is.",
		},
		{
			name: "only the surfaces of a rollout that the made-up buyer lies in are named",
			catalog: planCatalog([]methods.Availability{
				{When: methods.Match{Surfaces: []methods.Surface{"app"}, Rollout: methods.Rollout{BasisPoints: 1, Salt: "salt"}}},
				{When: methods.Match{Surfaces: []methods.Surface{"mobile_web"}, Rollout: methods.Rollout{BasisPoints: 1, Salt: "other"}}},
			}),
			order: juneOrder(on("desktop_web"), func(o *routing.Order) { o.Buyer = limits.Hidden{} }),
			want:  "Check out in the platform's app. State in the order: who the buyer is.",
		},
		{
			name:    "a rollout that reaches nobody ends a plan for whoever it is",
			catalog: planCatalog(live(share(0))),
			order:   juneOrder(func(o *routing.Order) { o.Buyer = limits.Hidden{} }),
			want:    "none",
		},
		{
			name:    "fewest traits are stated",
			catalog: planCatalog(live(audience([]methods.Trait{"old", "new"}, []methods.Trait{"vip"}))),
			order:   juneOrder(),
			want:    "If true, add to the order: “a VIP”.",
		},
		{
			name:    "what is stated already counts",
			catalog: planCatalog(live(audience([]methods.Trait{"old", "new"}, []methods.Trait{"vip"}))),
			order:   juneOrder(stating("new")),
			want:    "If true, add to the order: “old”.",
		},
		{
			name:    "of traits that do equally well the first that is named is stated",
			catalog: planCatalog(live(audience([]methods.Trait{"new", "big"}, []methods.Trait{"vip", "old"}))),
			order:   juneOrder(),
			want:    "If true, add to the order: “new” and “big”.",
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
				Limit: limits.Cap{Max: limits.MustParseMoney("1.00 USD")}, Except: []methods.Match{audience([]methods.Trait{"vip"})},
			}),
			order: juneOrder(),
			want:  "If true, add to the order: “a VIP”.",
		},
		{
			name: "a trait hands over to an entry that is nested in another method",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet", Status: methods.StatusAbsent},
				{Parent: "wallet", Except: []methods.Match{audience([]methods.Trait{"vip"})}},
				{},
			}),
			order: juneOrder(),
			want:  "If true, add to the order: “a VIP”.",
		},
		{
			name: "a trait that an entry names brings its limit rules with it",
			catalog: planCatalog(live(audience([]methods.Trait{"vip"})), routing.LimitRule{
				When: audience([]methods.Trait{"vip"}), Limit: limits.Cap{Max: yuan("1.00")},
			}),
			order: juneOrder(),
			want:  "Pay at most ¥1.00. If true, add to the order: “a VIP”.",
		},
		{
			name: "so does one that hands over to another entry",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet", Status: methods.StatusAbsent},
				{Parent: "wallet", Except: []methods.Match{audience([]methods.Trait{"vip"})}},
				{},
			}, routing.LimitRule{When: audience([]methods.Trait{"vip"}), Limit: limits.Cap{Max: yuan("1.00")}}),
			order: juneOrder(),
			want:  "Pay at most ¥1.00. If true, add to the order: “a VIP”.",
		},
		{
			name: "so does one that takes an order out of a limit rule",
			catalog: planCatalog(live(methods.Match{}),
				routing.LimitRule{Except: []methods.Match{audience([]methods.Trait{"vip"})}, Limit: limits.Cap{Max: limits.MustParseMoney("5.00 USD")}},
				routing.LimitRule{When: audience([]methods.Trait{"vip"}), Limit: limits.Cap{Max: yuan("2.00")}}),
			order: juneOrder(),
			want:  "Pay at most ¥2.00. If true, add to the order: “a VIP”.",
		},
		{
			name: "a trait that only limit rules name is not stated",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("5.00")}), routing.LimitRule{
				When: audience([]methods.Trait{"vip"}), Limit: limits.Cap{Max: yuan("9.00")},
			}),
			order: juneOrder(),
			want:  "Pay at most ¥5.00.",
		},
		{
			name: "a trait that is stated counts for limit rules",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{
				When: audience([]methods.Trait{"vip"}), Limit: limits.Cap{Max: yuan("9.00")},
			}),
			order: juneOrder(stating("vip")),
			want:  "Pay at most ¥9.00.",
		},
		{
			name: "the parent must be offered",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet", When: methods.Match{Surfaces: []methods.Surface{"app"}}},
				{Parent: "wallet", When: methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}}},
			}, routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("20.00")}}),
			order: juneOrder(on("desktop_web")),
			want:  "Pay at most ¥20.00. Check out in the platform's app.",
		},
		{
			name: "the parent must not be blocked",
			catalog: planCatalog([]methods.Availability{
				{Method: "wallet"}, {Parent: "wallet", When: methods.Match{Surfaces: []methods.Surface{"app"}}},
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
			want:    "Check out in the platform's app.",
		},
		{
			name:    "a platform without the method has no plan",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(func(o *routing.Order) { o.Platform = "empty" }),
			want:    "none",
		},
		{
			name:    "a status that does not grant ends a plan",
			catalog: planCatalog([]methods.Availability{{Status: methods.StatusWithdrawn}}),
			order:   juneOrder(),
			want:    "none",
		},
	})
}
