package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

var (
	errPaid   = errors.New("the order is paid")
	errOver   = errors.New("the attempt is over")
	errLink   = errors.New("a friend pays, by a link")
	errUnsure = errors.New("a payment of the order matches no attempt")
)

// pay sends the buyer to the provider. A second click goes on with the attempt of the first.
func (s *Server) pay(w http.ResponseWriter, r *http.Request) {
	b, ok := s.basket(r, r.PathValue("order"))
	if !ok {
		s.fail(w, r, http.StatusNotFound, problemUnknown)
		return
	}
	outdate(w, b.ID)
	method := methods.ID(r.PostFormValue("method"))
	switch {
	case !methods.ValidID(string(method)): // none, or what is not even logged
		s.answer(w, r, b, http.StatusUnprocessableEntity, problemNoMethod)
		return
	case r.PostFormValue("amount") != b.Amount.String():
		// Nobody pays another amount than the one that the page has shown.
		s.answer(w, r, b, http.StatusConflict, problemChanged)
		return
	}
	url, err := s.start(r.Context(), s.rules.Current(), s.order(r, b), method, language(r))
	refused := (*checkout.NotOfferedError)(nil)
	switch {
	case err == nil:
		http.Redirect(w, r, url, http.StatusSeeOther)
	case errors.Is(err, errPaid), errors.Is(err, errLink):
		http.Redirect(w, r, pageOf(b.ID, language(r)), http.StatusSeeOther)
	case errors.Is(err, errUnsure):
		s.answer(w, r, b, http.StatusConflict, problemUnsure)
	case errors.As(err, &refused):
		s.log.Info("refused", "order", b.ID, "method", method, "decision", refused.Decision)
		s.answer(w, r, b, http.StatusConflict, problemRefused)
	default:
		s.log.Error("pay", "order", b.ID, "method", method, "err", err)
		s.answer(w, r, b, http.StatusServiceUnavailable, s.failure(r.Context(), b.ID))
	}
}

// failure tells a payment that may have begun from one that the provider cannot know of.
func (s *Server) failure(ctx context.Context, order string) problem {
	record, err := s.store.Load(ctx, order)
	if err != nil || record.has(Open) || record.has(Left) {
		return problemFailed
	}
	return problemStart
}

// start returns where the buyer pays. An attempt may turn out to be over; then it begins
// another one, but not for ever: several tabs may be at it.
func (s *Server) start(ctx context.Context, router *routing.Router, order routing.Order, method methods.ID, lang string) (string, error) {
	for range 3 {
		attempt, err := s.begin(ctx, order, method)
		if err != nil {
			return "", err
		}
		url, err := s.charge(ctx, router, order, attempt, lang)
		if !errors.Is(err, errOver) {
			return url, err
		}
	}
	return "", fmt.Errorf("attempts for order %s end as soon as they begin", order.ID)
}

// begin returns the attempt that pays the order with a method: the current one, or a new one
// once the current one is given up. The error is errPaid if nothing is to be paid, and errUnsure
// if only staff can tell.
func (s *Server) begin(ctx context.Context, order routing.Order, method methods.ID) (Attempt, error) {
	for {
		var attempt, other *Attempt
		isPaid, isUnsure := false, false
		_, err := s.update(ctx, order.ID, func(r *Record) bool {
			attempt, other, isPaid, isUnsure = r.current(), nil, r.payment() != nil, r.has(Stray)
			switch {
			case isPaid, isUnsure:
				return false
			case attempt == nil:
				attempt = r.add(method, order.Amount, s.now())
				return true
			case attempt.Method != method || attempt.Amount != order.Amount:
				other = attempt
			}
			return false
		})
		switch {
		case err != nil:
			return Attempt{}, err
		case isPaid:
			return Attempt{}, errPaid
		case isUnsure:
			return Attempt{}, errUnsure
		case other == nil:
			return *attempt, nil
		}
		if err := s.giveUp(ctx, other.ID); err != nil {
			return Attempt{}, err
		}
	}
}

// charge holds the room of an attempt and makes the provider's order. Each step is as good
// the second time as the first. The error is errOver if the attempt can be paid no more, and
// errLink if the buyer's page shows where to pay.
func (s *Server) charge(ctx context.Context, router *routing.Router, order routing.Order, a Attempt, lang string) (string, error) {
	offer, held, err := checkout.Reserve(ctx, router, s.books, order, checkout.Attempt{
		ID: a.ID, Method: a.Method, Hold: hold, Refundable: s.refundable,
	})
	refused := (*checkout.NotOfferedError)(nil)
	switch {
	case errors.As(err, &refused):
		return "", s.endAs(ctx, a.ID, refused)
	case isAnswer[*ledger.StateError](err), isAnswer[*ledger.MismatchError](err):
		// Its hold has ended, or the rules now count it elsewhere.
		return "", s.endAs(ctx, a.ID, errOver)
	case err != nil:
		return "", err
	}
	expires := held.Expires.Add(-margin)
	record, err := s.update(ctx, order.ID, func(r *Record) bool {
		stored := r.attempt(a.ID)
		if stored.State != New {
			return false
		}
		stored.State, stored.Name, stored.Expires = Open, offer.Name, expires
		stored.Payer, stored.Product = offer.Payer, offer.Product.ID
		return true
	})
	if err != nil {
		return "", err
	}
	switch stored := record.attempt(a.ID); {
	case stored.State == Closed: // another click has given it up before the room was held
		return "", cmp.Or(s.release(ctx, a.ID), errOver)
	case stored.State != Open:
		return "", errOver
	case stored.Product != offer.Product.ID: // the buyer goes on elsewhere: an order is of one product
		return "", s.endAs(ctx, a.ID, errOver)
	}
	back := pageOf(order.ID, lang)
	if offer.Payer == methods.PayerFriend {
		back = "/?lang=" + lang // the order is the buyer's own affair
	}
	url, err := s.provider.Create(ctx, provider.Charge{
		ID: a.ID, Product: offer.Product.ID, Amount: held.Amount, Expires: expires,
		NotifyURL: s.url + "/callback", ReturnURL: s.url + back,
	})
	if errors.Is(err, provider.ErrOver) {
		return "", s.endAs(ctx, a.ID, errOver)
	}
	if err == nil && offer.Payer == methods.PayerFriend {
		return "", s.share(ctx, a.ID, url)
	}
	return url, err
}

// share keeps the link of an attempt that a friend pays. The error is errLink once the page
// shows it.
func (s *Server) share(ctx context.Context, id, link string) error {
	_, err := s.update(ctx, orderOf(id), func(r *Record) bool {
		a := r.attempt(id)
		isNew := a.Link != link
		a.Link = link
		return isNew
	})
	return cmp.Or(err, errLink)
}

// endAs gives an attempt up and returns why, unless that fails.
func (s *Server) endAs(ctx context.Context, id string, why error) error {
	return cmp.Or(s.giveUp(ctx, id), why)
}

func isAnswer[E error](err error) bool {
	var answer E
	return errors.As(err, &answer)
}
