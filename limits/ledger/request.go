package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/paymux/paymux/limits"
)

// request is a valid Payment.
type request struct {
	id     string
	amount limits.Money
	hold   time.Duration
	caps   []limits.Cap
	scopes []scope // one for each total, in the order of their prefixes
}

func newRequest(p Payment) (*request, error) {
	var f faults
	f.checkID("ID", p.ID)
	if !p.Amount.IsValid() || p.Amount.Sign() < 0 {
		f.add("Amount", p.Amount.String(), "an amount of zero or more")
	}
	if p.Hold <= 0 || p.Hold > MaxHold {
		f.add("Hold", p.Hold.String(), "more than zero, and at most "+MaxHold.String())
	}
	for i := range p.Caps {
		c := &p.Caps[i]
		if currency := c.Currency(); currency.IsValid() && p.Amount.IsValid() && currency != p.Amount.Currency() {
			f.add(fmt.Sprintf("Caps[%d]", i), currency.String(), "the currency of Amount, "+p.Amount.Currency().String())
		}
	}
	scopes := f.scopes(p.Caps, p.Subjects)
	if err := f.err(); err != nil {
		return nil, err
	}
	for i := range scopes {
		scopes[i].refundable = slices.Contains(p.Refundable, scopes[i].counter)
	}
	return &request{id: p.ID, amount: p.Amount, hold: holdOf(p.Hold), caps: slices.Clone(p.Caps), scopes: scopes}, nil
}

// holdOf rounds up to the resolution of a ledger's clock, so that no hold ends early.
func holdOf(d time.Duration) time.Duration {
	if rest := d % tick; rest != 0 {
		d += tick - rest
	}
	return d
}

// tick is the resolution of a ledger's clock, that of PostgreSQL.
const tick = time.Microsecond

// counts returns the totals of the payment at an instant, in the order of their keys.
func (q *request) counts(now time.Time) []count { return countsOf(q.scopes, now) }

func countsOf(scopes []scope, now time.Time) []count {
	counts := make([]count, len(scopes))
	for i := range scopes {
		counts[i] = scopes[i].count(now)
	}
	return counts
}

// faults collects the invalid arguments of one call.
type faults []error

func (f *faults) add(field, value, want string) {
	*f = append(*f, &FieldError{Field: field, Value: clip(value), Want: want})
}

func (f *faults) err() error { return errors.Join(*f...) }

// Texts are bounded so that a key fits into an index, and exclude what a database
// cannot store.
const (
	maxTextLen = 200
	maxKeyLen  = 2000
	wantText   = "1 to 200 bytes of valid UTF-8 without NUL"
)

func isText(s string) bool {
	return s != "" && len(s) <= maxTextLen && utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}

func (f *faults) checkID(field, id string) {
	if !isText(id) {
		f.add(field, id, wantText)
	}
}

// scopes returns the totals that the caps count in, each once, in the order of their
// prefixes.
func (f *faults) scopes(caps []limits.Cap, values map[limits.Subject]limits.Hidden) []scope {
	scopes := make([]scope, 0, len(caps))
	for i := range caps {
		c := &caps[i]
		if err := c.Validate(); err != nil {
			*f = append(*f, fmt.Errorf("ledger: Caps[%d]: %w", i, err))
			continue
		}
		if !c.IsTotal() {
			continue
		}
		s, ok := f.scope(c, i, currencyOf(c.Counter, caps), values)
		if !ok {
			continue
		}
		same := slices.IndexFunc(scopes, func(known scope) bool { return known.counter == s.counter })
		switch {
		case same < 0:
			scopes = append(scopes, s)
		case scopes[same].prefix != s.prefix:
			f.oneTotal(i, c.Counter)
		default:
			scopes[same].narrow(&s)
		}
	}
	slices.SortFunc(scopes, func(a, b scope) int { return strings.Compare(a.prefix, b.prefix) })
	return scopes
}

// currencyOf returns the currency of a counter's total: that of its caps with a Max. It
// has none if no cap has a Max: it then counts payments in all currencies.
func currencyOf(counter limits.Counter, caps []limits.Cap) limits.Currency {
	for i := range caps {
		if c := &caps[i]; c.Counter == counter && c.Max.IsValid() {
			return c.Max.Currency()
		}
	}
	return 0
}

// narrow applies the bounds of another cap on the same total.
func (s *scope) narrow(other *scope) {
	if other.max.IsValid() && (!s.max.IsValid() || other.max.Minor() < s.max.Minor()) {
		s.max = other.max
	}
	if other.maxCount > 0 && (s.maxCount == 0 || other.maxCount < s.maxCount) {
		s.maxCount = other.maxCount
	}
}

// oneTotal reports a cap whose counter means another total in an earlier one.
func (f *faults) oneTotal(i int, counter limits.Counter) {
	f.add(fmt.Sprintf("Caps[%d].Counter", i), string(counter),
		"a counter that means one total: the same window, currency and subjects in every cap")
}

func (f *faults) scope(c *limits.Cap, i int, currency limits.Currency, values map[limits.Subject]limits.Hidden) (scope, bool) {
	before := len(*f)
	if own := c.Currency(); currency.IsValid() && own.IsValid() && own != currency {
		f.oneTotal(i, c.Counter)
	}
	if !isText(string(c.Counter)) {
		f.add(fmt.Sprintf("Caps[%d].Counter", i), string(c.Counter), wantText)
	}
	for _, subject := range c.Per {
		if !isText(string(subject)) {
			f.add(fmt.Sprintf("Caps[%d].Per", i), string(subject), wantText)
		} else if !isText(values[subject].Reveal()) {
			f.add("Subjects["+string(subject)+"]", "",
				fmt.Sprintf("an id of %s, as Caps[%d] counts %s per %s", wantText, i, c.Counter, subject))
		}
	}
	if len(*f) > before {
		return scope{}, false
	}
	subjects := c.Per
	if !slices.IsSorted(subjects) {
		subjects = slices.Sorted(slices.Values(subjects))
	}
	s := scope{
		counter: c.Counter, window: c.Window, currency: currency, max: c.Max, maxCount: c.MaxCount,
		prefix: prefixOf(c, currency, subjects, values),
	}
	if len(s.prefix) > maxKeyLen {
		f.add(fmt.Sprintf("Caps[%d].Per", i), "",
			fmt.Sprintf("shorter ids of subjects: with them the key of the total has at most %d bytes", maxKeyLen))
		return scope{}, false
	}
	return s, true
}
