package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// An hoursText is hours as they are written, where midnight may be written or left out.
type hoursText struct {
	methods.Hours
	hasFrom, hasUntil bool
}

var hoursForm = strictjson.NewObject(
	strictjson.ListOf("days", func(h *hoursText) *[]time.Weekday { return &h.Days }, readDay, writeDay),
	strictjson.Field[hoursText]{
		Key:    "from",
		Read:   func(r *strictjson.Reader, to *hoursText) { to.From, to.hasFrom = readTimeOfDay(r), true },
		Write:  func(w *strictjson.Writer, from *hoursText) { w.Text(timeOfDay(from.From)) },
		IsZero: func(from *hoursText) bool { return from.From == 0 },
	},
	strictjson.Field[hoursText]{
		Key:    "until",
		Read:   func(r *strictjson.Reader, to *hoursText) { to.Until, to.hasUntil = readTimeOfDay(r), true },
		Write:  func(w *strictjson.Writer, from *hoursText) { w.Text(timeOfDay(from.Until)) },
		IsZero: func(from *hoursText) bool { return from.Until == 0 },
	},
)

// readHours reads recurring times, which are on the clock of the catalog's zone.
func readHours(r *strictjson.Reader, to *methods.Hours) {
	zoneOf(r).need(r, nil)
	var text hoursText
	hoursForm.Read(r, &text)
	if text.hasFrom && text.hasUntil && text.From == text.Until && text.From == 0 {
		r.Fault("", "has the same time, 00:00, as from and until: leave both out for whole days")
	}
	*to = text.Hours
}

func writeHours(w *strictjson.Writer, from *methods.Hours) {
	hoursForm.Write(w, &hoursText{Hours: *from})
}

// Faults leave what is not valid, rather than the zero value, which would mean something.
const (
	noTimeOfDay = time.Duration(-1)
	noDay       = time.Weekday(-1)
)

// readTimeOfDay reads "22:00".
func readTimeOfDay(r *strictjson.Reader) time.Duration {
	b, ok := r.Bytes()
	if !ok {
		return noTimeOfDay
	}
	if len(b) == len("22:00") && b[2] == ':' {
		hour, isHour := digits(b[:2])
		minute, isMinute := digits(b[3:])
		if isHour && isMinute && hour < 24 && minute < 60 {
			return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
		}
	}
	r.Fault(string(b), `is not a time of day: want one from "00:00" to "23:59"`)
	return noTimeOfDay
}

func readDay(r *strictjson.Reader, to *time.Weekday) {
	*to = noDay
	b, ok := r.Bytes()
	if !ok {
		return
	}
	day := slices.Index(dayNames, string(b))
	if day < 0 {
		r.Fault(string(b), "is not a day of the week: want mon, tue, wed, thu, fri, sat, sun")
		return
	}
	*to = time.Weekday(day)
}

func writeDay(w *strictjson.Writer, from *time.Weekday) {
	if *from < time.Sunday || *from > time.Saturday {
		w.Text("") // which no catalog may have
		return
	}
	w.Text(dayNames[*from])
}
