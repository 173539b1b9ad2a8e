package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
)

// reportHistory reports what a method's entries on a platform leave untold, by their
// periods alone: a time between two of them, and what came of a pilot.
func (l *linter) reportHistory() {
	reported := map[[2]int]bool{} // a time after one entry and before another
	for i := range l.x.catalog.Platforms {
		p := l.x.catalog.Platforms[i].ID
		for _, m := range l.x.methodsOn[p] {
			entries := l.x.entries[place{p, m}]
			l.reportUntold(p, entries, reported)
			l.reportEndedPilots(p, entries)
		}
	}
}

// reportUntold reports the first time between entries at which none of them is in force.
func (l *linter) reportUntold(p methods.Platform, entries []int, reported map[[2]int]bool) {
	sorted := slices.Clone(entries)
	from := func(n int) time.Time { return l.x.catalog.Availability[n].When.Period.From }
	slices.SortStableFunc(sorted, func(a, b int) int { return from(a).Compare(from(b)) })
	type untold struct {
		after, before int
		period        methods.Period
	}
	var all []untold
	last := sorted[0]
	for _, n := range sorted[1:] {
		end := l.x.catalog.Availability[last].When.Period.Until
		if end.IsZero() {
			break
		}
		if end.Before(from(n)) {
			all = append(all, untold{last, n, methods.Period{From: end, Until: from(n)}})
		}
		if compareEnds(l.x.catalog.Availability[n].When.Period, l.x.catalog.Availability[last].When.Period) > 0 {
			last = n
		}
	}
	if len(all) == 0 || reported[[2]int{all[0].after, all[0].before}] {
		return
	}
	first := all[0]
	reported[[2]int{first.after, first.before}] = true
	e := &l.x.catalog.Availability[first.before]
	f := Finding{
		Code: FindingUntoldTime, Path: fmt.Sprintf("availability[%d].when.from", first.before), ID: e.ID,
		Others:  []string{l.x.catalog.Availability[first.after].ID},
		Witness: l.boundWitness(&e.When, []methods.Platform{p}, notStarted, first.period),
	}
	en, zh := "no entry says whether %s is offered on %s from %s to %s", "%[3]s 至 %[4]s，没有条目说明 %[1]s 在 %[2]s 上是否可用"
	if more := len(all) - 1; more > 0 {
		periods := "periods"
		if more == 1 {
			periods = "period"
		}
		en += fmt.Sprintf(", and in %d more %s", more, periods)
		zh += fmt.Sprintf("，另有 %d 个时段也是如此", more)
	}
	l.report(f, en, zh, e.Method, p, l.day(first.period.From), l.day(first.period.Until))
}

// compareEnds compares when two periods end: one that does not comes last.
func compareEnds(p, q methods.Period) int {
	if p.Until.IsZero() || q.Until.IsZero() {
		return cmp.Compare(bit(p.Until.IsZero()), bit(q.Until.IsZero()))
	}
	return p.Until.Compare(q.Until)
}

// day is an instant on the catalog's clock: a date, if it begins one.
func (l *linter) day(at time.Time) string {
	at = at.In(l.x.zone())
	if hour, minute, second := at.Clock(); hour+minute+second+at.Nanosecond() == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.RFC3339)
}

// reportEndedPilots reports pilots that are over, if no entry says what holds since.
func (l *linter) reportEndedPilots(p methods.Platform, entries []int) {
	if l.options.Now.IsZero() {
		return
	}
	last := l.x.catalog.Availability[entries[0]].When.Period
	for _, n := range entries {
		if q := l.x.catalog.Availability[n].When.Period; compareEnds(q, last) > 0 {
			last = q
		}
	}
	if last.Until.IsZero() || last.Until.After(l.options.Now) {
		return
	}
	for _, n := range entries {
		e := &l.x.catalog.Availability[n]
		if e.Status != methods.StatusPilot || compareEnds(e.When.Period, last) != 0 {
			continue
		}
		f := Finding{
			Code: FindingEndedPilot, Path: fmt.Sprintf("availability[%d].when.until", n), ID: e.ID,
			Witness: l.boundWitness(&e.When, []methods.Platform{p}, ended, methods.Period{}),
		}
		l.report(f, "the pilot on %[2]s has been over since %[3]s, and no entry says whether %[1]s has been offered since",
			"%[2]s 上的试点已于 %[3]s 结束，此后没有条目说明 %[1]s 是否可用", e.Method, p, l.day(last.Until))
	}
}
