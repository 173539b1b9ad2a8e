package analysis

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Every order that a finding brings as its witness shows, by what the router decides,
// what the finding says.
func TestWitnessesShowTheirFindings(t *testing.T) { rapid.Check(t, witnessesShowTheirFindings) }

func witnessesShowTheirFindings(t *rapid.T) {
	c := writtenOut(catalogs().Draw(t, "catalog"))
	for i := range c.Availability {
		c.Availability[i].Confidence = pick(t, []methods.Confidence{methods.ConfidenceHigh, methods.ConfidenceLow}, "confidence")
	}
	for i := range c.Limits {
		c.Limits[i].Confidence = pick(t, []methods.Confidence{methods.ConfidenceHigh, methods.ConfidenceLow}, "confidence")
	}
	for _, f := range lint(t, c) {
		if err := shows(c, f); err != nil {
			t.Errorf("%s at %s (%s), %v: %v", f.Code, f.Path, f.ID, f.Others, err)
		}
	}
}

// What a finding says of all orders, no order refutes; and whatever an order shows
// to be questionable is found.
func TestFindingsHoldForAllOrders(t *testing.T) { rapid.Check(t, findingsHoldForAllOrders) }

func findingsHoldForAllOrders(t *rapid.T) {
	c := writtenOut(catalogs().Draw(t, "catalog"))
	l := newLinted(t, c)
	drawn, orders := ordersOf(c), make([]routing.Order, 40)
	for i := range orders {
		orders[i] = plain(drawn.Draw(t, "order"))
		l.checkOffers(t, orders[i])
		l.checkReasons(t, orders[i])
		l.checkEntries(t, orders[i])
		l.checkRemoval(t, orders[i])
	}
	l.checkGaps(t, orders)
}

