package routing

import (
	"fmt"
	"time"
)

// parseDay reads "2024-09-12".
func parseDay(b []byte) (year int, month time.Month, day int, ok bool) {
	if len(b) != len(time.DateOnly) || b[4] != '-' || b[7] != '-' {
		return 0, 0, 0, false
	}
	year, isYear := digits(b[:4])
	m, isMonth := digits(b[5:7])
	day, isDay := digits(b[8:])
	month = time.Month(m)
	ok = isYear && isMonth && isDay && month >= time.January && month <= time.December && day >= 1 && day <= lengthOf(year, month)
	return year, month, day, ok
}

// lengthOf returns how many days a month has.
func lengthOf(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// digits reads ASCII digits: from one to nine, so that any number fits.
func digits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// timeOfDay writes a time of day: "22:00".
func timeOfDay(t time.Duration) string {
	return fmt.Sprintf("%02d:%02d", t/time.Hour, t%time.Hour/time.Minute)
}

// dayNames are the days of the week by their number.
var dayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
