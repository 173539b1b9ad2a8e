package limits_test

import (
	"errors"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

func ExampleFit() {
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	usage := limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("420.00 CNY")}}
	at := time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC)
	refusals, err := limits.Fit(limits.MustParseMoney("80.01 CNY"), at, usage, daily)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range refusals {
		resets, _ := r.Room.Resets()
		fmt.Println(r.Cap.Counter, "has reached", r.Used, "and leaves", r.Room, "until", resets)
	}
	// Output:
	// static_code.day has reached 420.00 CNY and leaves at most 80.00 CNY until 2024-09-12 16:00:00 +0000 UTC
}

func TestFit(t *testing.T) {
	single := limits.Cap{Max: money("300.00 CNY")}
	least := limits.Cap{Min: money("1.00 CNY")}
	daily := dailyCap("500.00 CNY")
	at := time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name    string
		amount  string
		used    string // none: not given
		caps    []limits.Cap
		refuses []limits.Cap
	}{
		{name: "no caps", amount: "1.00 CNY"},
		{name: "zero is an amount", amount: "0.00 CNY", used: "500.00 CNY", caps: []limits.Cap{daily}},
		{name: "exactly what is left", amount: "80.00 CNY", used: "420.00 CNY", caps: []limits.Cap{single, daily}},
		{name: "a unit more than is left", amount: "80.01 CNY", used: "420.00 CNY", caps: []limits.Cap{single, daily}, refuses: []limits.Cap{daily}},
		{name: "every cap that refuses is named", amount: "300.01 CNY", used: "420.00 CNY", caps: []limits.Cap{single, least, daily}, refuses: []limits.Cap{single, daily}},
		{name: "below a minimum", amount: "0.99 CNY", caps: []limits.Cap{least}, refuses: []limits.Cap{least}},
		{name: "a total past its cap", amount: "0.00 CNY", used: "500.01 CNY", caps: []limits.Cap{daily}, refuses: []limits.Cap{daily}},
		{name: "the largest amount on the largest total", amount: "92233720368547758.07 CNY", used: "92233720368547758.07 CNY", caps: []limits.Cap{daily}, refuses: []limits.Cap{daily}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			usage := limits.Usage{}
			if tt.used != "" {
				usage[dayCounter] = limits.Used{Amount: money(tt.used)}
			}
			refusals, err := limits.Fit(money(tt.amount), at, usage, tt.caps...)
			if err != nil {
				t.Fatalf("Fit: %v", err)
			}
			var refuses []limits.Cap
			for _, r := range refusals {
				refuses = append(refuses, r.Cap)
				if r.Used != usage[r.Cap.Counter] {
					t.Errorf("refusal of %v says %v used, want %v", r.Cap, r.Used, usage[r.Cap.Counter].Amount)
				}
			}
			if diff := cmp.Diff(tt.refuses, refuses); diff != "" {
				t.Errorf("refusing caps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFitThatCannotBeDecided(t *testing.T) {
	caps := []limits.Cap{{Max: money("300.00 CNY")}, dailyCap("500.00 CNY")}
	at := time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC)

	_, err := limits.Fit(money("1.00 CNY"), at, nil, caps...)
	if usageErr := (*limits.UsageError)(nil); !errors.As(err, &usageErr) || usageErr.Counter != dayCounter {
		t.Errorf("without usage: %v, want a *UsageError of %s", err, dayCounter)
	}
	_, err = limits.Fit(money("1 JPY"), at, limits.Usage{dayCounter: {Amount: money("0.00 CNY")}}, caps...)
	if mismatch := (*limits.CurrencyMismatchError)(nil); !errors.As(err, &mismatch) {
		t.Errorf("in another currency: %v, want a *CurrencyMismatchError", err)
	}
	for _, amount := range []limits.Money{{}, money("-0.01 CNY")} {
		_, err = limits.Fit(amount, at, nil)
		want := &limits.AmountError{Amount: amount}
		if got := (*limits.AmountError)(nil); !errors.As(err, &got) || *got != *want {
			t.Errorf("Fit(%v): %v, want %v", amount, err, want)
		}
	}
}

// A payment fits exactly where the intersection of the caps' headrooms allows it.
func TestFitIsTheIntersectionOfHeadrooms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		caps := rapid.SliceOfN(limitstest.Caps(), 0, 4).Draw(t, "caps")
		q := limitstest.Queries(caps...).Generator().Draw(t, "query")
		amount := limitstest.Money(q.Currency).Draw(t, "amount")
		if !amount.IsValid() || amount.Sign() < 0 {
			t.Skip("nobody can pay it")
		}
		var rooms []limits.Headroom
		for _, c := range caps {
			room, err := c.Headroom(q)
			if err != nil {
				if _, err := limits.Fit(amount, q.At, q.Usage, caps...); err == nil {
					t.Fatalf("Fit decided what %v cannot", c)
				}
				return
			}
			rooms = append(rooms, room)
		}
		room, err := limits.Intersect(rooms...)
		if err != nil {
			t.Fatalf("Intersect: %v", err)
		}
		refusals, err := limits.Fit(amount, q.At, q.Usage, caps...)
		if err != nil {
			t.Fatalf("Fit: %v", err)
		}
		if fits := len(refusals) == 0; fits != room.Allows(amount) {
			t.Errorf("Fit says %v, the headroom %v says %v", fits, room, room.Allows(amount))
		}
	})
}
