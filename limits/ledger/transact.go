package ledger

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
)

// operation is a call that changes the books.
type operation struct {
	id      string
	request *request                            // of a Reserve
	touches func(r *record, now time.Time) bool // whether it may change the totals of a payment that is known
	do      func(*books) (Reservation, error)
}

// outcome is what an operation answered.
type outcome struct {
	reservation Reservation
	err         error

	now time.Time // by the database's clock
	due bool      // there were reservations that had not been expired though their hold was over
}

// one does an operation in a transaction of its own.
func (p *Postgres) one(ctx context.Context, op operation) (outcome, error) {
	outcomes, err := p.commit(ctx, []operation{op})
	if err != nil {
		return outcome{}, err
	}
	return outcomes[0], nil
}

// attempts bounds how often a call starts again, each time because of another call
// that has got ahead of it: one with the same id, or midnight.
const attempts = 10

var errAhead = errors.New("ledger: other calls got ahead too often")

// commit does operations in one transaction, in the order given. If it returns an
// error the outcome of none is known, but that nothing has changed if it is [undone].
func (p *Postgres) commit(ctx context.Context, ops []operation) ([]outcome, error) {
	return p.commitLocking(ctx, p.sql.lockPayments, ops)
}

// commitLocking is commit with a statement that locks the payments.
func (p *Postgres) commitLocking(ctx context.Context, lock string, ops []operation) ([]outcome, error) {
	for range attempts {
		outcomes, err := p.try(ctx, lock, ops)
		if !errors.Is(err, errAhead) {
			return outcomes, err
		}
	}
	return nil, errAhead
}

func (p *Postgres) try(ctx context.Context, lock string, ops []operation) ([]outcome, error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // without effect after a commit
	b := &books{
		totals:   map[string]*total{},
		payments: map[string]*record{},
		changes:  &changes{totals: map[string]*total{}, payments: map[string]*record{}},
	}
	due, err := p.lockPayments(ctx, tx, lock, ops, b)
	if err != nil {
		return nil, err
	}
	if err := p.lockTotals(ctx, tx, ops, b); err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(b.payments))
	for id := range b.payments {
		known[id] = true
	}
	outcomes := make([]outcome, len(ops))
	for i, op := range ops {
		outcomes[i].reservation, outcomes[i].err = op.do(b)
		outcomes[i].now, outcomes[i].due = b.now, due
	}
	if len(b.changes.totals)+len(b.changes.payments) == 0 {
		return outcomes, nil
	}
	if err := p.write(ctx, tx, b, known); err != nil {
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

// lockPayments locks and reads the payments that are known already, and the clock.
func (p *Postgres) lockPayments(ctx context.Context, tx *sql.Tx, lock string, ops []operation, b *books) (due bool, err error) {
	ids := make([]string, len(ops))
	for i, op := range ops {
		ids[i] = op.id
	}
	var setting string
	var records []*record
	err = tx.QueryRowContext(ctx, lock, asJSON(ids)).Scan(&b.now, &setting, fromJSON{&records}, &due)
	if err != nil {
		return false, p.explain(err)
	}
	if setting == "off" && !p.options.AllowAsyncCommit {
		return false, &DurabilityError{Setting: setting}
	}
	b.now = b.now.UTC()
	p.saw(b.now)
	for _, r := range records {
		b.payments[r.ID] = r
	}
	return due, nil
}

// lockTotals locks and reads the totals that the operations may change, in the order
// of their keys, and makes those that are new.
func (p *Postgres) lockTotals(ctx context.Context, tx *sql.Tx, ops []operation, b *books) error {
	for _, op := range ops {
		r := b.payments[op.id]
		switch {
		case r != nil && (op.touches == nil || op.touches(r, b.now)):
			b.need(r.Counts, r.Currency)
		case r == nil && op.request != nil:
			b.need(op.request.counts(b.now), op.request.amount.Currency())
		}
	}
	if len(b.totals) == 0 {
		return nil
	}
	var locked []*total
	if err := tx.QueryRowContext(ctx, p.sql.lockTotals, asJSON(values(b.totals))).Scan(fromJSON{&locked}); err != nil {
		return p.explain(err)
	}
	for _, t := range locked {
		b.totals[t.Key] = t
	}
	return nil
}

// need makes a place for totals that are to be locked.
func (b *books) need(counts []count, currency limits.Currency) {
	for i := range counts {
		if c := &counts[i]; !c.isPast(b.now) {
			b.totals[c.Key] = newTotal(c, currency)
		}
	}
}

// write writes back what has changed, and drops the totals that lockTotals has made for
// payments that were refused: a refusal leaves nothing behind.
func (p *Postgres) write(ctx context.Context, tx *sql.Tx, b *books, known map[string]bool) error {
	unused := []string{}
	for _, t := range b.totals {
		if t.Seq == 0 {
			unused = append(unused, t.Key)
		}
	}
	made, changed := []*record{}, []*record{}
	for _, r := range b.changes.payments {
		if known[r.ID] {
			changed = append(changed, r)
		} else {
			made = append(made, r)
		}
	}
	var inserted int
	err := tx.QueryRowContext(ctx, p.sql.write,
		asJSON(values(b.changes.totals)), asJSON(changed), asJSON(made), asJSON(unused)).Scan(&inserted)
	if err != nil {
		return p.explain(err)
	}
	if inserted < len(made) {
		return errAhead // a payment has become known meanwhile
	}
	return nil
}
