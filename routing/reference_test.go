package routing_test

import (
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// reference decides about one order by reading "How a decision is made" in the
// package comment word by word. It is slow and shares no code with the router: it
// compares strings, times and Money, and asks every limit through its Headroom.
type reference struct {
	catalog  routing.Catalog
	order    routing.Order
	platform methods.Platform
	known    map[methods.ID]*finding
}

// finding is what the reference found about one method.
type finding struct {
	method  methods.Method
	entry   methods.Availability
	place   int // of the entry in the catalog
	product methods.Product
	reasons []routing.Reason
	room    limits.Headroom
	applied []routing.LimitRule // that cut the room, by id
}

func (f *finding) offered() bool { return len(f.reasons) == 0 }

// undecided: no reason refuses outright.
func (f *finding) undecided() bool {
	return !f.offered() && !slices.ContainsFunc(f.reasons, func(r routing.Reason) bool { return !r.Undecided })
}

// decide returns the offers and the exclusions for an order that is not malformed.
func decide(c routing.Catalog, o routing.Order) ([]routing.Offer, []routing.Exclusion) {
	ref := &reference{catalog: c, order: o, known: map[methods.ID]*finding{}}
	ref.platform = canonical(c, o.Platform)
	var offered []*finding
	var excluded []routing.Exclusion
	for _, m := range c.Methods {
		if len(ref.entriesOf(m.ID)) == 0 {
			continue
		}
		if f := ref.find(m.ID); f.offered() {
			offered = append(offered, f)
		} else {
			excluded = append(excluded, routing.Exclusion{
				Method: m.ID, Name: m.Name, Undecided: f.undecided(), Reasons: f.reasons,
			})
		}
	}
	slices.SortFunc(offered, ref.before)
	var offers []routing.Offer
	for _, f := range offered {
		offers = append(offers, f.offer())
	}
	return offers, excluded
}

func canonical(c routing.Catalog, id methods.Platform) methods.Platform {
	for _, p := range c.Platforms {
		if slices.Contains(p.Aliases, id) {
			return p.ID
		}
	}
	return id
}

// entriesOf returns the places in the catalog of a method's entries on the
// platform.
func (ref *reference) entriesOf(id methods.ID) []int {
	var places []int
	for i, e := range ref.catalog.Availability {
		if e.Method == id && ref.isHere(e.When) {
			places = append(places, i)
		}
	}
	return places
}

func (ref *reference) isHere(m methods.Match) bool {
	return len(m.Platforms) == 0 || slices.Contains(m.Platforms, ref.platform)
}

// find decides about one method, and before it about the one it lives within.
func (ref *reference) find(id methods.ID) *finding {
	if f, ok := ref.known[id]; ok {
		return f
	}
	f := &finding{}
	ref.known[id] = f
	for _, m := range ref.catalog.Methods {
		if m.ID == id {
			f.method = m
		}
	}
	unmet := ref.speaker(f)
	unmet = ref.serve(f, unmet)
	for _, u := range unmet {
		f.reasons = append(f.reasons, ref.entryReason(f, u))
	}
	ref.limit(f)
	ref.nest(f)
	ref.restrict(f)
	return f
}

// condition is one that an entry does not meet.
type condition struct {
	code   routing.Code
	except methods.Match // that matches, where the code is Excepted
}

// speaker chooses the entry that grants the method, or that is nearest to it, and
// returns its unmet conditions (steps 1 and 2).
func (ref *reference) speaker(f *finding) []condition {
	var fewest []condition
	for i, place := range ref.entriesOf(f.method.ID) {
		entry := ref.catalog.Availability[place]
		unmet := ref.unmetBy(entry)
		if i == 0 || len(unmet) < len(fewest) {
			f.entry, f.place, fewest = entry, place, unmet
		}
	}
	return fewest
}

func (ref *reference) unmetBy(e methods.Availability) []condition {
	var unmet []condition
	if e.Status != methods.StatusLive && e.Status != methods.StatusPilot {
		unmet = append(unmet, condition{code: routing.Code(e.Status)})
	}
	for _, code := range failing(e.When, ref.order) {
		unmet = append(unmet, condition{code: code})
	}
	for _, except := range e.Except {
		if !ref.isHere(except) {
			continue
		}
		failed := failing(except, ref.order)
		switch {
		case len(failed) == 0:
			unmet = append(unmet, condition{routing.CodeExcepted, except})
		case onlyUnknown(failed):
			for _, code := range failed {
				unmet = addOnce(unmet, code)
			}
		}
	}
	return inOrder(unmet)
}

func addOnce(unmet []condition, code routing.Code) []condition {
	if slices.ContainsFunc(unmet, func(u condition) bool { return u.code == code }) {
		return unmet
	}
	return append(unmet, condition{code: code})
}

func inOrder(unmet []condition) []condition {
	slices.SortStableFunc(unmet, func(x, y condition) int {
		return slices.Index(routing.Codes(), x.code) - slices.Index(routing.Codes(), y.code)
	})
	return unmet
}

// failing returns the conditions of a match, its platforms apart, that do not
// hold or are not known to hold.
func failing(m methods.Match, o routing.Order) []routing.Code {
	var failed []routing.Code
	fail := func(code routing.Code) { failed = append(failed, code) }
	if !m.Period.From.IsZero() && o.At.Before(m.Period.From) {
		fail(routing.CodeNotStarted)
	}
	if !m.Period.Until.IsZero() && !o.At.Before(m.Period.Until) {
		fail(routing.CodeEnded)
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
		if o.Region == "" {
			fail(routing.CodeUnknownRegion)
		} else {
			fail(routing.CodeRegion)
		}
	}
	if len(m.Audience) > 0 && !slices.ContainsFunc(m.Audience, func(set []methods.Trait) bool {
		return len(unstated(set, o)) == 0
	}) {
		fail(routing.CodeAudience)
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

// unstated returns the traits of a set that the order does not state, sorted.
func unstated(set []methods.Trait, o routing.Order) []methods.Trait {
	var missing []methods.Trait
	for _, trait := range set {
		if !slices.Contains(o.Traits, trait) && !slices.Contains(missing, trait) {
			missing = append(missing, trait)
		}
	}
	slices.Sort(missing)
	return missing
}

func onlyUnknown(failed []routing.Code) bool {
	for _, code := range failed {
		switch code {
		case routing.CodeUnknownSurface, routing.CodeUnknownRegion, routing.CodeUnknownBuyer:
		default:
			return false
		}
	}
	return true
}

func (f *finding) products() []methods.Product {
	if len(f.entry.Products) > 0 {
		return f.entry.Products
	}
	return f.method.Products
}

// serve chooses the product (step 3).
func (ref *reference) serve(f *finding, unmet []condition) []condition {
	for _, p := range f.products() {
		if p.Serves(ref.order.Surface) {
			f.product = p
			return unmet
		}
	}
	switch {
	case len(f.products()) == 0:
		return unmet
	case ref.order.Surface == "":
		return inOrder(addOnce(unmet, routing.CodeUnknownSurface))
	}
	return inOrder(addOnce(unmet, routing.CodeNoProduct))
}

// limit asks every limit rule for the method, in the order of their ids (step 4).
func (ref *reference) limit(f *finding) {
	rules := slices.Clone(ref.catalog.Limits)
	slices.SortFunc(rules, func(x, y routing.LimitRule) int {
		if x.ID < y.ID {
			return -1
		}
		return 1
	})
	for _, rule := range rules {
		if len(rule.Methods) > 0 && !slices.Contains(rule.Methods, f.method.ID) {
			continue
		}
		applies, unknown := ref.applies(rule)
		if !applies {
			continue
		}
		room, reasons := ref.ask(rule)
		switch {
		case len(reasons) == 0:
			f.applied = append(f.applied, rule)
			f.room = intersect(f.room, room)
		case len(unknown) > 0:
			for _, u := range unknown {
				f.reasons = append(f.reasons, missingFact(rule, u.code))
			}
		default:
			f.reasons = append(f.reasons, reasons...)
		}
	}
}

// applies reports whether a rule applies to the order. Where that is not known it
// does, and the facts that are missing are returned.
func (ref *reference) applies(rule routing.LimitRule) (bool, []condition) {
	if !ref.isHere(rule.When) {
		return false, nil
	}
	var unknown []condition
	failed := failing(rule.When, ref.order)
	if !onlyUnknown(failed) {
		return false, nil
	}
	for _, code := range failed {
		unknown = addOnce(unknown, code)
	}
	for _, except := range rule.Except {
		if !ref.isHere(except) {
			continue
		}
		failed := failing(except, ref.order)
		if len(failed) == 0 {
			return false, nil
		}
		if onlyUnknown(failed) {
			for _, code := range failed {
				unknown = addOnce(unknown, code)
			}
		}
	}
	return true, inOrder(unknown)
}

func intersect(a, b limits.Headroom) limits.Headroom {
	room, err := limits.Intersect(a, b)
	if err != nil {
		panic(err) // a limit in another currency is undecided and never gets here
	}
	return room
}

// nest excludes a method whose parent is excluded, and otherwise cuts its room to
// the parent's (step 5).
func (ref *reference) nest(f *finding) {
	if f.entry.Parent == "" {
		return
	}
	parent := ref.find(f.entry.Parent)
	if parent.offered() {
		f.room = intersect(f.room, parent.room)
		for _, rule := range parent.applied {
			if !slices.ContainsFunc(f.applied, func(r routing.LimitRule) bool { return r.ID == rule.ID }) {
				f.applied = append(f.applied, rule)
			}
		}
		slices.SortFunc(f.applied, func(x, y routing.LimitRule) int { return strings.Compare(x.ID, y.ID) })
		return
	}
	f.reasons = append(f.reasons, routing.Reason{
		Code: routing.CodeParent, Undecided: parent.undecided(),
		Rule: f.entry.ID, Sources: f.entry.Sources,
		Parent: f.entry.Parent, ParentName: parent.method.Name,
		Remedy: routing.Remedy{Do: routing.ActionNone},
	})
}

// restrict applies the order's own lists (step 6).
func (ref *reference) restrict(f *finding) {
	refuse := func(code routing.Code) {
		f.reasons = append(f.reasons, routing.Reason{Code: code, Remedy: routing.Remedy{Do: routing.ActionNone}})
	}
	o, id := ref.order, f.method.ID
	if len(o.Allow) > 0 && !slices.Contains(o.Allow, id) {
		refuse(routing.CodeNotAllowed)
	}
	if slices.Contains(o.Block, id) {
		refuse(routing.CodeBlocked)
	}
	if slices.Contains(o.Tried, id) {
		refuse(routing.CodeTried)
	}
}
