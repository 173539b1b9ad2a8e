package limitstest_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

func ExampleMoney() {
	amounts := limitstest.Money(limits.CNY, limits.MustParseMoney("300.00 CNY"))
	seen := map[limits.Money]bool{}
	for seed := range 100 {
		seen[amounts.Example(seed)] = true
	}
	for _, edge := range []string{"0.00 CNY", "0.01 CNY", "299.99 CNY", "300.00 CNY", "300.01 CNY"} {
		fmt.Println(edge, seen[limits.MustParseMoney(edge)])
	}
	// Output:
	// 0.00 CNY true
	// 0.01 CNY true
	// 299.99 CNY true
	// 300.00 CNY true
	// 300.01 CNY true
}

func ExampleCaps() {
	valid := 0
	for seed := range 100 {
		if limitstest.Caps().Example(seed).Validate() == nil {
			valid++
		}
	}
	fmt.Println(valid, "of 100 are valid")
	// Output:
	// 100 of 100 are valid
}

func ExampleQueries() {
	trial := limits.Cap{
		Max:     limits.MustParseMoney("1000.00 CNY"),
		Window:  limits.Lifetime(),
		Counter: "trial",
	}
	atTheCap, missing := 0, 0
	queries := limitstest.Queries(trial).Generator()
	for seed := range 100 {
		used, ok := queries.Example(seed).Usage["trial"]
		switch {
		case !ok:
			missing++
		case used.Amount == trial.Max:
			atTheCap++
		}
	}
	fmt.Println("at the cap:", atTheCap > 0)
	fmt.Println("missing:", missing > 0)
	// Output:
	// at the cap: true
	// missing: true
}

// A limit that changes at 23:00 in China is called then, and for a nanosecond before.
func ExampleQuerySet_With() {
	eleven := time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	custom := rapid.Custom(func(t *rapid.T) limits.Query {
		beside := rapid.SampledFrom([]time.Duration{-1, 0}).Draw(t, "beside")
		return limits.Query{Currency: limits.CNY, At: eleven.Add(beside)}
	})
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	queries := limitstest.Queries(single).With(custom).Generator()

	seen := map[string]bool{}
	for seed := range 100 {
		seen[queries.Example(seed).At.Format("15:04:05.999999999")] = true
	}
	fmt.Println(seen["15:00:00"], seen["14:59:59.999999999"])
	// Output: true true
}

// A limit that leaves room for a fee of one fen is one minor unit off its cap, on purpose.
func ExampleQuerySet_Stricter() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	withFee := limits.Cap{Max: limits.MustParseMoney("299.99 CNY")}

	queries := limitstest.Queries(single)
	_, failed := run(limitstest.Laws(withFee, queries))
	fmt.Println("failed:", failed)
	_, failed = run(limitstest.Laws(withFee, queries.Stricter()))
	fmt.Println("failed:", failed)
	// Output:
	// failed: true
	// failed: false
}

// A buyer's first order may be smaller than those that follow: more usage of the counter
// gives more room.
func ExampleQuerySet_Grants() {
	firstOrder := limitFunc(func(q limits.Query) (limits.Headroom, error) {
		orders, ok := q.Usage["shop.orders"].Count()
		if !ok || orders < 0 {
			return limits.Headroom{}, &limits.UsageError{Counter: "shop.orders", Field: "Count"}
		}
		if orders == 0 {
			return limits.Cap{Max: limits.MustParseMoney("100.00 CNY")}.Headroom(q)
		}
		return limits.Cap{Max: limits.MustParseMoney("500.00 CNY")}.Headroom(q)
	})
	report, _ := run(limitstest.Laws(firstOrder, limitstest.Queries()))
	fmt.Println(regexp.MustCompile(`limit breaks the law "\w+"`).FindString(report))
	_, failed := run(limitstest.Laws(firstOrder, limitstest.Queries().Grants("shop.orders")))
	fmt.Println("failed:", failed)
	// Output:
	// limit breaks the law "monotone"
	// failed: false
}

// A cap in yuan is also called with other currencies.
func ExampleQuerySet_Generator() {
	currencies := map[limits.Currency]bool{}
	queries := limitstest.Queries(limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}).Generator()
	for seed := range 100 {
		currencies[queries.Example(seed).Currency] = true
	}
	fmt.Println(currencies[limits.CNY], len(currencies) > 1)
	// Output: true true
}

// A limit that takes a missing total for zero breaks a law. In a test:
// limitstest.Run(t, careless, limitstest.Queries(daily)).
func ExampleRun() {
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	careless := limitFunc(func(q limits.Query) (limits.Headroom, error) {
		if _, given := q.Usage[daily.Counter]; !given {
			q.Usage = limits.Usage{daily.Counter: {Amount: limits.MustParseMoney("0 CNY")}}
		}
		return daily.Headroom(q)
	})
	report, _ := run(limitstest.Laws(careless, limitstest.Queries(daily)))
	fmt.Println(regexp.MustCompile(`limit breaks the law .*`).FindString(report))
	// Output: limit breaks the law "capped": where it keeps a Cap, it allows no amount that the cap refuses, and none at all where the cap is undecided.
}

// In a test, rapid.Check takes the place of run, which prints what the test would.
func ExampleLaws() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	offByOne := limits.Cap{Max: limits.MustParseMoney("300.01 CNY")}

	for _, limit := range []limits.Limit{offByOne, single} {
		report, failed := run(limitstest.Laws(limit, limitstest.Queries(single)))
		fmt.Println("failed:", failed)
		fmt.Println(regexp.MustCompile(`limit breaks the law "\w+"|OK`).FindString(report))
	}
	// Output:
	// failed: true
	// limit breaks the law "exact"
	// failed: false
	// OK
}

// A user's own fuzz target is one line. Run it with -fuzzminimizetime=1x:
//
//	go test -fuzz=FuzzLaws -fuzzminimizetime=1x
func FuzzLaws(f *testing.F) {
	f.Add([]byte("any bytes make queries"))
	f.Fuzz(rapid.MakeFuzz(limitstest.Laws(daily, limitstest.Queries(daily))))
}
