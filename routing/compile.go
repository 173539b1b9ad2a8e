package routing

// Compile checks what a catalog means and compiles it. It copies what it needs:
// later changes to the catalog change nothing. The error is a [*CatalogError] with
// every fault: ids that are not unique or not well-formed, references to things
// that the catalog does not have, periods that end before they start, bounds that
// contradict each other, a pilot for everybody, a method that is its own parent at some
// remove, a statement without a source, a counter used with two windows, and so on.
//
// A catalog has bounds, all far above any real one: 4,194,304 rows (one for each platform,
// method, and entry or limit rule), 1,048,576 comparisons for an order beyond the number of
// its platform's rows, 65,535 different lists of surfaces, currencies and regions, eight
// parents above a method, and 4,096 bytes for a text.
func Compile(c Catalog) (*Router, error) {
	if faults := check(c); len(faults) > 0 {
		return nil, &CatalogError{Faults: faults}
	}
	b := newBuilder(writeOut(c))
	b.number()
	b.addAvailability()
	b.addLimits()
	if len(b.faults) > 0 {
		return nil, &CatalogError{Faults: b.faults}
	}
	b.addSpecials()
	b.addColumns()
	b.addMustState()
	b.settleNames()
	b.router.prepare(b.catalog.Traits)
	return b.router, nil
}

// MustCompile is [Compile] for catalogs written in source code; it panics on an
// error.
func MustCompile(c Catalog) *Router {
	r, err := Compile(c)
	if err != nil {
		panic(err)
	}
	return r
}
