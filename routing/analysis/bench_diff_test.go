package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// One date of the built-in catalog is put off, then an hour of it if its entries have
// some; then a hundred dates of a thousand
// platforms with twenty methods each.
func BenchmarkDiff(b *testing.B) {
	builtIn := china.Catalog()
	i := slices.IndexFunc(builtIn.Availability, func(e methods.Availability) bool { return e.ID == "taobao_tmall.wechat_pay.live" })
	if i < 0 {
		b.Fatal("the built-in catalog has no such entry any more")
	}
	builtIn.Availability[i].When.Period.From = builtIn.Availability[i].When.Period.From.Add(time.Nanosecond)
	open, longer := china.Catalog(), china.Catalog()
	for n := range open.Availability {
		hours := methods.Hours{From: time.Duration(n%12) * time.Hour, Until: 22 * time.Hour}
		open.Availability[n].When.Hours = []methods.Hours{hours}
		if n == i {
			hours.Until += time.Hour
		}
		longer.Availability[n].When.Hours = []methods.Hours{hours}
	}
	many, others := manyPlatforms(1_000, 20), manyPlatforms(1_000, 20)
	for n := range 100 {
		e := &others.Availability[n*len(others.Availability)/100]
		e.When.Period.Until = e.When.Period.Until.Add(time.Nanosecond)
	}
	for _, bm := range []struct {
		name     string
		old, new routing.Catalog
		least    int
	}{
		{"the built-in catalog", china.Catalog(), builtIn, 1},
		{"hours in the built-in catalog", open, longer, 1},
		{"a thousand platforms", many, others, 100},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				changes, err := analysis.Diff(bm.old, bm.new)
				if err != nil || len(changes) < bm.least {
					b.Fatalf("%d changes, %v; want at least %d", len(changes), err, bm.least)
				}
			}
		})
	}
}

func BenchmarkMap(b *testing.B) {
	catalog := china.Catalog()
	b.ReportAllocs()
	regions := 0
	for b.Loop() {
		all, err := analysis.Map(catalog, china.Taobao)
		if err != nil {
			b.Fatal(err)
		}
		regions = 0
		for range all {
			regions++
		}
	}
	b.ReportMetric(float64(regions), "regions")
}

// manyPlatforms is a marketplace of many shops: every method has an entry of its
// own on every platform and its wallet's bounds everywhere, and a quarter of the
// entries have a cap of their own.
func manyPlatforms(platforms, perPlatform int) routing.Catalog {
	rng := rand.New(rand.NewPCG(1, 2))
	evidence := methods.Evidence{Sources: []string{"shop"}}
	surfaces := []methods.Surface{methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb, methods.SurfaceWeChatBrowser}
	audiences := [][][]methods.Trait{nil, nil, {{"invited"}}, {{"no_balance"}, {"no_bound_card"}}, {{"invited", "latest_app"}}}
	c := routing.Catalog{
		Zone:    8 * time.Hour,
		Sources: []methods.Source{{ID: "shop", Title: "the shops' own settings"}},
		Traits:  []routing.TraitInfo{{ID: "invited"}, {ID: "latest_app"}, {ID: "no_balance"}, {ID: "no_bound_card"}},
	}
	yuan := func(n int) limits.Money { return limits.MustParseMoney(fmt.Sprintf("%d CNY", n)) }
	inYuan := []string{"CNY"}
	for m := range perPlatform {
		id := methods.ID(fmt.Sprintf("method_%02d", m))
		c.Methods = append(c.Methods, methods.Method{ID: id})
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "wallet." + string(id), Methods: []methods.ID{id}, When: methods.Match{Currencies: inYuan},
			Limit: limits.Cap{Min: yuan(1), Max: yuan(50_000)}, Evidence: evidence,
		})
	}
	for p := range platforms {
		shop := methods.Platform(fmt.Sprintf("shop_%04d", p))
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: shop})
		on := []methods.Platform{shop}
		for m := range perPlatform {
			from := time.Date(2022, 1, 1+rng.IntN(900), 0, 0, 0, 0, time.UTC)
			e := methods.Availability{
				ID: fmt.Sprintf("%s.%02d", shop, m), Method: c.Methods[m].ID, Status: methods.StatusLive, Rank: 1 + rng.IntN(perPlatform),
				When: methods.Match{
					Platforms: on, Surfaces: surfaces[:1+rng.IntN(len(surfaces))], Currencies: inYuan,
					Audience: audiences[rng.IntN(len(audiences))],
					Period:   methods.Period{From: from, Until: from.AddDate(1+rng.IntN(3), 0, 0)},
				},
				Evidence: evidence,
			}
			c.Availability = append(c.Availability, e)
			if rng.IntN(4) == 0 {
				c.Limits = append(c.Limits, routing.LimitRule{
					ID: "cap." + e.ID, Methods: []methods.ID{e.Method}, When: methods.Match{Platforms: on, Currencies: inYuan},
					Limit: limits.Cap{Max: yuan(1 + rng.IntN(1_000))}, Evidence: evidence,
				})
			}
		}
	}
	return c
}
