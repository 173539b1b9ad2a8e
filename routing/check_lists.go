package routing

import (
	"iter"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

func (k *checker) checkSources() {
	k.sources.Grow(len(k.catalog.Sources))
	ids := uniqueIDs[string]{known: &k.sources, all: idsOf("sources", k.catalog.Sources, func(s *methods.Source) string { return s.ID })}
	for i := range k.catalog.Sources {
		s, at := &k.catalog.Sources[i], owner{list: "sources", index: i}
		if problem := ids.fault(s.ID); problem != "" {
			k.field(at, "id", s.ID, problem)
		}
		k.text(at, "title", s.Title)
		k.text(at, "publisher", s.Publisher)
		k.text(at, "url", s.URL)
		k.text(at, "quote", s.Quote)
		if !validSourceDate(s.Date) {
			k.field(at, "date", s.Date, `is not a date: want "2024-09-05", "2024-09", "2024" or none`)
		}
		if s.Title == "" && s.URL == "" {
			k.field(at, "title", "", "is missing: want a title or a url")
		}
	}
}

// text checks a text for people.
func (k *checker) text(at owner, field, s string) {
	if problem := textProblem(s); problem != "" {
		k.field(at, field, s, problem)
	}
}

// validSourceDate reports whether a date is one, as precise as it is.
func validSourceDate(date string) bool {
	switch len(date) {
	case 0:
		return true
	case len("2006"), len("2006-01"), len(time.DateOnly):
		_, _, _, ok := parseDay([]byte(date + "-01-01"[len(date)-len("2006"):]))
		return ok
	}
	return false
}

func (k *checker) checkTraits() {
	k.traits.Grow(len(k.catalog.Traits))
	ids := uniqueIDs[methods.Trait]{known: &k.traits, all: idsOf("traits", k.catalog.Traits, func(t *TraitInfo) methods.Trait { return t.ID })}
	for i := range k.catalog.Traits {
		t, at := &k.catalog.Traits[i], owner{list: "traits", index: i}
		if problem := ids.fault(t.ID); problem != "" {
			k.field(at, "id", string(t.ID), problem)
		}
		k.checkName(at, t.Name)
	}
}

func (k *checker) checkName(at owner, name methods.Text) {
	k.text(at, "name.en", name.EN)
	k.text(at, "name.zh", name.ZH)
}

// checkNames fills in the names that others refer to before any reference is
// looked at.
func (k *checker) checkNames() {
	k.methods.Grow(len(k.catalog.Methods))
	ids := uniqueIDs[methods.ID]{known: &k.methods, all: idsOf("methods", k.catalog.Methods, func(m *methods.Method) methods.ID { return m.ID })}
	for i := range k.catalog.Methods {
		id := k.catalog.Methods[i].ID
		if problem := ids.fault(id); problem != "" {
			k.field(owner{list: "methods", index: i}, "id", string(id), problem)
		}
	}
	k.platforms.Grow(len(k.catalog.Platforms))
	platforms := uniqueIDs[methods.Platform]{known: &k.platforms, all: k.platformIDs()}
	for i := range k.catalog.Platforms {
		p, at := &k.catalog.Platforms[i], owner{list: "platforms", index: i}
		if problem := platforms.fault(p.ID); problem != "" {
			k.field(at, "id", string(p.ID), problem)
		}
		k.checkName(at, p.Name)
	}
	k.checkAliases()
}

func (k *checker) platformIDs() iter.Seq2[methods.Platform, owner] {
	return idsOf("platforms", k.catalog.Platforms, func(p *PlatformInfo) methods.Platform { return p.ID })
}

// checkAliases checks that no platform has another one's id or alias as its own.
func (k *checker) checkAliases() {
	aliases := func(yield func(methods.Platform, owner) bool) {
		for i := range k.catalog.Platforms {
			for j, alias := range k.catalog.Platforms[i].Aliases {
				if !yield(alias, owner{list: "platforms", index: i, inner: ".aliases", nth: j + 1}) {
					return
				}
			}
		}
	}
	ids := uniqueIDs[methods.Platform]{all: k.platformIDs()}
	others := uniqueIDs[methods.Platform]{known: &names.Numbering[methods.Platform]{}, all: aliases}
	for alias, at := range aliases {
		problem := others.fault(alias)
		if k.platforms.Has(alias) {
			problem = idFault(alias, ids.first(alias))
		}
		if problem != "" {
			k.add(at.String(), string(alias), problem)
		}
	}
}

func (k *checker) checkMethods() {
	for i := range k.catalog.Methods {
		m, at := &k.catalog.Methods[i], owner{list: "methods", index: i}
		k.checkName(at, m.Name)
		if m.Payer != "" {
			if problem := oneOf(m.Payer, k.payers); problem != "" {
				k.field(at, "payer", string(m.Payer), problem)
			}
		}
		k.checkProducts(m.Products, at)
		k.serving[i] = served(m.Products)
	}
}

func (k *checker) checkProducts(products []methods.Product, at owner) {
	at.inner = ".products"
	var seen map[string]owner
	if len(products) > 1 {
		seen = make(map[string]owner, len(products))
	}
	for i := range products {
		p := &products[i]
		at.nth = i + 1
		before := ""
		if first, again := seen[p.ID]; again {
			before = first.String() + ".id"
		} else if seen != nil {
			seen[p.ID] = at
		}
		if problem := idFault(p.ID, before); problem != "" {
			k.field(at, "id", p.ID, problem)
		}
		k.checkSurfaces(p.Surfaces, at)
		if p.Flow != "" {
			if problem := oneOf(p.Flow, k.flows); problem != "" {
				k.field(at, "flow", string(p.Flow), problem)
			}
		}
		k.text(at, "api", p.API)
		if p.LinkLife < 0 || p.LinkLife%time.Second != 0 {
			k.field(at, "link_life", p.LinkLife.String(), "is not a life: want whole seconds, zero or more")
		}
		k.checkSourceList(p.Sources, at)
		k.checkParams(p.Params, at)
	}
}

func (k *checker) checkSurfaces(surfaces []methods.Surface, at owner) {
	for i, s := range surfaces {
		if problem := idFault(s, ""); problem != "" {
			k.element(at, "surfaces", i, string(s), problem)
		}
	}
}

// checkSourceList checks references to sources.
func (k *checker) checkSourceList(sources []string, at owner) {
	for i, s := range sources {
		if !k.sources.Has(s) {
			k.element(at, "sources", i, s, k.unknownSource(s))
		}
	}
}
