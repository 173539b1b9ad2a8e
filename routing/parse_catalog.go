package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// ParseCatalog reads the JSON form of a catalog and checks what it says, as
// [Compile] does. The error is a [*CatalogError] with every fault, each with its
// path, line and column; only text that is not JSON ends the reading early.
//
// It is strict: keys that are unknown, repeated or not in lower case, nulls,
// numbers where amounts are meant, lone surrogates, invalid UTF-8 and text after
// the document are faults. Amounts are strings such as "300.00 CNY", dates
// "2024-09-12" at the start of the day in the catalog's zone, or RFC 3339. The
// document's size, depth and strings are bounded: see [MaxCatalogSize]. So is what
// it comes to: see maxRows.
func ParseCatalog(data []byte) (Catalog, error) {
	p := catalogParser{scanner: newScanner(data, MaxCatalogSize)}
	c := p.catalog()
	p.end()
	var meaning []Fault
	if !p.stopped {
		meaning = checkAll(c)
	}
	if faults := located(data, p.faults, meaning); len(faults) > 0 {
		return Catalog{}, &CatalogError{Faults: faults}
	}
	return c, nil
}

// catalogParser maps the JSON form to the catalog's types. Faults of form are the
// scanner's and its own, those of meaning are check's.
type catalogParser struct {
	*scanner
	zones *zoneText // nil until something needs it
}

var catalogKeys = []string{"name", "version", "zone", "sources", "traits", "methods", "platforms", "availability", "limits"}

func (p *catalogParser) catalog() Catalog {
	var c Catalog
	p.object(catalogKeys, func(key int) {
		switch key {
		case 0:
			c.Name, _ = p.text()
		case 1:
			c.Version, _ = p.text()
		case 2:
			c.Zone = p.readZone()
		case 3:
			c.Sources = elements(p, p.source)
		case 4:
			c.Traits = elements(p, p.trait)
		case 5:
			c.Methods = elements(p, p.method)
		case 6:
			c.Platforms = elements(p, p.platform)
		case 7:
			c.Availability = elements(p, p.availability)
		case 8:
			c.Limits = elements(p, p.limit)
		}
	})
	return c
}

// elements reads an array of values.
func elements[T any](p *catalogParser, read func() T) []T {
	var all []T
	p.array(func(i int) {
		for len(all) < i {
			all = append(all, *new(T)) // for an element that was a fault
		}
		all = append(all, read())
	})
	return all
}

// nameList reads an array of names into a slice of its own.
func nameList[S ~string](s *scanner) []S {
	var few [8]S
	all := few[:0]
	s.array(func(i int) {
		for len(all) < i {
			all = append(all, "") // for an element that was a fault
		}
		all = append(all, S(s.name()))
	})
	if len(all) == 0 {
		return nil
	}
	return slices.Clone(all)
}

var sourceKeys = []string{"id", "title", "publisher", "date", "url", "quote"}

func (p *catalogParser) source() methods.Source {
	var s methods.Source
	fields := [...]*string{&s.ID, &s.Title, &s.Publisher, &s.Date, &s.URL, &s.Quote}
	p.object(sourceKeys, func(key int) { *fields[key], _ = p.text() })
	return s
}

var textKeys = []string{"en", "zh"}

func (p *catalogParser) words() methods.Text {
	var t methods.Text
	p.object(textKeys, func(key int) {
		text, _ := p.text()
		if key == 0 {
			t.EN = text
		} else {
			t.ZH = text
		}
	})
	return t
}

var traitKeys = []string{"id", "name"}

func (p *catalogParser) trait() TraitInfo {
	var t TraitInfo
	p.object(traitKeys, func(key int) {
		if key == 0 {
			t.ID = methods.Trait(p.name())
		} else {
			t.Name = p.words()
		}
	})
	return t
}

var platformKeys = []string{"id", "name", "aliases"}

func (p *catalogParser) platform() PlatformInfo {
	var v PlatformInfo
	p.object(platformKeys, func(key int) {
		switch key {
		case 0:
			v.ID = methods.Platform(p.name())
		case 1:
			v.Name = p.words()
		case 2:
			v.Aliases = nameList[methods.Platform](p.scanner)
		}
	})
	return v
}

var methodKeys = []string{"id", "name", "payer", "products"}

