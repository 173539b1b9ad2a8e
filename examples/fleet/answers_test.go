package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// answers are all that callers were told: what must hold whatever happens.
type answers struct {
	mu       sync.Mutex
	payments map[string]ledger.Reservation
	refusals map[string]bool
	changes  map[totalID][]change
}

// totalID tells a total from every other in the tests that keep answers.
type totalID struct {
	counter limits.Counter
	of      string
	from    time.Time
}

// change is one change of a total.
type change struct{ seq, used, by int64 }

func newAnswers() *answers {
	return &answers{
		payments: map[string]ledger.Reservation{},
		refusals: map[string]bool{},
		changes:  map[totalID][]change{},
	}
}

// acknowledge notes what a call that changed totals by an amount was answered.
func (a *answers) acknowledge(r ledger.Reservation, subjects map[limits.Subject]string, by int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.payments[r.ID] = r
	if by == 0 {
		return
	}
	for _, t := range r.Totals {
		of := subjects[limits.Buyer]
		if t.Counter == "shop.day" {
			of = subjects[limits.Merchant]
		}
		key := totalID{t.Counter, of, t.From}
		a.changes[key] = append(a.changes[key], change{t.Seq, t.Used.Minor(), by})
	}
}

func (a *answers) denied(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refusals[id] = true
}

// known is what had been acknowledged before a snapshot is taken.
func (a *answers) known() (payments map[string]ledger.Reservation, refusals map[string]bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.payments), maps.Clone(a.refusals)
}

// check compares one snapshot of the tables with what had been acknowledged before,
// and audits the books.
func (c *chaos) check(ctx context.Context, l *ledger.Postgres) {
	c.t.Helper()
	payments, refusals := c.known()
	var text []byte
	for {
		err := c.db.QueryRowContext(ctx, `SELECT jsonb_build_object(
			'payments', (SELECT jsonb_object_agg(id, jsonb_build_object('state', state, 'amount', amount, 'confirmed', confirmed)) FROM chaos.payment),
			'reached', (SELECT jsonb_object_agg(counter, most) FROM (SELECT counter, max(used) AS most FROM chaos.total GROUP BY counter) AS t))`).Scan(&text)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			c.t.Fatalf("snapshot: %v", err)
		}
	}
	var snapshot struct {
		Payments map[string]struct {
			State             ledger.State
			Amount, Confirmed int64
		}
		Reached map[limits.Counter]int64 // the most that any total of the counter has reached
	}
	if err := json.Unmarshal(text, &snapshot); err != nil {
		c.t.Fatalf("snapshot: %v", err)
	}
	for _, l := range chaosCaps() {
		if reached := snapshot.Reached[l.Counter]; reached > l.Max.Minor() {
			c.t.Errorf("a total of %s has reached %d under a cap of %v", l.Counter, reached, l.Max)
		}
	}
	for id, said := range payments {
		kept, ok := snapshot.Payments[id]
		switch {
		case !ok:
			c.t.Errorf("%s was acknowledged as %s and is lost", id, said.State)
		case kept.Amount != said.Amount.Minor():
			c.t.Errorf("%s was acknowledged with %v and has %d", id, said.Amount, kept.Amount)
		case said.State != ledger.Reserved && (kept.State != said.State || kept.Confirmed != said.Confirmed.Minor()):
			c.t.Errorf("%s was acknowledged as %s of %v and is %s of %d", id, said.State, said.Confirmed, kept.State, kept.Confirmed)
		}
	}
	for id := range refusals {
		if _, ok := snapshot.Payments[id]; ok {
			c.t.Errorf("%s was refused and is there", id)
		}
	}
	audited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	differences, err := l.Audit(audited)
	for err != nil && audited.Err() == nil {
		differences, err = l.Audit(audited)
	}
	if err != nil || len(differences) > 0 {
		c.t.Errorf("Audit found %v, %v", differences, err)
	}
}

// addsUp checks the changes of every total, in the order of their numbers: each
// leaves what the one before left, more or less its amount, and none is missing.
func (c *chaos) addsUp() {
	c.t.Helper()
	caps := chaosCaps()
	for key, changes := range c.changes {
		slices.SortFunc(changes, func(x, y change) int { return cmp.Compare(x.seq, y.seq) })
		most := caps[slices.IndexFunc(caps, func(l limits.Cap) bool { return l.Counter == key.counter })].Max.Minor()
		var before change
		for _, now := range changes {
			if now.seq != before.seq+1 || now.used != before.used+now.by || now.used > most {
				c.t.Errorf("%s: %s", key.counter, fmt.Sprintf("%+v follows %+v under a cap of %d", now, before, most))
				break
			}
			before = now
		}
	}
}
