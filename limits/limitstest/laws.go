package limitstest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// law is one law of [limits.Limit], in the words of its doc comment.
type law struct {
	name     string
	sentence string

	// check passes the query, and what else it draws, to the limit and returns how the
	// law is broken, or nil.
	check func(*rapid.T, *session, limits.Query) *violation

	// always is set for the laws that need no consistent answers; see
	// [session.isConsistent].
	always bool
}

// deterministic has a name of its own, as it is broken between queries as well.
var deterministic = law{
	name:     "deterministic",
	sentence: "the same query has the same answer, however often the limit is called.",
	check:    checkDeterministic,
	always:   true,
}

var laws = []law{
	deterministic,
	{
		name:     "pure",
		sentence: "the query is left unchanged, its Usage included, which the limit does not keep.",
		check:    checkPure,
		always:   true,
	},
	{
		name: "concurrent",
		sentence: "any number of goroutines may call it at once, and each gets the " +
			"answer that it would get alone.",
		check: checkConcurrent,
	},
	{
		name:     "total",
		sentence: "no query makes it panic, the zero Query included.",
		check:    checkTotal,
		always:   true,
	},
	{
		name:     "decisive",
		sentence: "there are queries that it decides, with an answer other than an error.",
		check:    checkDecisive,
	},
	{
		name:     "zone",
		sentence: "the zone in which the query's instant is written never matters.",
		check:    checkZone,
	},
	{
		name:     "clock",
		sentence: "the wall clock never matters: time comes in with the query.",
		check:    checkClock,
	},
	{
		name: "currency",
		sentence: "the headroom is unbounded, empty or in the query's currency; if it can be " +
			"none of these, the answer is an error.",
		check: checkCurrency,
	},
	{
		name:     "monotone",
		sentence: "more usage never gives more room.",
		check:    checkMonotone,
	},
	{
		name: "exact",
		sentence: "where it keeps a Cap, its bounds are never one minor unit off the " +
			"cap's, outside or inside.",
		check: checkExact,
	},
	{
		name: "capped",
		sentence: "where it keeps a Cap, it allows no amount that the cap refuses, " +
			"and none at all where the cap is undecided.",
		check: checkCapped,
	},
	{
		name: "resets",
		sentence: "a reset is after the query's instant. If a Cap that it keeps sets the " +
			"bound, the reset is that cap's. If several set the same bound, it is the latest of " +
			"theirs, where none at all is the latest.",
		check: checkResets,
	},
}

func (l law) require(t *rapid.T, s *session, q limits.Query) {
	if b := l.check(t, s, q); b != nil && (l.always || s.isConsistent()) {
		t.Fatalf("%s", l.broken(b))
	}
}

func (l law) broken(b *violation) string {
	return fmt.Sprintf("limit breaks the law %q: %s\n%s", l.name, l.sentence, b)
}

// property requires some laws of a limit. The test is nil where there is none that can
// move the wall clock.
func property(laws []law, limit limits.Limit, queries QuerySet, h *history, test *testing.T) func(*rapid.T) {
	query := queries.Generator()
	return func(t *rapid.T) {
		queries.validate(t)
		q := query.Draw(t, "query")
		for _, l := range laws {
			l.require(t, &session{limit: limit, queries: queries, history: h, test: test}, q)
		}
	}
}

// Laws returns the laws of [limits.Limit] as one property, for [rapid.Check],
// [rapid.MakeCheck] and [rapid.MakeFuzz]. It fails with the first law that is
// broken: the law's name, its sentence, and a query that shows it. It calls the limit to
// learn about it, and leaves out the law clock, for which it has no *testing.T.
//
// The queries carry the caps that the limit is said to keep; see [Queries]. A cap
// that is not valid fails the property.
//
// As a fuzz target it wants -fuzzminimizetime=1x: by default go test stops for up to a
// minute over each input that it finds interesting, to make it smaller.
func Laws(limit limits.Limit, queries QuerySet) func(*rapid.T) {
	h := &history{}
	return property(laws, limit, queries.learn(limit, h), h, nil)
}

// Run checks the laws of [limits.Limit], each in a subtest with the law's name, by
// [rapid.Check]. A subtest fails with the law's sentence and the smallest query
// found that shows it broken.
//
// The first queries are passed to the limit once more after each subtest. If an answer
// has then changed, and the subtest deterministic has not failed, a last one does:
// deterministic_throughout.
//
// A limit that keeps state without guarding it, and whose answers happen to be right, is
// found only with -race, in the subtest concurrent.
func Run(t *testing.T, limit limits.Limit, queries QuerySet) {
	t.Helper()
	queries.validate(t)
	h := &history{}
	queries = queries.learn(limit, h)
	var changed *violation
	reported := false
	for i, l := range laws {
		passed := t.Run(l.name, func(t *testing.T) {
			rapid.Check(t, property(laws[i:i+1], limit, queries, h, t))
		})
		reported = reported || l.name == deterministic.name && !passed
		if changed == nil {
			changed = h.changed(limit)
		}
	}
	t.Run(deterministic.name+"_throughout", func(t *testing.T) {
		if changed != nil && !reported {
			t.Error(deterministic.broken(changed))
		}
	})
}
