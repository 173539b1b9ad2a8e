package routing

import (
	"maps"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// builder compiles a catalog that check has found sound.
type builder struct {
	catalog Catalog
	router  *Router
	faults  []Fault
	sets    int // how many there are

	details        []uint32 // the detail stored last, by method
	whoOf          map[string]uint32
	hoursOf        map[string]uint32
	formOf         map[string]uint32 // of Router.exceptForms
	forms          []uint32          // of the Excepts that exceptScopes compiled last
	formsRepeat    bool              // one of them is there twice
	originOf       map[string]uint32
	servingOf      map[uint32]uint32 // by the numbers of both sets
	lastFoundation uint32            // the origin of the foundation that was interned last
	values         []uint32          // scratch
	key            []byte            // scratch
}

func newBuilder(c Catalog) *builder {
	_, offset := time.Unix(0, 0).In(time.FixedZone("", int(c.Zone/time.Second))).Zone()
	r := &Router{
		name: c.Name, version: c.Version,
		zone:       time.FixedZone("", offset),
		offset:     int64(offset),
		surfaces:   names.NewVocabulary[methods.Surface](),
		traits:     names.NewVocabulary[methods.Trait](),
		regions:    names.NewVocabulary[methods.Region](),
		currencies: names.NewVocabulary[string](),
		servings:   []serving{{names.AnySet, names.AnySet}},
		scopes:     []scope{always},
		exceptAt:   []uint32{0, 0},
		hoursAt:    []uint32{0, 0},
		occasions:  []occasion{neverOccurs: {}, alwaysOccurs: {until: never}},
		audiences:  make([]audience, 1),
		whos:       make([]who, 1),
	}
	for i := range r.regionOf {
		if regionAt(i).IsAssigned() {
			r.regionOf[i] = names.Unnamed // the others are as good as missing
		}
	}
	for i := range r.currencyOf {
		r.currencyOf[i] = names.Unnamed
	}
	return &builder{
		catalog: c, router: r,
		servingOf: map[uint32]uint32{0: 0},
		details:   make([]uint32, len(c.Methods)),
		whoOf:     map[string]uint32{}, originOf: map[string]uint32{}, formOf: map[string]uint32{}, hoursOf: map[string]uint32{},
	}
}

// number gives platforms and methods their numbers, in catalog order.
func (b *builder) number() {
	r := b.router
	r.platforms.Grow(len(b.catalog.Platforms))
	for _, p := range b.catalog.Platforms {
		r.platforms.Add(p.ID)
	}
	if slices.ContainsFunc(b.catalog.Platforms, func(p PlatformInfo) bool { return p.Name != (methods.Text{}) }) {
		r.platformNames = make([]methods.Text, len(b.catalog.Platforms))
		for i, p := range b.catalog.Platforms {
			r.platformNames[i] = p.Name
		}
	}
	for i, p := range b.catalog.Platforms {
		for _, alias := range p.Aliases {
			r.platforms.Add(alias)
			r.aliasOf = append(r.aliasOf, uint32(i))
		}
	}
	for _, m := range b.catalog.Methods {
		r.methodOf.Add(m.ID)
		m.Products = copyProducts(m.Products)
		r.methods = append(r.methods, m)
	}
}

// settleNames makes the names that orders have quick to find.
func (b *builder) settleNames() {
	r := b.router
	r.platforms.Settle()
	r.methodOf.Settle()
	r.surfaces.Settle()
	r.traits.Settle()
	r.regions.Settle()
	r.currencies.Settle()
}

func cloneMatch(m *methods.Match) methods.Match {
	clone := *m
	clone.Platforms, clone.Surfaces = slices.Clone(m.Platforms), slices.Clone(m.Surfaces)
	clone.Currencies, clone.Regions = slices.Clone(m.Currencies), slices.Clone(m.Regions)
	clone.Hours = slices.Clone(m.Hours)
	for i, h := range clone.Hours {
		clone.Hours[i].Days = slices.Clone(h.Days)
	}
	clone.Audience = slices.Clone(m.Audience)
	for i, set := range clone.Audience {
		clone.Audience[i] = slices.Clone(set)
	}
	return clone
}

func copyProducts(products []methods.Product) []methods.Product {
	products = slices.Clone(products)
	for i := range products {
		products[i].Surfaces = slices.Clone(products[i].Surfaces)
		products[i].Sources = slices.Clone(products[i].Sources)
		products[i].Params = maps.Clone(products[i].Params)
	}
	return products
}

// origin interns what an entry shares with many others.
func (b *builder) origin(e *methods.Availability) uint32 {
	if len(e.Products) == 0 && e.Parent == "" {
		return b.foundation(&e.Evidence)
	}
	r := b.router
	parent, _ := r.methodOf.Find(e.Parent)
	r.origins = append(r.origins, origin{
		foundation: foundationOf(&e.Evidence),
		products:   copyProducts(e.Products),
		parentID:   e.Parent,
		parent:     parent,
	})
	return uint32(len(r.origins) - 1)
}

func foundationOf(e *methods.Evidence) foundation {
	return foundation{sources: slices.Clone(e.Sources), confidence: e.Confidence, conflict: e.Conflict}
}

// foundation interns how well a rule is founded.
func (b *builder) foundation(e *methods.Evidence) uint32 {
	r := b.router
	if last := b.lastFoundation; int(last) < len(r.origins) && r.origins[last].equal(e) && r.origins[last].isShared() {
		return last
	}
	b.key = append(append(b.key[:0], e.Confidence...), ' ')
	for _, s := range e.Sources {
		b.key = append(append(b.key, s...), ' ')
	}
	b.key = append(b.key, e.Conflict...) // last, as it may have spaces; no id has
	id, ok := b.originOf[string(b.key)]
	if !ok {
		id = uint32(len(r.origins))
		b.originOf[string(b.key)] = id
		r.origins = append(r.origins, origin{foundation: foundationOf(e)})
	}
	b.lastFoundation = id
	return id
}

// addColumns writes down the reasons against each value of each fact.
func (b *builder) addColumns() {
	r := b.router
	r.surfaceFails = columns(&r.surfaces, wrongSurface, unknownSurface)
	r.servingFails = r.servingColumns()
	r.currencyFails = columns(&r.currencies, wrongCurrency, wrongCurrency)
	r.regionFails = columns(&r.regions, wrongRegion, unknownRegion)
}

// addMustState notes which of the traits that rules name must be stated.
func (b *builder) addMustState() {
	r := b.router
	for _, t := range b.catalog.Traits {
		switch value := r.traits.Value(t.ID); {
		case !t.MustState || value < names.FirstNamed:
		case value < 64:
			r.mustState |= 1 << value
		default:
			r.wideMustState = append(r.wideMustState, value)
		}
	}
	slices.Sort(r.wideMustState)
}
