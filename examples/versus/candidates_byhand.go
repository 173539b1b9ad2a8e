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
	ids := answering("hand-written switch, (a) ids", byhand.Switch)
	ids.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			byhand.Switch(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	details := answering("hand-written switch, (b) details", byhand.SwitchDetails)
	details.Offers, details.Details = nil, detailing(byhand.SwitchDetails)
	details.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			byhand.SwitchDetails(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	explained := answering("hand-written switch, (c) JSON without texts", byhand.SwitchDetails)
	explained.Offers, explained.Details = nil, detailing(byhand.SwitchDetails)
	explained.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		var written []byte
		for i, next := 0, 0; i < n; i++ {
			byhand.SwitchDetails(&orders[next], &a)
			written = a.AppendJSON(written[:0])
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	return []Candidate{ids, details, explained}, nil
}

func handTable(s *shop.Shop) ([]Candidate, error) {
	table := byhand.NewTable(s)
	ids := answering("hand-written table, (a) ids", table.Explained)
	ids.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			table.Explained(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	details := answering("hand-written table, (b) details", table.Details)
	details.Offers, details.Details = nil, detailing(table.Details)
	details.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		for i, next := 0, 0; i < n; i++ {
			table.Details(&orders[next], &a)
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	explained := answering("hand-written table, (c) JSON without texts", table.Details)
	explained.Offers, explained.Details = nil, detailing(table.Details)
	explained.Decide = func(orders []routing.Order, n int) error {
		var a byhand.Answer
		var written []byte
		for i, next := 0, 0; i < n; i++ {
			table.Details(&orders[next], &a)
			written = a.AppendJSON(written[:0])
			if next++; next == len(orders) {
				next = 0
			}
		}
		return nil
	}
	return []Candidate{ids, details, explained}, nil
}

// answering is a candidate that writes an Answer, but for its loop.
func answering(name string, decide func(*routing.Order, *byhand.Answer)) Candidate {
	var a byhand.Answer
	return Candidate{
		Name:       name,
		Concurrent: true,
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

func detailing(decide func(*routing.Order, *byhand.Answer)) func(*routing.Order) ([]byhand.Offer, error) {
	var a byhand.Answer
	return func(o *routing.Order) ([]byhand.Offer, error) {
		decide(o, &a)
		return a.Offers, nil
	}
}

func naiveRules(s *shop.Shop) ([]Candidate, error) {
	rules := naive.New(s)
	return []Candidate{{
		Name: "naive list of rules, (a) ids",
		Decide: func(orders []routing.Order, n int) error {
			return each(orders, n, func(o *routing.Order) error {
				rules.Offers(o)
				return nil
			})
		},
		Offers: func(o *routing.Order) ([]methods.ID, error) { return rules.Offers(o), nil },
	}}, nil
}
