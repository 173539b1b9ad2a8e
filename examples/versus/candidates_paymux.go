package versus

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"

	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/shop"
	"github.com/paymux/paymux/examples/versus/withpaymux"
)

// unknownPlatform returns nil for the error about an order that names a platform
// that the shop does not have, which the other candidates answer with no offers.
func unknownPlatform(err error) error {
	if err == nil {
		return nil // before errors.As has a target to allocate
	}
	var malformed *routing.OrderError
	if errors.As(err, &malformed) && len(malformed.Faults) == 1 && malformed.Faults[0].Path == "platform" {
		return nil
	}
	return err
}

// paymuxBuiltIn decides with the built-in catalog itself.
func paymuxBuiltIn(*shop.Shop) ([]Candidate, error) { return paymux(china.Catalog()) }

func paymuxMarket(s *shop.Shop) ([]Candidate, error) {
	c, err := withpaymux.Catalog(s)
	if err != nil {
		return nil, err
	}
	return paymux(c)
}

func paymux(c routing.Catalog) ([]Candidate, error) {
	router, err := routing.Compile(c)
	if err != nil {
		return nil, fmt.Errorf("paymux: %w", err)
	}
	var kept routing.Decision
	into := func(o *routing.Order) (*routing.Decision, error) {
		return &kept, unknownPlatform(router.RouteInto(&kept, *o))
	}
	recorded := routed("paymux, RouteInto alone", into)
	recorded.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		return each(orders, n, func(o *routing.Order) error { return unknownPlatform(router.RouteInto(&d, *o)) })
	}
	ids := routed("paymux, (a) ids", into)
	ids.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		var offered []methods.ID
		return each(orders, n, func(o *routing.Order) error {
			err := router.RouteInto(&d, *o)
			offered = offered[:0]
			for offer := range d.OffersSeq() {
				offered = append(offered, offer.Method())
			}
			return unknownPlatform(err)
		})
	}
	details := routed("paymux, (b) details", into)
	details.Offers, details.Details = nil, func(o *routing.Order) ([]byhand.Offer, error) {
		d, err := into(o)
		return appendDetails(nil, d), err
	}
	details.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		var offers []byhand.Offer
		return each(orders, n, func(o *routing.Order) error {
			err := router.RouteInto(&d, *o)
			offers = appendDetails(offers[:0], &d)
			return unknownPlatform(err)
		})
	}
	explained := routed("paymux, (c) JSON with texts", into)
	explained.Decide = func(orders []routing.Order, n int) error {
		var d routing.Decision
		var written []byte
		return each(orders, n, func(o *routing.Order) error {
			err := router.RouteInto(&d, *o)
			if err == nil {
				written, err = d.AppendJSON(written[:0])
			}
			return unknownPlatform(err)
		})
	}
	return []Candidate{recorded, ids, details, explained}, nil
}

func appendDetails(offers []byhand.Offer, d *routing.Decision) []byhand.Offer {
	for offer := range d.OffersSeq() {
		one := byhand.Offer{Method: offer.Method(), Product: offer.ProductID(), Max: shop.Unbounded}
		room := offer.Headroom()
		if low, ok := room.Min(); ok {
			one.Min = low.Minor()
		}
		if high, ok := room.Max(); ok {
			one.Max = high.Minor()
		}
		offers = append(offers, one)
	}
	return offers
}

// routed is a candidate that routes, but for its loop.
func routed(name string, route func(*routing.Order) (*routing.Decision, error)) Candidate {
	return Candidate{
		Name:       name,
		Concurrent: true,
		AllReasons: true,
		Offers: func(o *routing.Order) ([]methods.ID, error) {
			d, err := route(o)
			var offered []methods.ID
			for offer := range d.OffersSeq() {
				offered = append(offered, offer.Method())
			}
			return offered, err
		},
		Reasons: func(o *routing.Order) (map[methods.ID][]routing.Code, error) {
			d, err := route(o)
			reasons := map[methods.ID][]routing.Code{}
			for _, e := range d.Excluded() {
				for _, r := range e.Reasons {
					reasons[e.Method] = append(reasons[e.Method], r.Code)
				}
				// The method's bound and the rule's own may both refuse.
				reasons[e.Method] = slices.Compact(reasons[e.Method])
			}
			return reasons, err
		},
	}
}
