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
	platforms map[methods.Platform][]program
	input     input
}

type program struct {
	method methods.ID
	accept cel.Program
}

// CompilePerRule compiles each rule of a shop to a program.
func CompilePerRule(s *shop.Shop) (*PerRule, error) {
	env, err := newEnv()
	if err != nil {
		return nil, err
	}
	rules := &PerRule{platforms: map[methods.Platform][]program{}}
	for i := range s.Rules {
		r := &s.Rules[i]
		accept, err := compile(env, facts.Condition(s, r))
		if err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		rules.platforms[r.Platform] = append(rules.platforms[r.Platform], program{r.Method, accept})
	}
	return rules, nil
}

// Offers appends what is offered for an order.
func (rules *PerRule) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	rules.input = inputOf(o)
	for _, p := range rules.platforms[o.Platform] {
		accepted, _, err := p.accept.Eval(&rules.input)
		if err != nil {
			return offered, fmt.Errorf("%s on %s: %w", p.method, o.Platform, err)
		}
		if accepted == types.True {
			offered = append(offered, p.method)
		}
	}
	return offered, nil
}

// PerPlatform holds a program for each platform. It serves one goroutine.
type PerPlatform struct {
	platforms map[methods.Platform]list
	input     input
}

// list is a program that returns what each rule says, and the rules' methods.
type list struct {
	methods []methods.ID
	accept  cel.Program
}

// CompilePerPlatform compiles the rules of each platform of a shop to a program.
func CompilePerPlatform(s *shop.Shop) (*PerPlatform, error) {
	env, err := newEnv()
	if err != nil {
		return nil, err
	}
	rules := &PerPlatform{platforms: map[methods.Platform]list{}}
	var failed error
	s.ByPlatform(func(platform methods.Platform, of []shop.Rule) {
		var l list
		var conditions []string
		for i := range of {
			l.methods = append(l.methods, of[i].Method)
			conditions = append(conditions, facts.Condition(s, &of[i]))
		}
		var err error
		l.accept, err = compile(env, "["+strings.Join(conditions, ",\n")+"]")
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
	rules.input = inputOf(o)
	v, _, err := l.accept.Eval(&rules.input)
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	accepted, ok := v.(traits.Lister)
	if !ok || accepted.Size() != types.Int(len(l.methods)) {
		return offered, fmt.Errorf("%s: %v: want a boolean for each of %d rules", o.Platform, v, len(l.methods))
	}
	for i, method := range l.methods {
		if accepted.Get(types.Int(i)) == types.True {
			offered = append(offered, method)
		}
	}
	return offered, nil
}

// newEnv declares the facts.
func newEnv() (*cel.Env, error) {
	return cel.NewEnv(
		cel.Variable(facts.At, cel.IntType),
		cel.Variable(facts.Fen, cel.IntType),
		cel.Variable(facts.Surface, cel.StringType),
		cel.Variable(facts.Currency, cel.StringType),
		cel.Variable(facts.NoCard, cel.BoolType),
		cel.Variable(facts.NoBalance, cel.BoolType),
		cel.Variable(facts.Invited, cel.BoolType),
		cel.Variable(facts.LatestApp, cel.BoolType),
	)
}

func compile(env *cel.Env, source string) (cel.Program, error) {
	ast, issues := env.Compile(source)
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return env.Program(ast, cel.EvalOptions(cel.OptOptimize))
}
