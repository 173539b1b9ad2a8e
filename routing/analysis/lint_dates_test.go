package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// dateTests are about when rules begin and end.
var dateTests = []lintTest{
	{name: "a pilot that is over", catalog: withPilot(inJune(1), inJune(5)), options: LintOptions{Now: inJune(5)},
		want: []string{"warning ended_pilot availability[3].when.until pilot: shop 1.00 CNY 2024-06-05T00:00:00+08:00 +vip"}},
	{name: "a pilot that is over, when nobody says what day it is", catalog: withPilot(inJune(1), inJune(5))},
	{name: "a pilot that is not over", catalog: withPilot(inJune(1), inJune(5)), options: LintOptions{Now: inJune(5).Add(-1)}},
	{name: "a pilot that is over, and what came of it", catalog: withPilot(inJune(1), inJune(5), methods.Availability{
		ID: "withdrawn", Status: methods.StatusWithdrawn, When: methods.Match{Period: methods.Period{From: inJune(5)}}}),
		options: LintOptions{Now: inJune(6)}},

	{name: "a day between a pilot and what came of it", catalog: withPilot(inJune(1), inJune(5), methods.Availability{
		ID: "live", Status: methods.StatusLive, When: methods.Match{Period: methods.Period{From: inJune(6)}}}),
		want: []string{"warning untold_time availability[4].when.from live [pilot]: shop 1.00 CNY 2024-06-05T00:00:00+08:00"}},
	{name: "a day between a pilot and what came of it on which nothing is reported", catalog: withPilot(inJune(1), inJune(5), methods.Availability{
		ID: "live", Status: methods.StatusLive, When: methods.Match{Period: methods.Period{From: inJune(6)}}}, methods.Availability{
		ID: "unknown", Status: methods.StatusUnreported, When: methods.Match{Period: methods.Period{From: inJune(4), Until: inJune(6)}}})},

	{name: "an entry until the last day of a month", catalog: withEntries(methods.Availability{
		ID: "may", When: methods.Match{Surfaces: desktop.Surfaces, Period: methods.Period{Until: inJune(0)}}}),
		want: []string{"warning exclusive_until availability[0].when.until may: shop desktop_web 1.00 CNY 2024-05-31T00:00:00+08:00"}},
	{name: "an entry until the first day of a month", catalog: withEntries(methods.Availability{
		ID: "may", When: methods.Match{Period: methods.Period{Until: inJune(1)}}})},
	{name: "an entry until the last day of a month, on which another begins", catalog: withEntries(
		methods.Availability{ID: "may", When: methods.Match{Surfaces: desktop.Surfaces, Period: methods.Period{Until: inJune(0)}}},
		methods.Availability{ID: "later", When: methods.Match{Surfaces: desktop.Surfaces, Period: methods.Period{From: inJune(0)}}})},
	{name: "a limit rule until the last minute of a day", catalog: withRules(routing.LimitRule{
		ID: "sale", When: methods.Match{Period: methods.Period{Until: inJune(5).Add(-time.Second)}}, Limit: limits.Cap{Max: money(100, limits.CNY)}}),
		want: []string{"warning exclusive_until limits[1].when.until sale: shop 1.00 CNY 2024-06-04T23:59:59+08:00"}},
	{name: "an Except until the last day of a year", catalog: withEntries(methods.Availability{
		ID: "some", Except: []methods.Match{{Period: methods.Period{From: inJune(1), Until: inJune(214)}}}}),
		want: []string{"warning exclusive_until availability[0].except[0].until some: shop 1.00 CNY 2024-12-31T00:00:00+08:00"}},

	{name: "a start in another decade", catalog: withEntries(methods.Availability{
		ID: "late", When: methods.Match{Audience: vip, Period: methods.Period{From: inJune(1).AddDate(38, 0, 0)}}}),
		options: LintOptions{Now: inJune(1)},
		want:    []string{"warning far_date availability[0].when.from late: shop 1.00 CNY 2062-06-01T00:00:00+08:00 +vip"}},
	{name: "a start in ten years to the day", catalog: withEntries(methods.Availability{
		ID: "late", When: methods.Match{Period: methods.Period{From: inJune(1).AddDate(10, 0, 0)}}}),
		options: LintOptions{Now: inJune(1)}},
	{name: "an end that is long past", catalog: withEntries(methods.Availability{
		ID: "early", When: methods.Match{Period: methods.Period{Until: inJune(1).AddDate(-20, 0, 0)}}}),
		options: LintOptions{Now: inJune(1)},
		want:    []string{"note far_date availability[0].when.until early: shop 1.00 CNY 2004-06-01T00:00:00+08:00"}},
	{name: "a start that is long past, by a source of that time", catalog: sound(func(c *routing.Catalog) {
		c.Sources[0].Date = "2003"
		c.Availability[0].When.Period.From = inJune(1).AddDate(-20, 0, 0)
	}), options: LintOptions{Now: inJune(1)}},

	{name: "a time on another clock", catalog: withEntries(methods.Availability{
		ID: "night", Except: []methods.Match{{Period: methods.Period{From: inJune(1).UTC().Add(10 * time.Hour), Until: inJune(2)}}}}),
		want: []string{"warning other_offset availability[0].except[0].from night: shop 1.00 CNY 2024-06-01T10:00:00+08:00"}},
	{name: "midnight as another clock has it", catalog: withEntries(methods.Availability{
		ID: "day", When: methods.Match{Period: methods.Period{From: inJune(1).UTC()}}})},
}

// withPilot returns the sound catalog with a method that is in pilot, and some entries of
// it more.
func withPilot(from, until time.Time, more ...methods.Availability) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		c.Methods = append(c.Methods, methods.Method{ID: "new"})
		entries := append([]methods.Availability{{
			ID: "pilot", Status: methods.StatusPilot, When: methods.Match{Audience: vip, Period: methods.Period{From: from, Until: until}},
		}}, more...)
		for i := range entries {
			entries[i].Method = "new"
		}
		c.Availability = append(c.Availability, entries...)
	})
}
