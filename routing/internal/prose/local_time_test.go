package prose

import (
	"testing"
	"time"
)

func TestLocalTimesHaveNoMoreOfTheDateThanTellsThemFromNow(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	now := time.Date(2026, 11, 27, 20, 0, 0, 0, zone)
	for _, test := range []struct {
		name   string
		at     time.Time
		en, zh string
	}{
		{"today", time.Date(2026, 11, 27, 23, 59, 59, 0, zone), "23:59:59", "今天 23:59:59"},
		{"the next midnight", time.Date(2026, 11, 28, 0, 0, 0, 0, zone), "midnight", "明天 00:00"},
		{"the day after", time.Date(2026, 11, 28, 4, 0, 0, 0, zone), "2026-11-28 04:00", "11月28日 04:00"},
		{"this year", time.Date(2026, 12, 1, 0, 0, 0, 0, zone), "2026-12-01 00:00", "12月1日 00:00"},
		{"the day of another year", time.Date(2027, 11, 27, 20, 0, 0, 0, zone), "2027-11-27 20:00", "2027年11月27日 20:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if en, zh := English.LocalTime(test.at, now.UTC()), Chinese.LocalTime(test.at, now.UTC()); en != test.en || zh != test.zh {
				t.Errorf("%q and %q, want %q and %q", en, zh, test.en, test.zh)
			}
		})
	}
}
