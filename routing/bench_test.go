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
	"github.com/paymux/paymux/routing/china"
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
	methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb,
	methods.SurfaceWeChatBrowser, methods.SurfaceAlipayBrowser, methods.SurfaceWeChatMiniProgram,
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
		c.Traits = append(c.Traits, routing.TraitInfo{ID: trait})
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
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: platform})
		on := []methods.Platform{platform}
		for m := range perPlatform {
			from := rng.IntN(900)
			e := methods.Availability{
				ID:     fmt.Sprintf("%s.method_%02d", platform, m),
				Method: c.Methods[m].ID,
				Status: methods.StatusLive,
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
	m, err := limits.MoneyFromMinor(minor, limits.CNY)
	if err != nil {
		panic(err)
	}
	return m
}

// syntheticOrders draws orders for a catalog whose amounts lie at its
// bounds and one minor unit beside them.
func syntheticOrders(c routing.Catalog, n int) []routing.Order {
	rng := rand.New(rand.NewPCG(3, 4))
	orders := make([]routing.Order, n)
	for i := range orders {
		capped := c.Limits[rng.IntN(len(c.Limits))].Limit.(limits.Cap)
		amount := cny(max(0, capped.Max.Minor()+int64(rng.IntN(3)-1)))
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
			Buyer:    limits.Hide("buyer"),
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

// benchCatalogs are the built-in one and synthetic ones of three sizes.
var benchCatalogs = []struct {
	name string
	make func() routing.Catalog
}{
	{"built-in", china.Catalog},
	{"2x20", func() routing.Catalog { return synthetic(2, 20) }},
	{"1000x20", func() routing.Catalog { return synthetic(1000, 20) }},
	{"100000x20", func() routing.Catalog { return synthetic(100_000, 20) }},
}

// benchRouter compiles a catalog, which is garbage then, and draws orders for it.
func benchRouter(c routing.Catalog) (*routing.Router, []routing.Order) {
	return routing.MustCompile(c), syntheticOrders(c, benchOrders)
}

func BenchmarkRouteInto(b *testing.B) {
	for _, size := range benchCatalogs {
		b.Run(size.name, func(b *testing.B) {
			r, orders := benchRouter(size.make())
			runtime.GC()
			benchmarkRoute(b, r, orders)
		})
	}
}

// The same shop costs the same, however many others are in the catalog.
func BenchmarkRouteIntoOneOfMany(b *testing.B) {
	for _, platforms := range []int{2, 1000} {
		b.Run(fmt.Sprintf("of %d entries", 20*platforms), func(b *testing.B) {
			c := synthetic(platforms, 20)
			few := c
			few.Platforms = c.Platforms[:1]
			benchmarkRoute(b, routing.MustCompile(c), syntheticOrders(few, benchOrders))
		})
	}
}

func BenchmarkRoute(b *testing.B) {
	for _, size := range benchCatalogs {
		b.Run(size.name, func(b *testing.B) {
			r, orders := benchRouter(size.make())
			runtime.GC()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := r.Route(orders[i%len(orders)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRouteIntoParallel(b *testing.B) {
	c := synthetic(1000, 20)
	r := routing.MustCompile(c)
	orders := syntheticOrders(c, benchOrders)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		var d routing.Decision
		for i := 0; pb.Next(); i++ {
			if err := r.RouteInto(&d, orders[i%len(orders)]); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// Orders that cost more than most: every method is excluded, totals are capped,
// thirty traits are stated.
func BenchmarkRouteIntoHard(b *testing.B) {
	shop := synthetic(1, 20)
	everything := func(o routing.Order) routing.Order { return o }
	for _, test := range []struct {
		name    string
		catalog func(c *routing.Catalog)
		order   func(o routing.Order) routing.Order
	}{
		{"everything excluded", func(*routing.Catalog) {}, func(o routing.Order) routing.Order {
			o.Surface, o.Amount = "smart_fridge", limits.MustParseMoney("999999999.00 CNY")
			return o
		}},
		{"a total for every method", func(c *routing.Catalog) {
			for i := range c.Methods {
				c.Limits = append(c.Limits, routing.LimitRule{
					ID: fmt.Sprintf("day.%02d", i), Methods: []methods.ID{c.Methods[i].ID},
					Limit:    limits.Cap{Max: cny(100_000), Window: limits.Day(8 * time.Hour), Counter: limits.Counter(fmt.Sprintf("day.%02d", i))},
					Evidence: methods.Evidence{Sources: []string{"shop"}},
				})
			}
		}, func(o routing.Order) routing.Order {
			o.Usage = limits.Usage{}
			for i := range 20 {
				o.Usage[limits.Counter(fmt.Sprintf("day.%02d", i))] = limits.Used{Amount: cny(int64(5000 * i))}
			}
			return o
		}},
		{"a rollout for every method", func(c *routing.Catalog) {
			for i := range c.Availability {
				c.Availability[i].When.Rollout = methods.Rollout{BasisPoints: 5000, Salt: fmt.Sprintf("salt-%02d", i)}
			}
		}, everything},
		{"thirty traits", func(*routing.Catalog) {}, func(o routing.Order) routing.Order {
			for i := range 30 - len(o.Traits) {
				o.Traits = append(o.Traits, methods.Trait(fmt.Sprintf("trait_%02d", i)))
			}
			return o
		}},
	} {
		b.Run(test.name, func(b *testing.B) {
			c := shop
			c.Availability = append([]methods.Availability(nil), shop.Availability...)
			c.Limits = append([]routing.LimitRule(nil), shop.Limits...)
			test.catalog(&c)
			orders := syntheticOrders(shop, benchOrders)
			for i := range orders {
				orders[i] = test.order(orders[i])
			}
			benchmarkRoute(b, routing.MustCompile(c), orders)
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, size := range benchCatalogs {
		b.Run(size.name, func(b *testing.B) {
			c := size.make()
			entries := float64(len(c.Availability))
			before := heapInUse()
			r := routing.MustCompile(c)
			kept := heapInUse() - before
			runtime.KeepAlive(r)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := routing.Compile(c); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/entries, "ns/entry")
			b.ReportMetric(kept/entries, "kept-B/entry")
		})
	}
}

// heapInUse is what is alive after a collection.
func heapInUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}
