package routing

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
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
		s.fault(at, text, moneyProblem(err))
	}
	return m
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
		return "is in no currency of ISO 4217" + suggest(strings.ToUpper(currency.Code), currencyCodes())
	}
	return "is out of range: want at most " + strconv.FormatInt(limits.MaxMinor, 10) + " minor units"
}

func currencyCodes() []string {
	var codes []string
	for c := range limits.Currencies() {
		codes = append(codes, c.String())
	}
	return codes
}

// instant reads an RFC 3339 time.
func (s *scanner) instant() time.Time {
	at := s.start()
	text, ok := s.text()
	if !ok {
		return time.Time{}
	}
	var t time.Time
	// UnmarshalText is stricter than time.Parse, which takes "T1:00" and commas.
	if err := t.UnmarshalText([]byte(text)); err != nil {
		s.fault(at, text, "is not a time: want RFC 3339, such as 2024-09-12T00:00:00+08:00")
		return time.Time{}
	}
	return fixed(t)
}

// fixed keeps a time's offset but not the name of the machine's own zone.
func fixed(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.In(time.FixedZone("", offset))
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
	if err := t.UnmarshalText([]byte(text)); err == nil {
		if t.IsZero() {
			p.fault(at, text, "is not a date that can be meant")
		}
		return fixed(t)
	}
	zone := p.zone
	if zone == nil {
		zone = time.UTC
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	switch {
	case err != nil:
		p.fault(at, text, "is not a date: want 2024-09-12 or RFC 3339, such as 2024-09-12T00:00:00+08:00")
		return time.Time{}
	case p.zone == nil:
		p.fault(at, text, `needs a zone: the catalog has no "zone", such as "+08:00"`)
	}
	return t
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
		p.fault(at, text, `is not a percentage: want "0" to "100" with at most two decimal places`)
		return 0
	}
	return points
}

// digits reads at most so many ASCII digits.
func digits(s string, most int) (int, bool) {
	if s == "" || len(s) > most {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// linkLife reads a length of time such as "2h" or "5m".
func (p *catalogParser) linkLife() time.Duration {
	at := p.start()
	text, ok := p.text()
	if !ok {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || shortest(d) != text {
		p.fault(at, text, `is not a length of time: want one such as "2h", "5m" or "1h30m"`)
		return 0
	}
	return d
}

// shortest writes a duration without the parts that are zero: "2h".
func shortest(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// window reads "day", "month" or "year", which are calendar windows in the
// catalog's zone, or any other form that limits.ParseWindow knows.
func (p *catalogParser) window() limits.Window {
	at := p.start()
	text, ok := p.name()
	if !ok {
		return limits.Window{}
	}
	full := text
	if text == "day" || text == "month" || text == "year" {
		if p.zone == nil {
			p.fault(at, text, `needs a zone: the catalog has no "zone", such as "+08:00"`)
			return limits.Window{}
		}
		full += p.zoneText
	}
	w, err := limits.ParseWindow(full)
	if err != nil {
		p.fault(at, text, `is not a window: want "" (one payment), day, month, year, lifetime or rolling:24h`)
	}
	return w
}
