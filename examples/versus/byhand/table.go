package byhand

import (
	"math"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Table holds the rules of each platform as numbers.
type Table struct {
	platforms map[methods.Platform][]entry
}

// entry is a rule with its bounds.
type entry struct {
	method      methods.ID
	from, until int64
	min, max    int64
	surfaces    uint8
	currencies  uint8

	// The buyer must have all of the bits of one of the two.
	these, orThese uint8
}

// NewTable returns the table of a shop.
func NewTable(s *shop.Shop) *Table {
	t := &Table{platforms: map[methods.Platform][]entry{}}
	s.ByPlatform(func(platform methods.Platform, rules []shop.Rule) {
		entries := make([]entry, len(rules))
		for i := range rules {
			entries[i] = entryOf(s, &rules[i])
		}
		t.platforms[platform] = entries
	})
	return t
}

func entryOf(s *shop.Shop, r *shop.Rule) entry {
	e := entry{
		method: r.Method,
		from:   math.MinInt64, until: math.MaxInt64,
		surfaces: anySurface, currencies: anyCurrency,
	}
	if !r.From.IsZero() {
		e.from = r.From.Unix()
	}
	if !r.Until.IsZero() {
		e.until = r.Until.Unix()
	}
	if len(r.Surfaces) > 0 {
		e.surfaces = 0
		for _, s := range r.Surfaces {
			e.surfaces |= surfaceBit(s)
		}
	}
	if len(r.Currencies) > 0 {
		e.currencies = 0
		for _, c := range r.Currencies {
			e.currencies |= currencyBit(c)
		}
	}
	if sets := r.Audience; len(sets) > 0 {
		e.these = buyerBits(sets[0])
		e.orThese = buyerBits(sets[len(sets)-1])
	}
	bounds, _ := s.BoundsOf(r) // a market has no others
	e.min, e.max = bounds.Min, bounds.Max
	return e
}

// Offers writes what is offered for an order.
func (t *Table) Offers(o *routing.Order, a *Answer) {
	offered := a.Offered[:0]
	f := factsOf(o)
	entries := t.platforms[o.Platform]
	for i := range entries {
		e := &entries[i]
		if f.at < e.from || f.at >= e.until ||
			f.surface&e.surfaces == 0 || f.currency&e.currencies == 0 ||
			(f.buyer&e.these != e.these && f.buyer&e.orThese != e.orThese) ||
			(f.yuan && (f.fen < e.min || f.fen > e.max)) {
			continue
		}
		offered = append(offered, e.method)
	}
	a.Offered, a.Excluded = offered, a.Excluded[:0]
}

// Explained writes what is offered for an order, and why not the rest.
func (t *Table) Explained(o *routing.Order, a *Answer) {
	offered, excluded := a.Offered[:0], a.Excluded[:0]
	f := factsOf(o)
	entries := t.platforms[o.Platform]
	for i := range entries {
		e := &entries[i]
		var code Code
		switch {
		case f.at < e.from:
			code = NotStarted
		case f.at >= e.until:
			code = Ended
		case f.surface&e.surfaces == 0:
			code = Surface
		case f.currency&e.currencies == 0:
			code = Currency
		case f.buyer&e.these != e.these && f.buyer&e.orThese != e.orThese:
			code = Audience
		case f.yuan && f.fen < e.min:
			code = BelowMin
		case f.yuan && f.fen > e.max:
			code = AboveMax
		default:
			offered = append(offered, e.method)
			continue
		}
		excluded = append(excluded, Exclusion{e.method, code})
	}
	a.Offered, a.Excluded = offered, excluded
}

// Details writes what is offered with its amounts, and why not the rest.
func (t *Table) Details(o *routing.Order, a *Answer) {
	offers, excluded := a.Offers[:0], a.Excluded[:0]
	f := factsOf(o)
	entries := t.platforms[o.Platform]
	for i := range entries {
		e := &entries[i]
		if code, ok := e.fails(&f); ok {
			excluded = append(excluded, Exclusion{e.method, code})
			continue
		}
		offer := Offer{Method: e.method, Max: math.MaxInt64}
		if f.yuan {
			offer.Min, offer.Max = e.min, e.max
		}
		offers = append(offers, offer)
	}
	a.Offers, a.Excluded = offers, excluded
}

// fails returns the first check that fails, if one does.
func (e *entry) fails(f *facts) (Code, bool) {
	switch {
	case f.at < e.from:
		return NotStarted, true
	case f.at >= e.until:
		return Ended, true
	case f.surface&e.surfaces == 0:
		return Surface, true
	case f.currency&e.currencies == 0:
		return Currency, true
	case f.buyer&e.these != e.these && f.buyer&e.orThese != e.orThese:
		return Audience, true
	case f.yuan && f.fen < e.min:
		return BelowMin, true
	case f.yuan && f.fen > e.max:
		return AboveMax, true
	}
	return 0, false
}
