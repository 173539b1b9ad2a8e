package ledger

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

// A transaction writes what has changed: the payment of the call, and the totals of which
// its part has.
func TestWhatACallChangesIsCollected(t *testing.T) {
	const id, of = "p1", "buyer/b1/day/CNY/day+08:00/2026-11-20T16:00:00Z"
	fen := func(n int64) limits.Money {
		m, err := limits.MoneyFromMinor(n, limits.CNY)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	p := fenPayment(id, 1, 100)
	p.Caps = p.Caps[:1]
	q, err := newRequest(p)
	if err != nil {
		t.Fatalf("newRequest: %v", err)
	}
	e := &entries{
		now:    time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC),
		totals: map[string]*total{}, payments: map[string]*record{},
	}
	for _, c := range q.counts(e.now) {
		e.totals[c.Key] = newTotal(&c, limits.CNY)
	}
	for _, tt := range []struct {
		name   string
		do     func() (Reservation, error)
		totals []string
		kept   bool // whether the payment stays as it is
	}{
		{"a Reserve", func() (Reservation, error) { return e.reserve(q) }, []string{of}, false},
		{"a Reserve again", func() (Reservation, error) { return e.reserve(q) }, nil, true},
		{"a Confirm of all", func() (Reservation, error) { return e.confirm(id, fen(100)) }, nil, false},
		{"a Confirm again", func() (Reservation, error) { return e.confirm(id, fen(100)) }, nil, true},
		{"a Refund", func() (Reservation, error) { return e.refund(id, "r1", fen(30)) }, []string{of}, false},
	} {
		e.changes = &changes{totals: map[string]*total{}, payments: map[string]*record{}}
		if _, err := tt.do(); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.totals, slices.Collect(maps.Keys(e.changes.totals))); diff != "" {
			t.Errorf("the totals that %s changes (-want +got):\n%s", tt.name, diff)
		}
		if kept := len(e.changes.payments) == 0; kept != tt.kept {
			t.Errorf("%s changes the payments %v, want that it changes none: %v", tt.name, e.changes.payments, tt.kept)
		}
	}
}

// Only refunds of payments with a refundable total wait for totals.
func TestARefundableTotal(t *testing.T) {
	for _, counts := range [][]count{nil, {{}}, {{}, {Refundable: true}}} {
		if got, want := (&record{Counts: counts}).isRefundable(), len(counts) == 2; got != want {
			t.Errorf("isRefundable with %d totals = %v, want %v", len(counts), got, want)
		}
	}
}

// What is sent to PostgreSQL is a list, also if it is empty.
func TestValues(t *testing.T) {
	for want, m := range map[string]map[string]int{"[]": nil, "[7]": {"a": 7}} {
		if got, err := json.Marshal(values(m)); err != nil || string(got) != want {
			t.Errorf("values(%v) marshal as %s, %v, want %s", m, got, err, want)
		}
	}
}
