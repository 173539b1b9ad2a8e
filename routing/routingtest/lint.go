package routingtest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/internal/expanding"
)

// reporter is what reporting findings needs of a [*testing.T].
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

// lint reports what [analysis.Lint] finds.
func (s *subject) lint(t reporter) {
	t.Helper()
	findings, err := analysis.Lint(s.catalog, analysis.LintOptions{})
	if err != nil {
		t.Logf("not decided: %v", err) // a bound of the analysis, as the catalog compiles
	}
	for _, f := range findings {
		if fails(f) {
			t.Errorf("%s", s.describe(f))
		} else {
			t.Logf("%s: %s", f.Severity, s.describe(f))
		}
	}
}

// fails reports whether a finding is about something that is of no use.
func fails(f analysis.Finding) bool {
	return f.Severity == analysis.SeverityError ||
		f.Code == analysis.FindingRedundantLimit || f.Code == analysis.FindingUnreachableMethod
}

// describe says what was found, what accepts it, and, if there is an order that shows it,
// what the router decides for it.
func (s *subject) describe(f analysis.Finding) string {
	text := fmt.Sprintf("%s (%s): %s", f.ID, f.Code, f.Text.EN)
	if line := f.AcceptLine(); line != "" {
		text += "\n  accept " + line
	}
	if f.Witness.Platform == "" {
		return text
	}
	text += fmt.Sprintf("\n  order  %v", f.Witness)
	d, err := s.tryRoute(s.router, f.Witness)
	if err != nil {
		return text + fmt.Sprintf("\n  so     %v", err)
	}
	for _, m := range s.methodsOf(f) {
		text += "\n  so     " + decided(&d, m)
	}
	return text
}

// methodsOf are the methods that a finding is about. One about a platform, a source or
// a rule for every method is about none.
func (s *subject) methodsOf(f analysis.Finding) []methods.ID {
	switch list, _, _ := strings.Cut(f.Path, "["); list {
	case "methods":
		return []methods.ID{methods.ID(f.ID)}
	case "availability":
		i := slices.IndexFunc(s.catalog.Availability, func(e methods.Availability) bool { return e.ID == f.ID })
		return []methods.ID{s.catalog.Availability[i].Method}
	case "limits":
		rules := expanding.Catalog(s.catalog).(routing.Catalog).Limits
		i := slices.IndexFunc(rules, func(r routing.LimitRule) bool { return r.ID == f.ID })
		return rules[i].Methods
	}
	return nil
}

// decided says what a decision says about a method.
func decided(d *routing.Decision, m methods.ID) string {
	if offer, ok := d.Offer(m); ok {
		return "offered " + offer.String()
	}
	why, _ := d.Why(m)
	return "excluded " + why.String()
}
