package analysis

import (
	"maps"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// choices are the values of each fact that an order may change to and that its
// catalog can tell apart.
type choices struct {
	surfaces []methods.Surface
	regions  []methods.Region
	buyers   []string
	times    []time.Time
	traits   []answers
	amounts  []limits.Money
	states   [][]limits.Counter
}

func choicesOf(c *routing.Catalog, o *routing.Order) choices {
	all := choices{
		surfaces: append([]methods.Surface{o.Surface, "elsewhere"}, surfaces...),
		regions:  []methods.Region{o.Region},
		buyers:   []string{o.Buyer.Reveal()},
		times:    []time.Time{o.At},
		amounts:  []limits.Money{o.Amount},
		states:   [][]limits.Counter{nil},
	}
	if assigned(o.Region) == "" {
		all.regions = append(all.regions, "CN", "HK", "ZW")
	}
	if o.Buyer.Reveal() == "" {
		all.buyers = append(all.buyers, bucketBuyers...)
	}
	all.traits = answersTo(c, o)
	for _, until := range o.Down {
		all.times = append(all.times, until)
	}
	for _, m := range matchesIn(c) {
		all.times = append(all.times, m.Period.From, m.Period.Until)
	}
	all.addCaps(c, o)
	all.times = slices.DeleteFunc(all.times, o.At.After)
	for _, at := range slices.Clone(all.times) {
		all.times = append(all.times, edgesAfter(c, at)...)
	}
	slices.SortFunc(all.times, time.Time.Compare)
	all.times = slices.CompactFunc(all.times, time.Time.Equal)
	return all
}

// addCaps adds the amounts at the bounds of caps, with and without what has been
// paid, and when totals reset.
func (c *choices) addCaps(catalog *routing.Catalog, o *routing.Order) {
	for _, currency := range []limits.Currency{limits.CNY, limits.JPY, limits.USD, o.Amount.Currency()} {
		c.amounts = append(c.amounts, money(1, currency))
	}
	var missing []limits.Counter
	for i := range catalog.Limits {
		limit := capOf(&catalog.Limits[i])
		c.amounts = append(c.amounts, limit.Min, limit.Max)
		if !limit.IsTotal() {
			continue
		}
		if _, until := limit.Window.Span(o.At); !until.IsZero() {
			c.times = append(c.times, until)
		}
		used := o.Usage[limit.Counter]
		if t := (total{used: used}); t.lacks(limit) {
			missing = append(missing, limit.Counter)
		}
		if left, err := limit.Max.Sub(used.Amount); err == nil {
			c.amounts = append(c.amounts, left)
		}
	}
	c.amounts = slices.DeleteFunc(c.amounts, func(m limits.Money) bool {
		return !m.IsValid() || m != o.Amount && m.Sign() <= 0
	})
	slices.Sort(missing)
	c.states = subsets(slices.Compact(missing))
	c.amounts = distinct(c.amounts)
}

// edgesAfter returns when hours of a catalog begin or end in the week after an instant.
func edgesAfter(c *routing.Catalog, from time.Time) []time.Time {
	local := from.In(time.FixedZone("", int(c.Zone/time.Second)))
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	var edges []time.Time
	var hours []methods.Hours
	for _, m := range matchesIn(c) {
		hours = append(hours, m.Hours...)
	}
	for _, h := range hours {
		for day := -1; day <= 7; day++ {
			began := midnight.AddDate(0, 0, day)
			if len(h.Days) > 0 && !slices.Contains(h.Days, began.Weekday()) {
				continue
			}
			ends := began.Add(h.Until)
			if h.Until <= h.From {
				ends = ends.AddDate(0, 0, 1)
			}
			edges = append(edges, began.Add(h.From), ends)
		}
	}
	last := from.AddDate(0, 0, 7)
	return slices.DeleteFunc(edges, func(at time.Time) bool { return !at.After(from) || at.After(last) })
}

// matchesIn returns all conditions of a catalog's rules.
func matchesIn(c *routing.Catalog) []methods.Match {
	var matches []methods.Match
	for i := range c.Availability {
		matches = append(append(matches, c.Availability[i].When), c.Availability[i].Except...)
	}
	for i := range c.Limits {
		matches = append(append(matches, c.Limits[i].When), c.Limits[i].Except...)
	}
	return matches
}

func distinct(all []limits.Money) []limits.Money {
	seen := map[limits.Money]bool{}
	return slices.DeleteFunc(all, func(m limits.Money) bool { was := seen[m]; seen[m] = true; return was })
}

// answers are what an order says of traits.
type answers struct{ traits, lacks []methods.Trait }

// answersTo returns what an order may say of the traits that it says nothing of. That
// one does not hold is only worth saying of those that must be stated.
func answersTo(c *routing.Catalog, o *routing.Order) []answers {
	all := []answers{{o.Traits, o.Lacks}}
	for _, trait := range c.Traits {
		if slices.Contains(o.Traits, trait.ID) || slices.Contains(o.Lacks, trait.ID) {
			continue
		}
		for _, a := range slices.Clone(all) {
			all = append(all, answers{append(slices.Clone(a.traits), trait.ID), a.lacks})
			if trait.MustState {
				all = append(all, answers{a.traits, append(slices.Clone(a.lacks), trait.ID)})
			}
		}
	}
	return all
}

func subsets[T any](of []T) [][]T {
	all := [][]T{nil}
	for _, v := range of {
		for _, set := range slices.Clone(all) {
			all = append(all, append(slices.Clone(set), v))
		}
	}
	return all
}

func (c *choices) len() int {
	return len(c.surfaces) * len(c.regions) * len(c.buyers) * len(c.times) * len(c.traits) * len(c.amounts) * len(c.states)
}

// bucketBuyers are a buyer for each way to lie in the rollouts of random catalogs.
var bucketBuyers = func() []string {
	seen, all := map[[2]int]bool{}, []string(nil)
	cuts := []int{0, 500, 5_000, 9_000}
	for n := 0; len(all) < 16; n++ {
		buyer := "b" + time.Duration(n).String()
		at := [2]int{valueAt(cuts, methods.Bucket("a", buyer)), valueAt(cuts, methods.Bucket("b", buyer))}
		if !seen[at] {
			seen[at] = true
			all = append(all, buyer)
		}
	}
	return all
}()

// each visits every changed order.
func (c *choices) each(catalog *routing.Catalog, o *routing.Order, visit func(to routing.Order)) {
	for _, at := range c.times {
		for _, states := range c.states {
			usages := map[limits.Currency]limits.Usage{}
			for _, amount := range c.amounts {
				usages[amount.Currency()] = usageAt(catalog, o, at, states, amount.Currency())
			}
			for _, traits := range c.traits {
				for _, surface := range c.surfaces {
					for _, region := range c.regions {
						for _, buyer := range c.buyers {
							for _, amount := range c.amounts {
								to := *o
								to.At, to.Usage, to.Surface, to.Region, to.Buyer, to.Amount = at, usages[amount.Currency()], surface, region, limits.Hide(buyer), amount
								to.Traits, to.Lacks = traits.traits, traits.lacks
								visit(to)
							}
						}
					}
				}
			}
		}
	}
}

// usageAt is what will have been paid at a time if nothing more is paid until then, and
// what is missing of some totals is stated.
func usageAt(catalog *routing.Catalog, o *routing.Order, at time.Time, states []limits.Counter, c limits.Currency) limits.Usage {
	usage := maps.Clone(o.Usage)
	if usage == nil {
		usage = limits.Usage{}
	}
	keeps := map[limits.Counter]counted{}
	for i := range catalog.Limits {
		limit := capOf(&catalog.Limits[i])
		if !limit.IsTotal() {
			continue
		}
		keeps[limit.Counter] = keeps[limit.Counter].with(limit)
		_, until := limit.Window.Span(o.At)
		if used, given := usage[limit.Counter]; given && !until.IsZero() && !at.Before(until) {
			usage[limit.Counter] = reset(used)
		}
	}
	for _, counter := range states {
		usage[counter] = stated(usage[counter], keeps[counter].unpaid(c))
	}
	return usage
}
