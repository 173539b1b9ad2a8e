package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Router is a compiled [Catalog]. It is immutable and safe for concurrent use.
// The zero Router knows no platform; make one with [Compile].
type Router struct {
	name, version string
	zone          *time.Location

	platforms  numbering[methods.Platform] // the platforms, then their aliases
	aliasOf    []uint32                    // the platform of each alias
	methods    []methods.Method
	methodOf   numbering[methods.ID]
	traitNames map[methods.Trait]methods.Text // for explanations

	blocks  []block // by platform, and one more
	rows    []row
	details []detail
	nested  []uint32 // rows, parents first, of platforms where methods live within others

	entries []string // ids
	origins []origin

	rules     []rule         // sorted by id
	given     []limits.Limit // those that the numbers of a rule do not say
	limits    []limitRow
	bounds    []bound  // and one more
	everyRule uint32   // limits[:everyRule] are for any platform and method
	methodAt  []uint32 // where the rules for one method on any platform begin, by method

	scopes     []scope
	exceptAt   []uint32 // where each list of Excepts begins in exceptRows; list 0 is empty
	exceptRows []uint32 // into scopes

	rollouts   bool // some rule has one
	hasOwn     bool // some limit is not a Cap
	audiences  []audience
	whos       []who
	traitSets  []traitSet
	wideTraits []uint32

	surfaces   vocabulary[methods.Surface]
	traits     vocabulary[methods.Trait]
	regions    vocabulary[methods.Region]
	currencies vocabulary[string]
	regionOf   [26 * 26]uint16
	currencyOf [currencySpan]uint16

	// What speaks against an order's surface, as such and for want of a product,
	// its currency and its region: see sets.columns.
	surfaceFails, productFails, currencyFails, regionFails []column
}

// origin is what is only needed to explain an entry, and what many share.
type origin struct {
	sources  []string
	products []methods.Product
	within   methods.ID
	parent   uint32 // the number of within
}

