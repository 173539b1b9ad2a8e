package routingtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// law is a law of routing that can be checked on any catalog.
type law struct {
	name, sentence string

	// check returns how the law is broken by an order, or "".
	check func(*rapid.T, *subject, routing.Order) string
}

// subject is a catalog under test.
type subject struct {
	catalog routing.Catalog
	router  *routing.Router
	source  *ordergen.Source
}

func newSubject(c routing.Catalog) (*subject, error) {
	r, err := routing.Compile(c)
	if err != nil {
		return nil, err
	}
	return &subject{catalog: c, router: r, source: ordergen.NewSource(c)}, nil
}

var laws = []law{
	{"deterministic", "the same catalog and the same order give the same decision, byte for byte.", checkDeterministic},
	{"partition", "offers and exclusions are disjoint, and together the platform's methods.", checkPartition},
	{"restricting", "adding a limit rule, or a method to Block, Tried or Down, never adds an offer.", checkRestricting},
	{"stating less", "leaving out the surface, the region, the buyer, a total, or a trait that must be stated never adds an offer.", checkStatingLess},
	{"order of rules", "the order of the limit rules in the catalog does not matter.", checkOrderOfRules},
	{"listed is payable", "an offer's headroom contains the order's amount; with any amount inside it the method is still offered, outside it is not.", checkPayable},
	{"remedies", "with the order changed as a remedy says, that rule no longer gives that reason.", checkRemedies},
	{"locality in time", "a decision can change only at instants that the catalog names.", checkLocality},
	{"rollouts", "raising the share of an entry's rollout takes the entry from nobody.", checkRollouts},
	{"JSON", "the JSON form of the catalog, read back, decides the same.", checkJSON},
}

// Laws returns the laws of routing as one property of a catalog, for [rapid.Check],
// [rapid.MakeCheck] and [rapid.MakeFuzz]. It fails with the first law that is
// broken: its name, its sentence, the order and what came of it. A catalog that
// does not compile fails the property.
//
//   - deterministic: the same catalog and the same order give the same decision, byte for byte.
//   - partition: offers and exclusions are disjoint, and together the platform's methods.
//   - restricting: adding a limit rule, or a method to Block, Tried or Down, never adds an offer.
//   - stating less: leaving out the surface, the region, the buyer, a total, or a trait that
//     must be stated never adds an offer.
//   - order of rules: the order of the limit rules in the catalog does not matter.
//   - listed is payable: an offer's headroom contains the order's amount; with any amount
//     inside it the method is still offered, outside it is not.
//   - remedies: with the order changed as a remedy says, that rule no longer gives that reason.
//   - locality in time: a decision can change only at instants that the catalog names.
//   - rollouts: raising the share of an entry's rollout takes the entry from nobody.
//   - JSON: the JSON form of the catalog, read back, decides the same.
//
// A catalog of caps alone can hardly break them. What can is a custom limit that, for
// example, keeps state or looks at a clock. One that panics fails the property with
// its rule and the order.
func Laws(c routing.Catalog) func(*rapid.T) {
	s, err := newSubject(c)
	if err != nil {
		return func(t *rapid.T) { t.Fatal(err) }
	}
	return s.property(laws)
}

func (s *subject) property(laws []law) func(*rapid.T) {
	orders := s.source.Orders()
	return func(t *rapid.T) { s.require(t, laws, orders.Draw(t, "order")) }
}

// require fails with the first of some laws that an order breaks.
func (s *subject) require(t *rapid.T, laws []law, o routing.Order) {
	for _, l := range laws {
		if breach := l.check(t, s, o); breach != "" {
			t.Fatalf("the catalog breaks the law %q: %s\n  order  %v\n  so     %s", l.name, l.sentence, o, breach)
		}
	}
}

// money is an amount in the currency of another.
func money(minor int64, currency limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(minor, currency)
	if err != nil {
		panic(err) // the currency is that of a valid amount
	}
	return m
}

