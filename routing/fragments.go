package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// fragments are pieces of the JSON forms that many decisions have in common, written
// once. There is one for a method, a product, a foundation, an Except and a code, and
// none for an entry: a catalog has too many of these.
type fragments struct {
	catalogJSON string
	methodJSON  []string      // the id and the name: how an offer and an exclusion begin
	productJSON [][]string    // of a method's own products
	servingJSON []string      // by the first servings: the remedy to go where it serves
	parentTexts []parentTexts // by method, of those that are parents
	traitWords  []traitWords  // by value

	writtenExcepts []writtenExcept // by exceptForms

	// hasEscapes is true if a text may have to escape a name or an id of the catalog.
	hasEscapes bool

	usageFacts map[limits.Counter]string
}

// prepare writes the fragments of a router that is compiled otherwise, with the catalog's
// traits for their names.
func (r *Router) prepare(traits []TraitInfo) {
	r.prepareTraits(traits)
	r.catalogJSON = string(appendCatalog(nil, r.name, r.version))
	r.methodJSON = make([]string, len(r.methods))
	r.productJSON = make([][]string, len(r.methods))
	for i := range r.methods {
		m := &r.methods[i]
		r.hasEscapes = r.hasEscapes || needsEscape(m.Name)
		r.methodJSON[i] = string(appendMethod(nil, m.ID, m.Name))
		r.productJSON[i] = productsJSON(m.Products)
	}
	for i := range r.origins {
		o := &r.origins[i]
		o.json = string(appendFoundation(nil, o.sources, o.confidence, o.conflict))
		o.evidence = o.json[len(appendList(nil, `,"sources":[`, o.sources, true)):]
		o.productJSON = productsJSON(o.products)
	}
	r.prepareServings()
	r.prepareExcepts()
	r.parentTexts = make([]parentTexts, len(r.methods))
	for i := range r.origins {
		if o := &r.origins[i]; o.parentID != "" {
			r.parentTexts[o.parent] = parentTextsOf(&r.methods[o.parent])
		}
	}
	r.usageFacts = map[limits.Counter]string{}
	for _, limit := range r.given {
		if c, ok := limit.(limits.Cap); ok && c.IsTotal() {
			r.usageFacts[c.Counter] = usageFactOf(c.Counter)
		}
	}
}

// prepareServings writes the remedies of the servings that a row can refer to, but for one
// with many surfaces: that is written when it is needed.
func (r *Router) prepareServings() {
	x := explainer{Decision: &Decision{router: r}, space: &noSpace}
	for _, s := range r.servings[:min(len(r.servings), fewSets)] {
		x.when.surfaces, x.when.products = s.surfaces, s.products
		written := ""
		if remedy := x.entryRemedy(wrongSurface); len(remedy.Surfaces) <= few {
			written = string(remedy.appendJSON(nil, true))
		}
		r.servingJSON = append(r.servingJSON, written)
	}
}

// writtenExcept is the form of an Except, empty if it selects by a rollout alone, and the
// text about it, empty if its traits are so many that it is written when it is needed.
type writtenExcept struct{ json, text string }

func (r *Router) prepareExcepts() {
	r.writtenExcepts = make([]writtenExcept, len(r.exceptForms))
	for i := range r.exceptForms {
		form, to := &r.exceptForms[i], &r.writtenExcepts[i]
		if !form.Period.From.IsZero() {
			form.Period.From = form.Period.From.In(r.zone)
		}
		if !form.Period.Until.IsZero() {
			form.Period.Until = form.Period.Until.In(r.zone)
		}
		if traitsOf(form) > few {
			continue
		}
		reason := Reason{Code: CodeExcepted, Except: *form, TraitNames: r.exceptNames(form, nil)}
		to.text = string(reason.appendText(nil, false))
		if !form.IsZero() {
			to.json = string(appendExcept(nil, form))
		}
	}
}

// parentTexts are the texts of the reason that a parent is excluded.
type parentTexts struct{ refused, undecided string }

func (t *parentTexts) of(isUndecided bool) string {
	if isUndecided {
		return t.undecided
	}
	return t.refused
}

func parentTextsOf(parent *methods.Method) parentTexts {
	reason := Reason{Code: CodeParent, Parent: parent.ID, ParentName: parent.Name}
	refused := string(reason.appendText(nil, false))
	reason.Undecided = true
	return parentTexts{refused, string(reason.appendText(nil, false))}
}

func (r *Router) prepareTraits(named []TraitInfo) {
	r.traitWords = make([]traitWords, r.traits.Len())
	buffer := make([]byte, 0, maxText)
	for i := range named {
		if value := r.traits.Value(named[i].ID); value >= names.FirstNamed {
			r.traitWords[value].name = named[i].Name
		}
	}
	for value := uint32(names.FirstNamed); int(value) < len(r.traitWords); value++ {
		words := &r.traitWords[value]
		words.fill(r.traits.Name(value), buffer[:0])
		r.hasEscapes = r.hasEscapes || needsEscape(words.name)
	}
}

// traitWords are the name of a trait, and how the trait stands in the JSON of a reason.
type traitWords struct {
	name   methods.Text
	fact   string     // "trait.tobacco"
	quoted prose.Text // its name, or else the id, as it stands in a text
}

// fill writes the words of a trait whose name is known, with memory to write in.
func (w *traitWords) fill(trait methods.Trait, buffer []byte) {
	quoted := func(l prose.Language) string {
		b := appendEscaped(append(buffer, "“"...), l.Name(prose.Text(w.name), string(trait)))
		return string(append(b, "”"...))
	}
	w.fact = traitFact + string(trait)
	w.quoted = prose.Text{EN: quoted(prose.English), ZH: quoted(prose.Chinese)}
}

// wordsOf returns the words of a trait that a rule names.
func (r *Router) wordsOf(trait methods.Trait) *traitWords {
	return &r.traitWords[r.traits.Value(trait)]
}

func needsEscape(name methods.Text) bool {
	return strictjson.NeedsEscape([]byte(name.EN + name.ZH))
}

func usageFactOf(c limits.Counter) string { return "usage." + string(c) }

// exceptNames appends the names of the traits of an Except's audience.
func (r *Router) exceptNames(form *methods.Match, all []methods.Text) []methods.Text {
	for _, set := range form.Audience {
		for _, trait := range set {
			all = append(all, r.wordsOf(trait).name)
		}
	}
	return all
}

func productsJSON(products []methods.Product) []string {
	var all []string
	for i := range products {
		all = append(all, string(appendProduct(nil, &products[i])))
	}
	return all
}
