package limits_test

import (
	"encoding"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

// anyHeadroom generates headrooms of one currency, the unbounded and the empty among
// them. The amounts are few, so that bounds often meet.
func anyHeadroom() *rapid.Generator[limits.Headroom] {
	return rapid.Custom(func(t *rapid.T) limits.Headroom {
		amount := rapid.Map(rapid.Int64Range(-2, 6), func(n int64) limits.Money {
			return fromMinor(t, n, limits.CNY)
		})
		var h limits.Headroom
		if rapid.Bool().Draw(t, "has max") {
			resets := rapid.SampledFrom([]int64{0, 1, 2}).Draw(t, "resets")
			h = limits.AtMost(amount.Draw(t, "max"))
			if resets > 0 {
				h = h.WithReset(time.Unix(resets, 0))
			}
		}
		if rapid.Bool().Draw(t, "has min") {
			h = intersect(t, h, limits.AtLeast(amount.Draw(t, "min")))
		}
		return h
	})
}

// Between two amounts is what AtLeast one and AtMost the other leave.
func TestBetweenIsTheIntersection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Map(rapid.Int64Range(-2, 6), func(n int64) limits.Money { return fromMinor(t, n, limits.CNY) })
		least, most := amount.Draw(t, "min"), amount.Draw(t, "max")
		if got, want := limits.Between(least, most), intersect(t, limits.AtLeast(least), limits.AtMost(most)); got != want {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

// Law 1: Intersect is commutative, associative and idempotent; the zero Headroom is
// its identity; it is never looser than any argument.
func TestIntersectIsASemilattice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyHeadroom().Draw(t, "a"), anyHeadroom().Draw(t, "b"), anyHeadroom().Draw(t, "c")
		ab := intersect(t, a, b)
		if ba := intersect(t, b, a); ab != ba {
			t.Errorf("not commutative: %v and %v", ab, ba)
		}
		if left, right := intersect(t, ab, c), intersect(t, a, intersect(t, b, c)); left != right || left != intersect(t, a, b, c) {
			t.Errorf("not associative: %v and %v", left, right)
		}
		if aa := intersect(t, a, a); aa != a {
			t.Errorf("not idempotent: %v", aa)
		}
		if a0, z := intersect(t, a, limits.Headroom{}), intersect(t, limits.Headroom{}, a); a0 != a || z != a {
			t.Errorf("unbounded is not the identity: %v and %v", a0, z)
		}
		for n := int64(-3); n <= 8; n++ {
			m := fromMinor(t, n, limits.CNY)
			if got, want := ab.Allows(m), a.Allows(m) && b.Allows(m); got != want {
				t.Errorf("%v allowed: %v, want %v", m, got, want)
			}
		}
	})
}

// query asks what a cap leaves when so much has been paid.
func query(c limits.Cap, used limits.Money) limits.Query {
	return limits.Query{
		Currency: c.Currency(),
		At:       time.Date(2024, 2, 29, 4, 0, 0, 0, time.UTC),
		Usage:    limits.Usage{c.Counter: {Amount: used}},
	}
}

// boundedCap generates caps that have a Max.
func boundedCap() *rapid.Generator[limits.Cap] {
	return limitstest.Caps().Filter(func(c limits.Cap) bool { return c.Max.IsValid() })
}

func headroom(t fataler, c limits.Cap, q limits.Query) limits.Headroom {
	t.Helper()
	room, err := c.Headroom(q)
	if err != nil {
		t.Fatal(err)
	}
	return room
}

