package analysis

import (
	"fmt"
	"iter"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Behavior is a region of orders that get the same offers.
type Behavior struct {
	Region Region         `json:"region"`
	Offers []OfferSummary `json:"offers"` // in the order to show them
}

// OfferSummary is what counts of an offer, for whatever has been paid so far.
type OfferSummary struct {
	Method  methods.ID `json:"method"`
	Product string     `json:"product,omitempty"` // its id, or empty
	Parent  methods.ID `json:"within,omitempty"`

	// Min and Max are the headroom as long as nothing has been paid: both inclusive,
	// and no bound if not valid. Resets is whether Max is that of a total that starts
	// anew.
	Min    limits.Money `json:"min,omitzero"`
	Max    limits.Money `json:"max,omitzero"`
	Resets bool         `json:"resets,omitempty"`
}

// PlatformError reports a platform that the catalog does not know. It is always a
// pointer.
type PlatformError struct{ Platform methods.Platform }

// Error quotes the platform.
func (e *PlatformError) Error() string {
	return fmt.Sprintf("analysis: the catalog has no platform %q", e.Platform)
}

// Map returns what a catalog offers on a platform, for every order: regions that
// have no order in common and that have every order on the platform between them,
// in the order of time. Neighbouring regions with the same offers are one: no two
// regions with the same offers differ in a single fact. Where there are more than
// [MaxRegions], that holds of some tens of thousands at a time, and so does their
// order. What the order's own lists say is apart, and so is
// what has been paid: an order whose amount is beyond what is left of a total does
// not get the offer.
//
// There may be very many regions, one for each set of traits that makes a
// difference, so no more than [MaxRegions] are held at once. The sequence may be run more
// than once, also at once.
//
// The error is a [*PlatformError], that of [routing.Compile], a [*LimitError] or a
// [*BoundError]; then there is no sequence.
func Map(c routing.Catalog, p methods.Platform) (iter.Seq[Behavior], error) {
	x, err := newIndex(copyRules(c)) // the sequence is run later
	if err != nil {
		return nil, err
	}
	id, ok := x.platforms[p]
	if !ok {
		return nil, &PlatformError{p}
	}
	s := newSpace()
	for _, m := range x.methodsOn[id] {
		if err := s.addMethod(x, place{id, m}); err != nil {
			return nil, err
		}
	}
	s.close(MaxNodes)
	j := newJudge(s, x, id)
	shown := newTable[showing]()
	functions := make([]ref, len(x.methodsOn[id]))
	for i, m := range x.methodsOn[id] {
		functions[i] = j.showings(j.about(m), shown)
	}
	if s.full {
		return nil, &BoundError{Platform: id, Bound: "MaxNodes", Most: MaxNodes}
	}
	names, zone := x.namesOf(id), x.zone()
	return func(yield func(Behavior) bool) {
		g, sets := newGathering(j, shown), make([]set, len(s.sizes))
		visit := func(sets []set, offers []OfferSummary) bool {
			return yield(Behavior{Region: s.region(box{sets: sets}, names, zone), Offers: offers})
		}
		whole := s.eachBox(functions, sets, func(leaves []ref) bool {
			g.add(leaves, sets)
			return !g.isCrowded() || g.flush(visit)
		})
		if whole {
			g.flush(visit)
		}
	}, nil
}

// namesOf returns a platform's id and its aliases.
func (x *index) namesOf(p methods.Platform) []methods.Platform {
	i := slices.IndexFunc(x.catalog.Platforms, func(known routing.PlatformInfo) bool { return known.ID == p })
	return append([]methods.Platform{p}, x.catalog.Platforms[i].Aliases...)
}

// showing is an offer: the zero showing is none.
type showing struct {
	room
	entry, product int
	currency       limits.Currency
}

// showings returns how a method is offered, as numbers of the table.
func (j *judge) showings(v *verdict, shown *table[showing]) ref {
	rooms := newTable[room]()
	f := j.roomOf(v, j.applying(v), rooms)
	f = j.combine(f, v.says, func(n, said int32) int32 {
		if !rooms.all[n].offered {
			return 0
		}
		sp := j.speeches.all[said]
		return shown.number(showing{room: rooms.all[n], entry: sp.entry, product: sp.product})
	})
	currency := j.on(j.amountAxis(), func(value int) int32 { return int32(j.amounts[value].currency) })
	return j.combine(f, currency, func(n, currency int32) int32 {
		s := shown.all[n]
		if !s.hasMin && !s.hasMax {
			return n
		}
		s.currency = limits.Currency(currency)
		return shown.number(s)
	})
}

// offersOf returns what is offered where each method is as its leaf says.
func (j *judge) offersOf(leaves []ref, shown *table[showing]) []OfferSummary {
	var all []showing
	for _, leaf := range leaves {
		if s := shown.all[leaf.value()]; s.offered {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(s, t showing) int { return j.x.compareRanks(s.entry, t.entry) })
	offers := make([]OfferSummary, len(all))
	for i, s := range all {
		e := &j.x.catalog.Availability[s.entry]
		o := OfferSummary{Method: e.Method, Parent: e.Parent, Resets: s.resets}
		if s.product >= 0 {
			o.Product = j.x.productsOf(e)[s.product].ID
		}
		if s.hasMin {
			o.Min = money(s.min, s.currency)
		}
		if s.hasMax {
			o.Max = money(s.max, s.currency)
		}
		offers[i] = o
	}
	return offers
}
