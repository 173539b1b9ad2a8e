package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// noon is a clock that stands still.
func noon() time.Time { return time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC) }

var (
	daily = limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
		Per:     []limits.Subject{limits.Buyer},
	}
	buyer = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")}
)

// attempt is a payment under the daily cap.
func attempt(id, amount string) ledger.Payment {
	return ledger.Payment{
		ID:       id,
		Amount:   limits.MustParseMoney(amount),
		Caps:     []limits.Cap{daily},
		Subjects: buyer,
		Hold:     15 * time.Minute,
	}
}

// Read the usage, reserve, pay and confirm.
func Example() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	usage, err := l.Usage(ctx, []limits.Cap{daily}, buyer)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("before:", usage["static_code.day"].Amount)

	amount := limits.MustParseMoney("420.00 CNY")
	held, err := l.Reserve(ctx, ledger.Payment{
		ID: "attempt-1", Amount: amount, Caps: []limits.Cap{daily}, Subjects: buyer, Hold: 15 * time.Minute,
	})
	if err != nil {
		log.Fatal(err) // a *ledger.RefusedError says what is left
	}
	fmt.Println(held.State, "until", held.Expires.Format(time.TimeOnly))

	paid, err := l.Confirm(ctx, "attempt-1", amount)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(paid.State, "for", paid.Confirmed)
	// Output:
	// before: 0.00 CNY
	// reserved until 04:15:00
	// confirmed for 420.00 CNY
}

// A fleet shares one PostgreSQL. The program chooses the driver:
// import this one as _ "github.com/jackc/pgx/v5/stdlib".
func ExampleNewPostgres() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	db, err := sql.Open("pgx", "postgres://shop@db.internal/shop")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(16)
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{})
	if err != nil {
		log.Fatal(err)
	}
	// Every server may migrate when it starts, also at the same time as others.
	if err := l.Migrate(ctx); err != nil {
		log.Fatal(err)
	}
	held, err := l.Reserve(ctx, attempt("a1", "420.00 CNY"))
	if err != nil {
		log.Fatal(err) // a *ledger.RefusedError says what is left
	}
	fmt.Println(held.State, "until", held.Expires)
}

func ExampleRefusedError() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	if _, err := l.Reserve(ctx, attempt("a1", "420.00 CNY")); err != nil {
		log.Fatal(err)
	}
	_, err := l.Reserve(ctx, attempt("a2", "80.01 CNY"))
	var refused *ledger.RefusedError
	if !errors.As(err, &refused) {
		log.Fatal(err)
	}
	for _, r := range refused.Refusals {
		resets, _ := r.Room.Resets()
		fmt.Println(r.Cap.Counter, "has reached", r.Used.Amount, "and leaves", r.Room, "until", resets)
	}
	// Output:
	// static_code.day has reached 420.00 CNY and leaves at most 80.00 CNY until 2026-11-21 16:00:00 +0000 UTC
}

