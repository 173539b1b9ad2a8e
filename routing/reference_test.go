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
// compares strings, times and Money, and calls every limit through its Headroom.
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
	unmet   []condition // of the entry
	reasons []routing.Reason

	// either is true where it is not known which of two entries with different
	// parents grants: then no parent has a say.
	either bool

	room    limits.Headroom
	applied []routing.LimitRule // that cut the room, by id
}

func (f *finding) has(code routing.Code) bool {
	return slices.ContainsFunc(f.unmet, func(u condition) bool { return u.code == code })
}

func (f *finding) offered() bool { return len(f.reasons) == 0 }

// undecided: no reason refuses outright.
func (f *finding) undecided() bool {
	return !f.offered() && !slices.ContainsFunc(f.reasons, func(r routing.Reason) bool { return !r.Undecided })
}

// decide returns the offers and the exclusions for an order that is not malformed.
func decide(c routing.Catalog, o routing.Order) ([]routing.Offer, []routing.Exclusion) {
	c = expand(c)
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
		offers = append(offers, f.offer(c.Limits))
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

// find decides about one method, and before it about its parent.
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
	ref.choose(f)
	for _, u := range f.unmet {
		f.reasons = append(f.reasons, ref.entryReason(f, u))
	}
	ref.limit(f)
	ref.nest(f)
	ref.restrict(f)
	if f.has(routing.CodeEnded) {
		// Nothing helps where the entry is over.
		for i := range f.reasons {
			f.reasons[i].Remedy = routing.Remedy{Do: routing.ActionNone}
		}
	}
	return f
}

// limit evaluates every limit rule for the method, in the order of their ids (step 4).
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
				f.reasons = append(f.reasons, ref.missingFact(rule, u))
			}
		default:
			for _, reason := range reasons {
				if reason.Remedy.Do == routing.ActionNone {
					reason.Remedy = ref.leave(f, rule)
				}
				f.reasons = append(f.reasons, reason)
			}
		}
	}
}

// applies reports whether a rule applies to the order. Where that is not known it
// does, and the facts that are missing are returned.
func (ref *reference) applies(rule routing.LimitRule) (bool, []condition) {
	if !ref.isHere(rule.When) {
		return false, nil
	}
	failed := ref.failing(rule.When)
	if !onlyUnknown(failed) {
		return false, nil
	}
	unknown := failed
	for _, except := range rule.Except {
		if !ref.isHere(except) {
			continue
		}
		failed := ref.failing(except)
		if len(failed) == 0 {
			return false, nil
		}
		if onlyUnknown(failed) {
			unknown = addOnce(unknown, failed)
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
	if f.entry.Parent == "" || f.either {
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
	remedy := routing.Remedy{Do: routing.ActionNone}
	for _, r := range parent.reasons {
		if r.Remedy.Do != routing.ActionNone {
			remedy = r.Remedy
			break
		}
	}
	f.reasons = append(f.reasons, routing.Reason{
		Code: routing.CodeParent, Undecided: parent.undecided(),
		Rule: f.entry.ID, Sources: f.entry.Sources, Confidence: f.entry.Confidence, Conflict: f.entry.Conflict,
		Parent: f.entry.Parent, ParentName: parent.method.Name,
		Remedy: remedy,
	})
}

// restrict applies the order's own lists (step 6).
func (ref *reference) restrict(f *finding) {
	refuse := func(code routing.Code) {
		f.reasons = append(f.reasons, routing.Reason{Code: code, Remedy: routing.Remedy{Do: routing.ActionNone}})
	}
	o, id := ref.order, f.method.ID
	if o.Allow != nil && !slices.Contains(o.Allow, id) {
		refuse(routing.CodeNotAllowed)
	}
	if slices.Contains(o.Block, id) {
		refuse(routing.CodeBlocked)
	}
	if slices.Contains(o.Tried, id) {
		refuse(routing.CodeTried)
	}
	if until, down := o.Down[id]; down && (until.IsZero() || o.At.Before(until)) {
		reason := routing.Reason{Code: routing.CodeDown, Remedy: routing.Remedy{Do: routing.ActionNone}}
		if !until.IsZero() {
			reason.Remedy = routing.Remedy{Do: routing.ActionWaitUntil, Until: until}
		}
		f.reasons = append(f.reasons, reason)
	}
}
