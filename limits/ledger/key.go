package ledger

import (
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// scope is a total without its place in time: what it counts, and for whom.
type scope struct {
	counter    limits.Counter
	window     limits.Window
	currency   limits.Currency // the zero Currency if it only counts payments
	max        limits.Money    // the smallest of the caps on it; not valid if it only counts
	maxCount   int64           // the smallest of the caps on it; zero for none
	prefix     string          // of its keys; scopes with equal prefixes are the same total
	refundable bool
}

// prefixOf returns what identifies a total: the subjects with their ids, then counter,
// currency (empty if it only counts payments) and window, each followed by a slash. Parts
// are escaped, so that no id can pass for two parts, and the number of parts is even only
// if there are subjects, so that "~" can stand for none.
//
// Ledgers that lock totals lock them in the order of their keys. A total that many
// payments share should come late, so that it is locked briefly: "~" sorts after the
// names of subjects, and the total of a merchant sorts after that of a buyer.
//
// The subjects must be sorted.
func prefixOf(c *limits.Cap, currency limits.Currency, subjects []limits.Subject, values map[limits.Subject]limits.Hidden) string {
	var b strings.Builder
	b.Grow(96)
	for _, subject := range subjects {
		escape(&b, string(subject))
		escape(&b, values[subject].Reveal())
	}
	if len(subjects) == 0 {
		b.WriteString("~/")
	}
	escape(&b, string(c.Counter))
	if currency.IsValid() {
		b.WriteString(currency.String())
	}
	b.WriteByte('/')
	escape(&b, c.Window.String())
	return b.String()
}

// escape writes a part of a key and the slash that ends it.
func escape(b *strings.Builder, part string) {
	if !strings.ContainsAny(part, "/%") {
		b.WriteString(part)
		b.WriteByte('/')
		return
	}
	for i := 0; i < len(part); i++ {
		switch part[i] {
		case '/':
			b.WriteString("%2F")
		case '%':
			b.WriteString("%25")
		default:
			b.WriteByte(part[i])
		}
	}
	b.WriteByte('/')
}

// count returns the scope's total at an instant, with nothing counted yet.
func (s *scope) count(now time.Time) count {
	c := count{
		Key:        s.prefix,
		Counter:    s.counter,
		Max:        s.max.Minor(),
		MaxCount:   s.maxCount,
		CountOnly:  !s.currency.IsValid(),
		Refundable: s.refundable,
	}
	from, until := s.window.Span(now)
	if from.IsZero() {
		return c
	}
	span := [2]time.Time{from, until}
	c.From, c.Until = &span[0], &span[1]
	if s.window.IsRolling() {
		c.Length = int64(until.Sub(now) / time.Second)
		return c
	}
	var buf [192]byte
	c.Key = string(from.AppendFormat(append(buf[:0], s.prefix...), time.RFC3339))
	return c
}

// prefix returns the key without the place in time that [scope.count] added.
func (c *count) prefix() string {
	return c.Key[:strings.LastIndexByte(c.Key, '/')+1]
}

// withoutIDs removes the ids of subjects from what [prefixOf] wrote. The names of the
// subjects stay.
func withoutIDs(prefix string) string {
	parts := strings.Split(prefix, "/") // the last is empty, so that with subjects their number is even
	if len(parts)%2 == 0 {
		for i := 1; i < len(parts)-4; i += 2 {
			parts[i] = ""
		}
	}
	return strings.Join(parts, "/")
}
