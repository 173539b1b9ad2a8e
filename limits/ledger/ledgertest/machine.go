package ledgertest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// machineRules compare the ledger with the model, each with a domain of its own.
var machineRules = []Rule{
	machineRule("a state machine with one total", domain{
		buyers: []string{"b1"}, maxima: []int64{100, 90, 110}, amounts: 60,
		caps: []limits.Cap{daily("1.00")},
	}),
	machineRule("a state machine with several totals", domain{
		buyers: []string{"b1", "b2"}, maxima: []int64{100, 150}, amounts: 70,
		caps: []limits.Cap{
			daily("1.00"), shopDaily("1.00"),
			{Max: fen(1), Window: limits.Month(-5 * time.Hour), Counter: "month", Per: []limits.Subject{limits.Merchant, limits.Buyer}},
			{Max: fen(1), Window: limits.Year(8 * time.Hour), Counter: "year", Per: []limits.Subject{limits.Buyer}},
			{Max: fen(1), Window: limits.Lifetime(), Counter: "ever"},
		},
	}),
	machineRule("a state machine with counts", domain{
		buyers: []string{"b1", "b2"}, maxima: []int64{100, 150}, counts: []int64{1, 2, 3}, amounts: 30,
		caps: []limits.Cap{
			{MaxCount: 1, Window: limits.Week(time.Monday, 8*time.Hour), Counter: "week", Per: []limits.Subject{limits.Buyer}},
			{Max: fen(1), MaxCount: 1, Window: limits.Quarter(8 * time.Hour), Counter: "quarter", Per: []limits.Subject{limits.Buyer}},
			{MaxCount: 1, Window: limits.Lifetime(), Counter: "ever", Per: []limits.Subject{limits.Merchant}},
		},
	}),
	machineRule("a state machine with rolling windows", domain{
		buyers: []string{"b1", "b2"}, maxima: []int64{100, 150}, counts: []int64{2, 3}, amounts: 70,
		caps: []limits.Cap{
			{Max: fen(1), Window: limits.Rolling(24 * time.Hour), Counter: "rolling", Per: []limits.Subject{limits.Buyer}},
			{MaxCount: 1, Window: limits.Rolling(time.Minute), Counter: "minute", Per: []limits.Subject{limits.Buyer}},
			{Max: fen(1), MaxCount: 1, Window: limits.Rolling(30 * time.Hour), Counter: "shop", Per: []limits.Subject{limits.Merchant}},
			daily("1.00"),
		},
	}),
	machineRule("a state machine with the largest amounts", domain{
		buyers: []string{"b1"}, maxima: []int64{math.MaxInt64, math.MaxInt64 - 1}, amounts: math.MaxInt64,
		caps: []limits.Cap{daily("1.00"), shopDaily("1.00")},
	}),
}

// domain is what a machine draws payments from.
type domain struct {
	buyers  []string
	maxima  []int64 // what Cap.Max may be, in fen
	counts  []int64 // what Cap.MaxCount may be
	amounts int64   // the largest amount
	caps    []limits.Cap
}

func machineRule(name string, w domain) Rule {
	return Rule{
		name,
		"After any calls in any order, the ledger answers like a model that adds up all payments at every step.",
		func(t TB, open Open) {
			t.Helper()
			rapid.Check(quiet{t}, func(t *rapid.T) {
				m := &machine{fixture: newFixture(t, open), t: t, domain: w, answered: map[string]ledger.Reservation{}}
				m.at(time.Date(2026, 12, 31, 15, 59, 0, 0, time.UTC))
				m.model.now = m.now
				t.Repeat(map[string]func(*rapid.T){
					"Reserve": m.Reserve,
					"Again":   m.Again,
					"Confirm": m.Confirm,
					"Release": m.Release,
					"Refund":  m.Refund,
					"Sweep":   m.Sweep,
					"Wait":    m.Wait,
					"Jump":    m.Jump,
					"Usage":   m.Usage,
					"":        m.Check,
				})
			})
		},
	}
}

// quiet leaves out what rapid has drawn: a failure prints the calls instead.
type quiet struct{ TB }

func (t quiet) Logf(format string, args ...any) {
	t.Helper()
	if !strings.HasPrefix(format, "[rapid] draw ") {
		t.TB.Logf(format, args...)
	}
}

// machine makes the same calls of a ledger and of the model.
type machine struct {
	*fixture
	t      *rapid.T
	domain domain
	model  model
	next   int

	answered map[string]ledger.Reservation // the latest answer by id
}

func (m *machine) caps(t *rapid.T) []limits.Cap {
	var caps []limits.Cap
	for _, c := range rapid.Permutation(m.domain.caps).Draw(t, "caps") {
		if len(m.domain.caps) == 1 || rapid.Bool().Draw(t, "counts") {
			caps = append(caps, m.bounded(t, c))
		}
	}
	if len(caps) > 0 && rapid.IntRange(0, 3).Draw(t, "two caps on one total") == 0 {
		caps = append(caps, m.bounded(t, caps[0]))
	}
	return caps
}

