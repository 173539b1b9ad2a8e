package prose

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Hours writes times of the week: "on Saturdays and Sundays from 22:00 to 06:00", "Mondays
// to Fridays", "每周六、周日 22:00 至次日 06:00", "每周日全天". No days are every day. Times of
// day are since midnight; an end that is not after the beginning is of the next day, or the
// end of the day if it is zero. Both zero are whole days.
func (l Language) Hours(days []time.Weekday, from, until time.Duration) string {
	on, times := l.days(days), ""
	if from != 0 || until != 0 {
		times = l.times(from, until)
	}
	switch {
	case l == Chinese:
		on, times = cmp.Or(on, "每天"), cmp.Or(times, "全天")
	case l == English && on != "" && times != "":
		on += " "
	}
	return string(abut([]byte(on), times))
}

// ListHours lists n times of the week, the last two joined by [And] or [Or]: "on Sundays and
// from 22:00 to 06:00", "每周日全天及每天 22:00 至次日 06:00". In Chinese their days have commas
// of their own: all are joined alike.
func (l Language) ListHours(last Text, n int, hours func(i int) string) string {
	if l == English {
		return l.List(last, n, hours)
	}
	joint := "，或"
	if last == And {
		joint = "及"
	}
	var b []byte
	for i := range n {
		if i > 0 {
			b = append(b, joint...)
		}
		b = abut(b, hours(i))
	}
	return string(b)
}

func (l Language) times(from, until time.Duration) string {
	sentence := Text{EN: "from {from} to {until}", ZH: "{from}至{until}"}
	if until == 0 {
		until = 24 * time.Hour
	} else if until <= from {
		sentence.ZH = "{from}至次日{until}"
	}
	return string(Fill(nil, l.Of(sentence), func(place string) string {
		if place == "from" {
			return clock(from)
		}
		return clock(until)
	}))
}

func clock(t time.Duration) string {
	return fmt.Sprintf("%02d:%02d", t/time.Hour, t%time.Hour/time.Minute)
}

// dayNames are the days of the week by their number.
var dayNames = [7]Text{
	{EN: "Sundays", ZH: "周日"}, {EN: "Mondays", ZH: "周一"}, {EN: "Tuesdays", ZH: "周二"}, {EN: "Wednesdays", ZH: "周三"},
	{EN: "Thursdays", ZH: "周四"}, {EN: "Fridays", ZH: "周五"}, {EN: "Saturdays", ZH: "周六"},
}

// days lists days of the week from Monday on, three or more that follow each other as
// the first and the last: "on Mondays and Tuesdays", "Mondays to Fridays", "每周一、周二". It is
// empty for no days.
func (l Language) days(days []time.Weekday) string {
	var on [8]bool // from Monday on
	for _, day := range days {
		on[(day+6)%7] = true
	}
	name := func(i int) string { return l.Of(dayNames[(i+1)%7]) }
	var runs []string
	preposition := ""
	for first := 0; first < 7; first++ {
		last := first
		for on[first] && on[last+1] {
			last++
		}
		switch {
		case !on[first]:
		case last >= first+2:
			runs = append(runs, name(first)+l.Of(Text{EN: " to ", ZH: "至"})+name(last))
			first = last
		default:
			if len(runs) == 0 {
				preposition = "on "
			}
			runs = append(runs, name(first))
		}
	}
	if len(runs) == 0 {
		return ""
	}
	if l == Chinese {
		return "每" + strings.Join(runs, comma.ZH)
	}
	return preposition + l.List(And, len(runs), func(i int) string { return runs[i] })
}
