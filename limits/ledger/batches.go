package ledger

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// BatchTimeout bounds a transaction that calls share by [PostgresOptions.Batched]: each
// waits for the slowest of them, but not longer than this, also where its own context
// ends later or never. It then ends with a [*StalledError].
const BatchTimeout = 5 * time.Second

// StalledError reports a call whose batch has not ended within [BatchTimeout]. Its
// outcome is not known: repeat it. It is always a pointer.
type StalledError struct {
	After time.Duration
}

// Error says how long the batch was waited for.
func (e *StalledError) Error() string {
	return fmt.Sprintf("ledger: the batch of the call has not ended after %v", e.After)
}

const (
	// batchSize bounds how many operations share a transaction.
	batchSize = 256

	// patience is how long a batch is waited for before the next one starts beside it.
	patience = 250 * time.Millisecond

	// mostBatches bounds how many batches there may be at once.
	mostBatches = 8
)

// batches runs operations one transaction after the other, each with all that has
// arrived while the one before was under way. A transaction that takes long, perhaps
// because a row in it is locked, is left to itself, so that it does not stop the
// others.
type batches struct {
	commit func(context.Context, []operation) ([]outcome, error)

	mu      sync.Mutex
	waiting []*passenger
	running bool // there is a runner whose batch has not stalled
	stalled int  // how many batches have
}

// passenger is a call that waits for its batch.
type passenger struct {
	ctx  context.Context
	op   operation
	done chan struct{} // closed when outcome and err are set
	outcome
	failed error
}

// do does an operation in the next batch. It returns when its context ends, whatever
// becomes of the batch.
func (b *batches) do(ctx context.Context, op operation) (outcome, error) {
	p := &passenger{ctx: ctx, op: op, done: make(chan struct{})}
	b.mu.Lock()
	b.waiting = append(b.waiting, p)
	b.start()
	b.mu.Unlock()
	select {
	case <-p.done:
		return p.outcome, p.failed
	case <-ctx.Done():
		return outcome{}, ctx.Err()
	}
}

// start sees to it that somebody runs the calls that wait, unless too much has stalled.
// b.mu is held.
func (b *batches) start() {
	if len(b.waiting) > 0 && !b.running && b.stalled < mostBatches {
		b.running = true
		go b.run()
	}
}

// run runs batches until nobody waits, or until one has stalled: others run then.
func (b *batches) run() {
	for batch := b.next(); batch != nil; batch = b.next() {
		if b.rideWatched(batch) {
			return
		}
	}
}

// rideWatched commits a batch, and lets another runner start if that takes long. It
// reports whether it did.
func (b *batches) rideWatched(batch []*passenger) (stalled bool) {
	ended := false // b.mu is held where it and stalled are used
	timer := time.AfterFunc(patience, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !ended {
			stalled, b.running = true, false
			b.stalled++
			b.start()
		}
	})
	defer timer.Stop()
	b.ride(batch)
	b.mu.Lock()
	defer b.mu.Unlock()
	ended = true
	if stalled {
		b.stalled--
		b.start()
	}
	return stalled
}

// next takes the calls of the next batch off, but those that have given up. None: the
// runner ends.
func (b *batches) next() []*passenger {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.waiting) > 0 {
		n := min(batchSize, len(b.waiting))
		var batch []*passenger
		for _, p := range b.waiting[:n] {
			if p.ctx.Err() == nil {
				batch = append(batch, p)
			}
		}
		rest := copy(b.waiting, b.waiting[n:])
		clear(b.waiting[rest:])
		b.waiting = b.waiting[:rest]
		if len(batch) > 0 {
			return batch
		}
	}
	b.running = false
	return nil
}

// ride commits a batch. The batch has a deadline of its own, the latest of its calls:
// that one call gives up must not end the work of the others. A driver that does not
// return then is left behind. Where the database rolls the batch back, each half of it
// is tried by itself, so that only those calls fail that it is about.
func (b *batches) ride(batch []*passenger) {
	ctx, cancel := latest(batch)
	defer cancel()
	ops := make([]operation, len(batch))
	for i, p := range batch {
		ops[i] = p.op
	}
	outcomes, err := await(ctx, func(ctx context.Context) ([]outcome, error) { return b.commit(ctx, ops) })
	switch {
	case err == nil:
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case len(batch) > 1 && undone(err):
		half := len(batch) / 2
		b.ride(batch[:half])
		b.ride(batch[half:])
		return
	}
	for i, p := range batch {
		if p.failed = err; err == nil {
			p.outcome = outcomes[i]
		}
		close(p.done)
	}
}

// latest is a context until the latest deadline of a batch, but no longer than
// BatchTimeout.
func latest(batch []*passenger) (context.Context, context.CancelFunc) {
	bound := time.Now().Add(BatchTimeout)
	var deadline time.Time
	for _, p := range batch {
		d, ok := p.ctx.Deadline()
		if !ok || d.After(bound) {
			return context.WithDeadlineCause(context.Background(), bound, &StalledError{After: BatchTimeout})
		}
		if d.After(deadline) {
			deadline = d
		}
	}
	return context.WithDeadline(context.Background(), deadline)
}
