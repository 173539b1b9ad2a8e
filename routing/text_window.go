package routing

import (
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// What stands before the limit of a total: "the ¥500.00 daily limit", "单日累计限额".
var (
	lifetimeWindow = prose.Text{EN: "lifetime", ZH: "终身"}
	rollingWindow  = prose.Text{EN: "rolling {n}-{unit}", ZH: "近{n}{unit}"}

	// calendarWindows are by the most days that one has, the shortest first.
	calendarWindows = [...]struct {
		days int64
		name prose.Text
	}{
		{1, prose.Text{EN: "daily", ZH: "单日"}},
		{7, prose.Text{EN: "weekly", ZH: "单周"}},
		{31, prose.Text{EN: "monthly", ZH: "单月"}},
		{92, prose.Text{EN: "quarterly", ZH: "季度"}},
		{366, prose.Text{EN: "annual", ZH: "年度"}},
	}

	// rollingUnits are the largest first. A single day is 24 hours: "daily" has a midnight.
	rollingUnits = [...]struct {
		length, least time.Duration
		name          prose.Text
	}{
		{24 * time.Hour, 48 * time.Hour, prose.Text{EN: "day", ZH: "天"}},
		{time.Hour, time.Hour, prose.Text{EN: "hour", ZH: "小时"}},
		{time.Minute, time.Minute, prose.Text{EN: "minute", ZH: "分钟"}},
		{time.Second, time.Second, prose.Text{EN: "second", ZH: "秒"}},
	}
)

// appendWindow appends over which time a total adds up.
func appendWindow(b []byte, l prose.Language, w limits.Window) []byte {
	at := time.Unix(0, 0) // any instant will do
	from, until := w.Span(at)
	switch {
	case w.IsZero(): // of a reason that names none
		if l == prose.English {
			b = append(b, "cumulative"...)
		}
		return b
	case w.IsRolling():
		return appendRolling(b, l, until.Sub(at))
	}
	for i := range calendarWindows {
		c := &calendarWindows[i]
		if length := until.Sub(from); length > 0 && length <= time.Duration(c.days)*24*time.Hour {
			return append(b, l.Of(c.name)...)
		}
	}
	return append(b, l.Of(lifetimeWindow)...)
}

func appendRolling(b []byte, l prose.Language, length time.Duration) []byte {
	for i := range rollingUnits {
		u := &rollingUnits[i]
		if length < u.least || length%u.length != 0 {
			continue
		}
		return prose.AppendFill(b, l.Of(rollingWindow), func(b []byte, place string) []byte {
			if place == "n" {
				return strconv.AppendInt(b, int64(length/u.length), 10)
			}
			return append(b, l.Of(u.name)...)
		})
	}
	return b
}
