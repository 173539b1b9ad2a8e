// Package withopa states a shop's rules in Rego, the language of the Open Policy
// Agent, compiled once and run inside the process. There are two usual ways: to
// write each rule in Rego, a package for each platform, or to keep the rules as
// data and write one policy that reads them.
package withopa

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// The keys of the input.
var (
	keyAt       = ast.StringTerm(facts.At)
	keyFen      = ast.StringTerm(facts.Fen)
	keySurface  = ast.StringTerm(facts.Surface)
	keyCurrency = ast.StringTerm(facts.Currency)
	keyPlatform = ast.StringTerm("platform")
)

// keys are the terms for what is stated of traits, made once.
type keys struct {
	holds, lacks map[methods.Trait]*ast.Term
}

func keysOf(s *shop.Shop) keys {
	k := keys{map[methods.Trait]*ast.Term{}, map[methods.Trait]*ast.Term{}}
	for _, t := range s.Traits {
		k.holds[t], k.lacks[t] = ast.StringTerm(facts.Holds(t)), ast.StringTerm(facts.Lacks(t))
	}
	return k
}

// inputOf returns the facts of an order as values of Rego: a Go map would be
// turned into them by way of JSON. It has a key for each trait that is stated.
func (k keys) inputOf(o *routing.Order) ast.Value {
	f := facts.Of(o)
	items := [][2]*ast.Term{
		ast.Item(keyAt, integer(f.At)),
		ast.Item(keyFen, integer(f.Fen)),
		ast.Item(keySurface, ast.StringTerm(f.Surface)),
		ast.Item(keyCurrency, ast.StringTerm(f.Currency)),
		ast.Item(keyPlatform, ast.StringTerm(string(o.Platform))),
	}
	for _, t := range o.Traits {
		items = append(items, ast.Item(k.holds[t], ast.InternedTerm(true)))
	}
	for _, t := range o.Lacks {
		items = append(items, ast.Item(k.lacks[t], ast.InternedTerm(true)))
	}
	return ast.NewObject(items...)
}

func integer(n int64) *ast.Term { return ast.NumberTerm(json.Number(fmt.Sprint(n))) }

// menu is a platform's menu, and which of its rules accept the order at hand.
type menu struct {
	facts.Menu
	accepts []bool
}

func newMenu(rules []shop.Rule) *menu {
	m := facts.NewMenu(rules)
	return &menu{m, make([]bool, len(m.Rules))}
}

// ask evaluates a query whose value is a list of places among a menu's rules, and
// appends the methods that are offered.
func (m *menu) ask(q *rego.PreparedEvalQuery, input ast.Value, offered []methods.ID) ([]methods.ID, error) {
	results, err := q.Eval(context.Background(), rego.EvalParsedInput(input))
	if err != nil {
		return offered, err
	}
	if len(results) != 1 {
		return offered, fmt.Errorf("%d results: want one", len(results))
	}
	value := results[0].Expressions[0].Value
	list, ok := value.([]any)
	if !ok {
		return offered, fmt.Errorf("%v: want a list of places", value)
	}
	clear(m.accepts)
	for _, v := range list {
		n, ok := v.(json.Number)
		if !ok {
			return offered, fmt.Errorf("%v: want a place", v)
		}
		place, err := n.Int64()
		if err != nil || place < 0 || place >= int64(len(m.accepts)) {
			return offered, fmt.Errorf("%s: want a place among %d rules", n, len(m.accepts))
		}
		m.accepts[place] = true
	}
	return m.Append(offered, m.accepts), nil
}
