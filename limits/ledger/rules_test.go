package ledger_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

func TestMemoryKeepsTheRules(t *testing.T) {
	ledgertest.Run(t, func(ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		var now atomic.Pointer[time.Time]
		l := ledger.NewMemory(func() time.Time { return *now.Load() })
		return l, func(at time.Time) { now.Store(&at) }
	})
}
