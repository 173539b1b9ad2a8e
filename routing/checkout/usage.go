package checkout

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing"
)

var errNoLedger = errors.New("checkout: the ledger is nil: give it a ledger.Memory or a ledger.Postgres")

// Usage returns what to route an order with: what the totals that may matter for it have
// reached, and of others what the order states itself. Others are the ids of subjects
// beside the order's buyer and merchant whose totals the catalog caps; nil for none.
//
// Totals of a subject that is not known, such as the buyer of a guest's order, are left
// out: routing does not offer the methods that they bound. The totals are those of the
// ledger's current time: route orders of the current time with them.
//
// The error is that of [routing.Router.Caps] or of [ledger.Ledger.Usage]; a nil ledger is
// one too.
func Usage(ctx context.Context, router *routing.Router, books ledger.Ledger, order routing.Order, others map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	if books == nil {
		return nil, errNoLedger
	}
	subjects := subjectsOf(order, others)
	caps, err := knownCaps(router, order, subjects)
	if err != nil {
		return nil, err
	}
	totals, err := books.Usage(ctx, caps, subjects)
	if err != nil {
		return nil, err
	}
	return merged(order.Usage, totals), nil
}

// merged returns the usage that an order states with the totals of a ledger in its place.
func merged(stated, totals limits.Usage) limits.Usage {
	usage := make(limits.Usage, len(stated)+len(totals))
	maps.Copy(usage, stated)
	maps.Copy(usage, totals)
	return usage
}

// subjectsOf returns whose totals an order counts in: its buyer and its merchant, as far as
// it states them, and others.
func subjectsOf(order routing.Order, others map[limits.Subject]limits.Hidden) map[limits.Subject]limits.Hidden {
	subjects := make(map[limits.Subject]limits.Hidden, len(others)+2)
	maps.Copy(subjects, others)
	for subject, id := range map[limits.Subject]limits.Hidden{limits.Buyer: order.Buyer, limits.Merchant: order.Merchant} {
		if id != (limits.Hidden{}) {
			subjects[subject] = id
		}
	}
	return subjects
}

// knownCaps returns the caps on totals that may apply to an order and whose subjects are
// all known.
func knownCaps(router *routing.Router, order routing.Order, subjects map[limits.Subject]limits.Hidden) ([]limits.Cap, error) {
	caps, err := router.Caps(order)
	if err != nil {
		return nil, err
	}
	isUnknown := func(s limits.Subject) bool { return subjects[s] == limits.Hidden{} }
	return slices.DeleteFunc(caps, func(c limits.Cap) bool { return slices.ContainsFunc(c.Per, isUnknown) }), nil
}
