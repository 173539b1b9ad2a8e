package routing_test

import (
	"cmp"
	"slices"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// condition is one that an entry or a limit rule does not meet.
type condition struct {
	code   routing.Code
	except methods.Match   // that matches, where the code is CodeExcepted
	traits []methods.Trait // that are not known, where it is CodeUnknownTrait; sorted
}

// candidate is an entry and what keeps it from granting.
type candidate struct {
	entry   methods.Availability
	place   int // in the catalog
	product methods.Product
	unmet   []condition
}

// choose finds the entry that grants the method or explains why none does (steps 1
// and 2).
func (ref *reference) choose(f *finding) {
	all := ref.candidates(f.method)
	chosen := ref.nearest(f.method, all)
	if granting := slices.IndexFunc(all, func(c candidate) bool { return len(c.unmet) == 0 }); granting >= 0 {
		chosen = all[granting]
		for _, earlier := range all[:granting] {
			if earlier.entry.Parent != chosen.entry.Parent && onlyUnknown(earlier.unmet) {
				chosen, f.either = earlier, true
				break
			}
		}
	}
	f.entry, f.place, f.product, f.unmet = chosen.entry, chosen.place, chosen.product, chosen.unmet
}

// candidates are the method's entries on the platform.
func (ref *reference) candidates(m methods.Method) []candidate {
	var all []candidate
	for _, place := range ref.entriesOf(m.ID) {
		all = append(all, ref.weigh(m, place))
	}
	return all
}

// weigh finds the product that serves the order by an entry, and the entry's unmet
// conditions.
func (ref *reference) weigh(m methods.Method, place int) candidate {
	c := candidate{entry: ref.catalog.Availability[place], place: place}
	c.unmet = ref.unmetBy(c.entry)
	products := productsOf(m, c.entry)
	for _, p := range products {
		if p.Serves(ref.order.Surface) {
			c.product = p
			return c
		}
	}
	refusesSurface := slices.ContainsFunc(c.unmet, func(u condition) bool { return u.code == routing.CodeSurface })
	switch {
	case len(products) == 0 || refusesSurface:
		return c
	case ref.order.Surface == "":
		c.unmet = addOnce(c.unmet, []condition{{code: routing.CodeUnknownSurface}})
	default:
		c.unmet = addOnce(c.unmet, []condition{{code: routing.CodeNoProduct}})
	}
	c.unmet = inOrder(c.unmet)
	return c
}

func productsOf(m methods.Method, e methods.Availability) []methods.Product {
	if len(e.Products) > 0 {
		return e.Products
	}
	return m.Products
}

// nearest is the entry that explains if none grants.
func (ref *reference) nearest(m methods.Method, all []candidate) candidate {
	for _, c := range all {
		if len(c.unmet) == 1 && c.unmet[0].code == routing.CodeUnreported {
			return c
		}
	}
	incurable := func(c candidate) int {
		n := 0
		for _, u := range c.unmet {
			if ref.isIncurable(m, c.entry, u) {
				n++
			}
		}
		return n
	}
	notInForce := func(c candidate) int {
		if c.entry.When.Period.Contains(ref.order.At) {
			return 0
		}
		return 1
	}
	return slices.MinFunc(all, func(x, y candidate) int {
		return cmp.Or(
			cmp.Compare(incurable(x), incurable(y)),
			cmp.Compare(len(x.unmet), len(y.unmet)),
			cmp.Compare(notInForce(x), notInForce(y)),
			cmp.Compare(x.place, y.place),
		)
	})
}

// isIncurable reports whether nothing that somebody could change meets a condition.
func (ref *reference) isIncurable(m methods.Method, e methods.Availability, u condition) bool {
	switch u.code {
	case routing.CodeAnnounced, routing.CodeApplied, routing.CodeWithdrawn, routing.CodeAbsent, routing.CodeUnreported,
		routing.CodeEnded, routing.CodeRegion, routing.CodeOutsideRollout:
		return true
	case routing.CodeAudience:
		return !slices.ContainsFunc(e.When.Audience, ref.mayHold)
	case routing.CodeSurface, routing.CodeNoProduct:
		f := finding{method: m, entry: e}
		return len(f.surfaces()) == 0
	case routing.CodeExcepted:
		return u.except.Period.Until.IsZero() && len(u.except.Hours)+len(u.except.Surfaces)+len(u.except.Currencies) == 0
	}
	return false
}

// mayHold reports whether no trait of a set is known not to hold.
func (ref *reference) mayHold(set []methods.Trait) bool {
	return !slices.ContainsFunc(set, func(trait methods.Trait) bool { return slices.Contains(ref.order.Lacks, trait) })
}

func (ref *reference) unmetBy(e methods.Availability) []condition {
	var unmet []condition
	if e.Status != methods.StatusLive && e.Status != methods.StatusPilot {
		unmet = append(unmet, condition{code: routing.Code(e.Status)})
	}
	unmet = append(unmet, ref.failing(e.When)...)
	for _, except := range e.Except {
		if !ref.isHere(except) {
			continue
		}
		failed := ref.failing(except)
		switch {
		case len(failed) == 0:
			except.Rollout = methods.Rollout{}
			u := condition{code: routing.CodeExcepted, except: except}
			if !slices.ContainsFunc(unmet, func(v condition) bool { return readsAlike(u, v) }) {
				unmet = append(unmet, u)
			}
		case onlyUnknown(failed):
			unmet = addOnce(unmet, failed)
		}
	}
	return inOrder(unmet)
}

// readsAlike reports whether two conditions are Excepts with the same words.
func readsAlike(u, v condition) bool {
	return u.code == v.code && gocmp.Equal(u.except, v.except)
}

// addOnce adds missing facts to conditions, each once, with all traits that are not
// known.
func addOnce(unmet, missing []condition) []condition {
	for _, u := range missing {
		i := slices.IndexFunc(unmet, func(v condition) bool { return u.code == v.code })
		if i < 0 {
			unmet = append(unmet, u)
			continue
		}
		unmet[i].traits = sortedSet(slices.Concat(unmet[i].traits, u.traits))
	}
	return unmet
}

func inOrder(unmet []condition) []condition {
	slices.SortStableFunc(unmet, func(x, y condition) int {
		return slices.Index(routing.Codes(), x.code) - slices.Index(routing.Codes(), y.code)
	})
	return unmet
}

// failing returns the conditions of a match, its platforms apart, that do not
// hold or are not known to hold.
func (ref *reference) failing(m methods.Match) []condition {
	o := ref.order
	var failed []condition
	fail := func(code routing.Code) { failed = append(failed, condition{code: code}) }
	if !m.Period.From.IsZero() && o.At.Before(m.Period.From) {
		fail(routing.CodeNotStarted)
	}
	if !m.Period.Until.IsZero() && !o.At.Before(m.Period.Until) {
		fail(routing.CodeEnded)
	}
	if !open(ref.catalog, m, o.At) {
		fail(routing.CodeOutsideHours)
	}
	if len(m.Surfaces) > 0 && !slices.Contains(m.Surfaces, o.Surface) {
		if o.Surface == "" {
			fail(routing.CodeUnknownSurface)
		} else {
			fail(routing.CodeSurface)
		}
	}
	if len(m.Currencies) > 0 && !slices.Contains(m.Currencies, o.Amount.Currency().String()) {
		fail(routing.CodeCurrency)
	}
	if len(m.Regions) > 0 && !slices.Contains(m.Regions, o.Region) {
		if !o.Region.IsAssigned() {
			fail(routing.CodeUnknownRegion)
		} else {
			fail(routing.CodeRegion)
		}
	}
	if len(m.Audience) > 0 {
		switch unknown := ref.unknownOf(m.Audience); {
		case slices.ContainsFunc(m.Audience, func(set []methods.Trait) bool { return ref.holds(set) == yes }):
		case len(unknown) > 0:
			failed = append(failed, condition{code: routing.CodeUnknownTrait, traits: unknown})
		default:
			fail(routing.CodeAudience)
		}
	}
	if m.Rollout.IsSet() {
		if o.Buyer.Reveal() == "" {
			fail(routing.CodeUnknownBuyer)
		} else if methods.Bucket(m.Rollout.Salt, o.Buyer.Reveal()) >= m.Rollout.BasisPoints {
			fail(routing.CodeOutsideRollout)
		}
	}
	return failed
}

// truth is what an order says of a trait or of a set of them.
type truth int

const (
	no truth = iota
	unknown
	yes
)

// says is what the order says of a trait.
func (ref *reference) says(trait methods.Trait) truth {
	switch {
	case slices.Contains(ref.order.Traits, trait):
		return yes
	case slices.Contains(ref.order.Lacks, trait):
		return no
	case slices.ContainsFunc(ref.catalog.Traits, func(t routing.TraitInfo) bool { return t.ID == trait && t.MustState }):
		return unknown
	}
	return no
}

// holds is the least of what the order says of a set's traits.
func (ref *reference) holds(set []methods.Trait) truth {
	least := yes
	for _, trait := range set {
		least = min(least, ref.says(trait))
	}
	return least
}

// unknownOf returns the traits that keep sets of an audience from being decided,
// sorted.
func (ref *reference) unknownOf(audience [][]methods.Trait) []methods.Trait {
	var traits []methods.Trait
	for _, set := range audience {
		if ref.holds(set) != unknown {
			continue
		}
		for _, trait := range set {
			if ref.says(trait) == unknown {
				traits = append(traits, trait)
			}
		}
	}
	return sortedSet(traits)
}

// unstated returns the traits of a set that the order does not state, sorted.
func unstated(set []methods.Trait, o routing.Order) []methods.Trait {
	return sortedSet(without(set, o.Traits))
}

// onlyUnknown reports whether nothing but missing facts stands in the way.
func onlyUnknown(failed []condition) bool {
	return !slices.ContainsFunc(failed, func(u condition) bool {
		switch u.code {
		case routing.CodeUnknownSurface, routing.CodeUnknownRegion, routing.CodeUnknownTrait, routing.CodeUnknownBuyer:
			return false
		}
		return true
	})
}
