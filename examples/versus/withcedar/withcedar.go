// Package withcedar states a shop's rules in Cedar: a policy for each rule that
// permits its method, parsed once and kept by platform. One authorization decides
// an order: the policies that permit it are the rules that accept it.
package withcedar

import (
	"fmt"
	"iter"
	"strconv"

	cedar "github.com/cedar-policy/cedar-go"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Rules holds the policies of each platform. It serves one goroutine.
type Rules struct {
	platforms map[methods.Platform]*platform
	stated    []string
	lacks     map[methods.Trait]string
}

type platform struct {
	menu     facts.Menu
	policies policies
	accepts  []bool
}

// policies are read in the order in which the platform shows its methods. A
// cedar.PolicySet would read them in any order, and more slowly.
type policies []policy

type policy struct {
	id     cedar.PolicyID // the place of the rule
	policy *cedar.Policy
}

// All yields the policies.
func (ps policies) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, p := range ps {
			if !yield(p.id, p.policy) {
				return
			}
		}
	}
}

// Compile parses the rules of a shop.
func Compile(s *shop.Shop) (*Rules, error) {
	rules := &Rules{platforms: map[methods.Platform]*platform{}, lacks: facts.LacksOf(s.Traits)}
	var failed error
	s.ByPlatform(func(id methods.Platform, of []shop.Rule) {
		p := &platform{menu: facts.NewMenu(of)}
		for i, r := range p.menu.Rules {
			one := policy{cedar.PolicyID(strconv.Itoa(i)), new(cedar.Policy)}
			if err := one.policy.UnmarshalCedar([]byte(source(s, r))); err != nil && failed == nil {
				failed = fmt.Errorf("%s on %s: %w", r.Method, id, err)
			}
			p.policies = append(p.policies, one)
		}
		p.accepts = make([]bool, len(p.policies))
		rules.platforms[id] = p
	})
	return rules, failed
}

// Offers appends what is offered for an order.
func (rules *Rules) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	p, ok := rules.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	_, diagnostic := cedar.Authorize(p.policies, nil, cedar.Request{Context: rules.contextOf(o)})
	if len(diagnostic.Errors) > 0 {
		return offered, fmt.Errorf("%s: %v", o.Platform, diagnostic.Errors)
	}
	clear(p.accepts)
	for _, r := range diagnostic.Reasons {
		place, err := strconv.Atoi(string(r.PolicyID))
		if err != nil {
			return offered, fmt.Errorf("%s: %w", o.Platform, err)
		}
		p.accepts[place] = true
	}
	return p.menu.Append(offered, p.accepts), nil
}

// contextOf has an attribute for each trait that is stated: policies ask whether it is
// there.
func (rules *Rules) contextOf(o *routing.Order) cedar.Record {
	f := facts.Of(o)
	attributes := cedar.RecordMap{
		facts.At:       cedar.Long(f.At),
		facts.Fen:      cedar.Long(f.Fen),
		facts.Surface:  cedar.String(f.Surface),
		facts.Currency: cedar.String(f.Currency),
	}
	rules.stated = facts.Stated(rules.stated[:0], o, rules.lacks)
	for _, name := range rules.stated {
		attributes[cedar.String(name)] = cedar.True
	}
	return cedar.NewRecord(attributes)
}

// source writes a rule as a policy.
func source(s *shop.Shop, r *shop.Rule) string {
	condition := facts.Join(facts.Clauses(s, r), func(a facts.Atom) string {
		switch a.Op {
		case facts.AtLeast:
			return fmt.Sprintf("context.%s >= %d", a.Fact, a.Number)
		case facts.AtMost:
			return fmt.Sprintf("context.%s <= %d", a.Fact, a.Number)
		case facts.Before:
			return fmt.Sprintf("context.%s < %d", a.Fact, a.Number)
		case facts.In:
			if len(a.Values) == 1 {
				return fmt.Sprintf("context.%s == %q", a.Fact, a.Values[0])
			}
			return fmt.Sprintf("[%s].contains(context.%s)", facts.Quoted(a.Values), a.Fact)
		case facts.NotIn:
			return fmt.Sprintf("context.%s != %q", a.Fact, a.Values[0])
		case facts.IsNot:
			return "!(context has " + a.Fact + ")"
		}
		return "context has " + a.Fact
	})
	return "permit (principal, action, resource) when { " + condition + " };"
}
