package ledgertest_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// planted are the faults that break a promise, in the words of package ledger. The set was
// composed from its doc comments alone and is not changed to suit the kit.
var planted = []struct {
	promise string
	faults  []string // of plain
}{
	{"never gives the same room under a cap to two payments", []string{
		"checks under one lock and acts under another",
		"wraps around beyond the largest amount",
	}},
	{"every method returns when its context ends", []string{"works on when the context has ended"}},
	{"may be repeated with the same arguments any number of times, also concurrently, and count once", []string{
		"confirms under one lock what it has read under another",
		"releases under one lock what it has read under another",
		"refunds under one lock what it has read under another",
		"counts a repeated refund again",
	}},
	{"the errors of this package are answers: nothing has changed", []string{
		"remembers a refund that it refuses",
		"creates the totals of a refused payment with its amount",
		"burns the id of a refused payment",
	}},
	{"Usage returns what the totals of the caps have reached, in amount and in payments", []string{
		"leaves out of Usage what has not been used",
		"reports no numbers of payments",
	}},
	{"Reserve counts the payment in all totals of its caps, or in none", []string{
		"changes the first of a payment's totals alone",
		"names the first cap that refuses alone",
		"checks no cap on a single payment",
		"applies the last of two caps on one counter",
		"applies the first limit of a counter for ever",
		"does not expire what is due before it refuses",
	}},
	{"an id that is already reserved returns the reservation as a replay", []string{
		"reports no replay of a Reserve",
		"extends the hold with each repetition",
		"takes another amount under a known id for a replay",
		"takes other caps under a known id for a replay",
		"takes other subjects under a known id for a replay",
		"takes another Refundable under a known id for a replay",
		"reserves a released payment again",
		"answers a Reserve of a confirmed payment as a replay",
	}},
	{"invalid arguments are FieldErrors, all at once", []string{
		"reports one invalid argument at a time",
		"holds for longer than MaxHold",
	}},
	{"Confirm records that a payment succeeded, for the amount reserved or less; the rest is freed", []string{
		"keeps what is not confirmed",
		"confirms at most what was reserved in silence",
		"takes another confirmed amount for a replay",
		"confirms again for another amount",
		"gives a payment back that is confirmed for nothing",
	}},
	{"a late success is counted again in the totals it was reserved in, even above a cap, and Late", []string{
		"refuses a success after release",
		"refuses a success after expiry",
		"refuses a late success above the cap",
		"does not count a late success",
		"hides that a success is late",
		"confirms in time what is due and not swept",
		"counts a late success in the current window",
		"lets a late success begin a rolling window",
		"drops a late success that a total cannot hold",
	}},
	{"Release frees its room; one that has expired stays expired, one that is confirmed is a StateError", []string{
		"releases what is confirmed",
		"releases what it does not know",
		"reports no replay of a Release",
		"turns an expired payment into a released one",
		"frees no room on release after the window",
		"gives room back in the current window",
	}},
	{"an unknown id is an UnknownPaymentError", []string{
		"says of an unknown payment that it is released",
		"names no payment when it is unknown",
	}},
	{"the totals named by Refundable go down by the amount, in the windows in which the payment was made", []string{
		"reduces every total by a refund",
		"refunds in the current window",
		"bounds each refund by itself",
		"refuses to refund the last unit of a payment",
		"reports the latest refund for all of them",
		"allows in words a refund of all that was confirmed",
		"takes the ids of refunds to be unique among all payments",
		"takes another amount of a refund for a replay",
		"reduces by a refund first what a total could not hold",
	}},
	{"a payment counts as one, whatever its amount, until nothing remains of it", []string{
		"counts no payment of nothing",
		"keeps a payment that is refunded whole",
		"gives a payment back with its first refund",
		"counts each currency apart where there is no amount",
	}},
	{"Sweep expires up to limit reservations whose hold has ended, earliest first; each counts its own work", []string{
		"expires a microsecond late",
		"expires a second early",
		"ends a hold at the full second before",
		"expires the latest first",
		"sweeps without bound",
		"frees no room at expiry",
		"gives room back twice when it expires",
		"reports each expiry by every sweep at once",
	}},
	{"payments and totals are kept for Retention, and deleted by a reading that a sweep a day later has confirmed", []string{
		"deletes by a single reading of the clock",
		"deletes a day before the end of Retention",
		"deletes payments by the end of their holds",
		"deletes payments of a lifetime",
		"never deletes anything",
	}},
	{"Audit recomputes every total from its payments and returns those that differ, in the order of their keys", []string{
		"finds nothing in any audit",
		"audits amounts alone",
		"audits numbers of payments alone",
		"finds in an audit the total first recorded",
		"finds in an audit what is wrong in no order",
		"audits what is past Retention",
	}},
	{"a total is identified by the cap's counter, window, currency and the values of the subjects", []string{
		"joins the ids of subjects with a slash",
		"takes the order of a cap's subjects to matter",
		"keeps the total of a buyer whoever the buyer is",
		"takes a counter in two windows for one total",
		"takes the totals of a counter in all currencies for one",
	}},
	{"windows are calendar days, weeks, months, quarters and years in a zone, lifetimes, and rolling", []string{
		"begins the day at midnight UTC",
		"begins every week on Monday",
		"takes a quarter for a month",
		"ends a lifetime with the year",
		"keeps a payment in a rolling window for a microsecond more",
		"moves rolling windows by the hour",
		"changes a rolling total that the payment has dropped out of",
		"leaves out of a rolling window what was made when the clock was ahead",
	}},
	{"a Total is a running total after the latest change, numbered from 1 without gaps", []string{
		"numbers a confirmation as a change",
		"numbers no change of an amount of zero",
		"leaves gaps in the numbers of changes",
		"reports what a total had reached before the change",
		"reports the first of two caps as that of the total",
		"reports the window of a rolling total to end with the payment",
		"reports instants in the zone of Beijing",
	}},
}

