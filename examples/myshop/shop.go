package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// basket is what the shop knows of an order. Its amount and its facts come from
// here, never from the request: a buyer must not be able to state traits.
type basket struct {
	amount limits.Money
	traits []methods.Trait
	buyer  string
}

// shop lists the methods for a basket and starts payments. Both ask the same
// router about the same order, so that what is listed can be paid.
type shop struct {
	router *routing.Router
	log    *slog.Logger
	now    func() time.Time

	mu      sync.Mutex
	baskets map[string]basket
	paid    map[string]limits.Money // by buyer and day: a real shop asks its ledger
}

func newShop(router *routing.Router, log *slog.Logger, now func() time.Time, baskets map[string]basket) *shop {
	return &shop{router: router, log: log, now: now, baskets: baskets, paid: map[string]limits.Money{}}
}

// ServeHTTP answers
//
//	GET  /checkout?order=o1               the decision
//	POST /pay?order=o1&method=wechat_pay  the product to call, or why not
func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /checkout", s.checkout)
	mux.HandleFunc("POST /pay", s.pay)
	mux.ServeHTTP(w, r)
}

// order builds the order anew from what the shop knows and where the page runs.
func (s *shop) order(r *http.Request) (routing.Order, bool) {
	id := r.FormValue("order")
	b, ok := s.baskets[id]
	at := s.now()
	used, paid := s.paid[totalKey(b.buyer, at)]
	if !paid {
		used = limits.MustParseMoney("0.00 CNY")
	}
	return routing.Order{
		ID:       id,
		Platform: "myshop",
		Surface:  methods.SurfaceOfHeader(r.Header),
		Amount:   b.amount,
		At:       at,
		Traits:   b.traits,
		Buyer:    limits.Hide(b.buyer),
		Usage:    limits.Usage{"friend_pay.day": {Amount: used}},
	}, ok
}

// totalKey names the total of a buyer on the shop's day.
func totalKey(buyer string, at time.Time) string {
	from, _ := limits.Day(chinaTime).Span(at)
	return buyer + " " + from.Format(time.RFC3339)
}

func (s *shop) checkout(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	order, ok := s.order(r)
	if !ok {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	decision, err := s.router.Route(order)
	if err != nil {
		s.refuse(w, err)
		return
	}
	s.log.Info("checkout", "decision", decision)
	s.answer(w, http.StatusOK, decision)
}

// pay decides again: between the list and the payment the amount, the time, the
// browser or the total may have changed.
func (s *shop) pay(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	order, ok := s.order(r)
	if !ok {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	decision, err := s.router.Route(order)
	if err != nil {
		s.refuse(w, err)
		return
	}
	method := methods.ID(r.FormValue("method"))
	offer, offered := decision.Offer(method)
	if !offered {
		exclusion, _ := decision.Why(method)
		s.answer(w, http.StatusConflict, exclusion)
		return
	}
	if err := s.count(order, offer); err != nil {
		s.refuse(w, err)
		return
	}
	s.answer(w, http.StatusOK, offer)
}

// count adds the payment to the totals that the offer's caps name.
func (s *shop) count(order routing.Order, offer routing.Offer) error {
	if len(offer.Caps) == 0 {
		return nil
	}
	total, err := order.Usage["friend_pay.day"].Amount.Add(order.Amount)
	if err != nil {
		return err
	}
	s.paid[totalKey(order.Buyer.Reveal(), order.At)] = total
	return nil
}

// refuse answers for an order that could not be routed: a malformed one is the
// shop's own fault, so the buyer is not told more.
func (s *shop) refuse(w http.ResponseWriter, err error) {
	var malformed *routing.OrderError
	if errors.As(err, &malformed) {
		s.log.Error("malformed order", "err", err)
	}
	http.Error(w, "this order cannot be paid now", http.StatusInternalServerError)
}

func (s *shop) answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.log.Error("answer", "err", err)
	}
}