// At most three payments a day, whatever their amounts: the one that fails is given back.
func ExamplePayment_counts() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	payment := func(id string) ledger.Payment {
		p := attempt(id, "20.00 CNY")
		p.Caps = []limits.Cap{{
			MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "friend_pay.day", Per: []limits.Subject{limits.Buyer},
		}}
		return p
	}
	for _, id := range []string{"a1", "a2", "a3", "a4"} {
		held, err := l.Reserve(ctx, payment(id))
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(id, "is held:", held.Totals[0].Used)
	}
	if _, err := l.Release(ctx, "a2"); err != nil {
		log.Fatal(err)
	}
	held, err := l.Reserve(ctx, payment("a4"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("a4 is held:", held.Totals[0].Used)
	// Output:
	// a1 is held: 1 payment
	// a2 is held: 2 payments
	// a3 is held: 3 payments
	// ledger: payment "a4" of 20.00 CNY is refused: friend_pay.day has 3 of at most 3 payments until 2026-11-21T16:00:00Z
	// a4 is held: 3 payments
}

// At most 5,000 yuan in any 24 hours: what was paid a day ago, to the microsecond, makes
// room.
func ExamplePayment_rolling() {
	ctx := context.Background()
	now := noon()
	l := ledger.NewMemory(func() time.Time { return now })
	payment := func(id, amount string) ledger.Payment {
		p := attempt(id, amount)
		p.Caps = []limits.Cap{{
			Max: limits.MustParseMoney("5000.00 CNY"), Window: limits.Rolling(24 * time.Hour), Counter: "transfers.24h",
			Per: []limits.Subject{limits.Buyer},
		}}
		return p
	}
	for _, step := range []struct {
		later      time.Duration
		id, amount string
	}{{0, "a1", "3000.00 CNY"}, {time.Hour, "a2", "2000.00 CNY"}, {23*time.Hour - time.Microsecond, "a3", "0.01 CNY"}, {time.Microsecond, "a3", "3000.00 CNY"}} {
		now = now.Add(step.later)
		held, err := l.Reserve(ctx, payment(step.id, step.amount))
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(step.id, "is held:", held.Totals[0].Used)
		if _, err := l.Confirm(ctx, step.id, held.Amount); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// a1 is held: 3000.00 CNY in 1 payment
	// a2 is held: 5000.00 CNY in 2 payments
	// ledger: payment "a3" of 0.01 CNY is refused: transfers.24h leaves at most 0.00 CNY until 2026-11-23T03:59:59Z
	// a3 is held: 5000.00 CNY in 2 payments
}

// The same id again means the same payment.
func ExampleMemory_Reserve() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	for range 2 {
		held, err := l.Reserve(ctx, attempt("a1", "300.00 CNY"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(held.Totals[0].Used.Amount, "replay:", held.Replay)
	}
	_, err := l.Reserve(ctx, attempt("a1", "299.00 CNY"))
	fmt.Println(err)
	// Output:
	// 300.00 CNY replay: false
	// 300.00 CNY replay: true
	// ledger: payment "a1" has Amount 300.00 CNY, not 299.00 CNY: want the same again, or a new id
}

// The part that is not confirmed is freed.
func ExampleMemory_Confirm() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	if _, err := l.Reserve(ctx, attempt("a1", "300.00 CNY")); err != nil {
		log.Fatal(err)
	}
	paid, err := l.Confirm(ctx, "a1", limits.MustParseMoney("120.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(paid.Confirmed, "of", paid.Amount, "- the total is", paid.Totals[0].Used.Amount)
	// Output: 120.00 CNY of 300.00 CNY - the total is 120.00 CNY
}

// A success after the release is counted, even above the cap.
func ExampleReservation_Over() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	if _, err := l.Reserve(ctx, attempt("a1", "300.00 CNY")); err != nil {
		log.Fatal(err)
	}
	if _, err := l.Release(ctx, "a1"); err != nil {
		log.Fatal(err)
	}
	if _, err := l.Reserve(ctx, attempt("a2", "400.00 CNY")); err != nil {
		log.Fatal(err)
	}
	late, err := l.Confirm(ctx, "a1", limits.MustParseMoney("300.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	for _, total := range late.Over() {
		excess, _ := total.Excess()
		fmt.Println(total.Counter, "stands at", total.Used.Amount, "-", excess, "above its cap")
	}
	// Output: static_code.day stands at 700.00 CNY - 200.00 CNY above its cap
}

func ExampleMemory_Refund() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	payment := attempt("a1", "300.00 CNY")
	payment.Refundable = []limits.Counter{"static_code.day"}
	if _, err := l.Reserve(ctx, payment); err != nil {
		log.Fatal(err)
	}
	if _, err := l.Confirm(ctx, "a1", payment.Amount); err != nil {
		log.Fatal(err)
	}
	refunded, err := l.Refund(ctx, "a1", "r1", limits.MustParseMoney("50.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(refunded.Refunded, "refunded, the total is", refunded.Totals[0].Used.Amount)

	_, err = l.Refund(ctx, "a1", "r2", limits.MustParseMoney("250.01 CNY"))
	fmt.Println(err)
	// Output:
	// 50.00 CNY refunded, the total is 250.00 CNY
	// ledger: Refund of payment "a1" for 250.01 CNY: want at most 250.00 CNY
}

func ExampleMemory_Sweep() {
	ctx := context.Background()
	now := noon()
	l := ledger.NewMemory(func() time.Time { return now })
	if _, err := l.Reserve(ctx, attempt("a1", "300.00 CNY")); err != nil {
		log.Fatal(err)
	}
	for _, wait := range []time.Duration{15*time.Minute - time.Microsecond, time.Microsecond} {
		now = now.Add(wait)
		swept, err := l.Sweep(ctx, 100)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(swept.Expired, "expired")
	}
	// Output:
	// 0 expired
	// 1 expired
}

func ExampleMemory_Audit() {
	ctx := context.Background()
	l := ledger.NewMemory(noon)
	if _, err := l.Reserve(ctx, attempt("a1", "300.00 CNY")); err != nil {
		log.Fatal(err)
	}
	discrepancies, err := l.Audit(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(discrepancies), "totals differ from their payments")
	// Output: 0 totals differ from their payments
}

// Nothing that prints or logs a payment tells whose it is.
func ExamplePayment_Format() {
	p := ledger.Payment{
		ID: "attempt-1", Amount: limits.MustParseMoney("80.00 CNY"),
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")},
	}
	fmt.Printf("%v\n%+v\n%d\n", p, p, p)
	fmt.Println(p.LogValue())
	// Output:
	// payment "attempt-1" of 80.00 CNY
	// payment "attempt-1" of 80.00 CNY
	// payment "attempt-1" of 80.00 CNY
	// [id=attempt-1 amount=80.00 CNY]
}
