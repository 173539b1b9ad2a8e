package ledgertest_test

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// plain is a ledger as somebody may write it from the doc comments of package ledger: one
// lock, a map of payments and one of totals. A fault is what is wrong with it, see
// plantedFaults; a variant is another way of doing it that the doc comments allow.
type plain struct {
	clock          func() time.Time
	fault, variant string

	mu                   sync.Mutex
	now                  time.Time
	payments             map[string]*entry
	totals               map[string]*sum
	confirmed, candidate time.Time      // readings of the clock by sweeps
	first                map[string]any // what faults remember
}

// entry is a payment that was not refused.
type entry struct {
	ledger.Reservation // as last answered, but for Replay
	payment            ledger.Payment
	keys               []string // of Totals
	caps               []limits.Cap
	uncounted          []int64
	refunds            map[string]int64
}

// sum is a total. That of a rolling window is added up when it is needed: amount and count
// are then what was tampered with.
type sum struct {
	cap                limits.Cap
	currency           limits.Currency
	until              time.Time
	amount, count, seq int64
}

func newPlain(fault, variant string, clock func() time.Time) *plain {
	return &plain{
		clock: clock, fault: fault, variant: variant,
		payments: map[string]*entry{}, totals: map[string]*sum{}, first: map[string]any{},
	}
}

func (l *plain) is(fault string) bool { return l.fault == fault }

func (l *plain) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil && !l.is("works on when the context has ended") {
		return err
	}
	l.mu.Lock()
	l.now = l.clock().UTC().Truncate(time.Microsecond)
	return nil
}

// beginCall begins a call other than Sweep and Audit.
func (l *plain) beginCall(ctx context.Context) error {
	if err := l.begin(ctx); err != nil {
		return err
	}
	if l.variant == "expires before every call" {
		l.expire(math.MaxInt)
	}
	return nil
}

func (l *plain) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	f := l.check()
	totals := f.caps(caps, subjects)
	if err := l.join(f); err != nil {
		return nil, err
	}
	if err := l.beginCall(ctx); err != nil {
		return nil, err
	}
	defer l.mu.Unlock()
	l.first["currency"] = "CNY"
	return l.usage(totals, subjects), nil
}

func (l *plain) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	totals, err := l.checkPayment(p)
	if err != nil {
		return ledger.Reservation{}, err
	}
	if err := l.beginCall(ctx); err != nil {
		return ledger.Reservation{}, err
	}
	defer l.mu.Unlock()
	l.first["currency"] = p.Amount.Currency()
	if known := l.payments[p.ID]; known != nil {
		return l.again(known, p, totals)
	}
	if _, burned := l.first["burned "+p.ID]; burned {
		return ledger.Reservation{}, &ledger.StateError{ID: p.ID, Call: "Reserve", State: ledger.Released}
	}
	refusals, err := l.fit(p, totals)
	if len(refusals) > 0 && !l.is("does not expire what is due before it refuses") && l.expire(math.MaxInt) > 0 {
		refusals, err = l.fit(p, totals)
	}
	if l.is("checks under one lock and acts under another") {
		l.mu.Unlock()
		l.mu.Lock()
	}
	if err != nil {
		return ledger.Reservation{}, err
	}
	if len(refusals) > 0 {
		switch {
		case l.is("burns the id of a refused payment"):
			l.first["burned "+p.ID] = true
		case l.is("names the first cap that refuses alone"):
			refusals = refusals[:1]
		case l.is("creates the totals of a refused payment with its amount"):
			e := l.enter(p, totals[:1])
			l.change(e, func() { e.State = ledger.Reserved })
		}
		return ledger.Reservation{}, &ledger.RefusedError{ID: p.ID, Amount: p.Amount, Refusals: refusals}
	}
	e := l.enter(p, totals)
	l.change(e, func() { e.State = ledger.Reserved })
	l.payments[p.ID] = e
	return e.answer(false), nil
}

// fit returns the caps that refuse a payment.
func (l *plain) fit(p ledger.Payment, totals []limits.Cap) ([]limits.Refusal, error) {
	usage := l.usage(totals, p.Subjects)
	caps := slices.Clone(p.Caps)
	for i, c := range caps {
		switch {
		case l.is("applies the first limit of a counter for ever") && c.IsTotal():
			known := l.first["limit "+string(c.Counter)]
			if known == nil {
				known, l.first["limit "+string(c.Counter)] = c, c
			}
			caps[i].Max, caps[i].MaxCount = known.(limits.Cap).Max, known.(limits.Cap).MaxCount
		case l.is("applies the last of two caps on one counter") && slices.ContainsFunc(caps[i+1:], func(d limits.Cap) bool { return d.Counter == c.Counter }):
			caps[i].Max, caps[i].MaxCount = limits.Money{}, math.MaxInt64
		case l.is("checks no cap on a single payment") && !c.IsTotal():
			caps[i] = limits.Cap{}
		case l.is("wraps around beyond the largest amount") && c.IsTotal() && c.Max.IsValid():
			if after := usage[c.Counter].Amount.Minor() + p.Amount.Minor(); after <= c.Max.Minor() {
				caps[i].Max, caps[i].MaxCount = limits.Money{}, math.MaxInt64
			}
		}
	}
	return limits.Fit(p.Amount, l.now, usage, caps...)
}

