package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing"
)

//go:embed catalog.json
var catalogJSON []byte

// shop is one checkout server. Servers share nothing but the ledger.
type shop struct {
	router *routing.Router
	ledger ledger.Ledger
	now    func() time.Time
}

func newShop(l ledger.Ledger) (*shop, error) {
	catalog, err := routing.ParseCatalog(catalogJSON)
	if err != nil {
		return nil, err
	}
	router, err := routing.Compile(catalog)
	if err != nil {
		return nil, err
	}
	return &shop{router: router, ledger: l, now: time.Now}, nil
}

// basket is what the shop knows of an order.
type basket struct {
	buyer, merchant string
	amount          limits.Money
}

func (b basket) subjects() map[limits.Subject]limits.Hidden {
	return map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(b.buyer), limits.Merchant: limits.Hide(b.merchant)}
}

// offer decides what the basket may be paid with, given what has been paid so far.
func (s *shop) offer(ctx context.Context, b basket) (routing.Decision, error) {
	order := routing.Order{
		Platform: "shop", Amount: b.amount, At: s.now(), Buyer: limits.Hide(b.buyer), Merchant: limits.Hide(b.merchant),
	}
	caps, err := s.router.Caps(order)
	if err != nil {
		return routing.Decision{}, err
	}
	if order.Usage, err = s.ledger.Usage(ctx, caps, b.subjects()); err != nil {
		return routing.Decision{}, err
	}
	return s.router.Route(order)
}

// hold is longer than the payment provider keeps a payment open.
const hold = 20 * time.Minute

// start holds the room of one attempt to pay with a method that was offered. Only then
// the payment provider may be asked. Where another payment has taken the room since
// the offer the error is a *ledger.RefusedError.
func (s *shop) start(ctx context.Context, attempt string, b basket, offer routing.Offer) error {
	_, err := s.ledger.Reserve(ctx, ledger.Payment{
		ID:         attempt,
		Amount:     b.amount,
		Caps:       offer.Caps,
		Subjects:   b.subjects(),
		Hold:       hold,
		Refundable: []limits.Counter{"static_code.day"},
	})
	return err
}

// notice is what the payment provider reports of an attempt, sooner or later and
// perhaps more than once.
type notice struct {
	attempt string
	paid    limits.Money // not valid: the payment was closed
}

// callback takes a notice. A notice that fails is sent again by the provider, so every
// error except an answer of the ledger is reported to it.
func (s *shop) callback(ctx context.Context, n notice) (ledger.Reservation, error) {
	if !n.paid.IsValid() {
		return s.ledger.Release(ctx, n.attempt)
	}
	return s.ledger.Confirm(ctx, n.attempt, n.paid)
}

// left describes what a refusal leaves.
func left(err error) string {
	refused := (*ledger.RefusedError)(nil)
	if !errors.As(err, &refused) {
		return err.Error()
	}
	var caps []string
	for _, r := range refused.Refusals {
		most, _ := r.Room.Max()
		resets, _ := r.Room.Resets()
		caps = append(caps, fmt.Sprintf("%s has reached %s and leaves %s until %s",
			r.Cap.Counter, r.Used.Amount, most, resets.In(beijing).Format("15:04 MST")))
	}
	return strings.Join(caps, "; ")
}

var beijing = time.FixedZone("UTC+08:00", 8*60*60)
