package main

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// A rolling total has a slot for each payment, and keeps it as long as it may need it: until
// the payment or the total is deleted.
func TestSlotsAreKeptAsLongAsTheyAreNeeded(t *testing.T) {
	db := connect(t, "pgx")
	const schema = "slots"
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	made := func(id, buyer string, caps ...limits.Cap) {
		t.Helper()
		p := payment(id, "1.00", "100.00")
		p.Caps = append(p.Caps, caps...)
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer), limits.Merchant: limits.Hide("m1")}
		if _, err := l.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if _, err := l.Confirm(t.Context(), id, p.Amount); err != nil {
			t.Fatalf("Confirm: %v", err)
		}
	}
	rolling := limits.Cap{
		Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Rolling(24 * time.Hour), Counter: "rolling",
		Per: []limits.Subject{limits.Buyer},
	}
	slots := func(when, want string) {
		t.Helper()
		var got string
		err := db.QueryRow("SELECT coalesce(string_agg(id, ' ' ORDER BY id), '') FROM slots.slot").Scan(&got)
		if err != nil || got != want {
			t.Errorf("%s, slots are of %q, %v, want %q", when, got, err, want)
		}
	}
	sweptAfter := func(days int) {
		t.Helper()
		exec(t, db, "UPDATE slots.test_clock SET now = now + $1 * interval '1 day'", days)
		if _, err := l.Sweep(t.Context(), 1000); err != nil {
			t.Fatalf("Sweep: %v", err)
		}
	}
	made("day", "b1")
	slots("without rolling windows", "")
	made("one", "b1", rolling)
	made("kept", "b1", rolling, ever(0)) // at the same time, and for ever
	made("alone", "b2", rolling, ever(0))
	made("locked", "b3", rolling)
	slots("in rolling windows", "alone kept locked one")
	sweptAfter(20)
	made("later", "b1", rolling)
	sweptAfter(12) // which reads the clock
	slots("before the clock is confirmed", "alone kept later locked one")
	unlock := lockRows(t, db, "slots.total WHERE key LIKE 'buyer/b3/rolling/%'")
	sweptAfter(1)
	slots("when one payment and one total are past retention, and a total is locked", "kept later locked")
	unlock()
	sweptAfter(0)
	slots("when that total is past retention too", "kept later")
}
