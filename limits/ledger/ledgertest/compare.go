package ledgertest

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// effect is whether a call changes anything.
type effect int

const (
	replays effect = iota
	changes
)

// forbids checks that an error names the state of the payment.
func (m *machine) forbids(call string, err error, p *paid) {
	if e := fails[*ledger.StateError](m.fixture, call, err); e.State != p.state {
		m.Errorf("%s of %s, which is %s: %v", call, p.ID, p.state, e)
	}
}

// answers compares an answer with the model.
func (m *machine) answers(call string, got ledger.Reservation, err error, p *paid, did effect) {
	if err != nil {
		m.Fatalf("%s of %s: %v", call, p.ID, err)
	}
	want := ledger.Reservation{
		ID: p.ID, State: p.state, Amount: p.Amount, Confirmed: fen(p.confirmed), Refunded: fen(p.refunded()),
		Made: p.made, Expires: p.expires, Totals: got.Totals, Late: p.late, Replay: did == replays,
	}
	m.same(call+" of "+p.ID, got, want)
	if all := counters(p.Caps); len(got.Totals) != len(all) {
		m.Fatalf("%s of %s counts in %+v, want the totals of %v", call, p.ID, got.Totals, all)
	}
	for _, total := range got.Totals {
		m.total(call, total, p, did)
	}
	m.over(call, got)
	m.answered[p.ID] = got
}

func counters(caps []limits.Cap) []limits.Counter {
	var all []limits.Counter
	for _, c := range caps {
		if !slices.Contains(all, c.Counter) {
			all = append(all, c.Counter)
		}
	}
	return all
}

// total compares a total of an answer with the model.
func (m *machine) total(call string, got ledger.Total, p *paid, did effect) {
	i := slices.IndexFunc(p.Caps, func(c limits.Cap) bool { return c.Counter == got.Counter })
	if i < 0 {
		m.Fatalf("%s of %s counts in %s, want the totals of %v", call, p.ID, got.Counter, p.Caps)
	}
	c := p.Caps[i]
	from, until := c.Window.Span(p.made)
	most, mostCount := least(got.Counter, p.Caps)
	if !got.From.Equal(from) || !got.Until.Equal(until) || got.Max != most || got.MaxCount != mostCount {
		m.Errorf("%s of %s counts in %+v, want at most %v and %d payments in [%v, %v)", call, p.ID, got, most, mostCount, from, until)
	}
	name := totalOf(c, p.Caps, p.Subjects, p.made)
	first, last := m.model.numbers(name)
	before, known := m.before(p.ID, got.Counter)
	switch {
	case got.Uncounted.Minor() != p.beyond(got.Counter):
		m.Errorf("%s of %s leaves %v uncounted in %s, want %v", call, p.ID, got.Uncounted, got.Counter, fen(p.beyond(got.Counter)))
	case did == changes && p.changed[got.Counter]:
		low, high := m.model.used(name)
		if !isBetween(got.Used, low, high, currencyOf(c.Counter, p.Caps)) || got.Seq < first || got.Seq > last {
			m.Errorf("%s of %s leaves %s at %v with change %d, want %v to %v with change %d to %d",
				call, p.ID, got.Counter, got.Used, got.Seq, low, high, first, last)
		}
	case p.expired && m.answered[p.ID].State == ledger.Reserved: // no answer reports when
		if got.Seq < before.Seq || got.Seq == before.Seq && !c.Window.IsRolling() || got.Seq > last {
			m.Errorf("%s of %s reports that its latest change of %s was number %d, want more than %d and at most %d",
				call, p.ID, got.Counter, got.Seq, before.Seq, last)
		}
	case known:
		m.same(call+" of "+p.ID+" and the answer before", got, before)
	}
}

// before returns a total as the latest answer about the payment had it.
func (m *machine) before(id string, counter limits.Counter) (ledger.Total, bool) {
	for _, t := range m.answered[id].Totals {
		if t.Counter == counter {
			return t, true
		}
	}
	return ledger.Total{}, false
}

// over checks that exactly the caps that a late success passed are reported.
func (m *machine) over(call string, got ledger.Reservation) {
	var want []limits.Counter
	for _, t := range got.Totals {
		count, _ := t.Used.Count()
		if got.Late && (t.Max.IsValid() && t.Used.Amount.Minor() > t.Max.Minor()-t.Uncounted.Minor() || t.MaxCount > 0 && count > t.MaxCount) {
			want = append(want, t.Counter)
		}
	}
	var all []limits.Counter
	for _, t := range got.Over() {
		all = append(all, t.Counter)
	}
	m.same("the caps passed after "+call+" of "+got.ID, all, want)
}

// isBetween reports whether what a total has reached is within bounds, in its currency.
func isBetween(used limits.Used, low, high part, currency limits.Currency) bool {
	count, ok := used.Count()
	amount := used.Amount.Minor()
	return ok && used.Amount.Currency() == currency &&
		low.amount <= amount && amount <= high.amount && low.count <= count && count <= high.count
}

// least returns the least that the caps on a counter allow, in amount and in payments.
func least(counter limits.Counter, caps []limits.Cap) (most limits.Money, count int64) {
	for _, c := range caps {
		if c.Counter != counter {
			continue
		}
		if c.Max.IsValid() && (!most.IsValid() || c.Max.Minor() < most.Minor()) {
			most = c.Max
		}
		if c.MaxCount > 0 && (count == 0 || c.MaxCount < count) {
			count = c.MaxCount
		}
	}
	return most, count
}
