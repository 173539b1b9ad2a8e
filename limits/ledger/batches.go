package ledger

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// BatchTimeout bounds a transaction that calls share with [PostgresOptions.Batched].
// Each call waits for the whole batch, but not longer than this, even if its own context
// ends later or never; it then returns a [*StalledError].
const BatchTimeout = 5 * time.Second

// StalledError reports a call whose batch has not ended within [BatchTimeout]. Its
// outcome is unknown: repeat the call. It is always a pointer.
type StalledError struct {
	After time.Duration // how long the batch has taken
}

// Error says how long the batch has taken.
func (e *StalledError) Error() string {
	return fmt.Sprintf("ledger: the batch of the call has not ended after %v: its outcome is unknown, repeat the call", e.After)
}

const (
	// batchSize bounds how many operations share a transaction.
	batchSize = 256

	// stallAfter is how long a batch may take before the next one starts beside it.
	stallAfter = 250 * time.Millisecond

	// maxBatches bounds how many batches run at once.
	maxBatches = 8
)

// batches runs operations in one transaction after another, each with all operations
// that arrived during the one before. When a transaction takes long, perhaps because a
// row is locked, the next one starts beside it.
type batches struct {
	commit func(context.Context, []operation) ([]outcome, error)

	mu      sync.Mutex
	waiting []*waiter
	running bool // whether there is a runner whose batch has not stalled
	stalled int  // how many batches have stalled
}

// waiter is a call that waits for its batch.
type waiter struct {
	ctx  context.Context
	op   operation
	done chan struct{} // closed when outcome and err are set
	outcome
	failed error // of the batch; that of the operation is outcome.err
}

// do runs an operation in the next batch. It returns when its context ends, whatever
// becomes of the batch.
func (b *batches) do(ctx context.Context, op operation) (outcome, error) {
	w := &waiter{ctx: ctx, op: op, done: make(chan struct{})}
	b.mu.Lock()
	b.waiting = append(b.waiting, w)
	b.start()
	b.mu.Unlock()
	select {
	case <-w.done:
		return w.outcome, w.failed
	case <-ctx.Done():
		return outcome{}, ctx.Err()
	}
}

// start starts a runner for the waiting calls, unless there is one or too many batches
// have stalled. b.mu is held.
func (b *batches) start() {
	if len(b.waiting) > 0 && !b.running && b.stalled < maxBatches {
		b.running = true
		go b.run()
	}
}

// run commits batches until no call waits, or until one has stalled: another runner has
// taken over then.
func (b *batches) run() {
	for batch := b.next(); batch != nil; batch = b.next() {
		if b.commitWatched(batch) {
			return
		}
	}
}

// commitWatched commits a batch, and starts another runner if that takes long. It
// reports whether it did.
func (b *batches) commitWatched(batch []*waiter) (stalled bool) {
	ended := false // guarded by b.mu, as is stalled
	timer := time.AfterFunc(stallAfter, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !ended {
			stalled, b.running = true, false
			b.stalled++
			b.start()
		}
	})
	defer timer.Stop()
	b.commitOrSplit(batch)
	b.mu.Lock()
	defer b.mu.Unlock()
	ended = true
	if stalled {
		b.stalled--
		b.start()
	}
	return stalled
}

// next removes and returns the calls of the next batch, except those whose context has
// ended. If there are none, the runner ends.
func (b *batches) next() []*waiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.waiting) > 0 {
		n := min(batchSize, len(b.waiting))
		var batch []*waiter
		for _, w := range b.waiting[:n] {
			if w.ctx.Err() == nil {
				batch = append(batch, w)
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

// commitOrSplit commits a batch. Its deadline is the latest of its calls, so that no
// call ends the work of others; a driver that does not return by then is abandoned. If
// the database rolls the batch back, each half is tried by itself, so that only the
// calls at fault fail.
func (b *batches) commitOrSplit(batch []*waiter) {
	ctx, cancel := latest(batch)
	defer cancel()
	ops := make([]operation, len(batch))
	for i, w := range batch {
		ops[i] = w.op
	}
	outcomes, err := await(ctx, func(ctx context.Context) ([]outcome, error) { return b.commit(ctx, ops) })
	switch {
	case err == nil:
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case len(batch) > 1 && undone(err):
		half := len(batch) / 2
		b.commitOrSplit(batch[:half])
		b.commitOrSplit(batch[half:])
		return
	}
	for i, w := range batch {
		if w.failed = err; err == nil {
			w.outcome = outcomes[i]
		}
		close(w.done)
	}
}

// latest returns a context until the latest deadline of a batch, but at most for
// BatchTimeout.
func latest(batch []*waiter) (context.Context, context.CancelFunc) {
	bound := time.Now().Add(BatchTimeout)
	var deadline time.Time
	for _, w := range batch {
		d, ok := w.ctx.Deadline()
		if !ok || d.After(bound) {
			return context.WithDeadlineCause(context.Background(), bound, &StalledError{After: BatchTimeout})
		}
		if d.After(deadline) {
			deadline = d
		}
	}
	return context.WithDeadline(context.Background(), deadline)
}
