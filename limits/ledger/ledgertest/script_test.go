package ledgertest_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// printed is what the kit prints of a ledger that keeps what is not confirmed: the test
// below compares them, and calls it.
func printed(t ledgertest.TB, open ledgertest.Open) {
	l, setClock := open(t)
	ctx := context.Background()
	setClock(time.Date(2026, time.November, 21, 4, 0, 0, 0, time.UTC))
	cap1 := limits.Cap{Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "buyer.day", Per: []limits.Subject{"buyer"}}
	cap2 := limits.Cap{Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "shop.day", Per: []limits.Subject{"merchant"}}
	subjects3 := map[limits.Subject]limits.Hidden{"buyer": limits.Hide("b1"), "merchant": limits.Hide("m1")}
	l.Reserve(ctx, ledger.Payment{ID: "p1", Amount: limits.MustParseMoney("80.00 CNY"), Caps: []limits.Cap{cap1, cap2}, Subjects: subjects3, Hold: time.Hour})
	// reserved; "buyer.day" at 80.00 CNY in 1 payment by change 1; "shop.day" at 80.00 CNY in 1 payment by change 1
	l.Confirm(ctx, "p1", limits.MustParseMoney("80.01 CNY"))
	// ledger: Confirm of payment "p1" for 80.01 CNY: want at most 80.00 CNY
	l.Usage(ctx, []limits.Cap{cap1}, subjects3)
	// "buyer.day": 80.00 CNY in 1 payment
	l.Confirm(ctx, "p1", limits.MustParseMoney("30.00 CNY"))
	// confirmed; "buyer.day" at 80.00 CNY in 1 payment by change 1; "shop.day" at 80.00 CNY in 1 payment by change 1
	l.Usage(ctx, []limits.Cap{cap1}, subjects3)
	// "buyer.day": 80.00 CNY in 1 payment
}

func TestFailuresPrintTheCallsAsGo(t *testing.T) {
	source, err := os.ReadFile("script_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, want, _ := strings.Cut(string(source), "\nfunc printed(t ledgertest.TB, open ledgertest.Open) {\n")
	want, _, _ = strings.Cut(want, "\n}\n")
	fault := openPlain("keeps what is not confirmed", "")
	printed(t, fault)
	log := logOf(t, "less than reserved", fault)
	_, got, _ := strings.Cut(log, "the calls:\n")
	got, message, _ := strings.Cut(got, "\nUsage reports")
	if diff := cmp.Diff(want, strings.TrimSuffix(got, "\n")); diff != "" {
		t.Errorf("the calls (-want +got):\n%s", diff)
	}
	if want := " that buyer.day has reached 80.00 CNY, want 30.00"; !strings.HasPrefix(message, want) {
		t.Errorf("after the calls comes %q, want %q", message, want)
	}
}

func TestFailuresOfMachinesPrintNoDraws(t *testing.T) {
	log := logOf(t, "a state machine with one total", openPlain("gives room back twice when it expires", ""))
	if !strings.Contains(log, "\tl.Reserve(ctx, ledger.Payment{ID: \"p0\"") {
		t.Errorf("the calls are not printed:\n%s", log)
	}
	if strings.Contains(log, "draw") {
		t.Errorf("what rapid has drawn is printed:\n%s", log)
	}
}

func TestFailuresPrintCallersSideBySide(t *testing.T) {
	log := logOf(t, "many callers and one total", openPlain("checks under one lock and acts under another", ""))
	for _, want := range []string{
		"\tvar callers sync.WaitGroup\n\tcallers.Go(func() {\n\t\tl.Reserve(ctx, ledger.Payment{ID: ", "\t})\n\tcallers.Wait()\n",
	} {
		if !strings.Contains(log, want) {
			t.Errorf("the calls lack %q:\n%s", want, log)
		}
	}
}

// logOf returns what the rule logs of ledgers that break it.
func logOf(t *testing.T, rule string, open ledgertest.Open) string {
	t.Helper()
	for _, r := range ledgertest.Rules() {
		if r.Name != rule {
			continue
		}
		rec := &recorder{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			r.Check(rec, open)
		}()
		<-done
		return strings.Join(rec.lines, "\n")
	}
	t.Fatalf("there is no rule %q", rule)
	return ""
}
