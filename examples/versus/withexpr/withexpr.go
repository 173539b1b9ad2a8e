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
	platforms map[methods.Platform]*programs
	machine
}

type programs struct {
	menu    facts.Menu
	accept  []*vm.Program
	accepts []bool
}

// CompilePerRule compiles each rule of a shop to a program.
func CompilePerRule(s *shop.Shop) (*PerRule, error) {
	rules := &PerRule{map[methods.Platform]*programs{}, newMachine(s)}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		p := &programs{menu: facts.NewMenu(of)}
		for _, r := range p.menu.Rules {
			accept, err := expr.Compile(facts.Condition(s, r), expr.Env(rules.env), expr.AsBool())
			if err != nil && failed == nil {
				failed = fmt.Errorf("%s on %s: %w", r.Method, platform, err)
			}
			p.accept = append(p.accept, accept)
		}
		p.accepts = make([]bool, len(p.accept))
		rules.platforms[platform] = p
	})
	return rules, failed
}

// Offers appends what is offered for an order.
func (rules *PerRule) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	p, ok := rules.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	rules.state(o)
	for i, accept := range p.accept {
		accepted, err := rules.vm.Run(accept, rules.env)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.menu.Rules[i].Method, o.Platform, err)
		}
		p.accepts[i] = accepted == true
	}
	return p.menu.Append(offered, p.accepts), nil
}

// PerPlatform holds a program for each platform. It serves one goroutine.
type PerPlatform struct {
	platforms map[methods.Platform]*list
	machine
}

// list is a program that returns what each rule says.
type list struct {
	menu    facts.Menu
	accept  *vm.Program
	accepts []bool
}

// CompilePerPlatform compiles the rules of each platform of a shop to a program.
func CompilePerPlatform(s *shop.Shop) (*PerPlatform, error) {
	rules := &PerPlatform{map[methods.Platform]*list{}, newMachine(s)}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		l := &list{menu: facts.NewMenu(of)}
		var conditions []string
		for _, r := range l.menu.Rules {
			conditions = append(conditions, facts.Condition(s, r))
		}
		var err error
		l.accept, err = expr.Compile("["+strings.Join(conditions, ",\n")+"]", expr.Env(rules.env))
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", platform, err)
		}
		l.accepts = make([]bool, len(conditions))
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
	if !ok || len(accepted) != len(l.accepts) {
		return offered, fmt.Errorf("%s: %v: want a boolean for each of %d rules", o.Platform, v, len(l.accepts))
	}
	for i := range accepted {
		l.accepts[i] = accepted[i] == true
	}
	return l.menu.Append(offered, l.accepts), nil
}

// machine runs programs on the facts of one order after the other. Its
// environment is a map, which Expr reads faster than the fields of a struct.
type machine struct {
	vm     vm.VM
	env    map[string]any
	stated []string // what is true in env of the last order
	lacks  map[methods.Trait]string
}

func newMachine(s *shop.Shop) machine {
	m := machine{env: map[string]any{}, lacks: facts.LacksOf(s.Traits)}
	for _, name := range facts.Names(s.Traits) {
		m.env[name] = false
	}
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
	for _, name := range m.stated {
		m.env[name] = false
	}
	m.stated = facts.Stated(m.stated[:0], o, m.lacks)
	for _, name := range m.stated {
		m.env[name] = true
	}
}
