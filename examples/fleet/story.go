package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// story is a day of two checkout servers. Every line that it writes is the same in
// every run, whichever server is quicker.
type story struct {
	servers [2]*shop
	out     io.Writer
	err     error // of writing
}

func (s *story) say(format string, args ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s.out, format+"\n", args...)
	}
}

func (s *story) tell(ctx context.Context) error {
	for _, chapter := range []func(context.Context) error{s.twoTabs, s.lateSuccess, s.rush, s.audit} {
		if err := chapter(ctx); err != nil {
			return err
		}
	}
	return s.err
}

const (
	staticCode methods.ID = "static_code"
	alipay     methods.ID = "alipay"
)

// offers writes what a server offers, and returns it.
func (s *story) offers(ctx context.Context, server int, b basket) (routing.Decision, error) {
	decision, err := s.servers[server].offer(ctx, b)
	if err != nil {
		return decision, err
	}
	s.say("server %d, %s for %s:", server+1, b.buyer, b.amount)
	for _, offer := range decision.Offers() {
		s.say("  offered: %s, %s", offer.Method, offer.Headroom)
	}
	for _, exclusion := range decision.Excluded() {
		for _, reason := range exclusion.Reasons {
			s.say("  not offered: %s, %s over what is left of %s", exclusion.Method, reason.Over, reason.Limit)
		}
	}
	return decision, nil
}

// twoTabs: 420 yuan of 500 are paid, then two tabs on two servers want 80 each.
func (s *story) twoTabs(ctx context.Context) error {
	if err := s.pay(ctx, 0, "a1", basket{"b1", "m1", limits.MustParseMoney("420.00 CNY")}); err != nil {
		return err
	}
	tab := basket{"b1", "m1", limits.MustParseMoney("80.00 CNY")}
	var offers [2]routing.Offer
	for i := range s.servers {
		decision, err := s.offers(ctx, i, tab)
		if err != nil {
			return err
		}
		offers[i], _ = decision.Offer(staticCode)
	}
	var errs [2]error
	var tabs sync.WaitGroup
	for i, server := range s.servers {
		tabs.Go(func() { errs[i] = server.start(ctx, attempt("a2", i), tab, offers[i]) })
	}
	tabs.Wait()
	for i, err := range errs {
		if err != nil && errs[1-i] == nil {
			s.say("both pay at once: one is held, the other is not: %s", left(err))
			s.say("the buyer closes the page, and the provider says that the payment is closed: its room is free again")
			_, err := s.servers[i].callback(ctx, notice{attempt: attempt("a2", 1-i)})
			return err
		}
	}
	return fmt.Errorf("of two tabs, one should be held: %w", errors.Join(errs[:]...))
}

func attempt(name string, n int) string { return fmt.Sprintf("%s.%d", name, n) }

// pay is a payment by static code that one server starts, and of which the other is
// told that it succeeded.
func (s *story) pay(ctx context.Context, server int, attempt string, b basket) error {
	decision, err := s.offers(ctx, server, b)
	if err != nil {
		return err
	}
	offer, _ := decision.Offer(staticCode)
	if err := s.servers[server].start(ctx, attempt, b, offer); err != nil {
		return err
	}
	r, err := s.servers[1-server].callback(ctx, notice{attempt, b.amount})
	if err == nil {
		s.say("  started on server %d, reported to server %d: %s for %s", server+1, 2-server, r.State, r.Confirmed)
	}
	return err
}

// lateSuccess: a payment that the provider had closed succeeded after all, when its
// room was taken.
func (s *story) lateSuccess(ctx context.Context) error {
	b := basket{"b2", "m1", limits.MustParseMoney("300.00 CNY")}
	decision, err := s.servers[0].offer(ctx, b)
	if err != nil {
		return err
	}
	offer, _ := decision.Offer(staticCode)
	if err := s.servers[0].start(ctx, "a3", b, offer); err != nil {
		return err
	}
	if _, err := s.servers[0].callback(ctx, notice{attempt: "a3"}); err != nil {
		return err
	}
	if err := s.pay(ctx, 1, "a4", b); err != nil {
		return err
	}
	r, err := s.servers[0].callback(ctx, notice{"a3", b.amount})
	if err != nil {
		return err
	}
	for _, total := range r.Over() {
		excess, _ := total.Excess()
		s.say("a late success of %s: %s stands at %s, %s above its cap", b.amount, total.Counter, total.Used, excess)
	}
	r, err = s.servers[0].books.Refund(ctx, "a3", "r1", b.amount)
	if err != nil {
		return err
	}
	s.say("the shop refunds it, which gives back: %s stands at %s", r.Totals[0].Counter, r.Totals[0].Used)
	return nil
}

// rush: 60 buyers on both servers want 50 yuan each of a merchant that may take 2,000
// a day with Alipay.
func (s *story) rush(ctx context.Context) error {
	const buyers = 60
	errs := make([]error, buyers)
	var rush sync.WaitGroup
	for i := range buyers {
		rush.Go(func() {
			b := basket{attempt("rush", i), "m1", limits.MustParseMoney("50.00 CNY")}
			errs[i] = s.servers[i%2].buy(ctx, attempt("rush", i), b, alipay)
		})
	}
	rush.Wait()
	paid := 0
	for _, err := range errs {
		if err == nil {
			paid++
		}
	}
	s.say("%d buyers want to pay 50.00 CNY each to a merchant with 2000.00 CNY a day: %d did", buyers, paid)
	_, err := s.offers(ctx, 0, basket{"b3", "m1", limits.MustParseMoney("50.00 CNY")})
	return err
}

// buy offers, starts and confirms.
func (s *shop) buy(ctx context.Context, attempt string, b basket, method methods.ID) error {
	decision, err := s.offer(ctx, b)
	if err != nil {
		return err
	}
	offer, ok := decision.Offer(method)
	if !ok {
		return fmt.Errorf("%s is not offered", method)
	}
	if err := s.start(ctx, attempt, b, offer); err != nil {
		return err
	}
	_, err = s.callback(ctx, notice{attempt, b.amount})
	return err
}

func (s *story) audit(ctx context.Context) error {
	if _, err := s.servers[0].books.Sweep(ctx, 1000); err != nil {
		return err
	}
	differences, err := s.servers[1].books.Audit(ctx)
	if err != nil {
		return err
	}
	s.say("the books are audited: %d totals differ from their payments", len(differences))
	if len(differences) > 0 {
		return errors.New("the books are wrong")
	}
	return nil
}
