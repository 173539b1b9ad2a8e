package shop

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"
)

// The facts that rules of a market draw their conditions from.
var (
	surfaces = []methods.Surface{
		methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb,
		methods.SurfaceWeChatBrowser, methods.SurfaceWeChatMiniProgram, methods.SurfaceAlipayBrowser,
	}
	currencies = []limits.Currency{limits.CNY, limits.HKD, limits.USD, limits.JPY, limits.EUR, limits.MOP}
)

// Market is a marketplace of many shops. Every method has a rule on every
// platform, in an order of the platform's own, and a quarter of the rules have
// bounds beside the method's. The same sizes always give the same rules.
func Market(platforms, methodsEach int) *Shop {
	rng := rand.New(rand.NewPCG(1, uint64(platforms)))
	s := &Shop{
		Name:       fmt.Sprintf("%d × %d rules", platforms, methodsEach),
		Rules:      make([]Rule, 0, platforms*methodsEach),
		IsYuanOnly: true,
		Surfaces:   surfaces,
		Traits:     []methods.Trait{noCard, noBalance, invited, latestApp},
	}
	for i := range methodsEach {
		method := methods.ID(fmt.Sprintf("method_%02d", i))
		s.Methods = append(s.Methods, method)
		s.Bounds = append(s.Bounds, Bound{
			Method: method,
			Min:    1 + rng.Int64N(yuan),
			Max:    (1 + rng.Int64N(50)) * 1_000 * yuan,
		})
	}
	surfaceLists, currencyLists := subsets(surfaces), subsets(currencies)
	for p := range platforms {
		platform := methods.Platform(fmt.Sprintf("shop_%06d", p))
		for _, m := range rng.Perm(methodsEach) {
			r := Rule{
				Platform:   platform,
				Method:     s.Methods[m],
				Surfaces:   draw(rng, surfaceLists),
				Currencies: draw(rng, currencyLists),
				Audience:   audiences[rng.IntN(len(audiences))],
			}
			from := rng.IntN(1_000)
			r.From = date(2022, 1, 1+from)
			if rng.IntN(2) == 0 {
				r.Until = date(2022, 1, 1+from+200+rng.IntN(1_000))
			}
			if rng.IntN(4) == 0 {
				r.Max = (1 + rng.Int64N(900)) * yuan
				r.Min = rng.Int64N(2) * yuan
			}
			s.Rules = append(s.Rules, r)
		}
	}
	return s
}

// subsets returns every list of some of the values, in their order. The empty one
// comes first.
func subsets[S any](values []S) [][]S {
	lists := [][]S{nil}
	for bits := 1; bits < 1<<len(values); bits++ {
		var list []S
		for i, v := range values {
			if bits>>i&1 != 0 {
				list = append(list, v)
			}
		}
		lists = append(lists, list)
	}
	return lists
}

// draw returns the empty list a third of the time.
func draw[S any](rng *rand.Rand, lists [][]S) []S {
	if rng.IntN(3) == 0 {
		return lists[0]
	}
	return lists[1+rng.IntN(len(lists)-1)]
}

// The traits that rules of a market ask about, and the audiences that they are for.
var (
	noCard, noBalance  = china.NoBoundCard, china.NoBalance
	invited, latestApp = china.Invited, china.LatestApp

	audiences = [...][][]methods.Trait{
		nil,
		{{noCard}},
		{{noBalance}},
		{{noCard}, {noBalance}},
		{{noCard, noBalance}},
		{{invited}},
		{{latestApp}},
		{{invited, latestApp}},
	}
)

var chinaTime = time.FixedZone("+08:00", 8*60*60)

// date returns midnight in China.
func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, chinaTime)
}