// Compile checks what a catalog means and compiles it. It copies what it needs:
// later changes to the catalog change nothing. The error is a [*CatalogError] with
// every fault: ids that are not unique or not well-formed, references to things
// that the catalog does not have, periods that end before they start, bounds that
// contradict each other, a pilot for everybody, a chain of within that bites its
// tail, a statement without a source, a counter used with two windows, more than
// maxRows, maxWork, maxSets or maxParents allow, and so on.
func Compile(c Catalog) (*Router, error) {
	if faults := check(c); len(faults) > 0 {
		return nil, &CatalogError{Faults: faults}
	}
	b := newBuilder(c)
	b.number()
	b.nameTraits()
	b.addAvailability()
	b.addLimits()
	if len(b.faults) > 0 {
		return nil, &CatalogError{Faults: b.faults}
	}
	b.addColumns()
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

// builder compiles a catalog that check has found sound.
type builder struct {
	catalog Catalog
	router  *Router
	faults  []Fault
	sets    int // how many there are

	details     []uint32 // the detail stored last, by method
	whoOf       map[string]uint32
	originOf    map[string]uint32
	lastSources uint32   // the origin of the sources that were interned last
	values      []uint32 // scratch
	key         []byte   // scratch
}

func newBuilder(c Catalog) *builder {
	_, offset := time.Unix(0, 0).In(time.FixedZone("", int(c.Zone/time.Second))).Zone()
	r := &Router{
		name: c.Name, version: c.Version,
		zone:       time.FixedZone("", offset),
		traitNames: make(map[methods.Trait]methods.Text, len(c.Traits)),
		scopes:     []scope{always},
		exceptAt:   []uint32{0, 0},
		audiences:  make([]audience, 1),
		whos:       make([]who, 1),
	}
	r.surfaces.sets, r.currencies.sets, r.regions.sets = newSets(), newSets(), newSets()
	for i := range r.regionOf {
		r.regionOf[i] = unnamed
	}
	for i := range r.currencyOf {
		r.currencyOf[i] = unnamed
	}
	return &builder{
		catalog: c, router: r,
		details: make([]uint32, len(c.Methods)),
		whoOf:   map[string]uint32{}, originOf: map[string]uint32{},
	}
}

// number gives platforms and methods their numbers, in catalog order.
func (b *builder) number() {
	r := b.router
	r.platforms.grow(len(b.catalog.Platforms))
	for _, p := range b.catalog.Platforms {
		r.platforms.add(p.ID)
	}
	for i, p := range b.catalog.Platforms {
		for _, alias := range p.Aliases {
			r.platforms.add(alias)
			r.aliasOf = append(r.aliasOf, uint32(i))
		}
	}
	for _, m := range b.catalog.Methods {
		r.methodOf.add(m.ID)
		m.Products = copyProducts(m.Products)
		r.methods = append(r.methods, m)
	}
}

// nameTraits keeps the names of traits, which only explanations need.
func (b *builder) nameTraits() {
	for _, t := range b.catalog.Traits {
		b.router.traitNames[t.ID] = t.Name
	}
}

func copyProducts(products []methods.Product) []methods.Product {
	products = slices.Clone(products)
	for i := range products {
		products[i].Surfaces = slices.Clone(products[i].Surfaces)
		products[i].Sources = slices.Clone(products[i].Sources)
	}
	return products
}

// scope compiles a match, but for its platforms and a When's Excepts.
func (b *builder) scope(m *methods.Match) scope {
	s := scope{
		who:        b.who(m),
		surfaces:   b.surfaceSet(m.Surfaces),
		currencies: b.currencySet(m.Currencies),
		regions:    b.regionSet(m.Regions),
	}
	s.from, s.until = bounds(m.Period)
	return s
}

// who interns an audience and a rollout.
func (b *builder) who(m *methods.Match) uint32 {
	if len(m.Audience) == 0 && !m.Rollout.IsSet() {
		return 0
	}
	b.key = append(b.key[:0], m.Rollout.Salt...)
	b.key = append(b.key, 0, byte(m.Rollout.BasisPoints), byte(m.Rollout.BasisPoints>>8))
	for _, set := range m.Audience {
		b.key = append(b.key, 1)
		for _, trait := range set {
			b.key = append(append(b.key, trait...), 0)
		}
	}
	if id, ok := b.whoOf[string(b.key)]; ok {
		return id
	}
	r := b.router
	w := who{
		salt:    methods.SaltOf(m.Rollout.Salt),
		points:  int32(m.Rollout.BasisPoints),
		rollout: m.Rollout.IsSet(),
		hard:    m.Rollout.IsSet() || len(m.Audience) > 2,
		sets:    uint32(len(r.traitSets)),
	}
	r.rollouts = r.rollouts || w.rollout
	var narrow audience
	for i, set := range m.Audience {
		s := b.traitSet(set)
		r.traitSets = append(r.traitSets, s)
		w.hard = w.hard || s.wide != s.to
		if narrow.two = s.bits; i == 0 {
			narrow.one = s.bits
		}
	}
	w.to = uint32(len(r.traitSets))
	id := uint32(len(r.whos))
	r.whos = append(r.whos, w)
	r.audiences = append(r.audiences, narrow)
	b.whoOf[string(b.key)] = id
	return id
}

func (b *builder) traitSet(traits []methods.Trait) traitSet {
	r := b.router
	s := traitSet{wide: uint32(len(r.wideTraits))}
	for _, trait := range traits {
		if value := r.traits.add(trait); value < 64 {
			s.bits |= 1 << value
		} else {
			r.wideTraits = append(r.wideTraits, value)
		}
	}
	// A trait named twice is missing once.
	wide := r.wideTraits[s.wide:]
	slices.Sort(wide)
	r.wideTraits = r.wideTraits[:int(s.wide)+len(slices.Compact(wide))]
	s.to = uint32(len(r.wideTraits))
	return s
}

// exceptScopes compiles Excepts, each once for all platforms. Their scopes lie behind
// each other; it returns the first.
func (b *builder) exceptScopes(except []methods.Match) (first uint32) {
	first = uint32(len(b.router.scopes))
	for i := range except {
		b.router.scopes = append(b.router.scopes, b.scope(&except[i]))
	}
	return first
}

// excepts makes a list of the Excepts that can match on a platform, unless it is the
// last one. Those that name platforms come with them as sets.
func (b *builder) excepts(except []methods.Match, first uint32, named []map[methods.Platform]bool, p methods.Platform) uint32 {
	r := b.router
	last, from := len(r.exceptAt)-2, len(r.exceptRows)
	for i := range except {
		if len(except[i].Platforms) == 0 || named[i][p] {
			r.exceptRows = append(r.exceptRows, first+uint32(i))
		}
	}
	list := r.exceptRows[from:]
	if slices.Equal(list, r.exceptRows[r.exceptAt[last]:from]) {
		r.exceptRows = r.exceptRows[:from]
		return uint32(last)
	}
	if len(list) == 0 {
		return 0
	}
	r.exceptAt = append(r.exceptAt, uint32(len(r.exceptRows)))
	return uint32(last + 1)
}

// onPlatforms reports whether any Except names platforms, so that the list of
// Excepts differs from one platform to the next.
func onPlatforms(except []methods.Match) bool {
	return slices.ContainsFunc(except, func(m methods.Match) bool { return len(m.Platforms) > 0 })
}

// platformSets returns the platforms that each Except names: a list may be as long
// as the catalog's, and is asked about each of them.
func platformSets(except []methods.Match) []map[methods.Platform]bool {
	named := make([]map[methods.Platform]bool, len(except))
	for i, m := range except {
		named[i] = make(map[methods.Platform]bool, len(m.Platforms))
		for _, p := range m.Platforms {
			named[i][p] = true
		}
	}
	return named
}

// origin interns what an entry shares with many others.
func (b *builder) origin(e *methods.Availability) uint32 {
	if len(e.Products) == 0 && e.Parent == "" {
		return b.sources(e.Sources)
	}
	r := b.router
	parent, _ := r.methodOf.find(e.Parent)
	r.origins = append(r.origins, origin{
		sources:  slices.Clone(e.Sources),
		products: copyProducts(e.Products),
		within:   e.Parent,
		parent:   parent,
	})
	return uint32(len(r.origins) - 1)
}

// sources interns a list of sources.
func (b *builder) sources(sources []string) uint32 {
	r := b.router
	if last := b.lastSources; int(last) < len(r.origins) && slices.Equal(r.origins[last].sources, sources) && r.origins[last].isShared() {
		return last
	}
	b.key = b.key[:0]
	for _, s := range sources {
		b.key = append(append(b.key, s...), ' ')
	}
	id, ok := b.originOf[string(b.key)]
	if !ok {
		id = uint32(len(r.origins))
		b.originOf[string(b.key)] = id
		r.origins = append(r.origins, origin{sources: slices.Clone(sources)})
	}
	b.lastSources = id
	return id
}

// isShared reports whether an origin says nothing but sources.
func (o *origin) isShared() bool { return len(o.products) == 0 && o.within == "" }

// addColumns writes down what speaks against each value of each fact.
func (b *builder) addColumns() {
	r := b.router
	surfaces := firstNamed + len(r.surfaces.all)
	r.surfaceFails = r.surfaces.sets.columns(surfaces, onSurface, unknownSurface)
	r.productFails = r.surfaces.sets.columns(surfaces, noProduct, unknownSurface)
	r.currencyFails = r.currencies.sets.columns(firstNamed+len(r.currencies.all), inCurrency, inCurrency)
	r.regionFails = r.regions.sets.columns(firstNamed+len(r.regions.all), inRegion, unknownRegion)
}
