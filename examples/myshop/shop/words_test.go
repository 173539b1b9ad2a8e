package shop

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

func TestATimeHasADateUnlessItIsTheNextMidnightOrBefore(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, zone)
	for _, test := range []struct {
		at     time.Time
		en, zh string
	}{
		{time.Date(2026, 11, 27, 23, 30, 0, 0, zone), "23:30", "23:30"},
		{time.Date(2026, 11, 28, 0, 0, 0, 0, zone), "midnight", "明天 00:00"},
		{time.Date(2026, 12, 1, 0, 0, 0, 0, zone), "2026-12-01 00:00", "12月1日 00:00"},
		{time.Date(2027, 1, 1, 0, 0, 0, 0, zone), "2027-01-01 00:00", "2027年1月1日 00:00"},
	} {
		if en, zh := wordsOf["en"].time(test.at, now.UTC()), wordsOf["zh"].time(test.at, now.UTC()); en != test.en || zh != test.zh {
			t.Errorf("%v: %q and %q, want %q and %q", test.at, en, zh, test.en, test.zh)
		}
	}
}

// What a buyer may pay matters where that is soon used up.
func TestABoundIsShownWhereItIsNear(t *testing.T) {
	yuan := limits.MustParseMoney
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	midnight := time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		most   limits.Money
		resets time.Time
		want   string
	}{
		{"far from the amount", yuan("50000.00 CNY"), time.Time{}, ""},
		{"twice the amount", yuan("119.80 CNY"), time.Time{}, ""},
		{"less than twice", yuan("119.79 CNY"), time.Time{}, "Up to ¥119.79"},
		{"left of a total", yuan("50000.00 CNY"), midnight, "Up to ¥50,000.00; more from midnight"},
		{"none", limits.Money{}, time.Time{}, ""},
	} {
		if got := wordsOf["en"].room(yuan("59.90 CNY"), test.most, test.resets, now); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
