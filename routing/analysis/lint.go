package analysis

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Finding is something about a catalog's rules that its author would want to know.
type Finding struct {
	Code     FindingCode  `json:"code"`
	Severity Severity     `json:"severity"`
	Path     string       `json:"path"`             // in the catalog, such as "availability[3]"
	ID       string       `json:"id"`               // of what is at the path
	Others   []string     `json:"others,omitempty"` // ids of entries or limit rules in its way
	Text     methods.Text `json:"text"`

	// Region is the orders that a [Gap] or an overlap is about. It has no platforms
	// where the finding is not about a region.
	Region Region `json:"region,omitzero"`

	// Witness is an order that shows the finding. It has no platform where no order
	// could show it.
	Witness routing.Order `json:"witness,omitzero"`
}

// Severity says how much a finding matters.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // the rule cannot do what it says
	SeverityWarning Severity = "warning" // the rule may not mean what it says
	SeverityNote    Severity = "note"    // to be known
)

// FindingCode says what a finding is about.
type FindingCode string

// The codes.
const (
	DeadEntry       FindingCode = "dead_entry"        // no order can be offered the method by it
	ClosedParent    FindingCode = "closed_parent"     // the method that it lives within is never offered where it grants
	SilentEntry     FindingCode = "silent_entry"      // it does not grant, and explains nothing to any order
	BlockedEntry    FindingCode = "blocked_entry"     // it would offer where an earlier entry grants that no product or parent serves
	AmbiguousEntry  FindingCode = "ambiguous_entry"   // two entries grant the same order with other ranks, products or parents
	NeverOffered    FindingCode = "never_offered"     // the method cannot be offered on any platform
	IdleProduct     FindingCode = "idle_product"      // no order is served by it
	DeadLimit       FindingCode = "dead_limit"        // it cannot refuse what only limits of the same currency could
	AmbiguousLimit  FindingCode = "ambiguous_limit"   // two limit rules bound one total differently for the same order
	IdleCap         FindingCode = "idle_cap"          // a total may become more than one over a longer time may
	NoAmount        FindingCode = "no_amount"         // two limit rules leave no amount for the same order
	Gap             FindingCode = "gap"               // no method at all is offered
	OpenPilot       FindingCode = "open_pilot"        // a pilot without an end
	RolloutToNobody FindingCode = "rollout_to_nobody" // a share of 0
	RolloutToAll    FindingCode = "rollout_to_all"    // a share of 100 %
	StrangeSurface  FindingCode = "strange_surface"   // neither one of package methods nor one that a product serves
	LowConfidence   FindingCode = "low_confidence"    // an unsure statement decides
	OldSource       FindingCode = "old_source"        // older than asked for
)

// FindingCodes returns all codes.
func FindingCodes() []FindingCode {
	return []FindingCode{
		DeadEntry, ClosedParent, SilentEntry, BlockedEntry, AmbiguousEntry, NeverOffered, IdleProduct,
		DeadLimit, AmbiguousLimit, IdleCap, NoAmount, Gap,
		OpenPilot, RolloutToNobody, RolloutToAll, StrangeSurface, LowConfidence, OldSource,
	}
}

// LintOptions says what of a source is old. The zero LintOptions is that nothing is.
type LintOptions struct {
	Now    time.Time
	MaxAge time.Duration // of a source at Now; a date such as "2024-09" is taken as its last day
}

// Lint returns what is questionable about a catalog's rules, in the order of the
// catalog's own lists: limit rules after entries, then methods, platforms and
// sources. Each finding is exact: what it says of all orders is proved of them, and
// what it says of some is shown by a witness. That nothing has been paid is taken
// for granted.
//
// A gap is a region of orders that no entry offers any method, whatever limit rules
// and the methods that one lives within say, though each of their facts by itself is
// one with which some entry does: the surface, the region and the currency, at a time
// between the first and the last at which the platform offers anything. Facts that
// are not stated are no gap.
//
// The error is that of [routing.Compile], a [*LimitError] or a [*BoundError]; then
// there are no findings. Lint uses as many goroutines as there are processors; what
// it returns does not depend on them.
func Lint(c routing.Catalog, options LintOptions) ([]Finding, error) {
	x, err := newIndex(c)
	if err != nil {
		return nil, err
	}
	all := make([]survey, len(c.Platforms))
	errs := make([]error, len(c.Platforms))
	eachAtOnce(len(c.Platforms), func(i int) {
		all[i] = newSurvey(x, c.Platforms[i].ID)
		errs[i] = all[i].run()
	})
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	l := &linter{x: x, options: options}
	l.entries(all)
	l.limits(all)
	l.methods(all)
	for _, s := range all {
		l.found = append(l.found, s.gaps...)
	}
	l.sources()
	return l.found, nil
}