func (p *catalogParser) method() methods.Method {
	var m methods.Method
	p.object(methodKeys, func(key int) {
		switch key {
		case 0:
			m.ID = methods.ID(p.name())
		case 1:
			m.Name = p.words()
		case 2:
			m.Payer = methods.Payer(p.name())
		case 3:
			m.Products = elements(p, p.product)
		}
	})
	return m
}

var productKeys = []string{"id", "surfaces", "flow", "api", "link_life", "sources"}

func (p *catalogParser) product() methods.Product {
	var v methods.Product
	p.object(productKeys, func(key int) {
		switch key {
		case 0:
			v.ID = p.name()
		case 1:
			v.Surfaces = nameList[methods.Surface](p.scanner)
		case 2:
			v.Flow = methods.Flow(p.name())
		case 3:
			v.API = p.name()
		case 4:
			v.LinkLife = p.linkLife()
		case 5:
			v.Sources = nameList[string](p.scanner)
		}
	})
	return v
}

var availabilityKeys = []string{"id", "method", "status", "rank", "when", "except", "products", "within",
	"stated", "confidence", "conflict", "sources"}

func (p *catalogParser) availability() methods.Availability {
	var e methods.Availability
	p.object(availabilityKeys, func(key int) {
		switch key {
		case 0:
			e.ID, _ = p.text()
		case 1:
			e.Method = methods.ID(p.name())
		case 2:
			e.Status = methods.Status(p.name())
		case 3:
			e.Rank = p.integer(methods.MaxRank)
		case 4:
			e.When = p.match()
		case 5:
			e.Except = elements(p, p.match)
		case 6:
			e.Products = elements(p, p.product)
		case 7:
			e.Parent = methods.ID(p.name())
		default:
			p.evidence(&e.Evidence, availabilityKeys[key])
		}
	})
	return e
}

func (p *catalogParser) evidence(e *methods.Evidence, key string) {
	switch key {
	case "stated":
		e.Stated, _ = p.text()
	case "confidence":
		e.Confidence = methods.Confidence(p.name())
	case "conflict":
		e.Conflict, _ = p.text()
	case "sources":
		e.Sources = nameList[string](p.scanner)
	}
}

var matchKeys = []string{"platforms", "surfaces", "currencies", "regions", "audience", "rollout", "from", "until"}

func (p *catalogParser) match() methods.Match {
	var m methods.Match
	p.object(matchKeys, func(key int) {
		switch key {
		case 0:
			m.Platforms = nameList[methods.Platform](p.scanner)
		case 1:
			m.Surfaces = nameList[methods.Surface](p.scanner)
		case 2:
			m.Currencies = nameList[string](p.scanner)
		case 3:
			m.Regions = nameList[methods.Region](p.scanner)
		case 4:
			m.Audience = elements(p, func() []methods.Trait { return nameList[methods.Trait](p.scanner) })
		case 5:
			m.Rollout = p.rollout()
		case 6:
			m.Period.From = p.date()
		case 7:
			m.Period.Until = p.date()
		}
	})
	return m
}

var rolloutKeys = []string{"percent", "salt"}

func (p *catalogParser) rollout() methods.Rollout {
	var r methods.Rollout
	at, given, faults := p.start(), 0, len(p.faults)
	p.object(rolloutKeys, func(key int) {
		if given |= 1 << key; key == 0 {
			r.BasisPoints = p.percent()
		} else {
			r.Salt, _ = p.text()
		}
	})
	if given != 3 && len(p.faults) == faults {
		p.fault(at, "", `is not whole: want "percent" and "salt"`)
	}
	return r
}

var limitKeys = []string{"id", "methods", "when", "except", "min", "max", "window", "counter", "per",
	"stated", "confidence", "conflict", "sources"}

func (p *catalogParser) limit() LimitRule {
	var rule LimitRule
	var cap limits.Cap
	p.object(limitKeys, func(key int) {
		switch key {
		case 0:
			rule.ID, _ = p.text()
		case 1:
			rule.Methods = nameList[methods.ID](p.scanner)
		case 2:
			rule.When = p.match()
		case 3:
			rule.Except = elements(p, p.match)
		case 4:
			cap.Min = p.money()
		case 5:
			cap.Max = p.money()
		case 6:
			cap.Window = p.window()
		case 7:
			cap.Counter = limits.Counter(p.name())
		case 8:
			cap.Per = nameList[limits.Subject](p.scanner)
		default:
			p.evidence(&rule.Evidence, limitKeys[key])
		}
	})
	rule.Limit = cap
	return rule
}
