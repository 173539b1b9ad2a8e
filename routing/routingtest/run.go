package routingtest

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
)

// Run checks a catalog. It has one subtest for each law of routing (see [Laws]), by
// [rapid.Check] with [Orders], and three for what a shop would want to know:
//
//	entries  an entry that could grant its method, and by which no order can ever
//	         be offered it
//	limits   a limit rule that can never refuse an order which limit rules alone
//	         keep from its method; one that only refuses what a stricter one
//	         refuses as well is not named
//	methods  a method that can never be offered
//
// Those three are proved, not sampled: every combination of facts that the rules
// concerned can tell apart is routed. Where that is too many, or where a limit of
// your own decides, whose edges nobody knows, nothing is claimed: the subtest logs
// what it could not decide and does not fail for it.
//
// A limit of your own that panics fails what met it, with its rule and the order.
//
// A catalog that does not compile fails at once, with all its faults.
func Run(t *testing.T, c routing.Catalog) {
	t.Helper()
	s, err := newSubject(c)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range laws {
		if len(c.Platforms) > 0 { // otherwise there are no orders
			t.Run(l.name, rapid.MakeCheck(s.property(laws[i:i+1])))
		}
	}
	for _, check := range [...]struct {
		name string
		find func() findings
	}{{"entries", s.entries}, {"limits", s.limits}, {"methods", s.methods}} {
		t.Run(check.name, func(t *testing.T) { check.find().report(t) })
	}
}

// reporter is what a report needs of a [*testing.T].
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

func (f findings) report(t reporter) {
	t.Helper()
	for _, problem := range f.useless {
		t.Errorf("%s", problem)
	}
	for _, question := range f.undecided {
		t.Logf("not decided: %s", question)
	}
}
