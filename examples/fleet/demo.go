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

// demo is a day of two checkout servers. Every line that it writes is the same in
// every run, whichever server is quicker.
type demo struct {
	servers [2]*shop
	out     io.Writer
	err     error // of writing
}

func (d *demo) printf(format string, args ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.out, format+"\n", args...)
	}
}

func (d *demo) run(ctx context.Context) error {
	for _, part := range []func(context.Context) error{d.twoTabs, d.lateSuccess, d.rush, d.audit} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return d.err
}

const (
	staticCode methods.ID = "static_code"
	alipay     methods.ID = "alipay"
)

// offers writes what a server offers, and returns it.
func (d *demo) offers(ctx context.Context, server int, b basket) (routing.Decision, error) {
	decision, err := d.servers[server].offer(ctx, b)
	if err != nil {
		return decision, err
	}
	d.printf("server %d, %s for %s:", server+1, b.buyer, b.amount)
	for _, offer := range decision.Offers() {
		d.printf("  offered: %s, %s", offer.Method, offer.Headroom)
	}
	for _, exclusion := range decision.Excluded() {
		for _, reason := range exclusion.Reasons {
			d.printf("  not offered: %s, %s of the day's %s is used", exclusion.Method, reason.Used, reason.Limit)
		}
	}
	return decision, nil
}

// twoTabs: 420 yuan of 500 are paid, then two tabs on two servers want 80 each.
func (d *demo) twoTabs(ctx context.Context) error {
	if err := d.pay(ctx, 0, "a1", basket{"b1", "m1", limits.MustParseMoney("420.00 CNY")}); err != nil {
		return err
	}
	tab := basket{"b1", "m1", limits.MustParseMoney("80.00 CNY")}
	var offers [2]routing.Offer
	for i := range d.servers {
		decision, err := d.offers(ctx, i, tab)
		if err != nil {
			return err
		}
		offers[i], _ = decision.Offer(staticCode)
	}
	var errs [2]error
	var tabs sync.WaitGroup
	for i, server := range d.servers {
		tabs.Go(func() { errs[i] = server.start(ctx, attempt("a2", i), tab, offers[i]) })
	}
	tabs.Wait()
	for i, err := range errs {
		if err != nil && errs[1-i] == nil {
			d.printf("both pay at once: one is held, the other is not: %s", left(err))
			d.printf("the buyer closes the page, and the provider says that the payment is closed: its room is free again")
			_, err := d.servers[i].callback(ctx, notice{attempt: attempt("a2", 1-i)})
			return err
		}
	}
	return fmt.Errorf("of two tabs, one should be held: %w", errors.Join(errs[:]...))
}

func attempt(name string, n int) string { return fmt.Sprintf("%s.%d", name, n) }

// pay is a payment by static code that one server starts, and of which the other is
// told that it succeeded.
func (d *demo) pay(ctx context.Context, server int, attempt string, b basket) error {
	decision, err := d.offers(ctx, server, b)
	if err != nil {
		return err
	}
	offer, _ := decision.Offer(staticCode)
	if err := d.servers[server].start(ctx, attempt, b, offer); err != nil {
		return err
	}
	r, err := d.servers[1-server].callback(ctx, notice{attempt, b.amount})
	if err == nil {
		d.printf("  started on server %d, reported to server %d: %s for %s", server+1, 2-server, r.State, r.Confirmed)
	}
	return err
}

// lateSuccess: a payment that the provider had closed succeeded after all, when its
// room was taken.
func (d *demo) lateSuccess(ctx context.Context) error {
	b := basket{"b2", "m1", limits.MustParseMoney("300.00 CNY")}
	decision, err := d.servers[0].offer(ctx, b)
	if err != nil {
		return err
	}
	offer, _ := decision.Offer(staticCode)
	if err := d.servers[0].start(ctx, "a3", b, offer); err != nil {
		return err
	}
	if _, err := d.servers[0].callback(ctx, notice{attempt: "a3"}); err != nil {
		return err
	}
	if err := d.pay(ctx, 1, "a4", b); err != nil {
		return err
	}
	r, err := d.servers[0].callback(ctx, notice{"a3", b.amount})
	if err != nil {
		return err
	}
	for _, total := range r.Over() {
		excess, _ := total.Excess()
		d.printf("a late success of %s: %s stands at %s, %s above its cap", b.amount, total.Counter, total.Used.Amount, excess)
	}
	r, err = d.servers[0].ledger.Refund(ctx, "a3", "r1", b.amount)
	if err != nil {
		return err
	}
	d.printf("the shop refunds it, which frees room: %s stands at %s", r.Totals[0].Counter, r.Totals[0].Used.Amount)
	return nil
}

// rush: 60 buyers on both servers want 50 yuan each of a merchant that may take 2,000
// a day with Alipay.
func (d *demo) rush(ctx context.Context) error {
	const buyers = 60
	errs := make([]error, buyers)
	var rush sync.WaitGroup
	for i := range buyers {
		rush.Go(func() {
			b := basket{attempt("rush", i), "m1", limits.MustParseMoney("50.00 CNY")}
			errs[i] = d.servers[i%2].buy(ctx, attempt("rush", i), b, alipay)
		})
	}
	rush.Wait()
	paid := 0
	for _, err := range errs {
		if err == nil {
			paid++
		}
	}
	d.printf("%d buyers want to pay 50.00 CNY each to a merchant with 2000.00 CNY a day: %d did", buyers, paid)
	_, err := d.offers(ctx, 0, basket{"b3", "m1", limits.MustParseMoney("50.00 CNY")})
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

func (d *demo) audit(ctx context.Context) error {
	if _, err := d.servers[0].ledger.Sweep(ctx, 1000); err != nil {
		return err
	}
	discrepancies, err := d.servers[1].ledger.Audit(ctx)
	if err != nil {
		return err
	}
	d.printf("the ledger is audited: %d totals differ from their payments", len(discrepancies))
	if len(discrepancies) > 0 {
		return errors.New("totals are wrong")
	}
	return nil
}
