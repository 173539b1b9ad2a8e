package analysis

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/routing"
)

// reportAge reports on the entries and limit rules of a catalog, as it was given, whose
// newest source is old.
func (l *linter) reportAge(c routing.Catalog) {
	if l.options.ReviewedBefore.IsZero() {
		return
	}
	c = c.Expand()
	last := make(map[string]time.Time, len(c.Sources)) // the zero time: it has no date
	for _, s := range c.Sources {
		last[s.ID], _ = lastDay(s.Date)
	}
	for i, e := range c.Availability {
		l.reportAgeOf(fmt.Sprintf("availability[%d]", i), e.ID, e.Sources, last)
	}
	for i, rule := range c.Limits {
		l.reportAgeOf(fmt.Sprintf("limits[%d]", i), rule.ID, rule.Sources, last)
	}
}

// reportAgeOf reports on one rule, by the last days of the sources' dates.
func (l *linter) reportAgeOf(path, id string, sources []string, last map[string]time.Time) {
	var newest time.Time
	for _, s := range sources {
		day := last[s]
		if day.IsZero() {
			return
		}
		if day.After(newest) {
			newest = day
		}
	}
	if !newest.Before(l.options.ReviewedBefore) {
		return
	}
	l.report(Finding{Code: FindingOldEvidence, Path: path, ID: id},
		"its newest source is dated %s, before %s", "其最新来源的日期为 %s，早于 %s",
		newest.Format(time.DateOnly), l.options.ReviewedBefore.Format(time.DateOnly))
}
