package prose

import (
	"testing"
	"time"
)

func TestHours(t *testing.T) {
	const hour, minute = time.Hour, time.Minute
	tests := []struct {
		name        string
		days        []time.Weekday
		from, until time.Duration
		en, zh      string
	}{
		{"a time of every day", nil, 2 * hour, 4 * hour, "from 02:00 to 04:00", "每天 02:00 至 04:00"},
		{"past midnight", nil, 22 * hour, 6*hour + 5*minute, "from 22:00 to 06:05", "每天 22:00 至次日 06:05"},
		{"from midnight", nil, 0, 30 * minute, "from 00:00 to 00:30", "每天 00:00 至 00:30"},
		{"until midnight", nil, 23*hour + 59*minute, 0, "from 23:59 to 24:00", "每天 23:59 至 24:00"},
		{"a day", []time.Weekday{time.Sunday}, 0, 0, "on Sundays", "每周日全天"},
		{"the weekend", []time.Weekday{time.Sunday, time.Saturday}, 0, 0, "on Saturdays and Sundays", "每周六、周日全天"},
		{"weekdays", []time.Weekday{5, 4, 3, 2, 1}, 9 * hour, 18 * hour, "Mondays to Fridays from 09:00 to 18:00", "每周一至周五 09:00 至 18:00"},
		{"days apart", []time.Weekday{0, 1, 3, 4, 5}, 0, 0, "on Mondays, Wednesdays to Fridays and Sundays", "每周一、周三至周五、周日全天"},
		{"all days", []time.Weekday{0, 1, 2, 3, 4, 5, 6}, 0, hour, "Mondays to Sundays from 00:00 to 01:00", "每周一至周日 00:00 至 01:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := English.Hours(test.days, test.from, test.until); got != test.en {
				t.Errorf("in English %q, want %q", got, test.en)
			}
			if got := Chinese.Hours(test.days, test.from, test.until); got != test.zh {
				t.Errorf("in Chinese %q, want %q", got, test.zh)
			}
		})
	}
}

func TestListsOfHours(t *testing.T) {
	hours := func(l Language) func(int) string {
		return func(i int) string {
			if i == 0 {
				return l.Hours([]time.Weekday{time.Saturday, time.Sunday}, 0, 0)
			}
			return l.Hours(nil, 22*time.Hour, 6*time.Hour)
		}
	}
	for _, test := range []struct {
		last   Text
		en, zh string
	}{
		{And, "on Saturdays and Sundays and from 22:00 to 06:00", "每周六、周日全天及每天 22:00 至次日 06:00"},
		{Or, "on Saturdays and Sundays or from 22:00 to 06:00", "每周六、周日全天，或每天 22:00 至次日 06:00"},
	} {
		if got := English.ListHours(test.last, 2, hours(English)); got != test.en {
			t.Errorf("in English %q, want %q", got, test.en)
		}
		if got := Chinese.ListHours(test.last, 2, hours(Chinese)); got != test.zh {
			t.Errorf("in Chinese %q, want %q", got, test.zh)
		}
	}
}