func lint(t rapid.TB, c routing.Catalog) []Finding {
	t.Helper()
	findings, err := Lint(c, LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// linted is a catalog and what has been found about it.
type linted struct {
	catalog  routing.Catalog
	router   *routing.Router
	findings []Finding
}

func newLinted(t rapid.TB, c routing.Catalog) *linted {
	router, err := routing.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	return &linted{c, router, lint(t, c)}
}

// has reports whether something has been found.
func (l *linted) has(id string, codes ...FindingCode) bool {
	return slices.ContainsFunc(l.findings, func(f Finding) bool { return f.ID == id && slices.Contains(codes, f.Code) })
}

// hasPair reports whether something has been found about two rules and an order.
func (l *linted) hasPair(code FindingCode, a, b string, o routing.Order) bool {
	return slices.ContainsFunc(l.findings, func(f Finding) bool {
		return f.Code == code && contains(f, o) && (f.ID == a && f.Others[0] == b || f.ID == b && f.Others[0] == a)
	})
}

// checkOffers looks for what is offered though it is said never to be.
func (l *linted) checkOffers(t *rapid.T, o routing.Order) {
	d, err := l.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, offer := range d.Offers() {
		if l.has(offer.Entry, FindingUnreachableEntry, FindingUnreachableParent) || l.has(string(offer.Method), FindingUnreachableMethod) {
			t.Errorf("%v is offered %s by %s", o, offer.Method, offer.Entry)
		}
		for _, f := range l.findings {
			if f.Code == FindingUnusedProduct && strings.Contains(f.Text.EN, "product "+offer.Product.ID+" ") &&
				(f.ID == offer.Entry || f.ID == string(offer.Method) && len(entryOf(l.catalog, offer.Entry).Products) == 0) {
				t.Errorf("%v is served by %s of %s, which is said to be idle", o, offer.Product.ID, f.ID)
			}
		}
		if !l.isVague(o) {
			l.checkRules(t, o, offer)
		}
	}
}

// checkRules looks at the limit rules that apply to an offer.
func (l *linted) checkRules(t *rapid.T, o routing.Order, offer routing.Offer) {
	var own []routing.LimitRule
	for _, rule := range l.catalog.Limits {
		isFor := len(rule.Methods) == 0 || slices.Contains(rule.Methods, offer.Method)
		if isFor && slices.Contains(offer.Limits, rule.ID) {
			own = append(own, rule)
		}
	}
	for _, r := range own {
		for _, s := range own {
			c, other := r.Limit.(limits.Cap), s.Limit.(limits.Cap)
			switch {
			case !c.IsTotal() || !other.IsTotal() || !c.Max.IsValid() || !other.Max.IsValid():
			case c.Counter == other.Counter && c.Max != other.Max && !l.hasPair(FindingConflictingLimit, r.ID, s.ID, o):
				t.Errorf("%v is under %s and %s, which differ in the same total", o, r.ID, s.ID)
			case c.Counter == "day" && other.Counter == "life" && c.Max.Minor() > other.Max.Minor() && !l.hasPair(FindingRedundantCap, r.ID, s.ID, o):
				t.Errorf("%v is under %s of a day, which is above %s of all time", o, r.ID, s.ID)
			}
		}
	}
}

// checkReasons looks for reasons of rules that are said never to give any.
func (l *linted) checkReasons(t *rapid.T, o routing.Order) {
	d, err := l.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range d.Excluded() {
		byLimits := !slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool {
			return !slices.Contains([]routing.Code{routing.CodeBelowMin, routing.CodeAboveMax, routing.CodeCapReached}, r.Code)
		})
		for _, r := range why.Reasons {
			if l.has(r.Rule, FindingRedundantEntry) {
				t.Errorf("%s speaks to %v: %s", r.Rule, o, r.Code)
			}
			if byLimits && !r.Undecided && l.has(r.Rule, FindingRedundantLimit) {
				t.Errorf("%s refuses %v: %s", r.Rule, o, r.Code)
			}
		}
	}
}

// checkEntries looks at the entries of each method of which an order meets all
// conditions.
func (l *linted) checkEntries(t *rapid.T, o routing.Order) {
	first := map[methods.ID]methods.Availability{}
	for _, e := range l.catalog.Availability {
		if !e.Status.Grants() || !grants(l.catalog, e.ID, o) {
			continue
		}
		before, ok := first[e.Method]
		if !ok {
			first[e.Method] = e
			continue
		}
		if (before.Rank != e.Rank || before.Parent != e.Parent) && !l.hasPair(FindingConflictingEntry, before.ID, e.ID, o) {
			t.Errorf("%v is granted by %s and %s, which differ", o, before.ID, e.ID)
		}
		d, err := l.router.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := route(only(l.catalog, e.ID), o)
		if err != nil {
			t.Fatal(err)
		}
		_, offered := d.Offer(e.Method)
		if _, would := alone.Offer(e.Method); would && !offered && !l.isVague(o) && !l.hasPair(FindingShadowedEntry, before.ID, e.ID, o) {
			t.Errorf("%v would be offered %s by %s, but for %s", o, e.Method, e.ID, before.ID)
		}
	}
}

// Findings are about the rules that a catalog's become when they are written out.
func TestWhatIsWrittenOutHasTheSameFindings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		var got, want []string
		for _, f := range lint(t, c) {
			if f.Code != FindingOpenTrait { // whose trait is not the same one
				got = append(got, found(f)[len(f.Severity):])
			}
		}
		for _, f := range lint(t, writtenOut(c)) {
			if f.Code != FindingOpenTrait {
				want = append(want, found(f)[len(f.Severity):])
			}
		}
		if diff := cmp.Diff(withoutPaths(want), withoutPaths(got)); diff != "" {
			t.Errorf("findings (-written out +as it is):\n%s", diff)
		}
	})
}

// withoutPaths cuts the numbers of limit rules, which writing out changes.
func withoutPaths(all []string) []string {
	for i, s := range all {
		all[i] = limitsPath.ReplaceAllString(s, "limits")
	}
	return all
}

var limitsPath = regexp.MustCompile(`limits\[\d+\]`)
