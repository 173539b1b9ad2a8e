package china_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// ordersFor draws orders on the built-in catalog's platforms since 2020, with
// amounts at the bounds of its limits and one fen beside them.
func ordersFor(b *testing.B, c routing.Catalog, n int) []routing.Order {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	surfaces := []methods.Surface{methods.SurfaceApp, methods.SurfaceApp, methods.SurfaceDesktopWeb, methods.SurfaceWeChatBrowser, methods.SurfaceMobileWeb}
	traits := []methods.Trait{china.NoBoundCard, china.LatestApp, china.SellerAcceptsWeChatPay, china.Invited}
	orders := make([]routing.Order, n)
	for i := range orders {
		fen := int64(rng.IntN(3) - 1)
		if limit, ok := c.Limits[rng.IntN(len(c.Limits))].Limit.(limits.Cap); ok {
			fen += max(1, limit.Max.Minor())
		}
		amount, err := limits.MoneyFromMinor(fen, limits.CNY)
		if err != nil {
			b.Fatal(err)
		}
		orders[i] = routing.Order{
			ID: "o1", Platform: c.Platforms[rng.IntN(len(c.Platforms))].ID,
			Surface: surfaces[rng.IntN(len(surfaces))], Amount: amount,
			At:     time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rng.IntN(7*365*24)) * time.Hour),
			Region: methods.China, Buyer: limits.Hide("b1"),
		}
		for _, trait := range traits {
			if rng.IntN(3) == 0 {
				orders[i].Traits = append(orders[i].Traits, trait)
			}
		}
	}
	return orders
}

func BenchmarkRouteInto(b *testing.B) {
	c := china.Catalog()
	r := routing.MustCompile(c)
	orders := ordersFor(b, c, 10_000)
	b.ReportAllocs()
	var d routing.Decision
	for i := 0; b.Loop(); i++ {
		if err := r.RouteInto(&d, orders[i%len(orders)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRoute(b *testing.B) {
	c := china.Catalog()
	r := routing.MustCompile(c)
	orders := ordersFor(b, c, 10_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := r.Route(orders[i%len(orders)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCatalogAndCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := routing.Compile(china.Catalog()); err != nil {
			b.Fatal(err)
		}
	}
}
