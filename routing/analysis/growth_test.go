package analysis

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// questions are what can be asked about two catalogs, within bounds.
var questions = map[string]func(before, after routing.Catalog, wide, narrow bounds) error{
	"Lint": func(before, _ routing.Catalog, wide, _ bounds) error {
		_, err := lintWithin(before, LintOptions{}, wide)
		return err
	},
	"Diff": func(before, after routing.Catalog, wide, _ bounds) error {
		changes, err := diffWithin(before, after, wide)
		if err == nil && len(changes) == 0 {
			err = errors.New("no changes")
		}
		return err
	},
	"Map": func(before, _ routing.Catalog, wide, _ bounds) error {
		_, err := mapWithin(before, "shop", wide)
		return err
	},
	"Plan": func(before, _ routing.Catalog, _, narrow bounds) error {
		p, err := newPlannerWithin(before, narrow)
		if err != nil {
			return err
		}
		_, _, err = p.Plan(growingOrder(), "pay")
		return err
	},
}

// growingOrder is an order between two days, of an amount that every limit refuses.
func growingOrder() routing.Order {
	return routing.Order{Platform: "shop", Surface: surface(0), Amount: money(50_000, limits.CNY), At: date(0).Add(36 * time.Hour)}
}

// stepsOf returns how many steps an answer takes.
func stepsOf(t *testing.T, question string, n int, growth func(n int) (before, after routing.Catalog)) int64 {
	t.Helper()
	var taken atomic.Int64
	wide, narrow := wideBounds, planBounds
	wide.taken, narrow.taken = &taken, &taken
	before, after := growth(n)
	if err := questions[question](before, after, wide, narrow); err != nil {
		t.Fatalf("%s of %d rules: %v", question, n, err)
	}
	return taken.Load()
}

// The steps for rules that do not overlap grow no faster than their number to the power
// of 1.3.
func TestStepsGrowInProportion(t *testing.T) {
	sizes := []int{40, 160}
	if isFull() {
		sizes = []int{160, 2_560}
	}
	for _, name := range slices.Sorted(maps.Keys(growths)) {
		for question := range questions {
			t.Run(name+"/"+question, func(t *testing.T) {
				few, many := stepsOf(t, question, sizes[0], growths[name]), stepsOf(t, question, sizes[1], growths[name])
				times := float64(sizes[1]) / float64(sizes[0])
				if most := math.Pow(times, 1.3) * float64(few); float64(many) > most {
					t.Errorf("%d rules take %d steps, and %d rules %d: want at most %.0f", sizes[0], few, sizes[1], many, most)
				}
			})
		}
	}
}

// Whatever a catalog has, an answer takes no more steps than its bounds allow.
func TestAnswersTakeNoMoreStepsThanTheirBounds(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(overlapping)) {
		for question, answer := range questions {
			t.Run(name+"/"+question, func(t *testing.T) {
				var taken atomic.Int64
				few := bounds{steps: 20_000, nodes: 10_000, regions: 1_000, buyers: 100, taken: &taken}
				before, after := overlapping[name](200)
				var bound *BoundError
				if err := answer(before, after, few, few); err != nil && !errors.As(err, &bound) {
					t.Fatalf("%v, want none or a *BoundError", err)
				}
				// Each space that is begun may go beyond by the operation at hand.
				if most := int64(3 * few.steps); taken.Load() > most {
					t.Errorf("%d steps, want at most %d", taken.Load(), most)
				}
			})
		}
	}
}

// A plan takes less than 10 MB, whatever the catalog.
func TestAPlanTakesLittleMemory(t *testing.T) {
	const most = 10 << 20
	catalogs := map[string]func(n int) (before, after routing.Catalog){}
	for pairs := 10; pairs <= 20; pairs++ {
		catalogs[fmt.Sprintf("%d traits of which each pair counts", 2*pairs)] = pairedTraits(pairs)
	}
	maps.Copy(catalogs, growths)
	maps.Copy(catalogs, overlapping)
	for _, name := range slices.Sorted(maps.Keys(catalogs)) {
		for _, n := range []int{320, 20_000} {
			if n > 320 && !isFull() {
				continue
			}
			t.Run(fmt.Sprintf("%s/%d", name, n), func(t *testing.T) {
				catalog, _ := catalogs[name](n)
				p, err := NewPlanner(catalog)
				if err != nil {
					t.Fatal(err)
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, _, err = p.Plan(growingOrder(), "pay")
				runtime.ReadMemStats(&after)
				var bound *BoundError
				if err != nil && !errors.As(err, &bound) {
					t.Fatal(err)
				}
				if taken := after.TotalAlloc - before.TotalAlloc; taken > most {
					t.Errorf("%d bytes (%v), want at most %d", taken, err, most)
				}
			})
		}
	}
}

// pairedTraits returns catalogs in which each of some pairs of traits has an effect of
// its own, however many rules are wanted.
func pairedTraits(pairs int) func(int) (before, after routing.Catalog) {
	return func(int) (before, after routing.Catalog) {
		e := methods.Availability{}
		first := methods.Availability{When: methods.Match{Audience: [][]methods.Trait{{}}}}
		for i := range pairs {
			e.When.Audience = append(e.When.Audience, []methods.Trait{trait(i), trait(pairs + i)})
			first.When.Audience[0] = append(first.When.Audience[0], trait(i))
		}
		c := withTraits(growing(first, e), 2*pairs)
		return c, c
	}
}

// Speed by the number of rules, which do not overlap.
func BenchmarkGrowth(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(growths)) {
		for _, question := range slices.Sorted(maps.Keys(questions)) {
			for _, n := range []int{320, 1_280} {
				b.Run(fmt.Sprintf("%s/%s/%d", name, question, n), func(b *testing.B) {
					before, after := growths[name](n)
					b.ReportAllocs()
					for b.Loop() {
						if err := questions[question](before, after, wideBounds, planBounds); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