// enter makes the entry of a payment, which counts nowhere yet.
func (l *plain) enter(p ledger.Payment, totals []limits.Cap) *entry {
	hold := p.Hold
	if rest := hold % time.Microsecond; rest != 0 {
		hold += time.Microsecond - rest
	}
	if l.is("ends a hold at the full second before") {
		hold = hold.Truncate(time.Second)
	}
	zero, _ := limits.MoneyFromMinor(0, p.Amount.Currency())
	e := &entry{
		Reservation: ledger.Reservation{ID: p.ID, Amount: p.Amount, Confirmed: zero, Refunded: zero, Made: l.now, Expires: l.now.Add(hold)},
		payment:     p, caps: totals, uncounted: make([]int64, len(totals)), refunds: map[string]int64{},
	}
	slices.SortFunc(totals, func(c, d limits.Cap) int { return strings.Compare(l.key(c, p.Subjects), l.key(d, p.Subjects)) })
	for _, c := range totals {
		key := l.key(c, p.Subjects)
		from, until := c.Window.Span(l.now)
		if l.is("reports the window of a rolling total to end with the payment") && c.Window.IsRolling() {
			until = l.now
		}
		t := l.totals[key]
		if t == nil {
			t = &sum{cap: c, currency: c.Max.Currency()}
			l.totals[key] = t
		}
		if until.After(t.until) {
			t.until = until
		}
		uncounted, _ := limits.MoneyFromMinor(0, t.currency)
		e.keys = append(e.keys, key)
		e.Totals = append(e.Totals, ledger.Total{
			Counter: c.Counter, From: from, Until: until, Max: c.Max, MaxCount: c.MaxCount, Uncounted: uncounted,
		})
		if l.is("reports the first of two caps as that of the total") {
			first := p.Caps[slices.IndexFunc(p.Caps, func(d limits.Cap) bool { return d.Counter == c.Counter })]
			e.Totals[len(e.Totals)-1].Max = first.Max
		}
	}
	if l.is("reports instants in the zone of Beijing") {
		e.Made = e.Made.In(time.FixedZone("", 8*60*60))
	}
	return e
}

// change changes a payment, and the totals that its part of changes.
func (l *plain) change(e *entry, do func()) {
	type part struct{ amount, count int64 }
	before := make([]part, len(e.keys))
	for i := range e.keys {
		before[i].amount, before[i].count = l.part(e, i)
	}
	state := e.State
	do()
	for i, key := range e.keys {
		t := l.totals[key]
		amount, count := l.part(e, i)
		amount, count = amount-before[i].amount, count-before[i].count
		if l.is("gives room back in the current window") && t != nil && (amount < 0 || count < 0) {
			t = l.totals[l.key(t.cap, e.payment.Subjects)]
		}
		if l.is("refunds in the current window") && t != nil && len(e.refunds) > 0 {
			t = l.totals[l.key(t.cap, e.payment.Subjects)]
		}
		if t == nil || l.is("numbers no change of an amount of zero") && amount == 0 || amount == 0 && count == 0 && !l.is("numbers a confirmation as a change") || !l.holds(t, e.Made) && !l.is("changes a rolling total that the payment has dropped out of") {
			continue
		}
		if l.is("counts a late success in the current window") && e.Late && e.State == ledger.Confirmed && state != ledger.Confirmed {
			now := l.enter(e.payment, e.caps)
			e.keys[i], t = now.keys[i], l.totals[now.keys[i]]
		}
		if t.cap.Window.IsRolling() {
			reached, _ := l.reached(key, t)
			if l.payments[e.ID] == nil {
				reached += amount // it is not among them yet
			}
			if over := beyond(reached-amount, amount); over > 0 {
				e.uncounted[i] += over
			}
			t.seq++
			a, c := l.reached(key, t)
			if l.payments[e.ID] == nil {
				a, c = a+amount, c+count
			}
			e.Totals[i].Used, e.Totals[i].Seq = usedOf(t.currency, a, c), t.seq
			if l.is("changes a rolling total that the payment has dropped out of") && !l.holds(t, e.Made) {
				t.amount, t.count = t.amount+amount, t.count+count
			}
			continue
		}
		if over := beyond(t.amount, amount); over > 0 && !l.is("drops a late success that a total cannot hold") {
			e.uncounted[i], amount = over, amount-over
		}
		switch {
		case l.is("frees no room at expiry") && e.State == ledger.Expired,
			l.is("frees no room on release after the window") && e.State == ledger.Released && !l.now.Before(t.until),
			l.is("changes the first of a payment's totals alone") && i > 0:
			amount, count = 0, 0
		case l.is("gives room back twice when it expires") && e.State == ledger.Expired:
			amount, count = 2*amount, 2*count
		}
		t.amount, t.count, t.seq = t.amount+amount, t.count+count, t.seq+1
		if l.is("leaves gaps in the numbers of changes") && e.State == ledger.Released {
			t.seq++
		}
		if l.is("reports what a total had reached before the change") {
			e.Totals[i].Used, e.Totals[i].Seq = usedOf(t.currency, t.amount-amount, t.count-count), t.seq
			continue
		}
		e.Totals[i].Used, e.Totals[i].Seq = usedOf(t.currency, t.amount, t.count), t.seq
	}
	for i := range e.keys {
		remains := e.Confirmed.Minor()
		if slices.Contains(e.payment.Refundable, e.Totals[i].Counter) {
			remains -= e.Refunded.Minor()
		}
		if e.caps[i].Max.IsValid() && e.State == ledger.Confirmed {
			e.Totals[i].Uncounted, _ = limits.MoneyFromMinor(min(e.uncounted[i], remains), e.Amount.Currency())
		}
	}
}

