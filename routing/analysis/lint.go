package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Lint returns what is questionable about a catalog's rules, in the order of the
// catalog's own lists: limit rules after entries, then traits, methods, platforms,
// sources, region sets and what is accepted. Each finding is exact: what it says of all
// orders is proved of them, and what it says of some is shown by a witness. Lint looks at
// orders for which nothing has been paid.
//
// A [FindingGap] is a region of orders for which entries leave nothing, because none
// grants or the parents of those that do are not offered, whatever limit rules say.
// Each fact of such an order by itself is one with which something is granted: the
// surface, the region and the currency, at a time between the first and the last at
// which an entry grants anything on the platform. A [FindingLimitGap] has the other
// orders for which nothing is left, above every maximum for instance: all those on a
// platform in a currency of which limit rules leave something. Amounts of nothing, and
// facts that are not stated, are no gap. A gap is a note if it has ended at
// LintOptions.Now, or if all its orders state a trait, or are on surfaces or in regions
// that no rule names: whoever wrote the rules left those out knowingly.
//
// Of two caps on the same orders a [FindingRedundantCap] is the one that allows more over
// a shorter time, or over the same time by another counter, for the same subjects or
// fewer. A payment is the shortest time. It counts if the other cap is for all orders
// that it is for; where a total over a longer time is for some of them, it is a note. The
// caps of a method's parents count beside its own. Caps that are the same are nothing to
// report.
//
// A [FindingOverruledLimit] is a bound on single payments without which every order is
// offered the same methods, as other rules refuse all that it does: a specific rule does
// not make room where a general one is stricter. Bounds that are the same are nothing to
// report.
//
// A [FindingOpenTrait] is a trait that opens a method to an order that forgets it: one
// that an entry's Except or a limit rule's When asks for, and that need not be stated. One
// in a limit rule's Except does not, as the rule then applies.
//
// A [FindingEndedCurrency] is a rule that goes on in a currency that has been withdrawn,
// after its last day in the catalog's zone (see [limits.Currency.Ended]).
//
// A [FindingSharedCounter] is one counter with two bounds at the same times, for orders
// that are never under both; under both, it is a [FindingConflictingLimit]. A
// [FindingSharedSalt] is two methods on one platform that are rolled out to some buyers
// with one salt, unless one is nested in the other. A [FindingSimilarName] is a trait, a
// surface of a product or a subject of a total that is another letter, one more, one less or
// two exchanged from a known one; words of fewer than four letters and those with digits may
// well differ so.
//
// Of dates a [FindingExclusiveUntil] is an end at the start of the last day of a month, or
// in the last minute of a day, if nothing in the catalog begins then. A [FindingFarDate] is
// more than ten years from LintOptions.Now and from each dated source of its rule: in the
// past it is a note. A [FindingOtherOffset] is written in another offset than the
// catalog's zone, and begins no day there.
//
// Of a method's entries on a platform, whatever their status, a [FindingUntoldTime] is the
// first time between two of them at which none is in force. A [FindingEndedPilot] is a
// pilot that has ended by LintOptions.Now, if no entry goes on after it.
//
// Hours are reported by themselves: a [FindingHoursNeverMet] is hours of a match that do
// not come in its period, a [FindingHoursAlways] those that leave nothing of the week out,
// and a [FindingHoursOverlap] those that repeat a part of others beside them, as a night
// and a weekend do: it is a note.
//
// A limit that is not a [limits.Cap] is taken to allow every amount, and is named by a
// [FindingUnexaminedLimit]. What is found holds whatever such a limit refuses, but it
// may refuse a witness.
//
// What [routing.Catalog.Accept] names, by code and id, is left out. A
// [FindingStaleAcceptance] accepts what is not found any more, old ones only where
// options ask for them; it cannot be accepted itself.
//
// The error is that of [routing.Compile] or a [*BoundError], also where no buyer was
// found for a witness; then there are no findings. Lint uses as many goroutines as
// there are processors; what it returns does not depend on them.
func Lint(c routing.Catalog, options LintOptions) ([]Finding, error) {
	return lintWithin(c, options, wideBounds)
}

