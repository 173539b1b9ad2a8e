package routing

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// MaxCatalogSize is the largest catalog that [ParseCatalog] reads, in bytes.
const MaxCatalogSize = 1 << 30

// ParseCatalog reads the JSON form of a catalog and checks what it says, as
// [Compile] does. The error is a [*CatalogError] with every fault, each with its
// path, line and column; only text that is not JSON ends the reading early.
//
// It is strict: keys that are unknown, repeated or not in lower case, nulls,
// numbers where amounts are meant, lone surrogates, invalid UTF-8 and text after
// the document are faults. Amounts are strings such as "300.00 CNY", dates
// "2024-09-12" at the start of the day in the catalog's zone, or RFC 3339. The
// document has at most [MaxCatalogSize] bytes; [Compile] says what else is bounded.
func ParseCatalog(data []byte) (Catalog, error) {
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: MaxCatalogSize})
	defer r.Release()
	var c Catalog
	var zone zoneReading
	r.Context = &zone
	catalogForm.Read(r, &c)
	zone.settle(r, &c)
	var found []Fault
	if r.End() {
		found = checkAll(c)
	}
	if faults := strictjson.Faults(r, found); faults != nil {
		return Catalog{}, &CatalogError{Faults: faults}
	}
	return c, nil
}

// MarshalJSON writes the JSON form that [ParseCatalog] reads. Reading it back gives an
// equal catalog: the same rules, with an empty list as nil and instants in the catalog's
// zone. A limit that is not a [limits.Cap] has no JSON form and is an error that names the
// rule. So has no catalog that [Compile] refuses: the error is then its [*CatalogError].
func (c Catalog) MarshalJSON() ([]byte, error) {
	for i := range c.Limits {
		rule := &c.Limits[i]
		if _, ok := rule.Limit.(limits.Cap); !ok {
			return nil, fmt.Errorf("routing: limits[%d] (%s): a %T has no JSON form, only a limits.Cap has", i, rule.ID, rule.Limit)
		}
	}
	if faults := checkAll(c); len(faults) > 0 {
		return nil, &CatalogError{Faults: faults}
	}
	return c.written(), nil
}

// written is the JSON form of a catalog that may have faults.
func (c *Catalog) written() []byte {
	w := strictjson.Writer{Context: time.FixedZone("", int(c.Zone/time.Second))}
	catalogForm.Write(&w, c)
	return w.Bytes()
}

// UnmarshalJSON is [ParseCatalog]: strict where encoding/json by itself is not. Lines
// and columns of faults count from the start of the catalog, not of what is around it.
// With an error c stays as it was.
func (c *Catalog) UnmarshalJSON(data []byte) error {
	parsed, err := ParseCatalog(data)
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

var catalogForm = strictjson.NewObject(
	strictjson.Text("name", func(c *Catalog) *string { return &c.Name }),
	strictjson.Text("version", func(c *Catalog) *string { return &c.Version }),
	strictjson.Value("zone", func(c *Catalog) *time.Duration { return &c.Zone }, readZone, writeZone).Always(),
	strictjson.List("sources", sourceForm, func(c *Catalog) *[]methods.Source { return &c.Sources }),
	strictjson.Names("default_sources", func(c *Catalog) *[]string { return &c.DefaultSources }),
	strictjson.Map("region_sets", "set", func(c *Catalog) *map[string][]methods.Region { return &c.RegionSets },
		strictjson.ReadNames, strictjson.WriteNames),
	strictjson.List("traits", traitForm, func(c *Catalog) *[]TraitInfo { return &c.Traits }),
	strictjson.List("methods", methodForm, func(c *Catalog) *[]methods.Method { return &c.Methods }),
	strictjson.List("platforms", platformForm, func(c *Catalog) *[]PlatformInfo { return &c.Platforms }),
	strictjson.List("availability", availabilityForm, func(c *Catalog) *[]methods.Availability { return &c.Availability }),
	strictjson.ListOf("limits", func(c *Catalog) *[]LimitRule { return &c.Limits }, readLimit, writeLimit),
	strictjson.List("accept", acceptanceForm, func(c *Catalog) *[]Acceptance { return &c.Accept }),
)

var sourceForm = strictjson.NewObject(
	strictjson.Text("id", func(s *methods.Source) *string { return &s.ID }).Always(),
	strictjson.Text("title", func(s *methods.Source) *string { return &s.Title }),
	strictjson.Text("publisher", func(s *methods.Source) *string { return &s.Publisher }),
	strictjson.Text("date", func(s *methods.Source) *string { return &s.Date }),
	strictjson.Text("url", func(s *methods.Source) *string { return &s.URL }),
	strictjson.Text("quote", func(s *methods.Source) *string { return &s.Quote }),
)

// textForm is the same words in English and in Chinese.
var textForm = strictjson.NewObject(
	strictjson.Text("en", func(t *methods.Text) *string { return &t.EN }),
	strictjson.Text("zh", func(t *methods.Text) *string { return &t.ZH }),
)

var traitForm = strictjson.NewObject(
	strictjson.Name("id", func(t *TraitInfo) *methods.Trait { return &t.ID }).Always(),
	strictjson.Nested("name", textForm, func(t *TraitInfo) *methods.Text { return &t.Name }),
	strictjson.Boolean("must_state", func(t *TraitInfo) *bool { return &t.MustState }),
	strictjson.Boolean("per_method", func(t *TraitInfo) *bool { return &t.PerMethod }),
)

var platformForm = strictjson.NewObject(
	strictjson.Name("id", func(p *PlatformInfo) *methods.Platform { return &p.ID }).Always(),
	strictjson.Nested("name", textForm, func(p *PlatformInfo) *methods.Text { return &p.Name }),
	strictjson.Names("aliases", func(p *PlatformInfo) *[]methods.Platform { return &p.Aliases }),
)

var methodForm = strictjson.NewObject(
	strictjson.Name("id", func(m *methods.Method) *methods.ID { return &m.ID }).Always(),
	strictjson.Nested("name", textForm, func(m *methods.Method) *methods.Text { return &m.Name }),
	strictjson.Name("payer", func(m *methods.Method) *methods.Payer { return &m.Payer }),
	strictjson.List("products", productForm, func(m *methods.Method) *[]methods.Product { return &m.Products }),
)

var productForm = strictjson.NewObject(
	strictjson.Name("id", func(p *methods.Product) *string { return &p.ID }).Always(),
	strictjson.Names("surfaces", func(p *methods.Product) *[]methods.Surface { return &p.Surfaces }),
	strictjson.Name("flow", func(p *methods.Product) *methods.Flow { return &p.Flow }),
	strictjson.Name("api", func(p *methods.Product) *string { return &p.API }),
	strictjson.Value("link_life", func(p *methods.Product) *time.Duration { return &p.LinkLife }, readLinkLife, writeLinkLife),
	strictjson.Names("sources", func(p *methods.Product) *[]string { return &p.Sources }),
	strictjson.Map("params", "parameter", func(p *methods.Product) *map[string]string { return &p.Params }, readParam, writeParam),
)

func readParam(r *strictjson.Reader, to *string)    { *to = r.Name() }
func writeParam(w *strictjson.Writer, from *string) { w.Text(*from) }

var acceptanceForm = strictjson.NewObject(
	strictjson.Name("code", func(a *Acceptance) *string { return &a.Code }).Always(),
	strictjson.Text("id", func(a *Acceptance) *string { return &a.ID }).Always(),
	strictjson.Text("why", func(a *Acceptance) *string { return &a.Why }).Always(),
)
