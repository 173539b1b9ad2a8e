package analysis

import (
	"fmt"
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

	// Regions are the orders that a gap or an overlap is about: one of these, which
	// for an overlap may have orders in common. There is none where the finding is
	// not about a region.
	Regions []Region `json:"regions,omitempty"`

	// Witness is an order that shows the finding. It has no platform where no order
	// could show it: one about no orders, such as about a source or about conditions
	// that exclude each other.
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
	FindingUnreachableEntry  FindingCode = "unreachable_entry"  // no order can be offered the method by it
	FindingUnreachableParent FindingCode = "unreachable_parent" // the method that it lives within is never offered where it grants
	FindingRedundantEntry    FindingCode = "redundant_entry"    // it does not grant, and explains nothing to any order
	FindingShadowedEntry     FindingCode = "shadowed_entry"     // it would offer where an earlier entry grants that no product or parent serves
	FindingConflictingEntry  FindingCode = "conflicting_entry"  // two entries grant the same order with other ranks, products or parents
	FindingUnreachableMethod FindingCode = "unreachable_method" // the method cannot be offered on any platform
	FindingUnusedProduct     FindingCode = "unused_product"     // no order is served by it
	FindingRedundantLimit    FindingCode = "redundant_limit"    // without it no order that states its facts would be offered more
	FindingUnusedLimit       FindingCode = "unused_limit"       // it refuses nothing but orders in another currency than its own
	FindingConflictingLimit  FindingCode = "conflicting_limit"  // two limit rules bound one total differently for the same order
	FindingRedundantCap      FindingCode = "redundant_cap"      // a payment or a total may be more than a total over a longer time may
	FindingNoAmount          FindingCode = "no_amount"          // two limit rules leave no amount for the same order
	FindingGap               FindingCode = "gap"                // no entry offers any method
	FindingLimitGap          FindingCode = "limit_gap"          // limit rules leave no method
	FindingOpenPilot         FindingCode = "open_pilot"         // a pilot without an end
	FindingRolloutToNobody   FindingCode = "rollout_to_nobody"  // a share of 0
	FindingRolloutToAll      FindingCode = "rollout_to_all"     // a share of 100 %
	FindingUnknownSurface    FindingCode = "unknown_surface"    // neither one of package methods nor one that a product serves
	FindingLowConfidence     FindingCode = "low_confidence"     // an unsure statement decides
	FindingOldSource         FindingCode = "old_source"         // older than asked for
)

// FindingCodes returns all codes.
func FindingCodes() []FindingCode {
	return []FindingCode{
		FindingUnreachableEntry, FindingUnreachableParent, FindingRedundantEntry, FindingShadowedEntry, FindingConflictingEntry, FindingUnreachableMethod, FindingUnusedProduct,
		FindingRedundantLimit, FindingUnusedLimit, FindingConflictingLimit, FindingRedundantCap, FindingNoAmount, FindingGap, FindingLimitGap,
		FindingOpenPilot, FindingRolloutToNobody, FindingRolloutToAll, FindingUnknownSurface, FindingLowConfidence, FindingOldSource,
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
// A [FindingGap] is a region of orders for which entries leave nothing, because none grants or
// the methods that they live within are not offered, whatever limit rules say, though
// each of their facts by itself is one with which something is: the surface, the region
// and the currency, at a time between the first and the last at which an entry grants
// anything on the platform. A [FindingLimitGap] has the other orders for which nothing is left,
// above every maximum for instance: all those on a platform in a currency of which
// limit rules leave something. Amounts of nothing, and facts that are not stated, are
// no gap.
//
// Of two caps on the same orders an [FindingRedundantCap] is the one on the shorter time, if it
// allows more, for the same subjects or fewer. A payment is the shortest time; a bound
// on payments counts only if the total is bounded for all orders that it is for. Caps of
// methods that one lives within count beside the method's own. Caps that are the same
// are nothing to report.
//
// The error is that of [routing.Compile], a [*LimitError] or a [*BoundError], also
// where no buyer was found for a witness; then there are no findings. Lint uses as many goroutines as there are processors; what
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
	if err := firstOf(errs); err != nil {
		return nil, err
	}
	l := &linter{x: x, options: options}
	l.entries(all)
	l.limits(all)
	l.methods(all)
	l.gaps(all)
	l.sources()
	if l.err != nil {
		return nil, l.err
	}
	return l.found, nil
}

// linter puts together what has been learned about each platform.
type linter struct {
	x       *index
	options LintOptions
	found   []Finding
	err     error // the first *BoundError about a witness
}

func (l *linter) report(f Finding, en, zh string, args ...any) {
	f.Severity = severityOf(f.Code)
	f.Text = methods.Text{EN: fmt.Sprintf(en, args...), ZH: fmt.Sprintf(zh, args...)}
	l.found = append(l.found, f)
}

// survey is what is learned about a platform.
type survey struct {
	x        *index
	platform methods.Platform
	names    []methods.Platform
	zone     *time.Location

	holds    map[int]sight           // by entry: orders that meet all its conditions
	speaks   map[int]bool            // by entry: whether it does to any order
	offers   map[int]sight           // by entry: orders that are offered the method by it
	decides  map[int]bool            // by entry: whether it speaks to an order that meets all its conditions
	shadows  map[int]map[string]bool // by entry: those that grant where its conditions are met
	opened   map[int]bool            // by entry: whether it grants where its parent is offered, if it has one
	closed   map[int]sight           // by entry: orders that it grants, if it never does there
	products map[productKey]bool     // that serve some order
	idle     map[productKey]idleness // those that serve none here
	refuses  map[int]bool            // by limit rule: whether an amount in its currency is too much or too little for it
	foreign  map[int]sight           // by limit rule: orders that are excluded because of its currency
	vague    map[int]sight           // by limit rule: orders that are refused, if only because facts are missing
	applies  map[int]sight           // by limit rule: orders that it applies to
	overlaps []overlap
	company  map[int]map[int]bool // by limit rule: those that apply wherever it does
	gaps     []gap
	err      error // the first *BoundError
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
		holds: map[int]sight{}, speaks: map[int]bool{}, offers: map[int]sight{}, opened: map[int]bool{},
		decides: map[int]bool{}, shadows: map[int]map[string]bool{}, closed: map[int]sight{},
		products: map[productKey]bool{}, idle: map[productKey]idleness{},
		refuses: map[int]bool{}, foreign: map[int]sight{}, vague: map[int]sight{}, applies: map[int]sight{},
		company: map[int]map[int]bool{},
	}
}

func (s *survey) run() error {
	for _, m := range s.x.methodsOn[s.platform] {
		if err := s.method(m); err != nil {
			return err
		}
	}
	if err := s.findGaps(); err != nil {
		return err
	}
	return s.err
}

func (s *survey) method(m methods.ID) error {
	sp := newSpace()
	for _, id := range s.x.chain(place{s.platform, m}) {
		if err := sp.addMethod(s.x, place{s.platform, id}); err != nil {
			return err
		}
	}
	sp.addProducts(s.x.methods[m].Products) // also those that no entry here uses
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
	case FindingUnreachableEntry, FindingUnreachableParent, FindingUnusedLimit, FindingNoAmount:
		return SeverityError
	case FindingRedundantEntry, FindingLowConfidence, FindingConflictingEntry, FindingLimitGap:
		return SeverityNote
	}
	return SeverityWarning
}
