package analysis

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// candidate is orders of which one may become a witness. The buyer, which may take long
// to find, and the usage are only worked out then. The zero candidate is that there are
// none.
type candidate struct {
	order    routing.Order // but for its buyer and its usage
	box      mdd.Box
	buyers   *buyerAxes
	counters map[limits.Counter]counted
}

func (c candidate) exists() bool { return c.order.Platform != "" }

// witness returns an order of the candidate. It reports false if none of so many
// made-up buyers lies in it.
func (c *candidate) witness(buyers int) (routing.Order, bool) {
	o := c.order
	buyer, ok := c.buyers.buyer(c.box, buyers)
	o.Buyer, o.Usage = limits.Hide(buyer), nothingPaid(c.counters, o.Amount.Currency())
	return o, ok
}

// candidate returns the orders of a box.
func (s *space) candidate(b mdd.Box, p methods.Platform) candidate {
	buyers := s.buyers // but for the space, which is large
	return candidate{order: s.plainOrder(b, p), box: b, buyers: &buyers, counters: s.counters}
}

// first returns the first orders of which a function is not 0, if there are any.
func (s *space) first(f mdd.Ref, p methods.Platform) candidate {
	b, ok := s.First(s.inTime(f))
	if !ok {
		return candidate{}
	}
	return s.candidate(b, p)
}

// remember keeps the first orders of which a function is not 0 by a key, if there are
// any and none are kept yet.
func remember[K comparable](all map[K]candidate, key K, s *space, f mdd.Ref, p methods.Platform) {
	if _, ok := all[key]; ok {
		return
	}
	if c := s.first(f, p); c.exists() {
		all[key] = c
	}
}