// linter puts together what has been learned about each platform.
type linter struct {
	x       *index
	options LintOptions
	found   []Finding
}

func (l *linter) add(f Finding, en, zh string, args ...any) {
	f.Text = methods.Text{EN: fmt.Sprintf(en, args...), ZH: fmt.Sprintf(zh, args...)}
	l.found = append(l.found, f)
}

// overlap is an order to which two rules apply, and what they are.
type overlap struct {
	code    FindingCode
	id      int // the later of the two in the catalog, or the one that is idle
	other   int
	region  Region
	witness routing.Order
}

// survey is what is learned about a platform.
type survey struct {
	x        *index
	platform methods.Platform
	names    []methods.Platform
	zone     *time.Location

	holds    map[int]routing.Order   // by entry: an order that meets all its conditions
	speaks   map[int]bool            // by entry: whether it does to any order
	offers   map[int]routing.Order   // by entry: an order that is offered the method by it
	decides  map[int]bool            // by entry: whether it speaks to an order that meets all its conditions
	shadows  map[int]map[string]bool // by entry: those that grant where its conditions are met
	opened   map[int]bool            // by entry: whether it grants where its parent is offered, if it has one
	closed   map[int]routing.Order   // by entry: an order that it grants, if it never does there
	products map[productKey]bool     // that serve some order
	refuses  map[int]bool            // by limit rule
	applies  map[int]routing.Order   // by limit rule: an order that it applies to
	overlaps []overlap
	gaps     []Finding
}

// productKey is a product of a method, or of an entry.
type productKey struct {
	method methods.ID // empty for an entry's own
	entry  int        // -1 for a method's
	n      int
}

func newSurvey(x *index, p methods.Platform) survey {
	return survey{
		x: x, platform: p, names: x.namesOf(p), zone: x.zone(),
		holds: map[int]routing.Order{}, speaks: map[int]bool{}, offers: map[int]routing.Order{}, opened: map[int]bool{},
		decides: map[int]bool{},
		shadows: map[int]map[string]bool{}, closed: map[int]routing.Order{},
		products: map[productKey]bool{}, refuses: map[int]bool{}, applies: map[int]routing.Order{},
	}
}

func (s *survey) run() error {
	for _, m := range s.x.methodsOn[s.platform] {
		if err := s.method(m); err != nil {
			return err
		}
	}
	return s.findGaps()
}

func (s *survey) method(m methods.ID) error {
	sp := newSpace()
	for _, id := range s.x.chain(place{s.platform, m}) {
		if err := sp.addMethod(s.x, place{s.platform, id}); err != nil {
			return err
		}
	}
	sp.close(MaxNodes)
	j := newJudge(sp, s.x, s.platform)
	v := j.about(m)
	s.entries(j, v)
	s.limits(j, v)
	if sp.full {
		return &BoundError{Platform: s.platform, Method: m, Bound: "MaxNodes", Most: MaxNodes}
	}
	return nil
}

// show describes the first box where a function is not 0, with an order of it. It
// reports false if the function is 0 everywhere.
func (s *survey) show(j *judge, f ref) (Region, routing.Order, bool) {
	b, ok := j.firstBox(f)
	if !ok {
		return Region{}, routing.Order{}, false
	}
	o, _ := j.example(b, s.platform, s.zone) // without a fitting buyer, it is an example but for its buckets
	return j.region(b, s.names, s.zone), o, true
}

// firstBox returns the first box where a function is not 0.
func (d *diagram) firstBox(f ref) (box, bool) {
	b := box{sets: make([]set, len(d.sizes))}
	for !f.isLeaf() {
		axis, children := d.top(f), d.children(f)
		at := slices.IndexFunc(children, func(child ref) bool { return child != leaf(0) })
		f = children[at]
		b.sets[axis] = setOf(d.sizes[axis], func(value int) bool { return children[value] == f })
	}
	b.value = f.value()
	return b, b.value != 0
}

// union returns the keys of maps of some surveys.
func union[V any](all []survey, of func(*survey) map[int]V) map[int]V {
	keys := map[int]V{}
	for i := range all {
		for k, v := range of(&all[i]) {
			if _, ok := keys[k]; !ok {
				keys[k] = v
			}
		}
	}
	return keys
}

func severityOf(c FindingCode) Severity {
	switch c {
	case DeadEntry, ClosedParent, NoAmount:
		return SeverityError
	case SilentEntry, LowConfidence, OldSource, AmbiguousEntry:
		return SeverityNote
	}
	return SeverityWarning
}
