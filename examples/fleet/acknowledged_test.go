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

// acknowledged holds all answers that callers received, which must hold whatever happens.
type acknowledged struct {
	mu       sync.Mutex
	payments map[string]ledger.Reservation
	refusals map[string]bool
	changes  map[totalID][]change
}

// totalID identifies a total.
type totalID struct {
	counter limits.Counter
	of      string
	from    time.Time
}

// change is one change of a total.
type change struct{ seq, used, by int64 }

func newAcknowledged() *acknowledged {
	return &acknowledged{
		payments: map[string]ledger.Reservation{},
		refusals: map[string]bool{},
		changes:  map[totalID][]change{},
	}
}

// acknowledge records the answer to a call that changed totals by an amount.
func (a *acknowledged) acknowledge(r ledger.Reservation, subjects map[limits.Subject]limits.Hidden, by int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.payments[r.ID] = r
	if by == 0 {
		return
	}
	for _, t := range r.Totals {
		if t.Counter == "buyer.rolling" {
			continue // payments drop out between two changes
		}
		of := subjects[limits.Buyer]
		if t.Counter == "shop.day" {
			of = subjects[limits.Merchant]
		}
		key := totalID{t.Counter, of.Reveal(), t.From}
		a.changes[key] = append(a.changes[key], change{t.Seq, t.Used.Amount.Minor(), by})
	}
}

func (a *acknowledged) denied(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refusals[id] = true
}

// known returns what has been acknowledged so far.
func (a *acknowledged) known() (payments map[string]ledger.Reservation, refusals map[string]bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.payments), maps.Clone(a.refusals)
}

// check compares one snapshot of the tables with what had been acknowledged before,
// and audits the ledger.
func (c *chaos) check(ctx context.Context, l *ledger.Postgres) {
	c.t.Helper()
	payments, refusals := c.known()
	var text []byte
	for {
		err := c.db.QueryRowContext(ctx, `SELECT jsonb_build_object(
			'payments', (SELECT jsonb_object_agg(id, jsonb_build_object('state', state, 'amount', amount, 'confirmed', confirmed)) FROM chaos.payment),
			'reached', (SELECT jsonb_object_agg(counter, most) FROM (SELECT counter, max(used) AS most FROM chaos.total WHERE length IS NULL GROUP BY counter) AS t),
			'rolling', `+mostInAnyWindow+`)`).Scan(&text)
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
		Reached map[limits.Counter]int64 // the maximum of the counter's totals
		Rolling int64                    // the maximum that any window holds
	}
	if err := json.Unmarshal(text, &snapshot); err != nil {
		c.t.Fatalf("snapshot: %v", err)
	}
	for _, l := range chaosCaps() {
		if reached := snapshot.Reached[l.Counter]; reached > l.Max.Minor() {
			c.t.Errorf("a total of %s has reached %d under a cap of %v", l.Counter, reached, l.Max)
		}
	}
	if most := chaosCaps()[2].Max; snapshot.Rolling > most.Minor() {
		c.t.Errorf("a window of 36 hours holds %d under a cap of %v", snapshot.Rolling, most)
	}
	for id, want := range payments {
		kept, ok := snapshot.Payments[id]
		switch {
		case !ok:
			c.t.Errorf("%s was acknowledged as %s and is lost", id, want.State)
		case kept.Amount != want.Amount.Minor():
			c.t.Errorf("%s was acknowledged with %v and has %d", id, want.Amount, kept.Amount)
		case want.State != ledger.Reserved && (kept.State != want.State || kept.Confirmed != want.Confirmed.Minor()):
			c.t.Errorf("%s was acknowledged as %s of %v and is %s of %d", id, want.State, want.Confirmed, kept.State, kept.Confirmed)
		}
	}
	for id := range refusals {
		if _, ok := snapshot.Payments[id]; ok {
			c.t.Errorf("%s was refused and is there", id)
		}
	}
	audited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	discrepancies, err := l.Audit(audited)
	for err != nil && audited.Err() == nil {
		discrepancies, err = l.Audit(audited)
	}
	if err != nil || len(discrepancies) > 0 {
		c.t.Errorf("Audit found %v, %v", discrepancies, err)
	}
}

// mostInAnyWindow adds up the payments in each window of 36 hours that ends with a payment.
const mostInAnyWindow = `(
	SELECT coalesce(max(held), 0) FROM (
		SELECT sum(CASE state WHEN 'reserved' THEN amount WHEN 'confirmed' THEN confirmed ELSE 0 END) OVER (
			PARTITION BY c->>'key' ORDER BY made_at RANGE BETWEEN '36 hours'::interval - '1 microsecond'::interval PRECEDING AND CURRENT ROW
		) AS held
		FROM chaos.payment, jsonb_array_elements(counts) AS c WHERE c->>'counter' = 'buyer.rolling'
	) AS windows
)`

// addsUp checks the changes of every total, in the order of their numbers: each
// adds its amount to what the one before left, and none is missing.
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