// bounded returns the cap with other bounds, where it has them.
func (m *machine) bounded(t *rapid.T, c limits.Cap) limits.Cap {
	if c.Max.IsValid() {
		c.Max = fen(rapid.SampledFrom(m.domain.maxima).Draw(t, "max"))
	}
	if c.MaxCount > 0 {
		c.MaxCount = rapid.SampledFrom(m.domain.counts).Draw(t, "max count")
	}
	return c
}

func (m *machine) amount(t *rapid.T) limits.Money {
	return fen(rapid.Int64Range(0, m.domain.amounts).Draw(t, "amount"))
}

// known draws an id that has been used, or a new one.
func (m *machine) known(t *rapid.T) (string, *paid) {
	id := id(rapid.IntRange(0, m.next).Draw(t, "id"))
	p := m.model.find(id)
	if p != nil {
		p.settle(m.now)
	}
	return id, p
}

func (m *machine) Reserve(t *rapid.T) {
	p := ledger.Payment{
		ID: id(m.next), Amount: m.amount(t), Caps: m.caps(t),
		Subjects: map[limits.Subject]limits.Hidden{
			limits.Buyer: limits.Hide(rapid.SampledFrom(m.domain.buyers).Draw(t, "buyer")), limits.Merchant: limits.Hide("m1"),
		},
		Hold: time.Duration(rapid.IntRange(1, 120).Draw(t, "hold")) * time.Second,
	}
	for _, c := range p.Caps {
		if rapid.Bool().Draw(t, "is refundable") {
			p.Refundable = append(p.Refundable, c.Counter)
		}
	}
	want, refusals, err := m.model.reserve(p)
	if err != nil {
		m.Fatalf("model: %v", err)
	}
	got, err := m.Ledger.Reserve(m.ctx, p)
	if want == nil {
		refused := fails[*ledger.RefusedError](m.fixture, "Reserve", err)
		m.same("refusals of "+p.ID, refused.Refusals, refusals)
		return
	}
	m.next++
	m.answers("Reserve", got, err, want, changes)
}

// Again repeats a Reserve, perhaps with different contents.
func (m *machine) Again(t *rapid.T) {
	id, p := m.known(t)
	if p == nil {
		t.Skip("nothing was reserved")
	}
	again := p.Payment
	again.Hold++
	field := rapid.SampledFrom([]string{"", "", "Amount", "Caps"}).Draw(t, "other")
	switch field {
	case "Amount":
		again.Amount = fen(p.Amount.Minor() ^ 1)
	case "Caps":
		again.Caps = append(again.Caps[:len(again.Caps):len(again.Caps)],
			limits.Cap{Max: fen(1), Window: limits.Lifetime(), Counter: "another"})
	}
	got, err := m.Ledger.Reserve(m.ctx, again)
	switch {
	case field != "":
		if e := fails[*ledger.MismatchError](m.fixture, "Reserve again", err); e.Field != field {
			m.Errorf("Reserve with another %s of %s: %v", field, id, e)
		}
	case p.state != ledger.Reserved:
		m.forbids("Reserve again", err, p)
	default:
		m.answers("Reserve again", got, err, p, replays)
	}
}

func (m *machine) Confirm(t *rapid.T) {
	id, p := m.known(t)
	amount := m.amount(t)
	if p != nil && rapid.Bool().Draw(t, "whole") {
		amount = p.Amount
	}
	got, err := m.Ledger.Confirm(m.ctx, id, amount)
	switch {
	case p == nil:
		fails[*ledger.UnknownPaymentError](m.fixture, "Confirm", err)
	case amount.Minor() > p.Amount.Minor():
		fails[*ledger.AmountError](m.fixture, "Confirm", err)
	case p.state == ledger.Confirmed && amount.Minor() != p.confirmed:
		fails[*ledger.MismatchError](m.fixture, "Confirm", err)
	case p.state == ledger.Confirmed:
		m.answers("Confirm again", got, err, p, replays)
	default:
		p.markSwept(m.now)
		m.uncounted(got, p, amount.Minor())
		p.confirm(m.now, amount.Minor())
		m.answers("Confirm", got, err, p, changes)
	}
}

// uncounted checks what of a late success its totals could not hold, which depends on what
// has been swept, and notes it.
func (m *machine) uncounted(got ledger.Reservation, p *paid, amount int64) {
	beyond := func(reached int64) int64 { return max(amount-(math.MaxInt64-reached), 0) }
	for _, t := range got.Totals {
		var low, high int64
		i := slices.IndexFunc(p.Caps, func(c limits.Cap) bool { return c.Counter == t.Counter })
		if i >= 0 && p.state != ledger.Reserved && currencyOf(t.Counter, p.Caps).IsValid() && p.holds(t.Counter, m.now) {
			l, h := m.model.used(totalOf(p.Caps[i], p.Caps, p.Subjects, p.made))
			low, high = beyond(l.amount), beyond(h.amount)
		}
		if beyond := t.Uncounted.Minor(); beyond < low || beyond > high {
			m.Errorf("Confirm of %d of %s leaves %v uncounted in %s, want %v to %v", amount, p.ID, t.Uncounted, t.Counter, fen(low), fen(high))
		}
		p.uncounted[t.Counter] = t.Uncounted.Minor()
	}
}

