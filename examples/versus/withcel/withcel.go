// Package withcel states a shop's rules in the Common Expression Language: a
// program for each rule, compiled once and kept by platform.
package withcel

import (
	"fmt"

	"cel.dev/cel-go/cel"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Rules holds the programs of each platform. It serves one goroutine.
type Rules struct {
	platforms map[methods.Platform][]program
	input     input
}

type program struct {
	method methods.ID
	accept cel.Program
}

// Compile compiles the rules of a shop.
func Compile(s *shop.Shop) (*Rules, error) {
	env, err := cel.NewEnv(
		cel.Variable(facts.At, cel.IntType),
		cel.Variable(facts.Fen, cel.IntType),
		cel.Variable(facts.Surface, cel.StringType),
		cel.Variable(facts.Currency, cel.StringType),
		cel.Variable(facts.NoCard, cel.BoolType),
		cel.Variable(facts.NoBalance, cel.BoolType),
		cel.Variable(facts.Invited, cel.BoolType),
		cel.Variable(facts.LatestApp, cel.BoolType),
	)
	if err != nil {
		return nil, err
	}
	rules := &Rules{platforms: map[methods.Platform][]program{}}
	for i := range s.Rules {
		r := &s.Rules[i]
		ast, issues := env.Compile(facts.Condition(s, r))
		if err := issues.Err(); err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		accept, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		rules.platforms[r.Platform] = append(rules.platforms[r.Platform], program{r.Method, accept})
	}
	return rules, nil
}

// Offers appends what is offered for an order.
func (rules *Rules) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	rules.input.Facts = facts.Of(o)
	for _, p := range rules.platforms[o.Platform] {
		v, _, err := p.accept.Eval(&rules.input)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.method, o.Platform, err)
		}
		if v.Value() == true {
			offered = append(offered, p.method)
		}
	}
	return offered, nil
}

// input gives programs the facts without a map being made for each order.
type input struct{ facts.Facts }

// ResolveName returns the fact of a name.
func (in *input) ResolveName(name string) (any, bool) {
	switch name {
	case facts.At:
		return in.At, true
	case facts.Fen:
		return in.Fen, true
	case facts.Surface:
		return in.Surface, true
	case facts.Currency:
		return in.Currency, true
	case facts.NoCard:
		return in.NoCard, true
	case facts.NoBalance:
		return in.NoBalance, true
	case facts.Invited:
		return in.Invited, true
	case facts.LatestApp:
		return in.LatestApp, true
	}
	return nil, false
}

// Parent returns nil: there are no other facts.
func (in *input) Parent() cel.Activation { return nil }
