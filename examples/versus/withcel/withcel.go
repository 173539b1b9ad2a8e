// Package withcel states a shop's rules in the Common Expression Language,
// compiled once and kept by platform: a program for each rule, or one for each
// platform that returns the list of what its rules say. The second is a little
// faster where there are many rules, because a program costs something to start;
// it is less what one writes first.
package withcel

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// PerRule holds a program for each rule. It serves one goroutine.
type PerRule struct {
	platforms map[methods.Platform]*programs
	input     input
}

type programs struct {
	menu    facts.Menu
	accept  []cel.Program
	accepts []bool
}

// CompilePerRule compiles each rule of a shop to a program.
func CompilePerRule(s *shop.Shop) (*PerRule, error) {
	env, err := newEnv(s)
	if err != nil {
		return nil, err
	}
	rules := &PerRule{map[methods.Platform]*programs{}, newInput(s)}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		p := &programs{menu: facts.NewMenu(of)}
		for _, r := range p.menu.Rules {
			accept, err := compile(env, facts.Condition(s, r))
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
	rules.input.read(o)
	for i, accept := range p.accept {
		accepted, _, err := accept.Eval(&rules.input)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.menu.Rules[i].Method, o.Platform, err)
		}
		p.accepts[i] = accepted == types.True
	}
	return p.menu.Append(offered, p.accepts), nil
}

// PerPlatform holds a program for each platform. It serves one goroutine.
type PerPlatform struct {
	platforms map[methods.Platform]*list
	input     input
}

// list is a program that returns what each rule says.
type list struct {
	menu    facts.Menu
	accept  cel.Program
	accepts []bool
}

// CompilePerPlatform compiles the rules of each platform of a shop to a program.
func CompilePerPlatform(s *shop.Shop) (*PerPlatform, error) {
	env, err := newEnv(s)
	if err != nil {
		return nil, err
	}
	rules := &PerPlatform{map[methods.Platform]*list{}, newInput(s)}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		l := &list{menu: facts.NewMenu(of)}
		var conditions []string
		for _, r := range l.menu.Rules {
			conditions = append(conditions, facts.Condition(s, r))
		}
		var err error
		l.accept, err = compile(env, "["+strings.Join(conditions, ",\n")+"]")
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
	rules.input.read(o)
	v, _, err := l.accept.Eval(&rules.input)
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	accepted, ok := v.(traits.Lister)
	if !ok || accepted.Size() != types.Int(len(l.accepts)) {
		return offered, fmt.Errorf("%s: %v: want a boolean for each of %d rules", o.Platform, v, len(l.accepts))
	}
	for i := range l.accepts {
		l.accepts[i] = accepted.Get(types.Int(i)) == types.True
	}
	return l.menu.Append(offered, l.accepts), nil
}

// newEnv declares the facts.
func newEnv(s *shop.Shop) (*cel.Env, error) {
	variables := []cel.EnvOption{
		cel.Variable(facts.At, cel.IntType),
		cel.Variable(facts.Fen, cel.IntType),
		cel.Variable(facts.Surface, cel.StringType),
		cel.Variable(facts.Currency, cel.StringType),
	}
	for _, name := range facts.Names(s.Traits) {
		variables = append(variables, cel.Variable(name, cel.BoolType))
	}
	return cel.NewEnv(variables...)
}

func newInput(s *shop.Shop) input { return input{lacks: facts.LacksOf(s.Traits)} }

func compile(env *cel.Env, source string) (cel.Program, error) {
	ast, issues := env.Compile(source)
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return env.Program(ast, cel.EvalOptions(cel.OptOptimize))
}
