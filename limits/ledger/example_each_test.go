package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// reserved returns a ledger in which a payment of the whole day's cap is held.
func reserved() *ledger.Memory {
	l := ledger.NewMemory(noon)
	if _, err := l.Reserve(context.Background(), attempt("a1", "500.00 CNY")); err != nil {
		log.Fatal(err)
	}
	return l
}

// The clock is a parameter; servers use time.Now.
func ExampleNewMemory() {
	l := ledger.NewMemory(time.Now)
	held, err := l.Reserve(context.Background(), attempt("a1", "80.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(held.State, "for", held.Expires.Sub(held.Made))
	// Output: reserved for 15m0s
}

// What has been paid or is held, as Order.Usage needs it. A total without payments is
// zero, not missing.
func ExampleMemory_Usage() {
	usage, err := reserved().Usage(context.Background(), []limits.Cap{daily}, buyer)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(usage["static_code.day"].Amount)
	// Output: 500.00 CNY
}

// A payment that failed frees its room.
func ExampleMemory_Release() {
	released, err := reserved().Release(context.Background(), "a1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(released.State, "and the total is", released.Totals[0].Used.Amount)
	// Output: released and the total is 0.00 CNY
}

func ExampleTotal_Excess() {
	total := ledger.Total{Max: limits.MustParseMoney("500.00 CNY"), Used: limits.Used{Amount: limits.MustParseMoney("500.01 CNY")}}
	fmt.Println(total.Excess())
	// Output: 0.01 CNY true
}

func ExampleTotal_ExcessCount() {
	total := ledger.Total{MaxCount: 3, Used: limits.CountOnly(5)}
	fmt.Println(total.ExcessCount())
	// Output: 2 true
}

func ExamplePayment_String() {
	fmt.Println(attempt("a1", "80.00 CNY"))
	// Output: payment "a1" of 80.00 CNY
}

func ExamplePayment_LogValue() {
	withoutTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	logger.Info("reserving", "payment", attempt("a1", "80.00 CNY"))
	// Output: level=INFO msg=reserving payment.id=a1 payment.amount="80.00 CNY"
}

func ExampleRefusedError_Error() {
	_, err := reserved().Reserve(context.Background(), attempt("a2", "0.01 CNY"))
	fmt.Println(err)
	// Output: ledger: payment "a2" of 0.01 CNY is refused: static_code.day leaves at most 0.00 CNY until 2026-11-21T16:00:00Z
}

// All invalid fields of a payment are reported at once.
func ExampleFieldError_Error() {
	_, err := ledger.NewMemory(noon).Reserve(context.Background(), ledger.Payment{ID: "a1", Hold: -time.Minute})
	fmt.Println(err)
	// Output:
	// ledger: Amount is "invalid money": want an amount of zero or more
	// ledger: Hold is "-1m0s": want more than zero, and at most 87600h0m0s
}

func ExampleMismatchError_Error() {
	_, err := reserved().Reserve(context.Background(), attempt("a1", "499.00 CNY"))
	var mismatch *ledger.MismatchError
	fmt.Println(errors.As(err, &mismatch), err)
	// Output: true ledger: payment "a1" has Amount 500.00 CNY, not 499.00 CNY: want the same again, or a new id
}

// Only a confirmed payment can be refunded.
func ExampleStateError_Error() {
	_, err := reserved().Refund(context.Background(), "a1", "r1", limits.MustParseMoney("1.00 CNY"))
	fmt.Println(err)
	// Output: ledger: cannot refund payment "a1", which is reserved: want one that is confirmed
}

func ExampleAmountError_Error() {
	_, err := reserved().Confirm(context.Background(), "a1", limits.MustParseMoney("500.01 CNY"))
	fmt.Println(err)
	// Output: ledger: Confirm of payment "a1" for 500.01 CNY: want at most 500.00 CNY
}

func ExampleUnknownPaymentError_Error() {
	_, err := reserved().Release(context.Background(), "a2")
	fmt.Println(err)
	// Output: ledger: payment "a2" is unknown: want one that was reserved, and is not older than Retention
}

func ExampleDurabilityError_Error() {
	fmt.Println(&ledger.DurabilityError{Setting: "off"})
	// Output: ledger: synchronous_commit is off, which loses acknowledged payments when the server fails: want on, or PostgresOptions.AllowAsyncCommit
}

func ExampleStalledError_Error() {
	fmt.Println(&ledger.StalledError{After: ledger.BatchTimeout})
	// Output: ledger: the batch of the call has not ended after 5s: its outcome is unknown, repeat the call
}
