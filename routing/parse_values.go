package routing

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// money reads an amount such as "300.00 CNY".
func (s *scanner) money() limits.Money {
	at := s.start()
	text, ok := s.text()
	if !ok {
		return limits.Money{}
	}
	m, err := limits.ParseMoney(text)
	if err != nil {
		s.fault(at, clip(text), moneyProblem(err))
	}
	return m
}

// instant reads an RFC 3339 time.
func (s *scanner) instant() time.Time {
	at := s.start()
	text, ok := s.text()
	if !ok {
		return time.Time{}
	}
	t, ok := parseInstant(text)
	if !ok {
		s.fault(at, clip(text), "is not a time: want RFC 3339, such as 2024-09-12T00:00:00+08:00")
	}
	return t
}

// parseInstant reads an RFC 3339 time, keeping its offset but not the name of the
// machine's own zone.
func parseInstant(text string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || !isRFC3339(text) {
		return time.Time{}, false
	}
	_, offset := t.Zone()
	return t.In(time.FixedZone("", offset)), true
}

// isRFC3339 refuses what time.Parse takes beyond the standard: "T1:00:00Z", a comma
// before the fraction, offsets of 24 hours or 60 minutes; and fractions finer than
// nanoseconds, which it would cut.
func isRFC3339(text string) bool {
	const seconds = len("2006-01-02T15:04:05")
	if len(text) <= seconds || text[len("2006-01-02T15")] != ':' {
		return false
	}
	zone := text[seconds:]
	if fraction, ok := strings.CutPrefix(zone, "."); ok {
		zone = strings.TrimLeft(fraction, "0123456789")
		if len(fraction)-len(zone) > len("999999999") {
			return false
		}
	}
	return zone == "Z" || zone == "-00:00" || newZone(zone).location != time.UTC
}

// date reads "2024-09-12", the start of that day in the catalog's zone, or an
// RFC 3339 time.
func (p *catalogParser) date() time.Time {
	at := p.start()
	text, ok := p.text()
	if !ok {
		return time.Time{}
	}
	var t time.Time
	if len(text) == len(time.DateOnly) {
		var err error
		t, err = time.Parse(time.DateOnly, text)
		if ok = err == nil; ok {
			t = midnight(t, p.zone(at, text))
		}
	} else {
		t, ok = parseInstant(text)
	}
	switch {
	case !ok:
		p.fault(at, clip(text), "is not a date: want 2024-09-12 or RFC 3339, such as 2024-09-12T00:00:00+08:00")
		return time.Time{}
	case t.IsZero():
		// Further on it would mean that there is no bound.
		p.fault(at, text, dateOutOfRange)
	}
	return t
}

// midnight is the start of a UTC date in a zone.
func midnight(date time.Time, zone *time.Location) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// percent reads a share such as "5" or "0.25" as basis points.
func (p *catalogParser) percent() int {
	at := p.start()
	text, ok := p.text()
	if !ok {
		return 0
	}
	whole, fraction, _ := strings.Cut(text, ".")
	points, ok := digits(whole, 3)
	hundredths, fine := 0, !strings.HasSuffix(text, ".")
	if fraction != "" {
		hundredths, fine = digits((fraction + "0")[:max(2, len(fraction))], 2)
	}
	points = points*100 + hundredths
	if !ok || !fine || points > 10_000 || len(whole) > 1 && whole[0] == '0' {
		p.fault(at, clip(text), `is not a percentage: want "0" to "100" with at most two decimal places`)
		return 0
	}
	return points
}

// linkLife reads a length of time such as "2h" or "5m", in its shortest form.
func (p *catalogParser) linkLife() time.Duration {
	at := p.start()
	text, ok := p.text()
	if !ok {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || prose.Shortest(d) != text {
		p.fault(at, clip(text), `is not a length of time: want one such as "2h", "5m" or "1h30m"`)
		return 0
	}
	return d
}

// window reads a calendar window without its zone, such as "day", which is in the
// catalog's zone, or any form that limits.ParseWindow knows.
func (p *catalogParser) window() limits.Window {
	at := p.start()
	text := p.name()
	if text == "" { // one payment, or a fault
		return limits.Window{}
	}
	if _, err := limits.ParseWindow(text + "+00:00"); err == nil {
		text += time.Time{}.In(p.zone(at, text)).Format("-07:00")
	}
	w, err := limits.ParseWindow(text)
	if err != nil {
		p.fault(at, clip(text), `is not a window: want "" (one payment), day, week (from Monday), week:sun, month, quarter, year, lifetime or rolling:24h`)
	}
	return w
}

// moneyProblem says in a fault's words what limits says in its own.
func moneyProblem(err error) string {
	var syntax *limits.SyntaxError
	var precision *limits.PrecisionError
	var currency *limits.CurrencyError
	switch {
	case errors.As(err, &syntax):
		return "is not an amount: want " + syntax.Want
	case errors.As(err, &precision):
		return "has too many decimal places: " + precision.Currency.String() + " has " + strconv.Itoa(precision.Currency.Digits())
	case errors.As(err, &currency):
		return "is in no known currency: want an ISO 4217 code" + suggestCurrency(currency)
	}
	return fmt.Sprintf("is out of range: want at most %d minor units in size", int64(limits.MaxMinor))
}
