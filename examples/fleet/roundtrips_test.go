package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Reserve takes three round trips, Usage and Confirm one, and a Confirm touches no
// total.
func TestRoundTrips(t *testing.T) {
	var mu sync.Mutex
	var roundTrips []string
	db := openRewriting(t, nil, func(what string) {
		mu.Lock()
		defer mu.Unlock()
		roundTrips = append(roundTrips, what)
	})
	l := fresh(t, db, ledger.PostgresOptions{Schema: "round_trips"})
	ctx := t.Context()
	amount := limits.MustParseMoney("10.00 CNY")
	p := ledger.Payment{
		ID: "p1", Amount: amount, Caps: threeCaps, Hold: time.Hour,
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide("m1")},
	}
	full := p
	full.ID, full.Caps = "p2", []limits.Cap{threeCaps[0]}
	full.Caps[0].Max = amount
	due := p
	due.ID, due.Caps, due.Hold = "due", nil, time.Nanosecond
	large := p
	large.ID, large.Caps = "large", []limits.Cap{{Max: limits.MustParseMoney("9.99 CNY")}}

	// A server that has just started does not know the database's clock yet.
	if _, err := l.Usage(ctx, p.Caps, p.Subjects); err != nil {
		t.Fatalf("Usage: %v", err)
	}
	another := func(id, amount string) ledger.Payment {
		p := payment(id, amount, "10.00")
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b2")}
		return p
	}
	ten := func(what string) { // holds of another buyer that have ended
		for i := range 10 {
			p := another(fmt.Sprint(what, i), "1.00")
			p.Hold = time.Duration(i+1) * time.Millisecond
			if _, err := l.Reserve(ctx, p); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
		}
		exec(t, db, "UPDATE round_trips.test_clock SET now = now + interval '1 second'")
		roundTrips = nil
	}
	refused := func(p ledger.Payment) error {
		_, err := l.Reserve(ctx, p)
		if is[*ledger.RefusedError](err) {
			return nil
		}
		return fmt.Errorf("%w, not a refusal", err)
	}
	for _, call := range []struct {
		name string
		do   func() error
		want []string
	}{
		{"Usage", func() error { _, err := l.Usage(ctx, p.Caps, p.Subjects); return err }, []string{"WITH"}},
		{"Reserve", func() error { _, err := l.Reserve(ctx, p); return err }, []string{"BEGIN", "WITH", "COMMIT"}},
		{"Reserve again", func() error { _, err := l.Reserve(ctx, p); return err }, []string{"BEGIN", "WITH", "ROLLBACK"}},
		{"Reserve of too much", func() error { return refused(full) }, []string{"BEGIN", "WITH", "ROLLBACK"}},
		{"Confirm", func() error { _, err := l.Confirm(ctx, "p1", amount); return err }, []string{"UPDATE"}},
		{"Reserve without totals", func() error { _, err := l.Reserve(ctx, due); return err }, []string{"BEGIN", "WITH", "COMMIT"}},
		{"Reserve of too much at once, while another hold has ended", func() error {
			exec(t, db, "UPDATE round_trips.test_clock SET now = now + interval '1 second'")
			roundTrips = nil
			return refused(large)
		}, []string{"BEGIN", "WITH", "ROLLBACK"}},
		{"Sweep of eleven", func() error {
			ten("swept")
			_, err := l.Sweep(ctx, 100)
			return err
		}, []string{"WITH", "BEGIN", "WITH", "WITH", "WITH", "COMMIT", "BEGIN", "WITH", "COMMIT"}},
		{"Reserve of the room of ten holds that have ended", func() error {
			ten("room")
			_, err := l.Reserve(ctx, another("room", "10.00"))
			return err
		}, []string{"BEGIN", "WITH", "ROLLBACK", "WITH", "BEGIN", "WITH", "WITH", "WITH", "COMMIT"}},
	} {
		roundTrips = nil
		if err := call.do(); err != nil {
			t.Fatalf("%s: %v", call.name, err)
		}
		var got []string
		for _, trip := range roundTrips {
			got = append(got, strings.Fields(trip)[0])
			if call.name == "Confirm" && strings.Contains(trip, ".total") {
				t.Errorf("Confirm touches a total: %s", trip)
			}
		}
		if diff := cmp.Diff(call.want, got); diff != "" {
			t.Errorf("round trips of %s (-want +got):\n%s", call.name, diff)
		}
	}
}