func lintWithin(c routing.Catalog, options LintOptions, b bounds) ([]Finding, error) {
	x, err := newIndex(c)
	if err != nil {
		return nil, err
	}
	platforms := make([]*inspection, len(c.Platforms))
	err = eachAtOnce(len(c.Platforms), func(i int) (err error) {
		platforms[i], err = inspect(x, c.Platforms[i].ID, b)
		return err
	})
	if err != nil {
		return nil, err
	}
	l := newLinter(x, options, b)
	l.traits, l.rules = c.Traits, c.Limits
	for _, platform := range platforms {
		l.add(platform)
	}
	l.reportEntries()
	l.reportHistory()
	l.reportSalts()
	l.reportLimits()
	l.reportTraits()
	l.reportNames()
	l.reportCurrencies()
	l.reportMethods()
	for i, platform := range platforms {
		l.reportGaps(i, platform)
	}
	l.reportSources()
	l.reportAge(c)
	l.reportRegionSets(&c)
	if l.err != nil {
		return nil, l.err
	}
	l.leaveOut(c.Accept)
	return l.found, nil
}

// linter reports what the inspections of all platforms have found, taken together.
type linter struct {
	*inspection
	options LintOptions
	traits  []routing.TraitInfo // as they were given
	rules   []routing.LimitRule // as they were given
	found   []Finding
	err     error // the first *BoundError about a witness
	starts  map[int64]bool

	counters   map[limits.Counter]counted // of the catalog
	currencies []limits.Currency          // of its caps
	known      map[methods.Surface]bool   // surfaces of package methods, or that a product serves
}

func newLinter(x *index, options LintOptions, b bounds) *linter {
	l := &linter{
		inspection: newInspection(x, "", b), options: options,
		counters: map[limits.Counter]counted{}, known: map[methods.Surface]bool{},
	}
	for i := range x.catalog.Limits {
		c := capOf(&x.catalog.Limits[i])
		if currency := c.Currency(); currency != 0 && !slices.Contains(l.currencies, currency) {
			l.currencies = append(l.currencies, currency)
		}
		if c.IsTotal() {
			l.counters[c.Counter] = l.counters[c.Counter].with(c)
		}
	}
	for _, surface := range methods.Surfaces() {
		l.known[surface] = true
	}
	for i := range x.catalog.Methods {
		l.addServed(x.catalog.Methods[i].Products)
	}
	for i := range x.catalog.Availability {
		l.addServed(x.catalog.Availability[i].Products)
	}
	return l
}

func (l *linter) addServed(products []methods.Product) {
	for _, p := range products {
		for _, surface := range p.Surfaces {
			l.known[surface] = true
		}
	}
}

func (l *linter) report(f Finding, en, zh string, args ...any) {
	l.reportText(f, textOf(en, zh, args...))
}

// reportText reports what has a text already, as severe as its code is by itself, unless
// the finding says otherwise.
func (l *linter) reportText(f Finding, text methods.Text) {
	f.Severity, f.Text = cmp.Or(f.Severity, severityOf(f.Code)), text
	l.found = append(l.found, f)
}

// textOf is a text in both languages, of the same values. Lists are joined as each has it.
func textOf(en, zh string, args ...any) methods.Text {
	argsZH := slices.Clone(args)
	for i, arg := range args {
		if list, ok := arg.([]string); ok {
			args[i], argsZH[i] = strings.Join(list, ", "), strings.Join(list, "、")
		}
	}
	return methods.Text{EN: fmt.Sprintf(en, args...), ZH: fmt.Sprintf(zh, argsZH...)}
}

// fail keeps the first error.
func (l *linter) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

// witness returns an order of a candidate, or the zero order if there is none.
func (l *linter) witness(c candidate) routing.Order {
	if !c.exists() || l.err != nil {
		return routing.Order{}
	}
	o, ok := c.witness(l.bounds.buyers)
	if !ok {
		l.err = l.bounds.exceeded("buyers", o.Platform, "")
	}
	return o
}
