// Package withexpr states a shop's rules in Expr, compiled once and kept by
// platform: a program for each rule, or one for each platform that returns the
// list of what its rules say. The second is faster where there are many rules,
// because a program costs something to start; it is less what one writes first.
package withexpr

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// PerRule holds a program for each rule. It serves one goroutine.
type PerRule struct {
	platforms map[methods.Platform][]program
	machine
}

type program struct {
	method methods.ID
	accept *vm.Program
}

// CompilePerRule compiles each rule of a shop to a program.
func CompilePerRule(s *shop.Shop) (*PerRule, error) {
	rules := &PerRule{map[methods.Platform][]program{}, newMachine()}
	for i := range s.Rules {
		r := &s.Rules[i]
		accept, err := expr.Compile(facts.Condition(s, r), expr.Env(rules.env), expr.AsBool())
		if err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		rules.platforms[r.Platform] = append(rules.platforms[r.Platform], program{r.Method, accept})
	}
	return rules, nil
}

// Offers appends what is offered for an order.
func (rules *PerRule) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	rules.state(o)
	for _, p := range rules.platforms[o.Platform] {
		accepted, err := rules.vm.Run(p.accept, rules.env)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.method, o.Platform, err)
		}
		if accepted == true {
			offered = append(offered, p.method)
		}
	}
	return offered, nil
}

// PerPlatform holds a program for each platform. It serves one goroutine.
type PerPlatform struct {
	platforms map[methods.Platform]list
	machine
}

// list is a program that returns what each rule says, and the rules' methods.
type list struct {
	methods []methods.ID
	accept  *vm.Program
}

// CompilePerPlatform compiles the rules of each platform of a shop to a program.
func CompilePerPlatform(s *shop.Shop) (*PerPlatform, error) {
	rules := &PerPlatform{map[methods.Platform]list{}, newMachine()}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		var l list
		var conditions []string
		for i := range of {
			l.methods = append(l.methods, of[i].Method)
			conditions = append(conditions, facts.Condition(s, &of[i]))
		}
		var err error
		l.accept, err = expr.Compile("["+strings.Join(conditions, ",\n")+"]", expr.Env(rules.env))
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", platform, err)
		}
		rules.platforms[platform] = l
	})
	return rules, failed
}

// Offers appends what is offered for an order.
func (rules *PerPlatform) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	l, ok := rules.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	rules.state(o)
	v, err := rules.vm.Run(l.accept, rules.env)
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	accepted, ok := v.([]any)
	if !ok || len(accepted) != len(l.methods) {
		return offered, fmt.Errorf("%s: %v: want a boolean for each of %d rules", o.Platform, v, len(l.methods))
	}
	for i, method := range l.methods {
		if accepted[i] == true {
			offered = append(offered, method)
		}
	}
	return offered, nil
}

// machine runs programs on the facts of one order after the other. Its
// environment is a map, which Expr reads faster than the fields of a struct.
type machine struct {
	vm  vm.VM
	env map[string]any
}

func newMachine() machine {
	m := machine{env: map[string]any{}}
	m.state(&routing.Order{})
	return m
}

// state fills in the facts of an order.
func (m *machine) state(o *routing.Order) {
	f := facts.Of(o)
	m.env[facts.At] = f.At
	m.env[facts.Fen] = f.Fen
	m.env[facts.Surface] = f.Surface
	m.env[facts.Currency] = f.Currency
	m.env[facts.NoCard] = f.NoCard
	m.env[facts.NoBalance] = f.NoBalance
	m.env[facts.Invited] = f.Invited
	m.env[facts.LatestApp] = f.LatestApp
}
