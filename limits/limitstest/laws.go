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
	sentence: "the same query has the same answer, whenever and however often the limit is called.",
	check:    checkDeterministic,
	always:   true,
}

var laws = []law{
	deterministic,
	{
		name:     "pure",
		sentence: "the query is left unchanged, its Usage included.",
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
		name: "currency",
		sentence: "the headroom is unbounded or in the query's currency; if it can be " +
			"neither, the answer is an error.",
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
}

func (l law) require(t *rapid.T, s *session, q limits.Query) {
	if b := l.check(t, s, q); b != nil && (l.always || s.isConsistent()) {
		t.Fatalf("%s", l.broken(b))
	}
}

func (l law) broken(b *violation) string {
	return fmt.Sprintf("limit breaks the law %q: %s\n%s", l.name, l.sentence, b)
}

// property requires some laws of a limit.
func property(laws []law, limit limits.Limit, queries QuerySet, h *history) func(*rapid.T) {
	query := queries.Generator()
	return func(t *rapid.T) {
		queries.validate(t)
		q := query.Draw(t, "query")
		for _, l := range laws {
			l.require(t, &session{limit: limit, queries: queries, history: h}, q)
		}
	}
}

// Laws returns the laws of [limits.Limit] as one property, for [rapid.Check],
// [rapid.MakeCheck] and [rapid.MakeFuzz]. It fails with the first law that is
// broken: the law's name, its sentence, and a query that shows it.
//
// The queries carry the caps that the limit is said to keep; see [Queries]. A cap
// that is not valid fails the property.
func Laws(limit limits.Limit, queries QuerySet) func(*rapid.T) {
	return property(laws, limit, queries, &history{})
}

// Run checks the laws of [limits.Limit], each in a subtest with the law's name, by
// [rapid.Check]. A subtest fails with the law's sentence and the smallest query
// found that shows it broken.
//
// The first queries are passed to the limit once more after each subtest. If an answer
// has then changed, and the subtest deterministic has not failed, a last one does:
// deterministic_throughout.
//
// Run it with -race: a limit that keeps state without guarding it then fails in
// the subtest concurrent even where its answers happen to be right.
func Run(t *testing.T, limit limits.Limit, queries QuerySet) {
	t.Helper()
	queries.validate(t)
	h := &history{}
	var changed *violation
	reported := false
	for i, l := range laws {
		passed := t.Run(l.name, rapid.MakeCheck(property(laws[i:i+1], limit, queries, h)))
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
