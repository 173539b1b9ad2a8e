package versus

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
	"github.com/paymux/paymux/examples/versus/withpaymux"
)

// compile makes a router of a shop.
func compile(s *shop.Shop) (*routing.Router, error) {
	c, err := withpaymux.Catalog(s)
	if err != nil {
		return nil, err
	}
	return routing.Compile(c)
}

// unknownPlatform returns nil for the error about an order that names a platform
// that the shop does not have, which the other candidates answer with no offers.
func unknownPlatform(err error) error {
	var malformed *routing.OrderError
	if errors.As(err, &malformed) && len(malformed.Faults) == 1 && malformed.Faults[0].Path == "platform" {
		return nil
	}
	return err
}

func paymux(s *shop.Shop) ([]Candidate, error) {
	router, err := compile(s)
	if err != nil {
		return nil, fmt.Errorf("paymux: %w", err)
	}
	var kept routing.Decision
	into := func(o *routing.Order) (routing.Decision, error) {
		err := router.RouteInto(&kept, *o)
		return kept, err
	}
	recorded := routed("paymux RouteInto, every reason", into)
	recorded.Subject, recorded.Concurrent = true, true
	recorded.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		for i, next := 0, 0; i < n; i++ {
			if err := router.RouteInto(&d, orders[next]); err != nil && unknownPlatform(err) != nil {
				return err
			}
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	fresh := routed("paymux Route, every reason", func(o *routing.Order) (routing.Decision, error) {
		return router.Route(*o)
	})
	fresh.Concurrent = true
	fresh.Decide = func(orders []routing.Order, n int) error {
		return each(orders, n, func(o *routing.Order) error {
			_, err := router.Route(*o)
			return unknownPlatform(err)
		})
	}
	offers := routed("paymux RouteInto, then Offers", into)
	offers.Concurrent = true
	offers.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		return each(orders, n, func(o *routing.Order) error {
			err := router.RouteInto(&d, *o)
			d.Offers()
			return unknownPlatform(err)
		})
	}
	listed := routed("paymux RouteInto, then Offers and Excluded", into)
	listed.Concurrent = true
	listed.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		return each(orders, n, func(o *routing.Order) error {
			err := router.RouteInto(&d, *o)
			d.Offers()
			d.Excluded()
			return unknownPlatform(err)
		})
	}
	return []Candidate{recorded, fresh, offers, listed}, nil
}

// routed is a candidate that routes, but for its loop.
func routed(name string, route func(*routing.Order) (routing.Decision, error)) Candidate {
	return Candidate{
		Name:       name,
		AllReasons: true,
		Offers: func(o *routing.Order) ([]methods.ID, error) {
			d, err := route(o)
			var offered []methods.ID
			for _, offer := range d.Offers() {
				offered = append(offered, offer.Method)
			}
			return offered, unknownPlatform(err)
		},
		Reasons: func(o *routing.Order) (map[methods.ID][]routing.Code, error) {
			d, err := route(o)
			reasons := map[methods.ID][]routing.Code{}
			for _, e := range d.Excluded() {
				for _, r := range e.Reasons {
					reasons[e.Method] = append(reasons[e.Method], r.Code)
				}
				// The wallet's bound and the rule's own may both refuse.
				reasons[e.Method] = slices.Compact(reasons[e.Method])
			}
			return reasons, unknownPlatform(err)
		},
	}
}
