package ledgertest_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// key identifies the total of a cap.
func (l *plain) key(c limits.Cap, subjects map[limits.Subject]limits.Hidden) string {
	window := c.Window
	switch {
	case l.is("begins the day at midnight UTC") && window == limits.Day(8*time.Hour):
		window = limits.Day(0)
	case l.is("begins every week on Monday") && window == limits.Week(time.Saturday, 8*time.Hour):
		window = limits.Week(time.Monday, 8*time.Hour)
	case l.is("takes a quarter for a month") && window == limits.Quarter(8*time.Hour):
		window = limits.Month(8 * time.Hour)
	case l.is("ends a lifetime with the year") && window == limits.Lifetime():
		window = limits.Year(0)
	}
	from, _ := window.Span(l.now)
	if window.IsRolling() {
		from = time.Time{}
	}
	if l.is("takes a counter in two windows for one total") {
		window = limits.Window{}
	}
	var of []string
	for _, subject := range c.Per {
		of = append(of, fmt.Sprintf("%q=%q", subject, subjects[subject].Reveal()))
		if l.is("joins the ids of subjects with a slash") {
			of[len(of)-1] = subjects[subject].Reveal()
			of = []string{strings.Join(of, "/")}
		}
	}
	currency := c.Max.Currency().String()
	if l.is("counts each currency apart where there is no amount") && !c.Max.IsValid() {
		currency = fmt.Sprint(l.first["currency"])
	}
	if l.is("takes the totals of a counter in all currencies for one") && c.Max.IsValid() {
		currency = ""
	}
	if l.is("keeps the total of a buyer whoever the buyer is") {
		of = nil
	}
	return fmt.Sprintf("%s %q %v %v %v", of, c.Counter, currency, window, from)
}

// part is what a payment adds to the i-th of its totals.
func (l *plain) part(p *entry, i int) (amount, count int64) {
	switch p.State {
	case ledger.Reserved:
		amount, count = p.Amount.Minor(), 1
		if l.is("counts no payment of nothing") {
			count = min(amount, 1)
		}
	case ledger.Confirmed:
		amount, count = p.Confirmed.Minor(), 1
		if l.is("keeps what is not confirmed") {
			amount = p.Amount.Minor()
		}
		if len(p.refunds) > 0 && (slices.Contains(p.payment.Refundable, p.Totals[i].Counter) || l.is("reduces every total by a refund")) {
			amount -= p.Refunded.Minor()
			switch {
			case l.is("keeps a payment that is refunded whole"):
			case l.is("gives a payment back with its first refund"):
				count = 0
			default:
				count = min(amount, 1)
			}
		}
		if l.is("gives a payment back that is confirmed for nothing") {
			count = min(amount, 1)
		}
		amount = max(amount-p.uncounted[i], 0)
		if l.is("reduces by a refund first what a total could not hold") {
			amount = min(amount+p.uncounted[i], p.Confirmed.Minor()-p.uncounted[i])
		}
	}
	if !p.caps[i].Max.IsValid() {
		amount = 0
	}
	return amount, count
}

// holds reports whether the window of the total holds a payment made at an instant.
func (l *plain) holds(t *sum, made time.Time) bool {
	if !t.cap.Window.IsRolling() {
		return true
	}
	from, _ := t.cap.Window.Span(l.now)
	if l.is("keeps a payment in a rolling window for a microsecond more") {
		from = from.Add(-time.Microsecond)
	}
	if l.is("moves rolling windows by the hour") {
		from = from.Truncate(time.Hour)
	}
	if l.is("leaves out of a rolling window what was made when the clock was ahead") && made.After(l.now) {
		return false
	}
	return made.After(from)
}

// reached is what a total has reached.
func (l *plain) reached(key string, t *sum) (amount, count int64) {
	amount, count = t.amount, t.count
	if t.cap.Window.IsRolling() {
		a, c := l.added(key, t, maps.Values(l.payments))
		amount, count = amount+a, count+c
	}
	return amount, count
}

// added adds up those of some payments that are in a total.
func (l *plain) added(key string, t *sum, among iter.Seq[*entry]) (amount, count int64) {
	for p := range among {
		if i := slices.Index(p.keys, key); i >= 0 && l.holds(t, p.Made) {
			a, c := l.part(p, i)
			amount, count = amount+a, count+c
		}
	}
	return amount, count
}

func fen(minor int64, currency limits.Currency) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, currency)
	return m
}

func usedOf(currency limits.Currency, amount, count int64) limits.Used {
	m, err := limits.MoneyFromMinor(amount, currency)
	if err != nil {
		return limits.CountOnly(count)
	}
	return limits.NewUsed(m, count)
}

// usage is what the totals of the caps have reached.
func (l *plain) usage(caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) limits.Usage {
	usage := limits.Usage{}
	for _, c := range caps {
		used := usedOf(c.Max.Currency(), 0, 0)
		key := l.key(c, subjects)
		if t := l.totals[key]; t != nil {
			amount, count := l.reached(key, t)
			used = usedOf(t.currency, amount, count)
		} else if l.is("leaves out of Usage what has not been used") {
			continue
		}
		if l.is("reports no numbers of payments") {
			used = limits.Used{Amount: used.Amount}
		}
		usage[c.Counter] = used
	}
	return usage
}
