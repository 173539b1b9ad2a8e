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
	keyAt        = ast.StringTerm(facts.At)
	keyFen       = ast.StringTerm(facts.Fen)
	keySurface   = ast.StringTerm(facts.Surface)
	keyCurrency  = ast.StringTerm(facts.Currency)
	keyNoCard    = ast.StringTerm(facts.NoCard)
	keyNoBalance = ast.StringTerm(facts.NoBalance)
	keyInvited   = ast.StringTerm(facts.Invited)
	keyLatestApp = ast.StringTerm(facts.LatestApp)
	keyPlatform  = ast.StringTerm("platform")
)

// inputOf returns the facts of an order as values of Rego: a Go map would be
// turned into them by way of JSON.
func inputOf(o *routing.Order) ast.Value {
	f := facts.Of(o)
	return ast.NewObject(
		ast.Item(keyAt, integer(f.At)),
		ast.Item(keyFen, integer(f.Fen)),
		ast.Item(keySurface, ast.StringTerm(f.Surface)),
		ast.Item(keyCurrency, ast.StringTerm(f.Currency)),
		ast.Item(keyNoCard, ast.InternedTerm(f.NoCard)),
		ast.Item(keyNoBalance, ast.InternedTerm(f.NoBalance)),
		ast.Item(keyInvited, ast.InternedTerm(f.Invited)),
		ast.Item(keyLatestApp, ast.InternedTerm(f.LatestApp)),
		ast.Item(keyPlatform, ast.StringTerm(string(o.Platform))),
	)
}

func integer(n int64) *ast.Term { return ast.NumberTerm(json.Number(fmt.Sprint(n))) }

// places evaluates a query whose value is a list of places among a platform's
// rules, and appends the methods there.
func places(q *rego.PreparedEvalQuery, o *routing.Order, known []methods.ID, offered []methods.ID) ([]methods.ID, error) {
	results, err := q.Eval(context.Background(), rego.EvalParsedInput(inputOf(o)))
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	if len(results) != 1 {
		return offered, fmt.Errorf("%s: %d results: want one", o.Platform, len(results))
	}
	value := results[0].Expressions[0].Value
	list, ok := value.([]any)
	if !ok {
		return offered, fmt.Errorf("%s: %v: want a list of places", o.Platform, value)
	}
	for _, v := range list {
		n, ok := v.(json.Number)
		if !ok {
			return offered, fmt.Errorf("%s: %v: want a place", o.Platform, v)
		}
		place, err := n.Int64()
		if err != nil || place < 0 || place >= int64(len(known)) {
			return offered, fmt.Errorf("%s: %s: want a place among %d rules", o.Platform, n, len(known))
		}
		offered = append(offered, known[place])
	}
	return offered, nil
}

// methodsOf returns the methods of a platform's rules.
func methodsOf(rules []shop.Rule) []methods.ID {
	ids := make([]methods.ID, len(rules))
	for i := range rules {
		ids[i] = rules[i].Method
	}
	return ids
}