func (m *machine) Release(t *rapid.T) {
	id, p := m.known(t)
	got, err := m.Ledger.Release(m.ctx, id)
	switch {
	case p == nil:
		fails[*ledger.UnknownPaymentError](m.fixture, "Release", err)
	case p.state == ledger.Confirmed:
		m.forbids("Release", err, p)
	default:
		did := replays
		if p.state == ledger.Reserved {
			did = changes
			p.change(m.now, func() { p.state = ledger.Released })
		}
		m.answers("Release", got, err, p, did)
	}
}

func (m *machine) Refund(t *rapid.T) {
	id, p := m.known(t)
	refund := fmt.Sprintf("r%d", rapid.IntRange(0, 2).Draw(t, "refund"))
	amount := rapid.Int64Range(1, m.domain.amounts).Draw(t, "amount")
	if p != nil && p.confirmed > 0 && rapid.Bool().Draw(t, "fits") {
		amount = rapid.Int64Range(1, p.confirmed).Draw(t, "amount")
	}
	got, err := m.Ledger.Refund(m.ctx, id, refund, fen(amount))
	if p == nil {
		fails[*ledger.UnknownPaymentError](m.fixture, "Refund", err)
		return
	}
	known, repeated := p.refunds[refund]
	switch {
	case p.state != ledger.Confirmed:
		m.forbids("Refund", err, p)
	case repeated && known != amount:
		fails[*ledger.MismatchError](m.fixture, "Refund", err)
	case repeated:
		m.answers("Refund again", got, err, p, replays)
	case amount > p.confirmed-p.refunded():
		fails[*ledger.AmountError](m.fixture, "Refund", err)
	default:
		p.change(m.now, func() { p.refunds[refund] = amount })
		m.answers("Refund", got, err, p, changes)
	}
}

// Sweep sweeps until nothing is left to expire: then the usage is exact.
func (m *machine) Sweep(t *rapid.T) {
	limit := rapid.IntRange(1, 5).Draw(t, "limit")
	for {
		swept, err := m.Ledger.Sweep(m.ctx, limit)
		if err != nil {
			m.Fatalf("Sweep: %v", err)
		}
		if swept.Expired > limit {
			m.Errorf("Sweep of %d expired %d", limit, swept.Expired)
		}
		if swept.Expired == 0 {
			break
		}
	}
	for _, p := range m.model.paid {
		p.settle(m.now)
		p.markSwept(m.now)
	}
}

// Wait advances the clock, mostly to a boundary.
func (m *machine) Wait(t *rapid.T) {
	boundaries := []time.Time{m.now.Add(smallest), m.now.Add(20 * time.Second)}
	for _, c := range m.domain.caps {
		if _, until := c.Window.Span(m.now); !until.IsZero() {
			boundaries = append(boundaries, until.Add(-smallest), until)
		}
	}
	for _, p := range m.model.paid {
		for _, c := range p.Caps {
			if c.Window.IsRolling() {
				_, until := c.Window.Span(p.made)
				boundaries = append(boundaries, until.Add(-smallest), until)
			}
		}
		if p.state == ledger.Reserved {
			boundaries = append(boundaries, p.expires.Add(-smallest), p.expires)
		}
	}
	at := rapid.SampledFrom(boundaries).Draw(t, "until")
	if at.Before(m.now) || at.After(m.model.start().Add(ledger.Retention)) {
		t.Skip("in the past, or too late to be remembered")
	}
	m.at(at)
	m.model.now = m.now
}

// Jump lets the clock jump ahead, beyond Retention, and back, with a sweep at both times.
func (m *machine) Jump(t *rapid.T) {
	for _, at := range []time.Time{m.now.Add(3 * ledger.Retention), m.now} {
		m.at(at)
		m.model.now = m.now
		m.Sweep(t)
		m.Check(t)
	}
}

// start returns when the first payment was made.
func (m *model) start() time.Time {
	if len(m.paid) == 0 {
		return m.now
	}
	return m.paid[0].made
}

func (m *machine) Usage(t *rapid.T) {
	caps := m.caps(t)
	subjects := map[limits.Subject]limits.Hidden{
		limits.Buyer: limits.Hide(rapid.SampledFrom(m.domain.buyers).Draw(t, "buyer")), limits.Merchant: limits.Hide("m1"),
	}
	usage, err := m.Ledger.Usage(m.ctx, caps, subjects)
	if err != nil || len(usage) != len(counters(caps)) {
		m.Fatalf("Usage of %v: %v, %v", caps, usage, err)
	}
	for _, c := range caps {
		low, high := m.model.used(totalOf(c, caps, subjects, m.now))
		if got := usage[c.Counter]; !isBetween(got, low, high, currencyOf(c.Counter, caps)) {
			m.Errorf("Usage reports that %s has reached %v, want %v to %v", c.Counter, got, low, high)
		}
	}
}

// Check audits all totals after every call.
func (m *machine) Check(t *rapid.T) {
	if t.Failed() {
		return
	}
	m.auditClean()
}
