package routingtest

import (
	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
)

// LawNames returns the names of the laws in order.
func LawNames() []string {
	var names []string
	for _, l := range laws {
		names = append(names, l.name)
	}
	return names
}

// Property returns one law as a property of a catalog and of a router that may have
// been compiled from another: that breaks the laws that no catalog can.
func Property(name string, c routing.Catalog, r *routing.Router) func(*rapid.T) {
	s := &subject{catalog: c, router: r, edges: edgesOf(&c)}
	for i, l := range laws {
		if l.name == name {
			return s.property(laws[i : i+1])
		}
	}
	panic("no law " + name)
}

// Findings returns what is useless in a catalog, and what is not decided.
func Findings(c routing.Catalog) (useless, undecided []string) {
	s, err := newSubject(c)
	if err != nil {
		panic(err)
	}
	for _, f := range []findings{s.entries(), s.limits(), s.methods()} {
		useless, undecided = append(useless, f.useless...), append(undecided, f.undecided...)
	}
	return useless, undecided
}

// Report reports findings.
func Report(t reporter, useless, undecided []string) { findings{useless, undecided}.report(t) }

// GoldenFile checks one file, or writes it anew.
var GoldenFile = golden
