package ledger

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
)

// operation is a call that changes totals or payments.
type operation struct {
	id      string
	request *request                            // of a Reserve
	touches func(r *record, now time.Time) bool // whether it may change the totals of a known payment
	do      func(*entries) (Reservation, error)
}

// outcome is the answer to an operation.
type outcome struct {
	reservation Reservation
	err         error

	now time.Time // by the database's clock
	due bool      // whether there were reservations to expire
}

// one runs an operation in a transaction of its own.
func (p *Postgres) one(ctx context.Context, op operation) (outcome, error) {
	outcomes, err := p.commit(ctx, []operation{op})
	if err != nil {
		return outcome{}, err
	}
	return outcomes[0], nil
}

// attempts bounds how often a call is retried. Each retry is caused by another call with
// the same id, or by the start of a new window.
const attempts = 10

var errConflict = errors.New("ledger: the call conflicted with others too often: repeat it")

// commit runs operations in one transaction, in the order given. If it returns an error
// the outcome of all is unknown, except that nothing has changed if it is [undone].
func (p *Postgres) commit(ctx context.Context, ops []operation) ([]outcome, error) {
	return p.commitLocking(ctx, p.sql.lockPayments, ops)
}

// commitLocking is commit with a statement that locks the payments.
func (p *Postgres) commitLocking(ctx context.Context, lock string, ops []operation) ([]outcome, error) {
	for range attempts {
		outcomes, err := p.try(ctx, lock, ops)
		if !errors.Is(err, errConflict) {
			return outcomes, err
		}
	}
	return nil, errConflict
}

func (p *Postgres) try(ctx context.Context, lock string, ops []operation) ([]outcome, error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // without effect after a commit
	e := &entries{
		totals:   map[string]*total{},
		payments: map[string]*record{},
		changes:  &changes{totals: map[string]*total{}, payments: map[string]*record{}},
	}
	due, err := p.lockPayments(ctx, tx, lock, ops, e)
	if err != nil {
		return nil, err
	}
	if err := p.lockTotals(ctx, tx, ops, e); err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(e.payments))
	for id := range e.payments {
		known[id] = true
	}
	outcomes := make([]outcome, len(ops))
	for i, op := range ops {
		outcomes[i].reservation, outcomes[i].err = op.do(e)
		outcomes[i].now, outcomes[i].due = e.now, due
	}
	if len(e.changes.totals)+len(e.changes.payments) == 0 {
		return outcomes, nil
	}
	if err := p.write(ctx, tx, e, known); err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, p.explain(err)
	}
	return outcomes, nil
}

// begin begins a transaction. Read committed is on purpose: a statement that waited
// for a row then sees it as it is now, which is what a total needs.
func (p *Postgres) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := p.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return nil, p.explain(err)
	}
	return tx, nil
}

// lockPayments locks and reads the known payments, and reads the clock.
func (p *Postgres) lockPayments(ctx context.Context, tx *sql.Tx, lock string, ops []operation, e *entries) (due bool, err error) {
	ids := make([]string, len(ops))
	for i, op := range ops {
		ids[i] = op.id
	}
	var setting string
	var records []*record
	err = tx.QueryRowContext(ctx, lock, asJSON(ids)).Scan(&e.now, &setting, fromJSON{&records}, &due)
	if err != nil {
		return false, p.explain(err)
	}
	if setting == "off" && !p.options.AllowAsyncCommit {
		return false, &DurabilityError{Setting: setting}
	}
	e.now = e.now.UTC()
	p.observe(e.now)
	for _, r := range records {
		e.payments[r.ID] = r
	}
	return due, nil
}

// lockTotals locks and reads the totals that the operations may change, in the order
// of their keys, and inserts new ones. One that is past Retention is not inserted: it
// was deleted.
func (p *Postgres) lockTotals(ctx context.Context, tx *sql.Tx, ops []operation, e *entries) error {
	for _, op := range ops {
		r := e.payments[op.id]
		switch {
		case r != nil && (op.touches == nil || op.touches(r, e.now)):
			e.need(r.Counts, r.Currency)
		case r == nil && op.request != nil:
			e.need(op.request.counts(e.now), op.request.amount.Currency())
		}
	}
	if len(e.totals) == 0 {
		return nil
	}
	past := []string{}
	for _, t := range e.totals {
		if t.isPast(e.now) {
			past = append(past, t.Key)
		}
	}
	var locked []*total
	if err := tx.QueryRowContext(ctx, p.sql.lockTotals, asJSON(values(e.totals)), asJSON(past)).Scan(fromJSON{&locked}); err != nil {
		return p.explain(err)
	}
	for _, key := range past {
		delete(e.totals, key)
	}
	for _, t := range locked {
		e.totals[t.Key] = t
	}
	return nil
}

// need adds the totals that must be locked.
func (e *entries) need(counts []count, currency limits.Currency) {
	for i := range counts {
		t := newTotal(&counts[i], currency)
		if t.isRolling() {
			*t.From, *t.Until = e.now.Add(-length(t.Length)), e.now.Add(length(t.Length))
		}
		e.totals[t.Key] = t
	}
}

// write writes what has changed, and deletes the totals that lockTotals has inserted for
// payments that were then refused: a refusal leaves nothing behind.
func (p *Postgres) write(ctx context.Context, tx *sql.Tx, e *entries, known map[string]bool) error {
	unused := []string{}
	for _, t := range e.totals {
		if t.Seq == 0 {
			unused = append(unused, t.Key)
		}
	}
	added, changed, slots := []*record{}, []*record{}, []slotRow{}
	for _, r := range e.changes.payments {
		if known[r.ID] {
			changed = append(changed, r)
		} else {
			added = append(added, r)
		}
		slots = append(slots, r.slots()...)
	}
	var inserted int
	err := tx.QueryRowContext(ctx, p.sql.write,
		asJSON(values(e.changes.totals)), asJSON(changed), asJSON(added), asJSON(unused), asJSON(slots)).Scan(&inserted)
	if err != nil {
		return p.explain(err)
	}
	if inserted < len(added) {
		return errConflict // another call has inserted one of the payments
	}
	return nil
}