// Law 2: Headroom is monotone: more usage never gives more room; a larger Max never
// gives less.
func TestHeadroomIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := boundedCap().Draw(t, "cap")
		amounts := limitstest.Money(c.Currency(), c.Min, c.Max)
		less, more := amounts.Draw(t, "used"), amounts.Draw(t, "used too")
		if less.Minor() > more.Minor() {
			less, more = more, less
		}
		larger := c
		larger.Max = limitstest.Money(c.Currency(), c.Max).
			Filter(func(m limits.Money) bool { return m.Minor() >= c.Max.Minor() }).Draw(t, "larger max")

		room := headroom(t, c, query(c, less))
		for _, amount := range rapid.SliceOfN(amounts, 1, 8).Draw(t, "amounts") {
			if headroom(t, c, query(c, more)).Allows(amount) && !room.Allows(amount) {
				t.Errorf("%v is allowed after %v and not after %v", amount, more, less)
			}
			if room.Allows(amount) && !headroom(t, larger, query(c, less)).Allows(amount) {
				t.Errorf("%v is allowed up to %v and not up to %v", amount, c.Max, larger.Max)
			}
		}
	})
}

// Law 3: Edges are exact: if Max is m, m is allowed and m plus one minor unit is not;
// likewise Min.
func TestEdgesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := limitstest.Caps().Draw(t, "cap")
		used := fromMinor(t, 0, limits.CNY)
		if c.Currency().IsValid() {
			used = fromMinor(t, 0, c.Currency())
		}
		room := headroom(t, c, query(c, used))
		beside := func(m limits.Money, by int64) (limits.Money, bool) {
			if by > 0 && m.Minor() == limits.MaxMinor {
				return limits.Money{}, false
			}
			return fromMinor(t, m.Minor()+by, m.Currency()), true
		}
		if c.Max.IsValid() {
			if !room.Allows(c.Max) {
				t.Errorf("max %v is refused", c.Max)
			}
			if over, ok := beside(c.Max, 1); ok && room.Allows(over) {
				t.Errorf("%v is allowed over max %v", over, c.Max)
			}
		}
		if c.Min.IsValid() {
			if !room.Allows(c.Min) {
				t.Errorf("min %v is refused", c.Min)
			}
			if under, ok := beside(c.Min, -1); ok && room.Allows(under) {
				t.Errorf("%v is allowed under min %v", under, c.Min)
			}
		}
	})
}

// Law 4: Paying an amount that is allowed never takes a counter past its cap.
func TestPayingWhatIsAllowedKeepsTheCap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := boundedCap().Filter(limits.Cap.IsTotal).Draw(t, "cap")
		amounts := limitstest.Money(c.Currency(), c.Min, c.Max)
		used := fromMinor(t, 0, c.Currency())
		for range 10 {
			amount := amounts.Draw(t, "amount")
			if !headroom(t, c, query(c, used)).Allows(amount) {
				continue
			}
			paid, err := used.Add(amount)
			if err != nil {
				t.Fatal(err)
			}
			if paid.Minor() > c.Max.Minor() {
				t.Fatalf("%v more after %v is past %v", amount, used, c.Max)
			}
			used = paid
		}
	})
}

func anyMoney() *rapid.Generator[limits.Money] {
	return rapid.Custom(func(t *rapid.T) limits.Money {
		minor := rapid.Int64Range(-limits.MaxMinor, limits.MaxMinor).Draw(t, "minor")
		return fromMinor(t, minor, anyCurrency().Draw(t, "currency"))
	})
}

func anyCurrency() *rapid.Generator[limits.Currency] {
	return rapid.SampledFrom(knownCurrencies())
}

func anyWindow() *rapid.Generator[limits.Window] {
	offset := rapid.Map(rapid.Int64Range(-24*60+1, 24*60-1), func(n int64) time.Duration { return time.Duration(n) * time.Minute })
	length := rapid.Map(rapid.Int64Range(1, 50*365*86400), func(n int64) time.Duration { return time.Duration(n) * time.Second })
	return rapid.OneOf(
		rapid.Just(limits.Window{}),
		rapid.Just(limits.Lifetime()),
		rapid.Map(offset, limits.Day),
		rapid.Map(offset, limits.Month),
		rapid.Map(offset, limits.Quarter),
		rapid.Custom(func(t *rapid.T) limits.Window {
			return limits.Week(time.Weekday(rapid.IntRange(0, 6).Draw(t, "first")), offset.Draw(t, "offset"))
		}),
		rapid.Map(offset, limits.Year),
		rapid.Map(length, limits.Rolling),
	)
}

