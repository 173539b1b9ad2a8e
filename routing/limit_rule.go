package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// LimitRule is a limit with the orders that it applies to: those that When
// matches and no Except does, for the given methods (any, if empty). Limit is a
// [limits.Cap] or a custom limit; the JSON form knows caps only. The zero
// LimitRule has none, and a catalog refuses it: it needs an ID, a Limit and a source.
//
// What a custom limit does with totals is its own business: [Router.Caps] and
// Offer.Caps do not have them, so a ledger does not count them. State a cap on a
// total as a rule of its own beside it. A limit that panics does so in [Router.Route].
type LimitRule struct {
	ID      string
	Methods []methods.ID
	When    methods.Match
	Except  []methods.Match
	Limit   limits.Limit

	// EachMethod makes it a rule for each of its methods apart: the id and the
	// counter of each are followed by a dot and the method, such as
	// "pboc_43.class_1.alipay". Methods must be listed, and Limit must be a
	// [limits.Cap].
	EachMethod bool

	methods.Evidence
}
