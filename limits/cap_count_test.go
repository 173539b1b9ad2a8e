package limits_test

import (
	"errors"
	"fmt"
	"log"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// threeADay bounds a day by payments alone, and by an amount too where it is given.
func threeADay(most limits.Money) limits.Cap {
	return limits.Cap{Max: most, MaxCount: 3, Window: limits.Day(china), Counter: dayCounter}
}

func TestCapOfACount(t *testing.T) {
	count, both := threeADay(limits.Money{}), threeADay(money("500 CNY"))
	withMin := count
	withMin.Min = money("10 CNY")
	for _, tt := range []struct {
		name     string
		cap      limits.Cap
		used     limits.Used
		currency limits.Currency
		want     string
		err      string
		field    string
	}{
		{name: "no payments", cap: count, used: limits.CountOnly(0), want: "any amount"},
		{name: "one payment is left", cap: count, used: limits.CountOnly(2), want: "any amount"},
		{name: "no payment is left", cap: count, used: limits.CountOnly(3), want: "nothing"},
		{name: "more payments than allowed", cap: count, used: limits.CountOnly(math.MaxInt64), want: "nothing"},
		{name: "a count of payments in any currency", cap: count, used: limits.CountOnly(2), currency: limits.JPY, want: "any amount"},
		{name: "a count reached in any currency", cap: count, used: limits.CountOnly(3), currency: limits.JPY, want: "nothing"},
		{name: "a count beside an amount that is not bounded", cap: count, used: limits.NewUsed(money("420 CNY"), 2), want: "any amount"},
		{name: "a minimum stays", cap: withMin, used: limits.CountOnly(2), want: "at least 10.00 CNY"},
		{name: "a minimum does not help", cap: withMin, used: limits.CountOnly(3), want: "nothing"},
		{name: "both leave room", cap: both, used: limits.NewUsed(money("420 CNY"), 2), want: "at most 80.00 CNY"},
		{name: "the count is reached before the amount", cap: both, used: limits.NewUsed(money("420 CNY"), 3), want: "nothing"},
		{name: "the amount is reached before the count", cap: both, used: limits.NewUsed(money("500 CNY"), 2), want: "at most 0.00 CNY"},
		{name: "both are passed", cap: both, used: limits.NewUsed(money("600 CNY"), 4), want: "nothing"},
		{name: "a count where only the amount is bounded", cap: dailyCap("500 CNY"), used: limits.NewUsed(money("420 CNY"), 99), want: "at most 80.00 CNY"},

		{name: "nothing known", cap: count, err: "usage", field: "Count"},
		{name: "count not known", cap: count, used: limits.Used{Amount: money("1 CNY")}, err: "usage", field: "Count"},
		{name: "count not known beside an amount", cap: both, used: limits.Used{Amount: money("1 CNY")}, err: "usage", field: "Count"},
		{name: "amount not known beside a count", cap: both, used: limits.CountOnly(1), err: "usage", field: "Amount"},
		{name: "neither known", cap: both, err: "usage", field: "Amount"},
		{name: "negative count", cap: count, used: limits.CountOnly(-1), err: "usage", field: "Count"},
		{name: "negative count where only the amount is bounded", cap: dailyCap("500 CNY"), used: limits.NewUsed(money("1 CNY"), -1), err: "usage", field: "Count"},
		{name: "negative amount where only the count is bounded", cap: count, used: limits.NewUsed(money("-1 CNY"), 1), err: "usage", field: "Amount"},
		{name: "a count of payments in yen", cap: count, used: limits.NewUsed(money("1 JPY"), 1), err: "mismatch"},
		{name: "a minimum in yen", cap: limits.Cap{Min: money("1 JPY"), MaxCount: 3, Window: limits.Lifetime(), Counter: dayCounter}, used: limits.CountOnly(1), err: "mismatch"},
		{name: "a query without a currency", cap: count, used: limits.CountOnly(3), currency: noCurrency, err: "currency"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := limits.Query{Currency: limits.CNY, At: instant(t, "2024-02-29T12:00:00+08:00")}
			switch tt.currency {
			case 0:
			case noCurrency:
				q.Currency = 0
			default:
				q.Currency = tt.currency
			}
			if !tt.used.IsZero() {
				q.Usage = limits.Usage{dayCounter: tt.used}
			}
			room, err := tt.cap.Headroom(q)
			if kind(err) != tt.err {
				t.Fatalf("got %v, %v, want error %q", room, err, tt.err)
			}
			if usage := (*limits.UsageError)(nil); errors.As(err, &usage) {
				want := limits.UsageError{Counter: dayCounter, Used: tt.used, Field: tt.field}
				if *usage != want {
					t.Errorf("the error is %#v, want %#v", *usage, want)
				}
			}
			if err != nil {
				return
			}
			if room.String() != tt.want {
				t.Errorf("got %v, want %v", room, tt.want)
			}
			if room.IsEmpty() != (tt.want == "nothing") {
				t.Errorf("IsEmpty of %v: %v", room, room.IsEmpty())
			}
			if n, _ := tt.used.Count(); tt.cap.CountReached(tt.used) != (tt.cap.MaxCount > 0 && n >= 3) {
				t.Errorf("CountReached of %v: %v", tt.used, tt.cap.CountReached(tt.used))
			}
		})
	}
}

// noCurrency asks a table's query without a currency: its zero value is yuan.
const noCurrency = limits.Currency(255)