// sound are ledgers that keep every promise, each in its own way.
var sound = map[string]ledgertest.Open{
	"Memory":                               openMemory,
	"plain":                                openPlain("", ""),
	"plain that expires before every call": openPlain("", "expires before every call"),
	"plain that wraps its errors": func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		l, set := openPlain("", "")(t)
		return wrapsErrors{l}, set
	},
	"Memory behind a queue": func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		l, set := openMemory(t)
		return queued{l, make(chan struct{}, 1)}, set
	},
}

func openMemory(ledgertest.TB) (ledger.Ledger, func(time.Time)) {
	var now atomic.Pointer[time.Time]
	l := ledger.NewMemory(func() time.Time { return *now.Load() })
	return l, func(at time.Time) { now.Store(&at) }
}

func openPlain(fault, variant string) ledgertest.Open {
	return func(ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		var now atomic.Pointer[time.Time]
		l := newPlain(fault, variant, func() time.Time { return *now.Load() })
		return l, func(at time.Time) { now.Store(&at) }
	}
}

// wrapsErrors says more in its errors, and wraps those of the package.
type wrapsErrors struct{ ledger.Ledger }

func (l wrapsErrors) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	r, err := l.Ledger.Reserve(ctx, p)
	if err != nil {
		err = fmt.Errorf("reserving %s: %w", p.ID, err)
	}
	return r, err
}

func (l wrapsErrors) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
	r, err := l.Ledger.Confirm(ctx, id, amount)
	if err != nil {
		err = fmt.Errorf("confirming %s: %w", id, err)
	}
	return r, err
}

// queued lets one Reserve through at a time.
type queued struct {
	ledger.Ledger
	turn chan struct{}
}

func (l queued) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return ledger.Reservation{}, ctx.Err()
	}
	defer func() { <-l.turn }()
	return l.Ledger.Reserve(ctx, p)
}

// found returns the name of the first rule that the ledgers break.
func found(open ledgertest.Open) (rule string, ok bool) {
	rules := ledgertest.Rules()
	i := slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return breaks(r, open) })
	if i < 0 {
		return "", false
	}
	return rules[i].Name, true
}

// Of the planted faults the kit finds 95 % at its default settings. When the set was
// composed, before audits were tampered with, callers met a crowd and quarters ended inside a
// year, it found 88 of 102; of a ledger with two locks it found none in a hundred runs.
func TestPlantedFaultsAreFound(t *testing.T) {
	var faults, missed []string
	for _, p := range planted {
		faults = append(faults, p.faults...)
	}
	faults = tried(faults, 0)
	for _, fault := range faults {
		rule, ok := found(openPlain(fault, ""))
		if !ok {
			missed = append(missed, fault)
			continue
		}
		t.Logf("%q by %q", fault, rule)
	}
	t.Logf("found %d of %d; missed %q", len(faults)-len(missed), len(faults), missed)
	if 20*len(missed) > len(faults) {
		t.Errorf("missed %q, %d of %d, want at most one in twenty", missed, len(missed), len(faults))
	}
}

// tried is every eighth of a set from the given one on, or all of it in a full run.
func tried(set []string, first int) []string {
	if os.Getenv("PAYMUX_FULL") != "" {
		return set
	}
	var some []string
	for i := first; i < len(set); i += 8 {
		some = append(some, set[i])
	}
	return some
}

func TestSoundLedgersKeepTheRules(t *testing.T) {
	for _, name := range tried(slices.Sorted(maps.Keys(sound)), 2) {
		t.Run(name, func(t *testing.T) { ledgertest.Run(t, sound[name]) })
	}
}

// Of ledgers that check under one lock and act under another each is found, however close the
// two are.
func TestTwoLocksAreFoundEveryTime(t *testing.T) {
	times := 2
	if os.Getenv("PAYMUX_FULL") != "" {
		times = 100
	}
	rules := ledgertest.Rules()
	overspend := rules[slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return r.Name == "many callers and one total" })]
	for name, open := range map[string]ledgertest.Open{
		"plain":  openPlain("checks under one lock and acts under another", ""),
		"Memory": broken(func(l ledger.Ledger) ledger.Ledger { return &racy{Ledger: l} }),
	} {
		t.Run(name, func(t *testing.T) {
			for i := range times {
				if !breaks(overspend, open) {
					t.Fatalf("not found in run %d", i)
				}
			}
		})
	}
}
