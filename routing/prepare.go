package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// prepare writes the fragments of a router that is compiled otherwise, with the catalog's
// traits for their names.
func (r *Router) prepare(traits []TraitInfo) {
	r.prepareTraits(traits)
	r.catalogJSON = string(appendCatalog(nil, r.name, r.version))
	r.methodJSON = make([]string, len(r.methods))
	r.productJSON = make([][]string, len(r.methods))
	for i := range r.methods {
		m := &r.methods[i]
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
			written = string(remedy.appendJSON([]byte(remedyKey), true))
		}
		r.servingJSON = append(r.servingJSON, written)
	}
}

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
		to.text = string(reason.appendText(nil))
		if !form.IsZero() {
			to.json = string(appendExcept([]byte(exceptKey), form))
		}
	}
}

func parentTextsOf(parent *methods.Method) parentTexts {
	reason := Reason{Code: CodeParent, Parent: parent.ID, ParentName: parent.Name}
	refused := string(reason.appendText(nil))
	reason.Undecided = true
	return parentTexts{refused, string(reason.appendText(nil))}
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
	}
}

func productsJSON(products []methods.Product) []string {
	var all []string
	for i := range products {
		all = append(all, string(appendProduct(nil, &products[i])))
	}
	return all
}
