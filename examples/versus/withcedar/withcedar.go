// Package withcedar states a shop's rules in Cedar: a policy for each rule that
// permits its method, parsed once and kept by platform. One authorization decides
// an order: the policies that permit it are the methods that are offered.
package withcedar

import (
	"fmt"
	"iter"
	"strings"

	cedar "github.com/cedar-policy/cedar-go"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Rules holds the policies of each platform.
type Rules struct {
	platforms map[methods.Platform]policies
}

// policies are read in the order in which the platform shows its methods. A
// cedar.PolicySet would read them in any order, and more slowly.
type policies []policy

type policy struct {
	id     cedar.PolicyID // the method
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
	rules := &Rules{map[methods.Platform]policies{}}
	for i := range s.Rules {
		r := &s.Rules[i]
		p := policy{cedar.PolicyID(r.Method), new(cedar.Policy)}
		if err := p.policy.UnmarshalCedar([]byte(source(s, r))); err != nil {
			return nil, fmt.Errorf("%s on %s: %w", r.Method, r.Platform, err)
		}
		rules.platforms[r.Platform] = append(rules.platforms[r.Platform], p)
	}
	return rules, nil
}

// Offers appends what is offered for an order.
func (rules *Rules) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	ps, ok := rules.platforms[o.Platform]
	if !ok {
		return offered, nil
	}
	_, diagnostic := cedar.Authorize(ps, nil, cedar.Request{Context: contextOf(o)})
	if len(diagnostic.Errors) > 0 {
		return offered, fmt.Errorf("%s: %v", o.Platform, diagnostic.Errors)
	}
	for _, r := range diagnostic.Reasons {
		offered = append(offered, methods.ID(r.PolicyID))
	}
	return offered, nil
}

func contextOf(o *routing.Order) cedar.Record {
	f := facts.Of(o)
	return cedar.NewRecord(cedar.RecordMap{
		facts.At:        cedar.Long(f.At),
		facts.Fen:       cedar.Long(f.Fen),
		facts.Surface:   cedar.String(f.Surface),
		facts.Currency:  cedar.String(f.Currency),
		facts.NoCard:    cedar.Boolean(f.NoCard),
		facts.NoBalance: cedar.Boolean(f.NoBalance),
		facts.Invited:   cedar.Boolean(f.Invited),
		facts.LatestApp: cedar.Boolean(f.LatestApp),
	})
}

// source writes a rule as a policy. What cannot fail is left out.
func source(s *shop.Shop, r *shop.Rule) string {
	var terms []string
	add := func(format string, args ...any) { terms = append(terms, fmt.Sprintf(format, args...)) }
	if !r.From.IsZero() {
		add("context.%s >= %d", facts.At, r.From.Unix())
	}
	if !r.Until.IsZero() {
		add("context.%s < %d", facts.At, r.Until.Unix())
	}
	if len(r.Surfaces) > 0 {
		terms = append(terms, oneOf(facts.Surface, r.Surfaces))
	}
	if len(r.Currencies) > 0 {
		terms = append(terms, oneOf(facts.Currency, r.Currencies))
	}
	if r.Buyer != shop.Anybody {
		terms = append(terms, buyer(r.Buyer))
	}
	if r.TakesYuan() {
		least, most := s.Bounds(r)
		within := fmt.Sprintf("context.%[1]s >= %[2]d && context.%[1]s <= %[3]d", facts.Fen, least, most)
		if !r.TakesOnlyYuan() {
			within = fmt.Sprintf("(context.%s != %q || %s)", facts.Currency, limits.CNY, within)
		}
		terms = append(terms, within)
	}
	if len(terms) == 0 {
		return "permit (principal, action, resource);"
	}
	return "permit (principal, action, resource) when { " + strings.Join(terms, " && ") + " };"
}

func oneOf[V any](name string, values []V) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprintf("%q", fmt.Sprint(v))
	}
	if len(texts) == 1 {
		return "context." + name + " == " + texts[0]
	}
	return "[" + strings.Join(texts, ", ") + "].contains(context." + name + ")"
}

func buyer(b shop.Buyer) string {
	var sets []string
	for _, set := range b.Audience() {
		var names []string
		for _, t := range set {
			names = append(names, "context."+facts.Name(t))
		}
		sets = append(sets, strings.Join(names, " && "))
	}
	return "(" + strings.Join(sets, " || ") + ")"
}