// Law 5: Parse and format are inverses, for Money, Window, Currency.
func TestParseAndFormatAreInverses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, w, c := anyMoney().Draw(t, "money"), anyWindow().Draw(t, "window"), anyCurrency().Draw(t, "currency")
		if read, err := limits.ParseMoney(m.String()); read != m || err != nil {
			t.Errorf("%v is read as %v, %v", m, read, err)
		}
		if read, err := limits.ParseWindow(w.String()); read != w || err != nil {
			t.Errorf("%q is read as %q, %v", w, read, err)
		}
		if read, err := limits.ParseCurrency(c.String()); read != c || err != nil {
			t.Errorf("%v is read as %v, %v", c, read, err)
		}
		if read, err := limits.NewMoney(m.Decimal(), m.Currency()); read != m || err != nil {
			t.Errorf("the decimal of %v is read as %v, %v", m, read, err)
		}
		var readMoney limits.Money
		var readWindow limits.Window
		var readCurrency limits.Currency
		throughText(t, m, &readMoney)
		throughText(t, w, &readWindow)
		throughText(t, c, &readCurrency)
		if readMoney != m || readWindow != w || readCurrency != c {
			t.Errorf("texts are read as %v, %q, %v", readMoney, readWindow, readCurrency)
		}
	})
}

func throughText(t *rapid.T, from encoding.TextMarshaler, to encoding.TextUnmarshaler) {
	t.Helper()
	text, err := from.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	if err := to.UnmarshalText(text); err != nil {
		t.Fatal(err)
	}
}

// Law 6: A Limit is deterministic, leaves its query unchanged, and is safe for
// concurrent use. The kit has a subtest for each.
func TestCapKeepsTheLawsOfALimit(t *testing.T) {
	withMin := dailyCap("500.00 CNY")
	withMin.Min = money("10.00 CNY")
	for _, tt := range []struct {
		name string
		cap  limits.Cap
	}{
		{"no bounds", limits.Cap{}},
		{"one payment", limits.Cap{Min: money("0.01 CNY"), Max: money("300.00 CNY")}},
		{"a day", withMin},
		{"a lifetime in yen", limits.Cap{Max: money("1000 JPY"), Window: limits.Lifetime(), Counter: "trial"}},
		{"a length that moves", limits.Cap{Max: money("5.000 KWD"), Window: limits.Rolling(time.Hour), Counter: "hour"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			limitstest.Run(t, tt.cap, limitstest.Queries(tt.cap))
		})
	}
}

// A window holds the instant it is asked for, windows next to each other neither
// overlap nor leave a gap, and every instant of one has the same one.
func TestCalendarWindowsPartitionTime(t *testing.T) {
	calendar := anyWindow().Filter(func(w limits.Window) bool {
		from, until := w.Span(time.Unix(0, 0))
		return w.String() != "" && until.Sub(from) >= 24*time.Hour && w.String()[0] != 'r'
	})
	rapid.Check(t, func(t *rapid.T) {
		w := calendar.Draw(t, "window")
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "second"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanosecond"))
		from, until := w.Span(at)
		if at.Before(from) || !at.Before(until) {
			t.Errorf("%v is not in %v to %v", at.UTC(), from, until)
		}
		for _, same := range []time.Time{from, until.Add(-1)} {
			if f, u := w.Span(same); f != from || u != until {
				t.Errorf("the window of %v is %v to %v, want %v to %v", same, f, u, from, until)
			}
		}
		if f, _ := w.Span(until); f != until {
			t.Errorf("the next window begins at %v, want %v", f, until)
		}
		if _, u := w.Span(from.Add(-1)); u != from {
			t.Errorf("the window before ends at %v, want %v", u, from)
		}
	})
}
