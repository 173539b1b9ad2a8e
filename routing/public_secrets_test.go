package routing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// inside marks every name that a buyer must not see: it is no part of any word of the
// public view.
const inside = "inside_"

func marked[S ~string](s S) S { return inside + s }

func allMarked[S ~string](all []S) []S {
	if all == nil {
		return nil
	}
	names := make([]S, len(all))
	for i, s := range all {
		names[i] = marked(s)
	}
	return names
}

func markedMatch(m methods.Match) methods.Match {
	audience := m.Audience
	m.Audience = nil
	for _, set := range audience {
		m.Audience = append(m.Audience, allMarked(set))
	}
	if m.Rollout.Salt != "" {
		m.Rollout.Salt = marked(m.Rollout.Salt)
	}
	return m
}

func markedMatches(all []methods.Match) []methods.Match {
	var matches []methods.Match
	for _, m := range all {
		matches = append(matches, markedMatch(m))
	}
	return matches
}

func markedEvidence(e methods.Evidence) methods.Evidence {
	e.Stated, e.Conflict, e.Sources = marked(e.Stated), marked(e.Conflict), allMarked(e.Sources)
	return e
}

func markedProducts(all []methods.Product) []methods.Product {
	products := slices.Clone(all)
	for i := range products {
		products[i].API = marked(products[i].API)
		products[i].Params = map[string]string{inside + "param": inside}
	}
	return products
}

func markedLimit(limit limits.Limit) limits.Limit {
	switch l := limit.(type) {
	case limits.Cap:
		if l.Counter != "" {
			l.Counter = marked(l.Counter)
		}
		return l
	case ownCap:
		return ownCap{markedLimit(l.cap).(limits.Cap)}
	case ownError:
		return ownError{marked(l.text)}
	}
	return limit
}

// markedCatalog marks the names of a random catalog, platforms, methods, surfaces and
// products apart.
func markedCatalog(c routing.Catalog) routing.Catalog {
	c.Name, c.Version = marked(c.Name), marked(c.Version)
	c.Sources, c.Traits, c.Methods = slices.Clone(c.Sources), slices.Clone(c.Traits), slices.Clone(c.Methods)
	c.Availability, c.Limits = slices.Clone(c.Availability), slices.Clone(c.Limits)
	for i := range c.Sources {
		c.Sources[i].ID, c.Sources[i].Title = marked(c.Sources[i].ID), marked(c.Sources[i].Title)
	}
	for i := range c.Traits {
		c.Traits[i].ID, c.Traits[i].Name = marked(c.Traits[i].ID), methods.Text{EN: inside, ZH: inside}
	}
	for i := range c.Methods {
		c.Methods[i].Products = markedProducts(c.Methods[i].Products)
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		e.ID, e.When, e.Except = marked(e.ID), markedMatch(e.When), markedMatches(e.Except)
		e.Products, e.Evidence = markedProducts(e.Products), markedEvidence(e.Evidence)
	}
	for i := range c.Limits {
		l := &c.Limits[i]
		l.ID, l.When, l.Except = marked(l.ID), markedMatch(l.When), markedMatches(l.Except)
		l.Limit, l.Evidence = markedLimit(l.Limit), markedEvidence(l.Evidence)
	}
	return c
}

func markedOrder(o routing.Order) routing.Order {
	o.Traits, o.Lacks = allMarked(o.Traits), allMarked(o.Lacks)
	o.Buyer, o.Merchant = limits.Hide(marked(o.Buyer.Reveal())), limits.Hide(marked(o.Merchant.Reveal()))
	usage := o.Usage
	o.Usage = limits.Usage{}
	for counter, used := range usage {
		o.Usage[marked(counter)] = used
	}
	return o
}

// The public view never tells a rule's id, a source, a counter, a trait, a rollout, an API,
// the catalog or an error of a custom limit, in its JSON form and in Go.
func TestPublicTellsNoNameOfTheRules(t *testing.T) {
	told := 0
	forOrders(t, func(t *rapid.T, w *world, _ *routing.Router, o routing.Order) {
		d := route(t, compile(t, markedCatalog(w.catalog)), markedOrder(o))
		for _, e := range d.Excluded() {
			told += strings.Count(marshal(t, e), inside)
		}
		public := d.Public()
		for form, text := range map[string]string{
			"JSON": marshal(t, public), "Go": fmt.Sprintf("%+v", public), "Go syntax": fmt.Sprintf("%#v", public),
		} {
			if strings.Contains(text, inside) {
				t.Fatalf("%s has a name that buyers must not see:\n%s", form, text)
			}
		}
	})
	if told == 0 {
		t.Error("no decision of the marked catalogs has a marked name")
	}
}
