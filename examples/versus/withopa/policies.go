package withopa

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Policies holds the query of each platform's package. It serves one goroutine.
type Policies struct {
	platforms map[methods.Platform]*platform
	keys      keys
}

type platform struct {
	*menu
	query rego.PreparedEvalQuery
}

// CompilePolicies compiles each rule of a shop to a rule of Rego.
func CompilePolicies(s *shop.Shop) (*Policies, error) {
	p := &Policies{map[methods.Platform]*platform{}, keysOf(s)}
	modules := map[string]*ast.Module{}
	var failed error
	s.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		menu := newMenu(rules)
		if len(menu.Rules) == 0 {
			return // a package without rules has no set of places
		}
		p.platforms[id] = &platform{menu: menu}
		m, err := ast.ParseModule(string(id), source(s, id, menu.Rules))
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", id, err)
		}
		modules[string(id)] = m
	})
	if failed != nil {
		return nil, failed
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	for id, at := range p.platforms {
		query, err := rego.New(
			rego.Compiler(compiler),
			rego.Query("data.shop."+packageOf(id)+".offered"),
		).PrepareForEval(context.Background())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		at.query = query
	}
	return p, nil
}

// packageOf is the name of a platform's package: an id may begin with a digit.
func packageOf(id methods.Platform) string { return "on_" + string(id) }

// Offers appends what is offered for an order.
func (p *Policies) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	at, ok := p.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	offered, err := at.ask(&at.query, p.keys.inputOf(o), offered)
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	return offered, nil
}

// source writes the rules of a platform as a package with the set of places whose
// rules accept the order. A set lists its numbers in order.
func source(s *shop.Shop, id methods.Platform, rules []*shop.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package shop.%s\n", packageOf(id))
	for place, r := range rules {
		// "Or" is said by more rules for the same place.
		for _, atoms := range facts.Alternatives(facts.Clauses(s, r)) {
			terms := []string{}
			for _, atom := range atoms {
				terms = append(terms, term(atom))
			}
			if len(terms) == 0 {
				terms = append(terms, "true")
			}
			fmt.Fprintf(&b, "offered contains %d if { %s }\n", place, strings.Join(terms, "; "))
		}
	}
	return b.String()
}

func term(a facts.Atom) string {
	switch a.Op {
	case facts.AtLeast:
		return fmt.Sprintf("input.%s >= %d", a.Fact, a.Number)
	case facts.AtMost:
		return fmt.Sprintf("input.%s <= %d", a.Fact, a.Number)
	case facts.Before:
		return fmt.Sprintf("input.%s < %d", a.Fact, a.Number)
	case facts.In:
		if len(a.Values) == 1 {
			return fmt.Sprintf("input.%s == %q", a.Fact, a.Values[0])
		}
		return fmt.Sprintf("input.%s in {%s}", a.Fact, facts.Quoted(a.Values))
	case facts.NotIn:
		return fmt.Sprintf("input.%s != %q", a.Fact, a.Values[0])
	case facts.IsNot:
		return "not input." + a.Fact
	}
	return "input." + a.Fact
}
