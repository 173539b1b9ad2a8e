package ledger_test

import (
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
