package analysis

import (
	"fmt"
	"time"
)

// reportSources reports on sources that are old.
func (l *linter) reportSources() {
	if l.options.MaxAge <= 0 {
		return
	}
	for i, s := range l.x.catalog.Sources {
		last, ok := lastDay(s.Date)
		if !ok || l.options.Now.Sub(last) <= l.options.MaxAge {
			continue
		}
		days, en := int(l.options.MaxAge/(24*time.Hour)), "its date is %s, which is more than %d days ago"
		if days == 1 {
			en = "its date is %s, which is more than %d day ago"
		}
		l.report(Finding{Code: FindingOldSource, Path: fmt.Sprintf("sources[%d]", i), ID: s.ID}, en, "其日期为 %s，距今超过 %d 天", s.Date, days)
	}
}

// lastDay is the last day that a date as precise as known may mean.
func lastDay(date string) (time.Time, bool) {
	for _, form := range []struct {
		layout        string
		years, months int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		if t, err := time.Parse(form.layout, date); err == nil {
			if form.years+form.months > 0 {
				t = t.AddDate(form.years, form.months, -1)
			}
			return t, true
		}
	}
	return time.Time{}, false
}
