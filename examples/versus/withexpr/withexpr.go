// Package withexpr states a shop's rules in Expr: a program for each rule,
// compiled once and kept by platform.
package withexpr

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Rules holds the programs of each platform, and the machine that runs them. It
// serves one goroutine.
type Rules struct {
	platforms map[methods.Platform][]program
	machine   vm.VM
	env       env
}

type program struct {
	method methods.ID
	accept *vm.Program
}

// env is the facts of an order by the names that expressions know.
type env struct {
	At        int64  `expr:"at"`
	Fen       int64  `expr:"fen"`
	Surface   string `expr:"surface"`
	Currency  string `expr:"currency"`
	NoCard    bool   `expr:"no_card"`
	NoBalance bool   `expr:"no_balance"`
	Invited   bool   `expr:"invited"`
	LatestApp bool   `expr:"latest_app"`
}

// Compile compiles the rules of a shop.
func Compile(s *shop.Shop) (*Rules, error) {
	rules := &Rules{platforms: map[methods.Platform][]program{}}
	for i := range s.Rules {
		r := &s.Rules[i]
		accept, err := expr.Compile(facts.Condition(s, r), expr.Env(&env{}), expr.AsBool())
		if err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		rules.platforms[r.Platform] = append(rules.platforms[r.Platform], program{r.Method, accept})
	}
	return rules, nil
}

// Offers appends what is offered for an order.
func (rules *Rules) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	rules.env = env(facts.Of(o))
	for _, p := range rules.platforms[o.Platform] {
		accepted, err := rules.machine.Run(p.accept, &rules.env)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.method, o.Platform, err)
		}
		if accepted == true {
			offered = append(offered, p.method)
		}
	}
	return offered, nil
}