// Not even a payment of nothing fits once the count is reached, until the window ends.
func TestAReachedCountResets(t *testing.T) {
	at := instant(t, "2024-02-29T12:00:00+08:00")
	room, err := threeADay(limits.Money{}).Headroom(limits.Query{
		Currency: limits.CNY, At: at, Usage: limits.Usage{dayCounter: limits.CountOnly(3)},
	})
	if err != nil || room.Allows(money("0 CNY")) {
		t.Errorf("a payment of 0.00 CNY fits under %v, %v", room, err)
	}
	if resets, ok := room.Resets(); !ok || resets != instant(t, "2024-03-01T00:00:00+08:00").UTC() {
		t.Errorf("Resets: %v, %v, want midnight", resets, ok)
	}
}

// Law 23: Resets of a headroom, if any, is after the query's instant, also at the ends
// of what a Time can hold.
func TestResetsIsAfterTheQuery(t *testing.T) {
	last := time.Unix(math.MaxInt64-62_135_596_800, 999_999_999) // beyond it seconds since the year 1 overflow
	instants := rapid.OneOf(
		nearMidnights(china),
		rapid.Map(rapid.Int64(), func(n int64) time.Time { return time.Unix(n, 0) }),
		rapid.SampledFrom([]time.Time{{}, last, last.Add(-time.Hour), last.Add(time.Hour)}),
	)
	rapid.Check(t, func(t *rapid.T) {
		c := limits.Cap{Max: money("5 CNY"), MaxCount: 2, Counter: dayCounter}
		c.Window = anyWindow().Filter(func(w limits.Window) bool { return !w.IsZero() }).Draw(t, "window")
		used := limits.NewUsed(money("1 CNY"), rapid.Int64Range(0, 3).Draw(t, "count"))
		at := instants.Draw(t, "at")
		room, err := c.Headroom(limits.Query{Currency: limits.CNY, At: at, Usage: limits.Usage{dayCounter: used}})
		if err != nil {
			t.Fatal(err)
		}
		if resets, ok := room.Resets(); ok && !resets.After(at) {
			t.Errorf("%v of %v resets at %v", c.Window, at, resets)
		}
	})
}

// Laws 2 to 4 for counts: one payment more never gives room back, the last one that is
// allowed reaches the cap, and none takes the counter past it.
func TestPaymentsThatAreAllowedKeepTheCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := threeADay(rapid.SampledFrom([]limits.Money{{}, money("5 CNY")}).Draw(t, "max"))
		c.MaxCount = rapid.Int64Range(1, 5).Draw(t, "max count")
		used, paid := limits.NewUsed(money("0 CNY"), 0), int64(0)
		for range 8 {
			amount := fromMinor(t, rapid.Int64Range(0, 150).Draw(t, "amount"), limits.CNY)
			refusals, err := limits.Fit(amount, time.Unix(0, 0), limits.Usage{dayCounter: used}, c)
			if err != nil {
				t.Fatal(err)
			}
			if fits := len(refusals) == 0; paid >= c.MaxCount && fits {
				t.Fatalf("payment %d fits under %d", paid+1, c.MaxCount)
			} else if !fits && !c.CountReached(used) && !c.Max.IsValid() {
				t.Fatalf("payment %d is refused under %d: %v", paid+1, c.MaxCount, refusals)
			} else if !fits {
				continue
			}
			sum, err := used.Amount.Add(amount)
			if err != nil {
				t.Fatal(err)
			}
			paid++
			used = limits.NewUsed(sum, paid)
		}
	})
}

// A refusal tells an amount that is used up from a count that is reached, and both.
func TestFitWithCounts(t *testing.T) {
	both := threeADay(money("500 CNY"))
	amountAlone := both
	amountAlone.MaxCount = 0
	for _, tt := range []struct {
		name          string
		used          limits.Used
		amount, count bool // what refuses 80.01 CNY
	}{
		{"neither", limits.NewUsed(money("419.99 CNY"), 2), false, false},
		{"the amount", limits.NewUsed(money("420 CNY"), 2), true, false},
		{"the count", limits.NewUsed(money("0 CNY"), 3), false, true},
		{"amount and count", limits.NewUsed(money("420 CNY"), 3), true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			usage := limits.Usage{dayCounter: tt.used}
			for c, want := range map[*limits.Cap]bool{&both: tt.amount || tt.count, &amountAlone: tt.amount} {
				refusals, err := limits.Fit(money("80.01 CNY"), time.Unix(0, 0), usage, *c)
				if err != nil || len(refusals) > 0 != want {
					t.Fatalf("refusals %v, %v of max count %d, want any: %v", refusals, err, c.MaxCount, want)
				}
				if len(refusals) > 0 && c.CountReached(refusals[0].Used) != (tt.count && c == &both) {
					t.Errorf("CountReached of %v: %v", refusals[0].Used, c.CountReached(refusals[0].Used))
				}
			}
		})
	}
}

func ExampleCap_CountReached() {
	friends := limits.Cap{
		Max: limits.MustParseMoney("500.00 CNY"), MaxCount: 3,
		Window: limits.Day(8 * time.Hour), Counter: "friend_pay.day",
	}
	used := limits.NewUsed(limits.MustParseMoney("420.00 CNY"), 3)
	room, err := friends.Headroom(limits.Query{
		Currency: limits.CNY,
		At:       time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC),
		Usage:    limits.Usage{"friend_pay.day": used},
	})
	if err != nil {
		log.Fatal(err)
	}
	resets, _ := room.Resets()
	fmt.Println("leaves", room, "until", resets)
	if count, _ := used.Count(); friends.CountReached(used) {
		fmt.Println(count, "of", friends.MaxCount, "payments")
	}
	// Output:
	// leaves nothing until 2024-09-12 16:00:00 +0000 UTC
	// 3 of 3 payments
}
