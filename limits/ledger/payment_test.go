package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Only a late success is over caps: those of its totals that are passed.
func TestOver(t *testing.T) {
	total := func(counter, used, most string) ledger.Total {
		return ledger.Total{Counter: limits.Counter(counter), Used: limits.NewUsed(limits.MustParseMoney(used), 4), Max: limits.MustParseMoney(most)}
	}
	over := []ledger.Total{total("a", "1.01 CNY", "1.00 CNY"), total("d", "9.00 CNY", "0.00 CNY")}
	many := total("e", "0.00 CNY", "1.00 CNY")
	many.MaxCount = 3
	over = append(over, many)
	enough := total("f", "0.00 CNY", "1.00 CNY")
	enough.MaxCount = 4
	all := []ledger.Total{over[0], enough, total("b", "1.00 CNY", "1.00 CNY"), total("c", "0.00 CNY", "1.00 CNY"), over[1], many}
	for _, tt := range []struct {
		name string
		r    ledger.Reservation
		want []ledger.Total
	}{
		{"late", ledger.Reservation{Late: true, Totals: all}, over},
		{"in time", ledger.Reservation{Totals: all}, nil},
		{"late, of no totals", ledger.Reservation{Late: true}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.r.Over()); diff != "" {
				t.Errorf("Over (-want +got):\n%s", diff)
			}
		})
	}
}

// The length of a key is bounded as written: a slash takes three bytes.
func TestTheSubjectsOfACapAreBounded(t *testing.T) {
	l := ledger.NewMemory(noon)
	c := limits.Cap{Max: limits.MustParseMoney("1.00 CNY"), Window: limits.Lifetime(), Counter: "c"}
	values := map[limits.Subject]limits.Hidden{}
	left := 2000 - len("c/CNY/lifetime/")
	for i := range 10 {
		subject := limits.Subject(fmt.Sprint("s", i))
		c.Per = append(c.Per, subject)
		left -= len("s0") + len("//")
		id := strings.Repeat("v", min(200, left-4*(9-i)))
		values[subject] = limits.Hide(id)
		left -= len(id)
	}
	if left != 0 {
		t.Fatalf("%d bytes are left", left)
	}
	longest := values["s9"].Reveal()
	for _, tt := range []struct {
		name, last string
		fits       bool
	}{
		{"as long as may be", longest, true},
		{"one byte more", longest + "v", false},
		{"with a slash", longest[1:] + "/", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			values["s9"] = limits.Hide(tt.last)
			_, err := l.Reserve(t.Context(), ledger.Payment{
				ID: tt.name, Amount: limits.MustParseMoney("0.00 CNY"), Caps: []limits.Cap{c}, Subjects: values, Hold: time.Hour,
			})
			var field *ledger.FieldError
			if errors.As(err, &field) == tt.fits || err != nil && field == nil {
				t.Errorf("Reserve: %v, want that it fits: %v", err, tt.fits)
			}
			if field != nil && field.Field != "Caps[0].Per" {
				t.Errorf("the error names %s, want Caps[0].Per", field.Field)
			}
		})
	}
}
