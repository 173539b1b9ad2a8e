package routing_test

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// At noon on a Friday, when the stall's order is placed.
var (
	night       = methods.Hours{From: 22 * time.Hour, Until: 6 * time.Hour}
	weekend     = methods.Hours{Days: []time.Weekday{time.Saturday, time.Sunday}}
	breakfast   = methods.Hours{From: 8 * time.Hour, Until: 10*time.Hour + 30*time.Minute}
	lunch       = methods.Hours{From: 11 * time.Hour, Until: 13 * time.Hour}
	tea         = methods.Hours{From: 13 * time.Hour, Until: 14*time.Hour + 1*time.Minute}
	fridays     = methods.Hours{Days: []time.Weekday{time.Friday}, Until: 12 * time.Hour}
	tuesdayNoon = methods.Hours{Days: []time.Weekday{time.Friday, time.Tuesday}, From: 11 * time.Hour, Until: 13 * time.Hour}
	mondayNoon  = methods.Hours{Days: []time.Weekday{time.Friday, time.Monday}, From: 11 * time.Hour, Until: 13 * time.Hour}
	daytime     = methods.Hours{From: 6 * time.Hour, Until: 22 * time.Hour}
	tonight     = orderedAt.Add(10 * time.Hour)
	saturday    = orderedAt.Add(12 * time.Hour)
)

func hoursOf(all ...methods.Hours) methods.Match { return methods.Match{Hours: all} }

func outsideHours(until time.Time) []routing.Reason {
	remedy := routing.Remedy{Do: routing.ActionWaitUntil, Until: until}
	if until.IsZero() {
		remedy = nothing
	}
	return []routing.Reason{byEntry(routing.Reason{Code: routing.CodeOutsideHours, Remedy: remedy})}
}

// exceptedAt is the reason of an Except with an end.
func exceptedAt(m methods.Match, until time.Time) routing.Reason {
	remedy := routing.Remedy{Do: routing.ActionWaitUntil, Until: until}
	if until.IsZero() {
		remedy = nothing
	}
	return byEntry(routing.Reason{Code: routing.CodeExcepted, Except: m, Remedy: remedy})
}

var hoursReaches = []reach{
	{"by day, at night only", when(hoursOf(night)), nil, outsideHours(tonight)},
	{"by day, at the weekend or at night", when(hoursOf(weekend, night)), nil, outsideHours(tonight)},
	{"on a Friday, at the weekend only", when(hoursOf(weekend)), nil, outsideHours(saturday)},
	{"at the end, which is exclusive, for a week", when(hoursOf(fridays)), nil, outsideHours(saturday.AddDate(0, 0, 6))},
	{
		"by day, at night only, which does not come again",
		when(methods.Match{Hours: []methods.Hours{night}, Period: methods.Period{Until: tonight}}), nil, outsideHours(time.Time{}),
	},
	{
		"before a period that begins within the hours",
		when(methods.Match{Hours: []methods.Hours{night}, Period: methods.Period{From: tonight.Add(3 * time.Hour)}}), nil,
		append([]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeNotStarted, At: tonight.Add(3 * time.Hour),
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: tonight.Add(3 * time.Hour)},
		})}, outsideHours(tonight.Add(3*time.Hour))...),
	},
	{"excepted at noon", except(hoursOf(lunch)), nil, []routing.Reason{exceptedAt(hoursOf(lunch), orderedAt.Add(time.Hour))}},
	{
		"excepted in the second of two hours of a day", except(hoursOf(breakfast, lunch)), nil,
		[]routing.Reason{exceptedAt(hoursOf(breakfast, lunch), orderedAt.Add(time.Hour))},
	},
	{
		"excepted in hours that touch", except(hoursOf(tea, lunch)), nil,
		[]routing.Reason{exceptedAt(hoursOf(tea, lunch), orderedAt.Add(2*time.Hour+time.Minute))},
	},
	{
		"excepted at all hours", except(hoursOf(night, daytime)), nil,
		[]routing.Reason{exceptedAt(hoursOf(night, daytime), time.Time{})},
	},
	{
		"excepted over Monday's midnight", except(hoursOf(weekend, methods.Hours{Days: []time.Weekday{time.Monday}, Until: time.Minute})),
		func(o *routing.Order) { o.At = saturday.Add(1) },
		[]routing.Reason{exceptedAt(hoursOf(weekend, methods.Hours{Days: []time.Weekday{time.Monday}, Until: time.Minute}),
			saturday.AddDate(0, 0, 2).Add(time.Minute))},
	},
	{
		"excepted by two that differ in their days alone", except(hoursOf(tuesdayNoon), hoursOf(mondayNoon)), nil,
		[]routing.Reason{exceptedAt(hoursOf(tuesdayNoon), orderedAt.Add(time.Hour)), exceptedAt(hoursOf(mondayNoon), orderedAt.Add(time.Hour))},
	},
	{
		"excepted at noon, which ends, rather than in a region",
		func(c *routing.Catalog) {
			except(methods.Match{Regions: []methods.Region{"CN"}})(c)
			c.Availability[0].ID = "wallet.abroad"
			c.Availability = append(c.Availability, methods.Availability{
				ID: "wallet.live", Method: "wallet", Status: methods.StatusLive,
				Except: []methods.Match{hoursOf(lunch)}, Evidence: c.Availability[0].Evidence,
			})
		}, nil, []routing.Reason{exceptedAt(hoursOf(lunch), orderedAt.Add(time.Hour))},
	},
	{
		"excepted at noon, until the period ends",
		except(methods.Match{Hours: []methods.Hours{lunch}, Period: methods.Period{Until: orderedAt.Add(1)}}), nil,
		[]routing.Reason{exceptedAt(methods.Match{Hours: []methods.Hours{lunch}, Period: methods.Period{Until: orderedAt.Add(1)}}, orderedAt.Add(1))},
	},
	{
		"excepted at noon, where the entry ends with it",
		func(c *routing.Catalog) {
			when(methods.Match{Period: methods.Period{Until: orderedAt.Add(time.Hour)}})(c)
			except(hoursOf(lunch))(c)
		}, nil, []routing.Reason{exceptedAt(hoursOf(lunch), time.Time{})},
	},
	{
		"a cap at noon that is used up for ever",
		limited(limits.Cap{Max: limits.MustParseMoney("420.00 CNY"), Window: limits.Lifetime(), Counter: "day"}, hoursOf(lunch)), nil,
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Counter: "day", Window: limits.Lifetime(), Requested: limits.MustParseMoney("100.00 CNY"),
			Limit: limits.MustParseMoney("420.00 CNY"), Used: limits.MustParseMoney("420.00 CNY"), Over: limits.MustParseMoney("100.00 CNY"),
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: orderedAt.Add(time.Hour)},
		})},
	},
}
