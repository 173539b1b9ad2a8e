package analysis_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// BenchmarkPlan plans every method of the built-in catalog on every platform, for
// orders that most methods refuse: dear ones in a desktop browser, and ones that
// state nothing.
func BenchmarkPlan(b *testing.B) {
	c := china.Catalog()
	planner, err := analysis.NewPlanner(c)
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2023, 12, 1, 12, 0, 0, 0, time.UTC)
	var orders []routing.Order
	for _, p := range c.Platforms {
		orders = append(orders,
			routing.Order{
				Platform: p.ID, Surface: methods.SurfaceDesktopWeb, At: at, Region: methods.China, Buyer: limits.Hide("b1"),
				Amount: limits.MustParseMoney("60000.00 CNY"), Traits: []methods.Trait{"static_code"},
				Usage: limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("499.00 CNY")}},
			},
			routing.Order{Platform: p.ID, At: at, Amount: limits.MustParseMoney("1.00 USD")},
		)
	}
	b.Run("all", func(b *testing.B) { benchmarkPlans(b, planner, orders, c.Methods) })
	b.Run("taobao", func(b *testing.B) {
		benchmarkPlans(b, planner, orders[:1], []methods.Method{{ID: methods.WeChatQR}})
	})
}

// benchmarkPlans makes one plan an iteration.
func benchmarkPlans(b *testing.B, planner *analysis.Planner, orders []routing.Order, all []methods.Method) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		o, m := orders[i%len(orders)], all[i/len(orders)%len(all)].ID
		if _, _, err := planner.Plan(o, m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewPlanner(b *testing.B) {
	c := china.Catalog()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := analysis.NewPlanner(c); err != nil {
			b.Fatal(err)
		}
	}
}
