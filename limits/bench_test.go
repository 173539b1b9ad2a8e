package limits_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
)

// Results go here, so that no call is optimized away.
var (
	sinkMoney    limits.Money
	sinkHeadroom limits.Headroom
	sinkString   string
	sinkErr      error
)

func dailyQuery(tb testing.TB) (limits.Cap, limits.Query) {
	daily := dailyCap("500.00 CNY")
	daily.Min = money("0.01 CNY")
	daily.Per = []limits.Subject{limits.Buyer, limits.Merchant}
	return daily, limits.Query{
		Currency: limits.CNY,
		At:       instant(tb, "2024-02-29T12:00:00+08:00"),
		Usage:    limits.Usage{dayCounter: {Amount: money("420.00 CNY")}},
	}
}

// What is asked for every order allocates nothing.
func TestAllocations(t *testing.T) {
	none := func(name string, f func()) {
		t.Helper()
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times, want none", name, n)
		}
	}
	for c := range limits.Currencies() {
		amount := decimal.New(12345, -int32(c.Digits()))
		none("NewMoney in "+c.String(), func() { sinkMoney, sinkErr = limits.NewMoney(amount, c) })
		text := sinkMoney.String()
		none("ParseMoney of "+text, func() { sinkMoney, sinkErr = limits.ParseMoney(text) })
		if sinkErr != nil || sinkMoney.Minor() != 12345 || sinkMoney.Currency() != c {
			t.Errorf("%s is read as %v, %v", text, sinkMoney, sinkErr)
		}
	}
	for _, amount := range []decimal.Decimal{{}, decimal.New(300, 0), decimal.New(3, 2), decimal.New(3000000, -4)} {
		none("NewMoney of "+amount.String(), func() { sinkMoney, sinkErr = limits.NewMoney(amount, limits.CNY) })
	}
	single := limits.Cap{Max: money("300.00 CNY")}
	daily, q := dailyQuery(t)
	none("Headroom of one payment", func() { sinkHeadroom, sinkErr = single.Headroom(q) })
	none("Headroom of a total", func() { sinkHeadroom, sinkErr = daily.Headroom(q) })
	counted := daily
	counted.MaxCount = 3
	q.Usage[dayCounter] = limits.NewUsed(money("420.00 CNY"), 2)
	none("Headroom of a count", func() { sinkHeadroom, sinkErr = counted.Headroom(q) })
	if sinkErr != nil || sinkHeadroom.String() != "0.01 CNY to 80.00 CNY" {
		t.Errorf("got %v, %v", sinkHeadroom, sinkErr)
	}
}

func BenchmarkNewMoney(b *testing.B) {
	for _, bm := range []struct {
		name   string
		amount decimal.Decimal
	}{
		{"two places", decimal.New(30000, -2)},
		{"no places", decimal.New(300, 0)},
		{"zeros behind the fen", decimal.New(3000000, -4)},
		{"wide", coefficient(24, 0, -24)},
		{"hostile exponent", decimal.New(1, 100_000_000)},
		{"hostile coefficient", coefficient(1_000_000, 7, 0)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkMoney, sinkErr = limits.NewMoney(bm.amount, limits.CNY)
			}
		})
	}
}

func BenchmarkParseMoney(b *testing.B) {
	for _, text := range []string{"299.00 CNY", "300 JPY", "92233720368547758.07 CNY", "300.001 CNY"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkMoney, sinkErr = limits.ParseMoney(text)
			}
		})
	}
}

func BenchmarkMoneyString(b *testing.B) {
	m := money("299.00 CNY")
	b.ReportAllocs()
	for b.Loop() {
		sinkString = m.String()
	}
}

func BenchmarkCapHeadroom(b *testing.B) {
	daily, q := dailyQuery(b)
	for _, bm := range []struct {
		name string
		cap  limits.Cap
	}{
		{"one payment", limits.Cap{Max: money("300.00 CNY")}},
		{"a total", daily},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkHeadroom, sinkErr = bm.cap.Headroom(q)
			}
		})
	}
}
