package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// fragments are pieces of the JSON forms that many decisions have in common, written
// once. There is one for a method, a product, a foundation, an Except and a code, and
// none for an entry: a catalog has too many of these.
type fragments struct {
	catalogJSON string
	methodJSON  []string   // the id and the name: how an offer and an exclusion begin
	productJSON [][]string // of a method's own products
	exceptJSON  []string   // by exceptForms: the Except, and the text about it
	exceptTexts []string
	codeTexts   [len(codes)]string // of the sentences that say the same of all orders

	// hasEscapes is true if a text may have to escape a name or an id of the catalog.
	hasEscapes bool

	traitFacts map[methods.Trait]string // "trait.tobacco"
	usageFacts map[limits.Counter]string
}

// prepare writes the fragments of a router that is compiled otherwise.
func (r *Router) prepare() {
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
		o.productJSON = productsJSON(o.products)
	}
	for i := range r.exceptForms {
		form := &r.exceptForms[i]
		if !form.Period.From.IsZero() {
			form.Period.From = form.Period.From.In(r.zone)
		}
		if !form.Period.Until.IsZero() {
			form.Period.Until = form.Period.Until.In(r.zone)
		}
		r.exceptJSON = append(r.exceptJSON, "")
		r.exceptTexts = append(r.exceptTexts, "")
		if traitsOf(form) > few {
			continue // it is written when it is needed: see explainer.written
		}
		reason := Reason{Code: CodeExcepted, Except: *form, TraitNames: r.exceptNames(form, nil)}
		r.exceptTexts[i] = string(reason.appendText(nil, false))
		if !form.IsZero() {
			r.exceptJSON[i] = string(appendExcept(nil, form))
		}
	}
	for code := range notListed {
		if sameText.has(code) {
			r.codeTexts[code] = string(appendBoth(nil, reasonSentences[code]))
		}
	}
	r.traitFacts = make(map[methods.Trait]string, len(r.traitNames))
	for trait, name := range r.traitNames {
		r.hasEscapes = r.hasEscapes || needsEscape(name)
		r.traitFacts[trait] = traitFact + string(trait)
	}
	r.usageFacts = map[limits.Counter]string{}
	for _, limit := range r.given {
		if c, ok := limit.(limits.Cap); ok && c.IsTotal() {
			r.usageFacts[c.Counter] = usageFactOf(c.Counter)
		}
	}
}

// sameText are the codes whose reasons all have the same text.
const sameText = codeSet(1<<announced | 1<<applied | 1<<withdrawn | 1<<absent | 1<<unreported |
	1<<wrongSurface | 1<<unknownSurface | 1<<wrongCurrency | 1<<wrongRegion | 1<<unknownRegion |
	1<<outsideRollout | 1<<unknownBuyer | 1<<noProduct | 1<<notAllowed | 1<<blocked | 1<<tried)

func needsEscape(name methods.Text) bool {
	return strictjson.NeedsEscape([]byte(name.EN + name.ZH))
}

func usageFactOf(c limits.Counter) string { return "usage." + string(c) }

// exceptNames appends the names of the traits of an Except's audience.
func (r *Router) exceptNames(form *methods.Match, all []methods.Text) []methods.Text {
	for _, set := range form.Audience {
		for _, trait := range set {
			all = append(all, r.traitNames[trait])
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

// appendBoth appends a sentence without places in both languages.
func appendBoth(b []byte, s prose.Text) []byte {
	b = strictjson.AppendText(append(b, `{"en":`...), s.EN)
	return append(strictjson.AppendText(append(b, `,"zh":`...), s.ZH), '}')
}
