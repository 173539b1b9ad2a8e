package shop

import (
	"testing"
	"time"
)

func TestATimeHasADateUnlessItIsTheNextMidnightOrBefore(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, zone)
	for _, test := range []struct {
		at     time.Time
		en, zh string
	}{
		{time.Date(2026, 11, 27, 23, 30, 0, 0, zone), "23:30", "23:30"},
		{time.Date(2026, 11, 28, 0, 0, 0, 0, zone), "00:00", "次日 00:00"},
		{time.Date(2026, 12, 1, 0, 0, 0, 0, zone), "2026-12-01 00:00", "12月1日 00:00"},
		{time.Date(2027, 1, 1, 0, 0, 0, 0, zone), "2027-01-01 00:00", "2027年1月1日 00:00"},
	} {
		if en, zh := wordsOf["en"].time(test.at, now.UTC()), wordsOf["zh"].time(test.at, now.UTC()); en != test.en || zh != test.zh {
			t.Errorf("%v: %q and %q, want %q and %q", test.at, en, zh, test.en, test.zh)
		}
	}
}
