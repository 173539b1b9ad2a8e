package routingtest

import (
	"errors"
	"fmt"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// route routes an order that is not malformed. A panic of a custom limit fails the
// property, as it would otherwise end the tests without a word about the order.
func (s *subject) route(t *rapid.T, r *routing.Router, o routing.Order) routing.Decision {
	d, err := s.tryRoute(r, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (s *subject) tryRoute(r *routing.Router, o routing.Order) (d routing.Decision, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s panics: %w; for %v", s.panickingRule(o), ordergen.Recovered(p), o)
		}
	}()
	return r.Route(o)
}

// panickingRule finds the rule whose limit panics, by calling each as the router does.
func (s *subject) panickingRule(o routing.Order) string {
	for i := range s.catalog.Limits {
		rule := &s.catalog.Limits[i]
		_, err := ordergen.Headroom(rule.Limit, limits.Query{Currency: o.Amount.Currency(), At: o.At, Usage: o.Usage})
		if errors.As(err, new(*ordergen.PanicError)) {
			return "the limit of rule " + rule.ID
		}
	}
	return "an unknown rule's limit"
}