// compile compiles a catalog made from one that compiles.
func compile(t *rapid.T, c routing.Catalog) *routing.Router {
	r, err := routing.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(t *rapid.T, d routing.Decision) string {
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// differ says where two decisions differ, or "".
func differ(t *rapid.T, what string, d, e routing.Decision) string {
	if one, other := text(t, d), text(t, e); one != other {
		return fmt.Sprintf("%s the decision is another:\n%s\n%s", what, one, other)
	}
	return ""
}

func checkDeterministic(t *rapid.T, s *subject, o routing.Order) string {
	d := s.route(t, s.router, o)
	if breach := differ(t, "routed again,", d, s.route(t, s.router, o)); breach != "" {
		return breach
	}
	return differ(t, "compiled again,", d, s.route(t, compile(t, s.catalog), o))
}

func checkPartition(t *rapid.T, s *subject, o routing.Order) string {
	d := s.route(t, s.router, o)
	count := map[methods.ID]int{}
	for _, offer := range d.Offers() {
		count[offer.Method]++
	}
	for _, e := range d.Excluded() {
		count[e.Method]++
	}
	for _, m := range s.catalog.Methods {
		want := 0
		if slices.ContainsFunc(s.catalog.Availability, func(e methods.Availability) bool {
			return e.Method == m.ID && isOn(e.When, s.canonical(o.Platform))
		}) {
			want = 1
		}
		if count[m.ID] != want {
			return fmt.Sprintf("%s is decided about %d times, not %d", m.ID, count[m.ID], want)
		}
	}
	return ""
}

// canonical is the id of a platform that may be named by an alias.
func (s *subject) canonical(name methods.Platform) methods.Platform {
	for _, p := range s.catalog.Platforms {
		if p.ID == name || slices.Contains(p.Aliases, name) {
			return p.ID
		}
	}
	return name
}

// isOn reports whether a match can select orders on a platform.
func isOn(m methods.Match, p methods.Platform) bool {
	return len(m.Platforms) == 0 || slices.Contains(m.Platforms, p)
}

func offered(d routing.Decision) []methods.ID {
	var ids []methods.ID
	for _, o := range d.Offers() {
		ids = append(ids, o.Method)
	}
	return ids
}

func checkRestricting(t *rapid.T, s *subject, o routing.Order) string {
	before := offered(s.route(t, s.router, o))
	restricted := o
	router, what := s.router, ""
	ids := make([]methods.ID, 0, len(s.catalog.Methods))
	for _, m := range s.catalog.Methods {
		ids = append(ids, m.ID)
	}
	if len(ids) == 0 {
		return ""
	}
	id := rapid.SampledFrom(ids).Draw(t, "method")
	switch rapid.IntRange(0, 3).Draw(t, "restriction") {
	case 0:
		what, restricted.Block = "blocked", append(slices.Clone(o.Block), id)
	case 1:
		what, restricted.Tried = "tried", append(slices.Clone(o.Tried), id)
	case 2:
		what, restricted.Down = "down", maps.Clone(o.Down)
		if restricted.Down == nil {
			restricted.Down = map[methods.ID]time.Time{}
		}
		restricted.Down[id] = time.Time{}
	case 3:
		what = "capped at the order's amount"
		c := s.catalog
		rule := routing.LimitRule{ID: "another.limit.of.the.kit", Methods: []methods.ID{id}, Limit: limits.Cap{Max: o.Amount}}
		rule.Sources = []string{anySource(&c)}
		c.Limits = append(slices.Clip(c.Limits), rule)
		router = compile(t, c)
	}
	for _, m := range offered(s.route(t, router, restricted)) {
		if !slices.Contains(before, m) {
			return fmt.Sprintf("with %s %s, %s is offered; before it was not", id, what, m)
		}
	}
	return ""
}

// anySource is a source of the catalog, as its statements need one; if there is none
// it adds one.
func anySource(c *routing.Catalog) string {
	if len(c.Sources) == 0 {
		c.Sources = []methods.Source{{ID: "another.source.of.the.kit", Title: "routingtest"}}
	}
	return c.Sources[0].ID
}

func checkOrderOfRules(t *rapid.T, s *subject, o routing.Order) string {
	if len(s.catalog.Limits) < 2 {
		return ""
	}
	c := s.catalog
	c.Limits = rapid.Permutation(c.Limits).Draw(t, "rules")
	return differ(t, "with the rules in another order", s.route(t, s.router, o), s.route(t, compile(t, c), o))
}

func checkPayable(t *rapid.T, s *subject, o routing.Order) string {
	for _, offer := range s.route(t, s.router, o).Offers() {
		room := offer.Headroom
		if !room.Allows(o.Amount) {
			return fmt.Sprintf("%s is offered with headroom %v", offer.Method, room)
		}
		low, high := int64(0), int64(limits.MaxMinor)
		if m, ok := room.Min(); ok {
			low = max(low, m.Minor())
		}
		if m, ok := room.Max(); ok {
			high = m.Minor()
		}
		wants := map[int64]bool{low: true, high: true, rapid.Int64Range(low, high).Draw(t, "amount inside"): true}
		if low > 0 {
			wants[low-1] = false
		}
		if high < limits.MaxMinor {
			wants[high+1] = false
		}
		for n, want := range wants {
			again := o
			again.Amount = money(n, o.Amount.Currency())
			if _, got := s.route(t, s.router, again).Offer(offer.Method); got != want {
				return fmt.Sprintf("%s has headroom %v, but for %v it is offered: %t", offer.Method, room, again.Amount, got)
			}
		}
	}
	return ""
}

func checkLocality(t *rapid.T, s *subject, o routing.Order) string {
	if s.source.HasCustomLimits() {
		return "" // a custom limit may have instants that nobody knows
	}
	o.Down = nil // an outage ends when the order says so
	first, last := s.source.Around(o.At)
	later := o
	later.At = time.Unix(0, rapid.Int64Range(first.UnixNano(), last.UnixNano()).Draw(t, "instant")).UTC()
	if one, other := outcome(s.route(t, s.router, o)), outcome(s.route(t, s.router, later)); one != other {
		return fmt.Sprintf("at %v, with no date of the catalog in between, the outcome is another:\n%s\n%s", later.At, one, other)
	}
	return ""
}

// outcome is what is decided, without the instants at which totals reset.
func outcome(d routing.Decision) string {
	var b strings.Builder
	for _, o := range d.Offers() {
		fmt.Fprintf(&b, "%s by %s; ", o.Method, o.Entry)
	}
	for _, e := range d.Excluded() {
		fmt.Fprintf(&b, "not %s:", e.Method)
		for _, r := range e.Reasons {
			fmt.Fprintf(&b, " %s of %s", r.Code, r.Rule)
		}
		b.WriteString("; ")
	}
	return b.String()
}

func checkRollouts(t *rapid.T, s *subject, o routing.Order) string {
	var rolled []int
	for i, e := range s.catalog.Availability {
		if e.When.Rollout.IsSet() {
			rolled = append(rolled, i)
		}
	}
	if len(rolled) == 0 {
		return ""
	}
	c := s.catalog
	c.Availability = slices.Clone(c.Availability)
	e := &c.Availability[rapid.SampledFrom(rolled).Draw(t, "rollout of")]
	e.When.Rollout.BasisPoints = rapid.IntRange(e.When.Rollout.BasisPoints, methods.Buckets).Draw(t, "raised to")
	before, _ := s.route(t, s.router, o).Offer(e.Method)
	after, _ := s.route(t, compile(t, c), o).Offer(e.Method)
	if before.Entry == e.ID && after.Entry != e.ID {
		return fmt.Sprintf("raised to %d basis points, entry %s no longer grants %s", e.When.Rollout.BasisPoints, e.ID, e.Method)
	}
	return ""
}

func checkJSON(t *rapid.T, s *subject, o routing.Order) string {
	if s.source.HasCustomLimits() {
		return "" // they have no JSON form
	}
	data, err := json.Marshal(s.catalog)
	if err != nil {
		return err.Error()
	}
	c, err := routing.ParseCatalog(data)
	if err != nil {
		return err.Error()
	}
	return differ(t, "by the catalog read back", s.route(t, s.router, o), s.route(t, compile(t, c), o))
}
