package routing

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// readMoney reads an amount such as "300.00 CNY".
func readMoney(r *strictjson.Reader, to *limits.Money) {
	text, ok := r.Bytes()
	if !ok {
		return
	}
	m, err := limits.ParseMoney(string(text)) // which keeps none of it: nothing is allocated
	if err != nil {
		r.Fault(string(text), moneyProblem(err))
		return
	}
	*to = m
}

// writeMoney writes what readMoney reads. An amount that is not valid is an empty text.
func writeMoney(w *strictjson.Writer, from *limits.Money) {
	text, _ := from.MarshalText() // cannot fail
	w.Text(string(text))
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

// readMaxCount reads how many payments a total may have.
func readMaxCount(r *strictjson.Reader, to *int64) {
	before := r.FaultCount()
	*to = int64(r.Integer(math.MaxInt))
	if *to == 0 && r.FaultCount() == before {
		r.Fault("0", "is no bound: want at least one payment, or leave the key out")
	}
}

func writeMaxCount(w *strictjson.Writer, from *int64) { w.Integer(int(*from)) }

// readPercent reads a share such as "5" or "0.25" as basis points.
func readPercent(r *strictjson.Reader) int {
	text, ok := r.Text()
	if !ok {
		return 0
	}
	whole, fraction, hasPoint := strings.Cut(text, ".")
	points, ok := digits([]byte(whole))
	hundredths, fine := digits([]byte((fraction + "00")[:max(2, len(fraction))]))
	points = points*100 + hundredths
	switch {
	case !ok || !fine || hasPoint && fraction == "":
	case len(whole) > 3 || len(fraction) > 2 || len(whole) > 1 && whole[0] == '0' || points > 10_000:
	default:
		return points
	}
	r.Fault(text, `is not a percentage: want "0" to "100" with at most two decimal places`)
	return 0
}

// writePercent writes basis points as a percentage: "5", "0.25".
func writePercent(w *strictjson.Writer, points int) {
	text := strconv.Itoa(points / 100)
	if rest := points % 100; rest != 0 {
		text += strings.TrimSuffix(fmt.Sprintf(".%02d", rest), "0")
	}
	w.Text(text)
}

// readLinkLife reads a length of time such as "2h" or "5m", in its shortest form.
func readLinkLife(r *strictjson.Reader, to *time.Duration) {
	b, ok := r.Bytes()
	if !ok {
		return
	}
	text := string(b)
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || prose.Shortest(d) != text {
		r.Fault(text, `is not a length of time: want one such as "2h", "5m" or "1h30m"`)
		return
	}
	*to = d
}

func writeLinkLife(w *strictjson.Writer, from *time.Duration) { w.Text(prose.Shortest(*from)) }

// readWindow reads a calendar window without its zone, such as "day", which is in the
// catalog's zone, or any form that limits.ParseWindow knows.
func readWindow(r *strictjson.Reader, to *limits.Window) {
	text := r.Name()
	if text == "" { // one payment, or a fault
		return
	}
	z := zoneOf(r)
	if z.location == nil && isCalendarWindow(text) {
		z.need(r, []byte(text))
		z.windows = append(z.windows, waitingWindow{z.limits, text})
		return
	}
	if w, ok := z.parsed[text]; ok {
		*to = w
		return
	}
	w, err := parseWindow(text, z.location)
	if err != nil {
		r.Fault(text, `is not a window: want "" (one payment), day, week (from Monday), week:sun, month, quarter, year, lifetime or rolling:24h`)
		return
	}
	if z.parsed == nil {
		z.parsed = map[string]limits.Window{}
	}
	z.parsed[text], *to = w, w
}

// isCalendarWindow reports whether a text is that of a window that lacks its zone.
func isCalendarWindow(text string) bool {
	_, err := limits.ParseWindow(text + "+00:00")
	return err == nil
}

// parseWindow reads a window, whose zone is the given one where it needs one and names
// none. The zone may be nil if the window needs none.
func parseWindow(text string, zone *time.Location) (limits.Window, error) {
	if isCalendarWindow(text) {
		text += time.Time{}.In(zone).Format("-07:00")
	}
	return limits.ParseWindow(text)
}

// writeWindow writes a calendar window in the catalog's zone without the zone.
func writeWindow(w *strictjson.Writer, from *limits.Window) {
	w.Text(strings.TrimSuffix(from.String(), zoneText(w)))
}
