package analysis

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// Map returns what a catalog offers on a platform, for every order: regions that
// have no order in common and that have every order on the platform between them,
// in the order of time. Neighboring regions with the same offers are one: no two
// regions with the same offers differ in a single fact. What the order's own lists
// say is not part of it, and neither is what has been paid: an order whose amount is
// beyond what is left of a total does not get the offer.
//
// There may be very many regions, one for each set of traits that makes a
// difference, so they are merged and sorted some thousands at a time where there are
// more. The sequence may be run more than once, also at once.
//
// The error is a [*PlatformError], that of [routing.Compile] or a [*BoundError]; then
// there is no sequence.
func Map(c routing.Catalog, p methods.Platform) (iter.Seq[Behavior], error) {
	return mapWithin(c, p, wideBounds)
}

func mapWithin(c routing.Catalog, p methods.Platform, b bounds) (iter.Seq[Behavior], error) {
	x, err := newIndex(copyRules(c)) // the sequence is run later
	if err != nil {
		return nil, err
	}
	id, ok := x.platforms[p]
	if !ok {
		return nil, &PlatformError{p}
	}
	s := newSpace(b, x.zone(), x.mustState)
	for _, m := range x.methodsOn[id] {
		s.addMethod(x, place{id, m})
	}
	if err := s.close(id, ""); err != nil {
		return nil, err
	}
	mp := &mapper{
		evaluator: newEvaluator(s, x, id), names: x.namesOf(id),
		summaries: newTable[summary](), unexamined: newLists(cmp.Compare[string]),
	}
	functions := make([]mdd.Ref, len(x.methodsOn[id]))
	for i, m := range x.methodsOn[id] {
		functions[i] = mp.summarize(mp.listed(m))
	}
	if err := s.exceeded(id, ""); err != nil {
		return nil, err
	}
	return func(yield func(Behavior) bool) { mp.run(functions, yield) }, nil
}

// mapper is what a map has learned about a platform. It is not changed while its
// sequences run.
type mapper struct {
	*evaluator
	names      []methods.Platform
	summaries  *table[summary]
	unexamined *lists[string]
}

func (mp *mapper) run(functions []mdd.Ref, yield func(Behavior) bool) {
	b := newBatch(mp)
	whole := mp.EachBox(functions, func(leaves []mdd.Ref, box mdd.Box) bool {
		b.add(leaves, box)
		return !b.isFull() || b.flush(yield)
	})
	if whole {
		b.flush(yield)
	}
}

// summary is how a method is offered: the zero summary is that it is not.
type summary struct {
	room
	currency   limits.Currency
	entry      int
	product    int
	unexamined list
}

// summarize returns how a method is offered, as numbers of the table.
func (mp *mapper) summarize(v *verdict) mdd.Ref {
	rooms := newTable[room]()
	applying := mp.applying(v)
	f := mp.CombineKnowing(mp.roomOf(mp.offered(v), applying, rooms), mp.granting(v), leftIsNone, func(n, granted int32) int32 {
		o := mp.outcomes.all[granted]
		return mp.summaries.number(summary{room: rooms.all[n], entry: o.entry, product: o.product})
	})
	currency := mp.amounts.currency(mp.Diagram)
	f = mp.Combine(f, currency, func(n, currency int32) int32 {
		s := mp.summaries.all[n]
		if s.hasMin || s.hasMax {
			s.currency = limits.Currency(currency)
		}
		return mp.summaries.number(s)
	})
	for _, rule := range slices.Sorted(maps.Keys(applying)) {
		if l := mp.limit(rule); !isExamined(l) {
			f = mp.CombineKnowing(f, applying[rule], rightIsNone, func(n, _ int32) int32 {
				s := mp.summaries.all[n]
				if s.offered {
					s.unexamined = mp.unexamined.with(s.unexamined, l.ID)
				}
				return mp.summaries.number(s)
			})
		}
	}
	return f
}

// shown is what a map tells of a summary: an [OfferSummary] that can be compared.
type shown struct {
	method, parent methods.ID
	product        string
	min, max       limits.Money
	resets         bool
	unexamined     list
}

// offersOf returns what is offered where each method is as its leaf says.
func (mp *mapper) offersOf(leaves []mdd.Ref) []shown {
	var all []summary
	for _, leaf := range leaves {
		if s := mp.summaries.all[leaf.Value()]; s.offered {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(s, t summary) int { return mp.x.compareRanks(s.entry, t.entry) })
	offers := make([]shown, len(all))
	for i, s := range all {
		e := mp.entry(s.entry)
		o := shown{method: e.Method, parent: e.Parent, resets: s.resets, unexamined: s.unexamined}
		if s.product >= 0 {
			o.product = mp.x.productsOf(e)[s.product].ID
		}
		if s.hasMin {
			o.min = money(s.min, s.currency)
		}
		if s.hasMax {
			o.max = money(s.max, s.currency)
		}
		offers[i] = o
	}
	return offers
}

func (mp *mapper) summaryOf(o shown) OfferSummary {
	return OfferSummary{
		Method: o.method, Parent: o.parent, Product: o.product, Min: o.min, Max: o.max, Resets: o.resets,
		Unexamined: mp.unexamined.values(o.unexamined),
	}
}

// compareRanks compares which of two entries' offers comes first.
func (x *index) compareRanks(a, b int) int {
	return cmp.Or(cmp.Compare(x.rank(a), x.rank(b)), cmp.Compare(a, b))
}

// rank returns an entry's rank, of which unranked entries have the last.
func (x *index) rank(n int) int {
	if r := x.catalog.Availability[n].Rank; r > 0 {
		return r
	}
	return math.MaxInt
}
