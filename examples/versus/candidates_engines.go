package versus

import (
	"fmt"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
	"github.com/paymux/paymux/examples/versus/withcedar"
	"github.com/paymux/paymux/examples/versus/withcel"
	"github.com/paymux/paymux/examples/versus/withexpr"
	"github.com/paymux/paymux/examples/versus/withopa"
)

// engine is a general engine that has a shop's rules.
type engine interface {
	// Offers appends what is offered for an order.
	Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error)
}

// running is a candidate that asks an engine.
func running[E engine](name string, compile func(*shop.Shop) (E, error)) Builder {
	return func(s *shop.Shop) ([]Candidate, error) {
		e, err := compile(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return []Candidate{{
			Name: name,
			Decide: func(orders []routing.Order, n int) error {
				var offered []methods.ID
				return each(orders, n, func(o *routing.Order) (err error) {
					offered, err = e.Offers(o, offered[:0])
					return err
				})
			},
			Offers: func(o *routing.Order) ([]methods.ID, error) { return e.Offers(o, nil) },
		}}, nil
	}
}

var (
	celPerRule      = running("CEL, a program a rule", withcel.CompilePerRule)
	celPerPlatform  = running("CEL, a program a platform", withcel.CompilePerPlatform)
	exprPerRule     = running("Expr, a program a rule", withexpr.CompilePerRule)
	exprPerPlatform = running("Expr, a program a platform", withexpr.CompilePerPlatform)
	cedarPolicies   = running("Cedar, a policy a rule", withcedar.Compile)
	opaPolicies     = running("OPA, rules in Rego", withopa.CompilePolicies)
	opaData         = running("OPA, rules as data", withopa.CompileData)
)
