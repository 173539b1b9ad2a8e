package prose

import (
	"bytes"
	"strconv"
	"time"
)

// Instant is an instant taken apart for writing it, in its own zone.
type Instant struct {
	year, month, day     int
	hour, minute, second int
	nanosecond           int
	offset               int // of the zone, in seconds east of UTC
}

// InstantOf takes an instant apart.
func InstantOf(t time.Time) Instant {
	_, offset := t.Zone()
	local := time.Unix(t.Unix()+int64(offset), 0).UTC() // so that the zone is looked up once
	x := Instant{nanosecond: t.Nanosecond(), offset: offset}
	var month time.Month
	x.year, month, x.day = local.Date()
	x.month = int(month)
	x.hour, x.minute, x.second = local.Clock()
	return x
}

// Time writes an instant in its own zone, to the minute if it is a whole one:
// "2024-09-12 00:00 UTC+08:00", "2024年9月12日 00:00（北京时间）".
func (l Language) Time(t time.Time) string { return string(l.AppendTime(nil, t)) }

// AppendTime appends what Time returns.
func (l Language) AppendTime(b []byte, t time.Time) []byte {
	x := InstantOf(t)
	return l.AppendInstant(b, &x)
}

// AppendInstant appends what Time returns of the instant.
func (l Language) AppendInstant(b []byte, x *Instant) []byte {
	b = l.appendDateTime(b, x)
	switch {
	case l != Chinese:
		return x.appendZone(append(b, " UTC"...))
	case x.offset == beijing:
		return append(b, "（北京时间）"...)
	}
	return append(x.appendZone(append(b, "（UTC"...)), "）"...)
}

const beijing = 8 * 60 * 60 // the offset of its time

// LocalTime is Time for somebody who lives in the zone: without its name, and with no more of
// the date than tells it from now: "04:00", "midnight", "今天 04:00", "明天 00:00", "12月1日 00:00".
func (l Language) LocalTime(t, now time.Time) string {
	now = now.In(t.Location())
	year, month, day := now.Date()
	midnight := time.Date(year, month, day+1, 0, 0, 0, 0, t.Location())
	x := InstantOf(t)
	isThisYear := x.year == year
	switch isToday := isThisYear && t.YearDay() == now.YearDay(); {
	case t.Equal(midnight):
		return l.Of(nextMidnight)
	case isToday && l == Chinese:
		return string(x.appendClock([]byte("今天 ")))
	case isToday:
		return string(x.appendClock(nil))
	}
	b := l.appendDateTime(nil, &x)
	if l == Chinese && isThisYear {
		_, b, _ = bytes.Cut(b, []byte("年"))
	}
	return string(b)
}

var nextMidnight = Text{EN: "midnight", ZH: "明天 00:00"}

func (l Language) appendDateTime(b []byte, x *Instant) []byte {
	if l != Chinese {
		return x.appendClock(append(x.appendDate(b), ' '))
	}
	b = strconv.AppendInt(append(x.appendYear(b), "年"...), int64(x.month), 10)
	b = strconv.AppendInt(append(b, "月"...), int64(x.day), 10)
	return x.appendClock(append(b, "日 "...))
}

// TimeJSON writes an instant in its own zone as RFC 3339, and nothing for the zero
// Time.
func TimeJSON(t time.Time) string { return string(AppendTimeJSON(nil, t)) }

// AppendTimeJSON appends what TimeJSON returns.
func AppendTimeJSON(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	x := InstantOf(t)
	if x.offset%60 != 0 {
		x = InstantOf(t.UTC()) // RFC 3339 has no seconds in offsets
	}
	return x.AppendJSON(b)
}

// AppendJSON appends the instant as RFC 3339, in a zone of whole minutes.
func (x *Instant) AppendJSON(b []byte) []byte {
	b = x.appendSeconds(append(x.appendDate(b), 'T'))
	if x.offset == 0 {
		return append(b, 'Z')
	}
	return x.appendZone(b)
}

func (x *Instant) appendYear(b []byte) []byte {
	if x.year < 0 || x.year > 9999 {
		return appendFarYear(b, x.year)
	}
	return append2(append2(b, x.year/100), x.year%100)
}

// appendFarYear appends a year before the first one or of more than four digits.
func appendFarYear(b []byte, year int) []byte {
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	for most := 1000; year < most && most > 1; most /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(year), 10)
}

func (x *Instant) appendDate(b []byte) []byte {
	b = append2(append(x.appendYear(b), '-'), x.month)
	return append2(append(b, '-'), x.day)
}

// appendClock appends the time of day, to the minute if it is a whole one.
func (x *Instant) appendClock(b []byte) []byte {
	if x.second == 0 && x.nanosecond == 0 {
		return append2(append(append2(b, x.hour), ':'), x.minute)
	}
	return x.appendSeconds(b)
}

// appendSeconds appends the time of day to the second, and what there is of the next one.
func (x *Instant) appendSeconds(b []byte) []byte {
	b = append2(append(append2(b, x.hour), ':'), x.minute)
	b = append2(append(b, ':'), x.second)
	if x.nanosecond == 0 {
		return b
	}
	point := len(b)
	b = strconv.AppendInt(b, 1e9+int64(x.nanosecond), 10) // so that it has all nine digits
	b[point] = '.'
	return bytes.TrimRight(b, "0")
}

// appendZone appends the offset of the zone, if it has one: "+08:00".
func (x *Instant) appendZone(b []byte) []byte {
	if x.offset == 0 {
		return b
	}
	sign, minutes := byte('+'), x.offset/60
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	b = append(b, sign)
	if hours := minutes / 60; hours < 100 {
		b = append2(b, hours)
	} else {
		b = strconv.AppendInt(b, int64(hours), 10)
	}
	return append2(append(b, ':'), minutes%60)
}

// append2 appends a number of up to two digits with both of them.
func append2(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
