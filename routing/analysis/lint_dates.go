package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// farYears is how many years from now a date is likely to be mistyped.
const farYears = 10

// dateBound is where a period begins or ends.
type dateBound struct {
	at   time.Time
	path string // of it
	by   unmet  // what an order that shows it does not meet
}

func boundsAt(path string, p methods.Period) []dateBound {
	all := []dateBound{{p.From, path + ".from", 0}, {p.Until, path + ".until", ended}}
	return slices.DeleteFunc(all, func(b dateBound) bool { return b.at.IsZero() })
}

// reportDates reports dates that are likely to be slips: where a match begins an order at
// that time shows it, and where it ends one that comes just too late.
func (l *linter) reportDates(f Finding, m *methods.Match, on []methods.Platform, sources []string) {
	for _, b := range boundsAt(f.Path, m.Period) {
		f.Path = b.path
		for _, check := range []func(dateBound, []string) (Finding, methods.Text){l.lostEnd, l.farDate, l.otherOffset} {
			found, text := check(b, sources)
			if found.Code == "" {
				continue
			}
			f.Code, f.Severity, f.Witness = found.Code, found.Severity, l.boundWitness(m, on, b.by, methods.Period{})
			l.reportText(f, text)
		}
	}
}

// boundWitness returns the first order in a period that does not meet just the given
// conditions of a match.
func (l *linter) boundWitness(m *methods.Match, on []methods.Platform, by unmet, during methods.Period) routing.Order {
	s, err := l.newMatchSpace(m, on, during)
	if err != nil {
		l.fail(err)
		return routing.Order{}
	}
	outside := s.times.unmet(s.Diagram, during, nil)
	return l.matchWitness(s, by, s.Not(s.Where(outside, isUnmet)))
}

// lostEnd finds an end at the start of the last day of a month, or in the last minute of
// a day, if nothing in the catalog begins then.
func (l *linter) lostEnd(b dateBound, _ []string) (Finding, methods.Text) {
	at := b.at.In(l.x.zone())
	sinceMidnight := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute +
		time.Duration(at.Second())*time.Second + time.Duration(at.Nanosecond())
	isLastDay := sinceMidnight == 0 && at.AddDate(0, 0, 1).Day() == 1
	isLastMinute := sinceMidnight >= 24*time.Hour-time.Minute
	switch {
	case b.by != ended || l.begins()[b.at.UnixNano()]:
	case isLastDay:
		day := at.Format(time.DateOnly)
		return Finding{Code: FindingExclusiveUntil}, textOf("until is exclusive, so %s itself is left out: end it on the day after, if that day is meant",
			"until 不含当日，%s 这一天不在其内：若应包含该日，请改为次日", day)
	case isLastMinute:
		return Finding{Code: FindingExclusiveUntil}, textOf("until is exclusive, so what is left of the day after %s is left out: end it at midnight",
			"until 不含该时刻，%s 之后的当日时间不在其内：请改为次日零点", at.Format(time.DateTime))
	}
	return Finding{}, methods.Text{}
}

// begins are the instants at which some match of the catalog begins.
func (l *linter) begins() map[int64]bool {
	if l.starts != nil {
		return l.starts
	}
	l.starts = map[int64]bool{}
	add := func(when methods.Match, except []methods.Match) {
		l.starts[when.Period.From.UnixNano()] = true
		for i := range except {
			l.starts[except[i].Period.From.UnixNano()] = true
		}
	}
	for i := range l.x.catalog.Availability {
		add(l.x.catalog.Availability[i].When, l.x.catalog.Availability[i].Except)
	}
	for i := range l.x.catalog.Limits {
		add(l.x.catalog.Limits[i].When, l.x.catalog.Limits[i].Except)
	}
	return l.starts
}

// farDate finds a date that is years away from now, and from the dates of all its
// sources. One in the past is a note: it may be history.
func (l *linter) farDate(b dateBound, sources []string) (Finding, methods.Text) {
	if l.options.Now.IsZero() || !isFar(b.at, l.options.Now) {
		return Finding{}, methods.Text{}
	}
	for _, s := range l.x.catalog.Sources {
		if day, ok := lastDay(s.Date); ok && slices.Contains(sources, s.ID) && !isFar(b.at, day) {
			return Finding{}, methods.Text{}
		}
	}
	f := Finding{Code: FindingFarDate}
	if b.at.Before(l.options.Now) {
		f.Severity = SeverityNote
	}
	return f, textOf("%s is more than ten years from %s, and from the dates of its sources: is the year right?",
		"%s 距 %s 及其来源的日期均超过十年：请确认年份是否有误", b.at.In(l.x.zone()).Format(time.DateOnly), l.options.Now.In(l.x.zone()).Format(time.DateOnly))
}

func isFar(a, b time.Time) bool {
	if b.Before(a) {
		a, b = b, a
	}
	return a.AddDate(farYears, 0, 0).Before(b)
}

// otherOffset finds a time that is given on another clock than the catalog's, other than
// one that begins a day there.
func (l *linter) otherOffset(b dateBound, _ []string) (Finding, methods.Text) {
	at := b.at.In(l.x.zone())
	hour, minute, second := at.Clock()
	_, own := b.at.Zone()
	if _, offset := at.Zone(); own == offset || hour+minute+second+at.Nanosecond() == 0 {
		return Finding{}, methods.Text{}
	}
	return Finding{Code: FindingOtherOffset}, textOf("%s is %s on the catalog's clock: is that meant?", "%s 即目录时区的 %s：请确认是否有误",
		b.at.Format(time.RFC3339), at.Format(time.RFC3339))
}
