package analysis_test

import (
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestPlansForPlacesAndTimes(t *testing.T) {
	runPlanCases(t, []planCase{
		{
			name:    "what is offered needs no step",
			catalog: planCatalog(live(methods.Match{})),
			order:   juneOrder(),
			want:    "Nothing has to change.",
		},
		{
			name:    "every surface that will do is named",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}})),
			order:   juneOrder(on("desktop_web")),
			want:    "Check out in a mobile browser or the platform's app.",
		},
		{
			name: "the nearer amount counts for more than the surface named first",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}}),
				routing.LimitRule{When: methods.Match{Surfaces: []methods.Surface{"mobile_web"}}, Limit: limits.Cap{Max: yuan("80.00")}},
				rule(limits.Cap{Max: yuan("90.00")})),
			order: juneOrder(on("desktop_web")),
			want:  "Pay at most ¥90.00. Check out in the platform's app.",
		},
		{
			name: "so does the nearer one where more must be paid",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"mobile_web", "app"}}),
				routing.LimitRule{When: methods.Match{Surfaces: []methods.Surface{"mobile_web"}}, Limit: limits.Cap{Min: yuan("120.00")}},
				rule(limits.Cap{Min: yuan("110.00")})),
			order: juneOrder(on("desktop_web")),
			want:  "Pay at least ¥110.00. Check out in the platform's app.",
		},
		{
			name:    "a surface that no rule names gets out of an Except",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Surfaces: []methods.Surface{"app", "mobile_web", "desktop_web", "wechat_browser", "wechat_mini_program", "alipay_browser"}})),
			order:   juneOrder(),
			want:    "Check out in WeChat on a computer, an Alipay mini program, WeCom's browser or another app's browser.",
		},
		{
			name:    "another surface gets out of an Except of all that have a name",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Surfaces: methods.Surfaces()})),
			order:   juneOrder(),
			want:    "Check out in another_surface.",
		},
		{
			name:    "a surface that is missing is stated",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}})),
			order:   juneOrder(on("")),
			want:    "State in the order: where the checkout runs; the method is for the platform's app.",
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
			name: "waiting less counts for more than a nearer amount",
			catalog: planCatalog(live(methods.Match{Period: methods.Period{From: june(20)}}),
				routing.LimitRule{When: methods.Match{Period: methods.Period{Until: june(30)}}, Limit: limits.Cap{Max: yuan("50.00")}},
				rule(limits.Cap{Max: yuan("80.00")})),
			order: juneOrder(),
			want:  "Pay at most ¥50.00. Wait until 2024-06-20 00:00 UTC+08:00.",
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
			name:    "waiting is cheaper than stating a trait",
			catalog: planCatalog(append(live(audience([]methods.Trait{"vip"})), live(methods.Match{Period: methods.Period{From: june(30)}})...)),
			order:   juneOrder(),
			want:    "Wait until 2024-06-30 00:00 UTC+08:00.",
		},
	})
}
