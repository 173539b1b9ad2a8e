package withopa

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Policies holds the query of each platform's package.
type Policies struct {
	platforms map[methods.Platform]*platform
}

type platform struct {
	methods []methods.ID
	query   rego.PreparedEvalQuery
}

// CompilePolicies compiles each rule of a shop to a rule of Rego.
func CompilePolicies(s *shop.Shop) (*Policies, error) {
	modules := map[string]*ast.Module{}
	var failed error
	s.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		m, err := ast.ParseModule(string(id), source(s, id, rules))
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
	p := &Policies{map[methods.Platform]*platform{}}
	s.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		query, err := rego.New(
			rego.Compiler(compiler),
			rego.Query(fmt.Sprintf("data.shop.%s.offered", id)),
		).PrepareForEval(context.Background())
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", id, err)
		}
		p.platforms[id] = &platform{methodsOf(rules), query}
	})
	return p, failed
}

// Offers appends what is offered for an order.
func (p *Policies) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	at, ok := p.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	return places(&at.query, o, at.methods, offered)
}

// source writes the rules of a platform as a package with the set of places whose
// rules accept the order. A set lists its numbers in order.
func source(s *shop.Shop, id methods.Platform, rules []shop.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package shop.%s\n", id)
	for i := range rules {
		r := &rules[i]
		bounds := ""
		if r.TakesYuan() {
			least, most := s.Bounds(r)
			bounds = fmt.Sprintf("input.%[1]s >= %[2]d; input.%[1]s <= %[3]d", facts.Fen, least, most)
		}
		yuan := fmt.Sprintf("input.%s == %q", facts.Currency, limits.CNY)
		notYuan := fmt.Sprintf("input.%s != %q", facts.Currency, limits.CNY)
		alternatives := []string{""}
		switch {
		case r.TakesOnlyYuan():
			alternatives = []string{bounds}
		case r.TakesYuan():
			alternatives = []string{notYuan, yuan + "; " + bounds}
		}
		// "Or" is said by more rules for the same place.
		for _, audience := range audiences(r.Buyer) {
			for _, alternative := range alternatives {
				writeRule(&b, i, r, audience, alternative)
			}
		}
	}
	return b.String()
}

func writeRule(b *strings.Builder, place int, r *shop.Rule, audience, bounds string) {
	var terms []string
	add := func(format string, args ...any) { terms = append(terms, fmt.Sprintf(format, args...)) }
	if !r.From.IsZero() {
		add("input.%s >= %d", facts.At, r.From.Unix())
	}
	if !r.Until.IsZero() {
		add("input.%s < %d", facts.At, r.Until.Unix())
	}
	if len(r.Surfaces) > 0 {
		terms = append(terms, oneOf(facts.Surface, r.Surfaces))
	}
	if len(r.Currencies) > 0 {
		terms = append(terms, oneOf(facts.Currency, r.Currencies))
	}
	for _, term := range []string{audience, bounds} {
		if term != "" {
			terms = append(terms, term)
		}
	}
	if len(terms) == 0 {
		terms = append(terms, "true")
	}
	fmt.Fprintf(b, "offered contains %d if { %s }\n", place, strings.Join(terms, "; "))
}

func oneOf[V any](name string, values []V) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprintf("%q", fmt.Sprint(v))
	}
	if len(texts) == 1 {
		return fmt.Sprintf("input.%s == %s", name, texts[0])
	}
	return fmt.Sprintf("input.%s in {%s}", name, strings.Join(texts, ", "))
}

// audiences returns the alternatives of a condition on the buyer.
func audiences(b shop.Buyer) []string {
	if b == shop.Anybody {
		return []string{""}
	}
	var sets []string
	for _, set := range b.Audience() {
		var names []string
		for _, t := range set {
			names = append(names, "input."+facts.Name(t))
		}
		sets = append(sets, strings.Join(names, "; "))
	}
	return sets
}
