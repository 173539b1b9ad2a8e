package routing

import (
	"slices"
	"strings"
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
	methodOf   map[methods.ID]uint32
	traitNames map[methods.Trait]methods.Text // for explanations

	blocks []block // by platform, and one more
	slots  []slot  // and one more
	rows   []row
	nested []uint32 // slots, parents first, of platforms where methods live within others

	entries []string // ids
	origins []origin

	rules     []rule // sorted by id
	limits    []limitRow
	bounds    []bound
	everyRule uint32   // limits[:everyRule] are for any platform and method
	methodAt  []uint32 // where the rules for one method on any platform begin, by method

	scopes     []scope
	exceptAt   []uint32 // where each list of Excepts begins in exceptRows; list 0 is empty
	exceptRows []uint32 // into scopes

	whos       []who
	traitSets  []traitSet
	wideTraits []uint32

	sets       sets
	surfaces   vocabulary[methods.Surface]
	traits     vocabulary[methods.Trait]
	regions    vocabulary[methods.Region]
	currencies vocabulary[string]
	regionOf   [26 * 26]uint16
	currencyOf [currencySpan]uint16
}

// origin is what is only needed to explain an entry, and what many share.
type origin struct {
	sources  []string
	products []methods.Product
	within   methods.ID
}

// Compile checks what a catalog means and compiles it. It copies what it needs:
// later changes to the catalog change nothing. The error is a [*CatalogError] with
// every fault: ids that are not unique or not well-formed, references to things
// that the catalog does not have, periods that end before they start, bounds that
// contradict each other, a pilot for everybody, a chain of within that bites its
// tail, a statement without a source, a counter used with two windows, and so on.
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

	whoOf    map[string]uint32
	originOf map[string]uint32
	values   []uint32 // scratch
	key      []byte   // scratch
}

func newBuilder(c Catalog) *builder {
	_, offset := time.Unix(0, 0).In(time.FixedZone("", int(c.Zone/time.Second))).Zone()
	r := &Router{
		name: c.Name, version: c.Version,
		zone:       time.FixedZone("", offset),
		methodOf:   make(map[methods.ID]uint32, len(c.Methods)),
		traitNames: make(map[methods.Trait]methods.Text, len(c.Traits)),
		scopes:     []scope{always},
		exceptAt:   []uint32{0, 0},
		whos:       make([]who, 1),
		sets:       newSets(),
	}
	for i := range r.regionOf {
		r.regionOf[i] = unnamed
	}
	for i := range r.currencyOf {
		r.currencyOf[i] = unnamed
	}
	return &builder{catalog: c, router: r, whoOf: map[string]uint32{}, originOf: map[string]uint32{}}
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
	for i, m := range b.catalog.Methods {
		r.methodOf[m.ID] = uint32(i)
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
func (b *builder) scope(m methods.Match) scope {
	s := scope{
		who:        b.who(m),
		surfaces:   b.surfaceSet(m.Surfaces),
		currencies: b.currencySet(m.Currencies),
		regions:    b.regionSet(m.Regions),
	}
	s.from, s.until = bounds(m.Period)
	return s
}

func (b *builder) set(values []uint32) uint16 {
	id, ok := b.router.sets.add(values)
	if !ok && len(b.faults) == 0 {
		b.faults = append(b.faults, Fault{
			Path:    "availability",
			Problem: "has too many different lists of surfaces, currencies and regions: at most 65535",
		})
	}
	return id
}

func (b *builder) surfaceSet(surfaces []methods.Surface) uint16 {
	b.values = b.values[:0]
	for _, s := range surfaces {
		b.values = append(b.values, b.router.surfaces.add(s))
	}
	return b.set(b.values)
}

func (b *builder) currencySet(codes []string) uint16 {
	b.values = b.values[:0]
	for _, code := range codes {
		value := b.router.currencies.add(code)
		if c, err := limits.ParseCurrency(code); err == nil {
			b.router.currencyOf[c] = uint16(value)
		}
		b.values = append(b.values, value)
	}
	return b.set(b.values)
}

func (b *builder) regionSet(regions []methods.Region) uint16 {
	b.values = b.values[:0]
	for _, region := range regions {
		value := b.router.regions.add(region)
		b.router.regionOf[regionIndex(region)] = uint16(value)
		b.values = append(b.values, value)
	}
	return b.set(b.values)
}

// productSet is the set of surfaces that some of the products serves. Without
// products, or with one for any surface, every surface will do.
func (b *builder) productSet(products []methods.Product) uint16 {
	b.values = b.values[:0]
	for _, p := range products {
		if len(p.Surfaces) == 0 {
			return 0
		}
		for _, s := range p.Surfaces {
			b.values = append(b.values, b.router.surfaces.add(s))
		}
	}
	return b.set(b.values)
}

// who interns an audience and a rollout.
func (b *builder) who(m methods.Match) uint32 {
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
	for i, set := range m.Audience {
		s := b.traitSet(set)
		r.traitSets = append(r.traitSets, s)
		w.hard = w.hard || s.wide != s.to
		if w.two = s.bits; i == 0 {
			w.one = s.bits
		}
	}
	w.to = uint32(len(r.traitSets))
	id := uint32(len(r.whos))
	r.whos = append(r.whos, w)
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

// excepts compiles the Excepts that can match on a platform into a list. Those that
// name platforms come with them as sets.
func (b *builder) excepts(except []methods.Match, named []map[methods.Platform]bool, p methods.Platform) uint32 {
	r := b.router
	for i, m := range except {
		if len(m.Platforms) == 0 || named[i][p] {
			r.exceptRows = append(r.exceptRows, uint32(len(r.scopes)))
			r.scopes = append(r.scopes, b.scope(m))
		}
	}
	if r.exceptAt[len(r.exceptAt)-1] == uint32(len(r.exceptRows)) {
		return 0
	}
	r.exceptAt = append(r.exceptAt, uint32(len(r.exceptRows)))
	return uint32(len(r.exceptAt) - 2)
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

func (b *builder) origin(e *methods.Availability) uint32 {
	r := b.router
	shared := len(e.Products) == 0 && e.Within == ""
	key := strings.Join(e.Sources, " ")
	if shared {
		if id, ok := b.originOf[key]; ok {
			return id
		}
		b.originOf[key] = uint32(len(r.origins))
	}
	r.origins = append(r.origins, origin{
		sources:  slices.Clone(e.Sources),
		products: copyProducts(e.Products),
		within:   e.Within,
	})
	return uint32(len(r.origins) - 1)
}
