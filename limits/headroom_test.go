package limits_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

func intersect(t fataler, hs ...limits.Headroom) limits.Headroom {
	t.Helper()
	h, err := limits.Intersect(hs...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHeadroomAllows(t *testing.T) {
	between := limits.Between(money("0.01 CNY"), money("300.00 CNY"))
	largest := fromMinor(t, limits.MaxMinor, limits.CNY)
	for _, tt := range []struct {
		name    string
		room    limits.Headroom
		text    string
		empty   bool
		allowed []limits.Money
		refused []limits.Money
	}{
		{
			"any amount", limits.Headroom{}, "any amount", false,
			[]limits.Money{money("0 CNY"), money("1 JPY"), largest},
			[]limits.Money{money("-0.01 CNY"), {}},
		},
		{
			"at most", limits.AtMost(money("300 CNY")), "at most 300.00 CNY", false,
			[]limits.Money{money("0 CNY"), money("299.99 CNY"), money("300 CNY")},
			[]limits.Money{money("300.01 CNY"), largest, money("-0.01 CNY"), money("300 JPY"), {}},
		},
		{
			"at least", limits.AtLeast(money("0.01 CNY")), "at least 0.01 CNY", false,
			[]limits.Money{money("0.01 CNY"), largest},
			[]limits.Money{money("0 CNY"), money("-0.01 CNY"), money("1 JPY"), {}},
		},
		{
			"between", between, "0.01 CNY to 300.00 CNY", false,
			[]limits.Money{money("0.01 CNY"), money("300 CNY")},
			[]limits.Money{money("0 CNY"), money("300.01 CNY")},
		},
		{
			"one amount", limits.Between(money("5 CNY"), money("5 CNY")), "5.00 CNY to 5.00 CNY", false,
			[]limits.Money{money("5 CNY")},
			[]limits.Money{money("4.99 CNY"), money("5.01 CNY")},
		},
		{
			"nothing but zero", limits.AtMost(money("0 CNY")), "at most 0.00 CNY", false,
			[]limits.Money{money("0 CNY")},
			[]limits.Money{money("0.01 CNY"), money("-0.01 CNY"), money("0 JPY")},
		},
		{
			"at least a negative amount", limits.AtLeast(money("-1 CNY")), "at least -1.00 CNY", false,
			[]limits.Money{money("0 CNY")},
			[]limits.Money{money("-0.01 CNY")},
		},
		{
			"past the cap", limits.AtMost(money("-0.01 CNY")), "nothing", true,
			nil, []limits.Money{money("0 CNY"), money("-0.01 CNY"), money("-1 CNY")},
		},
		{
			"least above most", limits.Between(money("2 CNY"), money("1.99 CNY")), "nothing", true,
			nil, []limits.Money{money("1.99 CNY"), money("2 CNY"), money("0 CNY")},
		},
		{
			"at most of no currency", limits.AtMost(limits.Money{}), "nothing", true,
			nil, []limits.Money{money("0 CNY"), {}},
		},
		{
			"between two currencies", limits.Between(money("1 CNY"), money("300 JPY")), "nothing", true,
			nil, []limits.Money{money("1 CNY"), money("2 CNY"), money("300 JPY"), {}},
		},
		{
			"at least of no currency", limits.AtLeast(limits.Money{}), "nothing", true,
			nil, []limits.Money{money("0 CNY"), largest, {}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.room.String(); got != tt.text {
				t.Errorf("String: %q, want %q", got, tt.text)
			}
			if got := tt.room.IsEmpty(); got != tt.empty {
				t.Errorf("IsEmpty: %v, want %v", got, tt.empty)
			}
			for _, m := range tt.allowed {
				if !tt.room.Allows(m) {
					t.Errorf("%v is refused", m)
				}
			}
			for _, m := range tt.refused {
				if tt.room.Allows(m) {
					t.Errorf("%v is allowed", m)
				}
			}
		})
	}
}

func TestIntersect(t *testing.T) {
	noon, evening := instant(t, "2024-09-12T12:00:00Z"), instant(t, "2024-09-12T18:00:00Z")
	most := func(amount string, resets time.Time) limits.Headroom {
		return limits.AtMost(money(amount + " CNY")).WithReset(resets)
	}
	least := limits.AtLeast(money("1 CNY"))
	for _, tt := range []struct {
		name   string
		rooms  []limits.Headroom
		min    string
		max    string
		resets time.Time
		err    string
	}{
		{name: "none"},
		{name: "the unbounded", rooms: []limits.Headroom{{}, {}}},
		{name: "one", rooms: []limits.Headroom{most("5", noon)}, max: "5.00 CNY", resets: noon},
		{name: "the smaller of two above", rooms: []limits.Headroom{most("5", noon), most("4.99", evening)}, max: "4.99 CNY", resets: evening},
		{name: "the larger of two below", rooms: []limits.Headroom{least, limits.AtLeast(money("2 CNY"))}, min: "2.00 CNY"},
		{name: "one below and one above", rooms: []limits.Headroom{least, most("5", noon)}, min: "1.00 CNY", max: "5.00 CNY", resets: noon},
		{name: "equal bounds wait for the later", rooms: []limits.Headroom{most("5", evening), most("5", noon)}, max: "5.00 CNY", resets: evening},
		{name: "equal bounds wait for ever", rooms: []limits.Headroom{most("5", noon), most("5", time.Time{})}, max: "5.00 CNY"},
		{name: "a bound that never resets binds", rooms: []limits.Headroom{most("5", time.Time{}), most("6", noon)}, max: "5.00 CNY"},
		{name: "the negative", rooms: []limits.Headroom{most("5", noon), most("-5", evening)}, max: "-5.00 CNY", resets: evening},
		{name: "two currencies", rooms: []limits.Headroom{least, limits.AtMost(money("1 JPY"))}, err: "mismatch"},
		{name: "two currencies behind the unbounded", rooms: []limits.Headroom{{}, least, {}, limits.AtMost(money("1 JPY"))}, err: "mismatch"},
		{name: "no currency", rooms: []limits.Headroom{least, limits.AtMost(limits.Money{})}, err: "mismatch"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, err := limits.Intersect(tt.rooms...)
			if kind(err) != tt.err {
				t.Fatalf("got %v, %v, want error %q", h, err, tt.err)
			}
			if err != nil {
				if !h.Equal(limits.Headroom{}) {
					t.Errorf("got %v with an error", h)
				}
				return
			}
			checkBound(t, "Min", h.Min, tt.min)
			checkBound(t, "Max", h.Max, tt.max)
			if at, ok := h.Resets(); at != tt.resets || ok != !tt.resets.IsZero() {
				t.Errorf("Resets: %v, %v, want %v", at, ok, tt.resets)
			}
			want := limits.Currency(0)
			if tt.min+tt.max != "" {
				want = limits.CNY
			}
			if h.Currency() != want {
				t.Errorf("Currency: %v, want %v", h.Currency(), want)
			}
		})
	}
}

func checkBound(t *testing.T, name string, bound func() (limits.Money, bool), want string) {
	t.Helper()
	m, ok := bound()
	if ok != (want != "") || ok && m.String() != want || !ok && m != (limits.Money{}) {
		t.Errorf("%s: %v, %v, want %q", name, m, ok, want)
	}
}

// Only an upper bound can reset, and where it came from does not show.
func TestWithReset(t *testing.T) {
	at := instant(t, "2024-09-12T12:00:00Z")
	if h := limits.AtLeast(money("1 CNY")).WithReset(at); h != limits.AtLeast(money("1 CNY")) {
		t.Errorf("a lower bound resets: %v", h)
	}
	utc := limits.AtMost(money("1 CNY")).WithReset(at)
	elsewhere := limits.AtMost(money("1 CNY")).WithReset(at.In(time.FixedZone("elsewhere", 3600)))
	if utc != elsewhere {
		t.Errorf("%v differs from %v by its zone", utc, elsewhere)
	}
	if h := utc.WithReset(time.Time{}); h != limits.AtMost(money("1 CNY")) {
		t.Errorf("the zero Time resets: %v", h)
	}
}

// What an invalid bound leaves shows as an invalid amount, not as a number.
func TestBoundsOfNoCurrency(t *testing.T) {
	for _, h := range []limits.Headroom{
		limits.AtMost(limits.Money{}), limits.AtLeast(limits.Money{}),
		limits.Between(limits.Money{}, limits.Money{}), limits.Between(money("1 CNY"), money("300 JPY")),
	} {
		if m, _ := h.Max(); m != (limits.Money{}) {
			t.Errorf("Max of %#v: %v", h, m)
		}
		if m, _ := h.Min(); m != (limits.Money{}) {
			t.Errorf("Min of %#v: %v", h, m)
		}
	}
}
