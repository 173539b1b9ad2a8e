package routingtest

import (
	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// LawTexts returns the laws as the doc comment of Laws lists them.
func LawTexts() []string {
	var texts []string
	for _, l := range laws {
		texts = append(texts, l.name+": "+l.sentence)
	}
	return texts
}

// LawNames returns the names of the laws in order.
func LawNames() []string {
	var names []string
	for _, l := range laws {
		names = append(names, l.name)
	}
	return names
}

// LawProperty returns one law as a property of a catalog and of a router that may have
// been compiled from another: that breaks the laws that no catalog can.
func LawProperty(name string, c routing.Catalog, r *routing.Router) func(*rapid.T) {
	s := &subject{catalog: c, router: r, source: ordergen.NewSource(c)}
	for i, l := range laws {
		if l.name == name {
			return s.property(laws[i : i+1])
		}
	}
	panic("no law " + name)
}

// Lint reports what Lint finds about a catalog.
func Lint(t reporter, c routing.Catalog) {
	s, err := newSubject(c)
	if err != nil {
		panic(err)
	}
	s.lint(t)
}

// GoldenFile checks one file, or writes it anew.
var GoldenFile = golden

// CoverageFile checks a file of what is untouched, or writes it.
func CoverageFile(c *Coverage, file string, update bool) error { return c.golden(file, update) }
