package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
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
	router  *routing.Router
	books   ledger.Ledger
	log     *slog.Logger
	now     func() time.Time
	baskets map[string]basket
}

func newShop(router *routing.Router, log *slog.Logger, now func() time.Time, baskets map[string]basket) *shop {
	return &shop{router: router, books: ledger.NewMemory(now), log: log, now: now, baskets: baskets}
}

// ServeHTTP answers
//
//	GET  /checkout?order=o1                          what the buyer may pay with
//	POST /pay?order=o1&method=wechat_pay&attempt=a1  what to do next, or the list as it is now
//
// An attempt is one button of the list: a second click on it sends the same attempt again.
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
	return routing.Order{
		ID:       id,
		Platform: "myshop",
		Surface:  methods.SurfaceOfHeader(r.Header),
		Amount:   b.amount,
		At:       s.now(),
		Traits:   b.traits,
		Buyer:    limits.Hide(b.buyer),
	}, ok
}

func (s *shop) checkout(w http.ResponseWriter, r *http.Request) {
	order, ok := s.order(r)
	if !ok {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	var err error
	if order.Usage, err = checkout.Usage(r.Context(), s.router, s.books, order, nil); err != nil {
		s.refuse(w, err)
		return
	}
	decision, err := s.router.Route(order)
	if err != nil {
		s.refuse(w, err)
		return
	}
	s.log.Info("checkout", "decision", decision)
	s.answer(w, http.StatusOK, decision.Public())
}

// handOff is what the browser needs to go on. The shop itself calls the product's API.
type handOff struct {
	Attempt string       `json:"attempt"`
	Method  methods.ID   `json:"method"`
	Product string       `json:"product,omitempty"`
	Flow    methods.Flow `json:"flow,omitempty"`
	Amount  limits.Money `json:"amount"`
}

// pay decides again: between the list and the payment the amount, the time, the
// browser or the total may have changed.
func (s *shop) pay(w http.ResponseWriter, r *http.Request) {
	order, ok := s.order(r)
	if !ok {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	offer, held, err := checkout.Reserve(r.Context(), s.router, s.books, order, checkout.Attempt{
		ID: order.ID + "/" + r.FormValue("attempt"), Method: methods.ID(r.FormValue("method")), Hold: hold,
	})
	refused := (*checkout.NotOfferedError)(nil)
	switch {
	case errors.As(err, &refused):
		s.answer(w, http.StatusConflict, refused.Decision.Public())
	case err != nil:
		s.refuse(w, err)
	default:
		s.log.Info("pay", "offer", offer, "attempt", held.ID)
		s.answer(w, http.StatusOK, handOff{
			Attempt: held.ID, Method: offer.Method, Product: offer.Product.ID, Flow: offer.Product.Flow, Amount: held.Amount,
		})
	}
}

// hold outlives the order at the provider, which the shop has closed after 15 minutes.
const hold = 20 * time.Minute

// refuse answers for an order that could not be decided about: the buyer is not told more.
func (s *shop) refuse(w http.ResponseWriter, err error) {
	s.log.Error("order", "err", err)
	http.Error(w, "this order cannot be paid now", http.StatusInternalServerError)
}

func (s *shop) answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.log.Error("answer", "err", err)
	}
}
