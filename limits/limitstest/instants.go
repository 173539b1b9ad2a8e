package limitstest

import (
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// edgeDays are days around which calendars go wrong: ends of years and months, and leap
// days, also of the century years that have and do not have one.
var edgeDays = []time.Time{
	time.Date(2024, 9, 12, 12, 0, 0, 0, time.UTC),
	time.Date(2023, 12, 31, 12, 0, 0, 0, time.UTC),
	time.Date(2024, 2, 28, 12, 0, 0, 0, time.UTC),
	time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC),
	time.Date(2024, 4, 30, 12, 0, 0, 0, time.UTC),
	time.Date(2025, 1, 31, 12, 0, 0, 0, time.UTC),
	time.Date(2025, 2, 28, 12, 0, 0, 0, time.UTC),
	time.Date(2000, 2, 29, 12, 0, 0, 0, time.UTC),
	time.Date(2100, 2, 28, 12, 0, 0, 0, time.UTC),
	time.Date(2100, 12, 31, 12, 0, 0, 0, time.UTC),
}

// clockChanges are instants at which clocks are put forward or back.
var clockChanges = []time.Time{
	time.Date(2024, 3, 10, 7, 0, 0, 0, time.UTC),  // New York, forward
	time.Date(2024, 11, 3, 6, 0, 0, 0, time.UTC),  // New York, back
	time.Date(2024, 3, 31, 1, 0, 0, 0, time.UTC),  // the European Union, forward
	time.Date(2024, 10, 27, 1, 0, 0, 0, time.UTC), // the European Union, back
	time.Date(2024, 10, 5, 16, 0, 0, 0, time.UTC), // Sydney, forward
	time.Date(2024, 4, 6, 16, 0, 0, 0, time.UTC),  // Sydney, back
	time.Date(1991, 9, 14, 15, 0, 0, 0, time.UTC), // China, back, for the last time
}

// edgeWindows are asked about whatever the caps' own windows are: midnights and the
// ends of weeks and months.
var edgeWindows = []limits.Window{
	limits.Day(8 * time.Hour), limits.Week(time.Monday, 8*time.Hour), limits.Month(8 * time.Hour),
	limits.Day(0), limits.Week(time.Monday, 0), limits.Month(0),
}

// farthest are the zones whose date is most often another than that of UTC.
var farthest = []*time.Location{time.FixedZone("", 14*3600), time.FixedZone("", -12*3600)}

// zones are those in which the law zone writes an instant: some in which days, hours or
// half hours begin at other times.
var zones = append([]*time.Location{
	time.UTC,
	china,
	time.FixedZone("", -5*3600),
	time.FixedZone("", 5*3600+45*60),
	time.FixedZone("", -(9*3600 + 30*60)),
}, farthest...)

var china = time.FixedZone("", 8*3600)

// edgeTimes generates instants at the edges of the windows, at changes of the clocks and
// at what the limit has named, and one nanosecond on either side of them.
func edgeTimes(windows []limits.Window, named []time.Time) *rapid.Generator[time.Time] {
	windows = append(windows, edgeWindows...)
	instants := append(named, clockChanges...)
	return rapid.Custom(func(t *rapid.T) time.Time {
		var edge time.Time
		if rapid.SampledFrom(oneInEight).Draw(t, "an instant") {
			edge = rapid.SampledFrom(instants).Draw(t, "instant")
		} else {
			day := rapid.SampledFrom(edgeDays).Draw(t, "day")
			from, until := rapid.SampledFrom(windows).Draw(t, "window").Span(day)
			if from.IsZero() || from.Equal(until) { // a lifetime or one payment: any edge does
				from, until = limits.Day(8 * time.Hour).Span(day)
			}
			edge = rapid.SampledFrom([]time.Time{day, from, until}).Draw(t, "edge")
		}
		return edge.Add(rapid.SampledFrom([]time.Duration{0, -1, 1}).Draw(t, "beside"))
	})
}

// anyTime generates instants of the two centuries in which orders are placed.
func anyTime() *rapid.Generator[time.Time] {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	return rapid.Map(rapid.Int64Range(0, last.Unix()-first.Unix()-1), func(s int64) time.Time {
		return first.Add(time.Duration(s) * time.Second)
	})
}

var months = []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12} // each as likely as another

// days returns the query on each day of a month, for rules of a single day of the year:
// at the first and the last nanosecond of the day in China, and at noon there. It returns
// it at the changes of the clocks as well.
func days(t *rapid.T, q limits.Query) []limits.Query {
	month := rapid.SampledFrom(months).Draw(t, "month")
	var queries []limits.Query
	for _, q.At = range clockChanges {
		queries = append(queries, q)
	}
	day := time.Date(2024, month, 1, 0, 0, 0, 0, china)
	for next := day.AddDate(0, 1, 0); day.Before(next); day = day.AddDate(0, 0, 1) {
		for _, after := range []time.Duration{0, 12 * time.Hour, 24*time.Hour - 1} {
			q.At = day.Add(after).UTC()
			queries = append(queries, q)
		}
	}
	return queries
}
