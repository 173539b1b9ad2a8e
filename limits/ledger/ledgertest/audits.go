package ledgertest

import (
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Tamperer is a ledger that can make a total wrong. Where the ledger that [Open] returns is
// one, an Audit that overlooks wrong totals is found, which no call of a
// [ledger.Ledger] can show.
type Tamperer interface {
	ledger.Ledger

	// Tamper adds to what the ledger has stored for the total of a cap and the subjects, in
	// the window that holds the current instant of its clock, an amount in minor units and a
	// number of payments, either of which may be negative or zero. It changes no payment. If
	// it cannot, it calls t.Fatalf.
	Tamper(t TB, total limits.Cap, subjects map[limits.Subject]limits.Hidden, minor, payments int64)
}

// auditRules are about totals that are wrong.
var auditRules = []Rule{{
	"an audit finds what is wrong",
	"An audit returns exactly the totals that are not the sum or the number of their payments, with both, in the order of their keys; those past Retention are left out.",
	auditFinds,
}}

func auditFinds(t TB, open Open) {
	f := newFixture(t, open)
	tamperer, ok := f.opened.(Tamperer)
	if !ok {
		t.Logf("Audit is not tested on wrong totals: the ledger is no ledgertest.Tamperer")
		return
	}
	day, shops, ever := daily("100.00"), rolling("1000.00"), thrice(10)
	shops.Per, shops.Counter, ever.Window = []limits.Subject{limits.Merchant}, "shop.rolling", limits.Lifetime()
	caps := []limits.Cap{day, shops, ever}
	f.reserve(payment("p1", "20.00", caps...))
	f.confirm("p1", "20.00")
	f.reserve(payment("p2", "30.00", caps...))

	tamper := func(total limits.Cap, minor, count int64) {
		f.Helper()
		f.script.add(0, func(declare func(string) string) string {
			return "l.(ledgertest.Tamperer).Tamper(t, " + declare(goCap(total)) + ", " + goSubjects(subjects, declare) + ", " +
				goInt(minor) + ", " + goInt(count) + ")"
		})
		tamperer.Tamper(f.TB, total, subjects, minor, count)
	}
	yuan50 := part{50_00, 2}
	for _, total := range caps {
		for _, by := range []part{{1, 0}, {-50_00, 0}, {0, 1}, {0, -2}, {100, 1}} {
			if !total.Max.IsValid() {
				by.amount = 0
			}
			if by == (part{}) {
				continue
			}
			tamper(total, by.amount, by.count)
			f.finds(map[limits.Counter]part{total.Counter: {yuan50.amount + by.amount, yuan50.count + by.count}}, yuan50)
			tamper(total, -by.amount, -by.count)
			f.auditClean()
		}
	}
	wrong := map[limits.Counter]part{}
	for _, total := range caps {
		tamper(total, 0, 1)
		wrong[total.Counter] = part{yuan50.amount, yuan50.count + 1}
	}
	f.finds(wrong, yuan50)
	delete(wrong, day.Counter)
	delete(wrong, shops.Counter)
	f.at(noon.Add(24*time.Hour + ledger.Retention))
	f.finds(wrong, part{count: yuan50.count})
}

// finds checks that an audit finds the wrong totals, and what they should be.
func (f *fixture) finds(wrong map[limits.Counter]part, right part) {
	f.Helper()
	found, err := f.Audit(f.ctx)
	if err != nil {
		f.Fatalf("Audit: %v", err)
	}
	if len(found) != len(wrong) {
		f.Fatalf("Audit found %d wrong totals, want %d: %+v", len(found), len(wrong), found)
	}
	for _, d := range found {
		is, ok := wrong[d.Counter]
		currency := d.Recomputed.Amount.Currency()
		if want, wantRight := usedOf(currency, is), usedOf(currency, right); !ok || d.Recorded != want || d.Recomputed != wantRight {
			f.Errorf("Audit found %+v, want that %v is recorded and %v is right", d, want, wantRight)
		}
	}
	if !slices.IsSortedFunc(found, func(x, y ledger.Discrepancy) int { return strings.Compare(x.Key.Reveal(), y.Key.Reveal()) }) {
		f.Errorf("Audit found %+v, want them in the order of their keys", found)
	}
}
