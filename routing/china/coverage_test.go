package china_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/routingtest"
)

// What no question is about is written down, so that a new row comes with a question. It
// is only what no order can touch.
func TestQuestionsCoverTheCatalog(t *testing.T) {
	coverage, err := routingtest.NewCoverage(china.Catalog())
	if err != nil {
		t.Fatal(err)
	}
	orders := slices.Collect(maps.Values(listOrders()))
	for _, q := range questions() {
		orders = append(orders, q.order)
	}
	for _, q := range walletQuestions() {
		orders = append(orders, q.order)
	}
	for _, o := range orders {
		if _, err := coverage.Route(o); err != nil {
			t.Fatal(err)
		}
	}
	coverage.Golden(t, "testdata/untouched.txt")

	unreachable := untouchable(china.Catalog())
	for _, line := range coverage.Untouched() {
		if !slices.Contains(unreachable, line) {
			t.Errorf("%s, and an order could: ask about it", line)
		}
	}
}

// untouchable are the lines of what no order can touch:
//
//   - the records, which Lint finds to explain nothing to any order, since an entry that
//     grants later explains instead; so, while all entries of their statuses are records,
//     the codes of these statuses;
//   - the codes for what no rule of the catalog states: hours, regions, a rollout, a
//     number of payments, a limit of another kind than a cap;
//   - no_product, while each entry's surfaces are served by a product;
//   - not_listed, which a decision gives only when asked about a method that it does not
//     list.
func untouchable(c routing.Catalog) []string {
	var lines []string
	never := func(codes ...routing.Code) {
		for _, code := range codes {
			lines = append(lines, "code "+string(code)+" never given")
		}
	}
	never(routing.CodeNotListed)

	explaining := map[methods.Status]bool{} // statuses of entries that are no records
	served := true
	var matches []methods.Match
	for _, e := range c.Availability {
		record := slices.ContainsFunc(c.Accept, func(a routing.Acceptance) bool {
			return a.Code == string(analysis.FindingRedundantEntry) && a.ID == e.ID
		})
		if record {
			lines = append(lines, "entry "+e.ID+" never explained")
		} else {
			explaining[e.Status] = true
		}
		served = served && (!e.Status.Grants() || isServed(c, e))
		matches = append(append(matches, e.When), e.Except...)
	}
	for status, code := range map[methods.Status]routing.Code{
		methods.StatusAnnounced: routing.CodeAnnounced, methods.StatusApplied: routing.CodeApplied,
		methods.StatusWithdrawn: routing.CodeWithdrawn, methods.StatusAbsent: routing.CodeAbsent,
	} {
		if !explaining[status] {
			never(code)
		}
	}
	if served {
		never(routing.CodeNoProduct)
	}

	onlyAmounts := true
	for _, r := range c.Limits {
		matches = append(append(matches, r.When), r.Except...)
		limit, ok := r.Limit.(limits.Cap)
		onlyAmounts = onlyAmounts && ok && limit.MaxCount == 0
	}
	if onlyAmounts {
		never(routing.CodeCountReached, routing.CodeLimitError)
	}
	states := func(stated func(methods.Match) bool) bool { return slices.ContainsFunc(matches, stated) }
	if !states(func(m methods.Match) bool { return len(m.Hours) > 0 }) {
		never(routing.CodeOutsideHours)
	}
	if !states(func(m methods.Match) bool { return len(m.Regions) > 0 }) {
		never(routing.CodeRegion, routing.CodeUnknownRegion)
	}
	if !states(func(m methods.Match) bool { return m.Rollout.IsSet() }) {
		never(routing.CodeOutsideRollout, routing.CodeUnknownBuyer)
	}
	return lines
}

// isServed reports whether a product that names the surface serves each of an entry's.
func isServed(c routing.Catalog, e methods.Availability) bool {
	products := e.Products
	if len(products) == 0 {
		products = c.Methods[slices.IndexFunc(c.Methods, func(m methods.Method) bool { return m.ID == e.Method })].Products
	}
	return !slices.ContainsFunc(e.When.Surfaces, func(s methods.Surface) bool {
		return !slices.ContainsFunc(products, func(p methods.Product) bool { return slices.Contains(p.Surfaces, s) })
	})
}