// beyond is what of an amount a total cannot hold.
func beyond(reached, amount int64) int64 { return max(amount-(math.MaxInt64-reached), 0) }

func (e *entry) answer(replay bool) ledger.Reservation {
	r := e.Reservation
	r.Totals, r.Replay = slices.Clone(e.Totals), replay
	return r
}

// again answers a Reserve of a known id.
func (l *plain) again(e *entry, p ledger.Payment, totals []limits.Cap) (ledger.Reservation, error) {
	if e.Amount != p.Amount && !l.is("takes another amount under a known id for a replay") {
		return ledger.Reservation{}, &ledger.MismatchError{ID: p.ID, Field: "Amount", Known: e.Amount.String(), Got: p.Amount.String()}
	}
	mismatch := func(field string) (ledger.Reservation, error) {
		return ledger.Reservation{}, &ledger.MismatchError{ID: p.ID, Field: field}
	}
	if len(totals) != len(e.caps) && !l.is("takes other caps under a known id for a replay") {
		return mismatch("Caps")
	}
	field := ""
	for _, c := range totals {
		i := slices.IndexFunc(e.caps, func(known limits.Cap) bool { return known.Counter == c.Counter })
		if l.is("takes other caps under a known id for a replay") {
			continue
		}
		if i < 0 || e.caps[i].Window != c.Window || e.caps[i].Max.Currency() != c.Max.Currency() || !slices.Equal(e.caps[i].Per, c.Per) {
			return mismatch("Caps")
		}
		for _, subject := range c.Per {
			if e.payment.Subjects[subject] != p.Subjects[subject] && !l.is("takes other subjects under a known id for a replay") {
				field = "Subjects"
			}
		}
		if slices.Contains(e.payment.Refundable, c.Counter) != slices.Contains(p.Refundable, c.Counter) && field == "" &&
			!l.is("takes another Refundable under a known id for a replay") {
			field = "Refundable"
		}
	}
	if field != "" {
		return mismatch(field)
	}
	l.expireIfDue(e)
	switch {
	case l.is("reports no replay of a Reserve"):
		return e.answer(false), nil
	case e.State == ledger.Released && l.is("reserves a released payment again"):
		l.change(e, func() { e.State = ledger.Reserved })
		return e.answer(false), nil
	case e.State != ledger.Reserved && !l.is("answers a Reserve of a confirmed payment as a replay"):
		return ledger.Reservation{}, &ledger.StateError{ID: p.ID, Call: "Reserve", State: e.State}
	case l.is("extends the hold with each repetition"):
		e.Expires = l.now.Add(p.Hold)
	}
	return e.answer(true), nil
}

func (l *plain) expireIfDue(e *entry) bool {
	due := !l.now.Before(e.Expires)
	switch l.fault {
	case "expires a microsecond late":
		due = l.now.After(e.Expires)
	case "expires a second early":
		due = !l.now.Before(e.Expires.Add(-time.Second))
	}
	if e.State != ledger.Reserved || !due {
		return false
	}
	l.change(e, func() { e.State = ledger.Expired })
	return true
}

// expire expires up to limit payments, earliest first.
func (l *plain) expire(limit int) (expired int) {
	all := slices.SortedFunc(maps.Values(l.payments), func(x, y *entry) int { return x.Expires.Compare(y.Expires) })
	if l.is("expires the latest first") {
		slices.Reverse(all)
	}
	for _, e := range all {
		if expired < limit && l.expireIfDue(e) {
			expired++
		}
	}
	return expired
}
