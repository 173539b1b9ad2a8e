package ledger_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// memory is a Memory whose totals can be made wrong.
type memory struct{ *ledger.Memory }

func (m memory) Tamper(t ledgertest.TB, total limits.Cap, subjects map[limits.Subject]limits.Hidden, minor, payments int64) {
	t.Helper()
	if err := m.Memory.Tamper(total, subjects, minor, payments); err != nil {
		t.Fatalf("Tamper: %v", err)
	}
}

func TestMemoryKeepsTheRules(t *testing.T) {
	ledgertest.Run(t, func(ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		var now atomic.Pointer[time.Time]
		l := ledger.NewMemory(func() time.Time { return *now.Load() })
		return memory{l}, func(at time.Time) { now.Store(&at) }
	})
}

// The total that many payments share comes last, so that it is locked briefly.
func TestTotalsAreInTheOrderOfTheirKeys(t *testing.T) {
	of := func(counter limits.Counter, per ...limits.Subject) limits.Cap {
		return limits.Cap{Max: limits.MustParseMoney("1.00 CNY"), Window: limits.Lifetime(), Counter: counter, Per: per}
	}
	r, err := ledger.NewMemory(nil).Reserve(t.Context(), ledger.Payment{
		ID: "p1", Amount: limits.MustParseMoney("1.00 CNY"), Hold: time.Hour,
		Caps:     []limits.Cap{of("all"), of("shop", limits.Merchant), of("mine", limits.Buyer)},
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("z"), limits.Merchant: limits.Hide("a")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []limits.Counter
	for _, total := range r.Totals {
		got = append(got, total.Counter)
	}
	if want := []limits.Counter{"mine", "shop", "all"}; !slices.Equal(got, want) {
		t.Errorf("totals are in the order %v, want %v", got, want)
	}
}
