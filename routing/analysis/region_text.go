package analysis

import (
	"fmt"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// String describes the region in one line, such as
//
//	taobao, on app, 2023-11-30 to 2024-02-20, 0.01 CNY to 300.00 CNY, with no_balance, without no_bound_card
//
// The end of a period is the first instant that is no longer in it; both bounds of
// an amount are in it.
func (r Region) String() string {
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	add(joinNames(r.Platforms, " or "))
	add(r.Surfaces.text("on ", "a surface"))
	add(describe(r.Periods, periodText, " and "))
	add(hoursText(r.Hours, prose.English, prose.Or))
	add(describe(r.Amounts, Amounts.String, " or "))
	add(r.Regions.text("in ", "a region"))
	for _, traits := range []struct {
		preposition string
		names       []methods.Trait
		conjunction string
	}{
		{"with ", r.Stated, " and "},
		{"without ", r.Unstated, " or "},
		{"known to lack ", r.Lacked, " and "},
		{"not known to lack ", r.Unlacked, " or "},
		{"known to have or lack ", r.Told, " and "},
		{"not known to have or lack ", r.Untold, " or "},
	} {
		if len(traits.names) > 0 {
			add(traits.preposition + joinNames(traits.names, traits.conjunction))
		}
	}
	switch {
	case len(r.Buckets) > 0:
		add(bucketsText(r.Buckets))
	case r.Buyer == BuyerKnown:
		add("the buyer stated")
	case r.Buyer == BuyerUnknown:
		add("no buyer stated")
	}
	return strings.Join(parts, ", ")
}

func joinNames[S ~string](all []S, separator string) string {
	return describe(all, func(s S) string { return string(s) }, separator)
}

func describe[T any](all []T, text func(T) string, separator string) string {
	parts := make([]string, len(all))
	for i, v := range all {
		parts[i] = text(v)
	}
	return strings.Join(parts, separator)
}

// text describes a choice of something, such as "a surface".
func (c Choice[S]) text(preposition, something string) string {
	names := joinNames(c.Names, " or ")
	switch none := "no " + something[len("a "):] + " stated"; {
	case c.IsZero():
		return ""
	case c.Others && c.Unstated:
		return "not " + preposition + names
	case c.Others && names == "":
		return preposition + something + " that is stated"
	case c.Others:
		return preposition + something + " other than " + names
	case names == "":
		return none
	case c.Unstated:
		return preposition + names + " or with " + none
	}
	return preposition + names
}

// hoursText lists hours, joined by [prose.And] or [prose.Or]: "on Sundays from 02:00 to 04:00
// or on Mondays".
func hoursText(hours []methods.Hours, l prose.Language, last prose.Text) string {
	return l.ListHours(last, len(hours), func(i int) string {
		return l.Hours(hours[i].Days, hours[i].From, hours[i].Until)
	})
}

func periodText(p methods.Period) string {
	switch {
	case p.From.IsZero():
		return "until " + timeText(p.Until)
	case p.Until.IsZero():
		return "from " + timeText(p.From)
	}
	return timeText(p.From) + " to " + timeText(p.Until)
}

// timeText is a date, if t is when it begins in its own zone.
func timeText(t time.Time) string {
	if h, m, s := t.Clock(); h+m+s+t.Nanosecond() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}

// String describes the span, such as "0.01 CNY to 300.00 CNY".
func (a Amounts) String() string {
	switch {
	case !a.Min.IsValid() && len(a.NotIn) == 0:
		return "any amount"
	case !a.Min.IsValid():
		return "not in " + describe(a.NotIn, limits.Currency.String, " or ")
	case !a.Max.IsValid() && a.Min.Sign() == 0:
		return "any amount in " + a.Min.Currency().String()
	case !a.Max.IsValid():
		return "from " + a.Min.String()
	case a.Min == a.Max:
		return a.Min.String()
	}
	return a.Min.String() + " to " + a.Max.String()
}

// bucketsText describes buckets, those of one salt after each other.
func bucketsText(all []Buckets) string {
	var b strings.Builder
	for i, k := range all {
		switch {
		case i == 0:
			b.WriteString("buyers in ")
		case k.Salt == all[i-1].Salt:
			b.WriteString(" or ")
		default:
			b.WriteString(" and ")
		}
		fmt.Fprintf(&b, "buckets %d to %d", k.From, k.Until-1)
		if i+1 == len(all) || all[i+1].Salt != k.Salt {
			fmt.Fprintf(&b, " of %q", k.Salt)
		}
	}
	return b.String()
}
