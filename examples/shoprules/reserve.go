package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing"
)

// reserve lets a friend pay again and again from Thursday afternoon on.
func reserve(out io.Writer, _ routing.Catalog, router *routing.Router) error {
	now := time.Date(2026, 11, 26, 15, 0, 0, 0, time.FixedZone("", 8*60*60))
	book := ledger.NewMemory(func() time.Time { return now })
	fmt.Fprintln(out, "\nHow often may a friend pay 1,500 yuan?")
	for n := range 7 {
		if err := pay(out, book, router, fmt.Sprintf("attempt-%d", n+1), now); err != nil {
			return err
		}
		now = now.Add(4 * time.Hour)
	}
	return nil
}

func pay(out io.Writer, book *ledger.Memory, router *routing.Router, attempt string, now time.Time) error {
	ctx := context.Background()
	buyer := map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")}
	order := routing.Order{Platform: "shop", Amount: limits.MustParseMoney("1500.00 CNY"), At: now, Buyer: buyer[limits.Buyer]}
	caps, err := router.Caps(order)
	if err != nil {
		return err
	}
	if order.Usage, err = book.Usage(ctx, caps, buyer); err != nil {
		return err
	}
	decision, err := router.Route(order)
	if err != nil {
		return err
	}
	clock := now.Format("Mon 15:04")
	offer, ok := decision.Offer(friendPay)
	if !ok {
		why, _ := decision.Why(friendPay)
		for _, reason := range why.Reasons {
			fmt.Fprintf(out, "  %s  not offered: %s\n", clock, reason.Text().EN)
		}
		return nil
	}
	_, err = book.Reserve(ctx, ledger.Payment{
		ID: attempt, Amount: order.Amount, Caps: offer.Caps, Subjects: buyer, Hold: 15 * time.Minute,
	})
	if refused := (*ledger.RefusedError)(nil); errors.As(err, &refused) {
		fmt.Fprintf(out, "  %s  refused: %v\n", clock, refused)
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := book.Confirm(ctx, attempt, order.Amount); err != nil {
		return err
	}
	fmt.Fprintf(out, "  %s  paid\n", clock)
	return nil
}
