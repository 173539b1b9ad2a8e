package versus

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/naive"
	"github.com/paymux/paymux/examples/versus/shop"
)

// The loops of the switch and the table are written out because a call through a
// function value would be a good part of what they take.

func handSwitch(*shop.Shop) ([]Candidate, error) {
	explained := answering("hand-written switch, first reason", byhand.SwitchExplained)
	explained.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			byhand.SwitchExplained(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	offers := answering("hand-written switch, no reasons", byhand.SwitchOffers)
	offers.Reasons = nil
	offers.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			byhand.SwitchOffers(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	return []Candidate{explained, offers}, nil
}

func handTable(s *shop.Shop) ([]Candidate, error) {
	table := byhand.NewTable(s)
	explained := answering("hand-written table, first reason", table.Explained)
	explained.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			table.Explained(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	offers := answering("hand-written table, no reasons", table.Offers)
	offers.Reasons = nil
	offers.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			table.Offers(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	return []Candidate{explained, offers}, nil
}

// answering is a candidate that writes an Answer, but for its loop.
func answering(name string, decide func(*routing.Order, *byhand.Answer)) Candidate {
	var a byhand.Answer
	return Candidate{
		Name: name,
		Offers: func(o *routing.Order) ([]methods.ID, error) {
			decide(o, &a)
			return a.Offered, nil
		},
		Reasons: func(o *routing.Order) (map[methods.ID][]routing.Code, error) {
			decide(o, &a)
			reasons := map[methods.ID][]routing.Code{}
			for _, e := range a.Excluded {
				reasons[e.Method] = []routing.Code{e.Code.Routing()}
			}
			return reasons, nil
		},
	}
}

func naiveRules(s *shop.Shop) ([]Candidate, error) {
	rules := naive.New(s)
	return []Candidate{{
		Name: "naive list of rules",
		Decide: func(orders []routing.Order, n int) error {
			return each(orders, n, func(o *routing.Order) error {
				rules.Offers(o)
				return nil
			})
		},
		Offers: func(o *routing.Order) ([]methods.ID, error) { return rules.Offers(o), nil },
	}}, nil
}
