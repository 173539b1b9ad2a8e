package routing_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// benchTraits are the traits of the synthetic shops' audiences.
var benchTraits = []methods.Trait{"no_bound_card", "no_balance", "invited", "latest_app"}

var benchAudiences = [][][]methods.Trait{
	nil,
	{{"no_bound_card"}, {"no_balance"}},
	{{"invited"}},
	{{"invited", "latest_app"}},
	{{"latest_app"}},
	nil,
	{{"no_bound_card", "no_balance"}},
	{{"no_bound_card"}},
}

var benchSurfaces = []methods.Surface{
	methods.App, methods.MobileWeb, methods.DesktopWeb,
	methods.WeChatBrowser, methods.AlipayBrowser, methods.WeChatMiniProgram,
}

var benchCurrencies = []string{"CNY", "HKD", "USD", "JPY", "EUR", "MOP"}

// subset draws a list of which at least one is left out now and then.
func subset[S any](rng *rand.Rand, all []S) []S {
	if rng.IntN(3) == 0 {
		return nil
	}
	var some []S
	for _, v := range all {
		if rng.IntN(2) == 0 {
			some = append(some, v)
		}
	}
	if len(some) == 0 {
		some = append(some, all[0])
	}
	return some
}

func day(n int) time.Time {
	return time.Date(2022, 1, 1, 0, 0, 0, 0, time.FixedZone("", 8*3600)).AddDate(0, 0, n)
}

// synthetic is a marketplace of many shops: every method has an entry of its own
// on every platform and its wallet's bounds everywhere, and a quarter of the
// entries have a cap of their own.
func synthetic(platforms, perPlatform int) routing.Catalog {
	rng := rand.New(rand.NewPCG(1, 2))
	evidence := methods.Evidence{Sources: []string{"shop"}}
	c := routing.Catalog{
		Name: "synthetic", Version: "1", Zone: 8 * time.Hour,
		Sources: []methods.Source{{ID: "shop", Title: "the shops' own settings"}},
	}
	for _, trait := range benchTraits {
		c.Traits = append(c.Traits, routing.Trait{ID: trait})
	}
	for m := range perPlatform {
		id := methods.ID(fmt.Sprintf("method_%02d", m))
		c.Methods = append(c.Methods, methods.Method{ID: id})
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "wallet." + string(id), Methods: []methods.ID{id},
			When:     methods.Match{Currencies: []string{"CNY"}},
			Limit:    limits.Cap{Min: cny(1), Max: cny(5_000_000)},
			Evidence: evidence,
		})
	}
	for p := range platforms {
		platform := methods.Platform(fmt.Sprintf("shop_%06d", p))
		c.Platforms = append(c.Platforms, routing.Platform{ID: platform})
		on := []methods.Platform{platform}
		for m := range perPlatform {
			from := rng.IntN(900)
			e := methods.Availability{
				ID:     fmt.Sprintf("%s.method_%02d", platform, m),
				Method: c.Methods[m].ID,
				Status: methods.Live,
				Rank:   1 + rng.IntN(perPlatform),
				When: methods.Match{
					Platforms:  on,
					Surfaces:   subset(rng, benchSurfaces),
					Currencies: subset(rng, benchCurrencies),
					Audience:   benchAudiences[rng.IntN(len(benchAudiences))],
					Period:     methods.Period{From: day(from), Until: day(from + 200 + rng.IntN(800))},
				},
				Evidence: evidence,
			}
			c.Availability = append(c.Availability, e)
			if rng.IntN(4) == 0 {
				c.Limits = append(c.Limits, routing.LimitRule{
					ID: fmt.Sprintf("cap.%s", e.ID), Methods: []methods.ID{e.Method},
					When:     methods.Match{Platforms: on, Currencies: []string{"CNY"}},
					Limit:    limits.Cap{Max: cny(int64(100 * (1 + rng.IntN(1000))))},
					Evidence: evidence,
				})
			}
		}
	}
	return c
}

func cny(minor int64) limits.Money {
	m, err := limits.FromMinor(minor, limits.CNY)
	if err != nil {
		panic(err)
	}
	return m
}

// syntheticOrders draws orders for a synthetic catalog whose amounts lie at its
// bounds and one minor unit beside them.
func syntheticOrders(c routing.Catalog, n int) []routing.Order {
	rng := rand.New(rand.NewPCG(3, 4))
	orders := make([]routing.Order, n)
	for i := range orders {
		cap := c.Limits[rng.IntN(len(c.Limits))].Limit.(limits.Cap)
		amount := cny(max(0, cap.Max.Minor()+int64(rng.IntN(3)-1)))
		if rng.IntN(8) == 0 {
			amount = limits.MustParseMoney("30 USD")
		}
		o := routing.Order{
			ID:       "o1",
			Platform: methods.Platform(strings.Clone(string(c.Platforms[rng.IntN(len(c.Platforms))].ID))),
			Surface:  benchSurfaces[rng.IntN(len(benchSurfaces))],
			Amount:   amount,
			At:       day(rng.IntN(1200)).Add(-time.Duration(rng.IntN(2))),
			Region:   methods.China,
			Buyer:    "buyer",
		}
		for _, trait := range benchTraits {
			if rng.IntN(2) == 0 {
				o.Traits = append(o.Traits, trait)
			}
		}
		orders[i] = o
	}
	return orders
}

func benchmarkRoute(b *testing.B, r *routing.Router, orders []routing.Order) {
	b.ReportAllocs()
	var d routing.Decision
	for i := 0; b.Loop(); i++ {
		if err := r.RouteInto(&d, orders[i%len(orders)]); err != nil {
			b.Fatal(err)
		}
	}
}

const benchOrders = 10_000

func BenchmarkRouteInto(b *testing.B) {
	for _, size := range []struct{ platforms, methods int }{{1000, 20}, {100_000, 20}} {
		b.Run(fmt.Sprintf("%dx%d", size.platforms, size.methods), func(b *testing.B) {
			c := synthetic(size.platforms, size.methods)
			r := routing.MustCompile(c)
			orders := syntheticOrders(c, benchOrders)
			c = routing.Catalog{}
			runtime.GC()
			benchmarkRoute(b, r, orders)
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, size := range []struct{ platforms, methods int }{{2, 20}, {1000, 20}, {100_000, 20}} {
		b.Run(fmt.Sprintf("%dx%d", size.platforms, size.methods), func(b *testing.B) {
			c := synthetic(size.platforms, size.methods)
			entries := len(c.Availability)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := routing.Compile(c); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(entries), "ns/entry")
		})
	}
}
