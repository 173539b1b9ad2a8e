package ledger

import (
	"context"
	"sync"
	"time"
)

// batchSize bounds how many operations share a transaction.
const batchSize = 256

// batches runs operations one transaction after the other, each with all that has
// arrived while the one before was under way.
type batches struct {
	commit func(context.Context, []operation) ([]outcome, error)

	mu      sync.Mutex
	waiting []*passenger
	running bool
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
	if !b.running {
		b.running = true
		go b.run()
	}
	b.mu.Unlock()
	select {
	case <-p.done:
		return p.outcome, p.failed
	case <-ctx.Done():
		return outcome{}, ctx.Err()
	}
}

// run runs batches until nobody waits.
func (b *batches) run() {
	for {
		batch := b.next()
		if batch == nil {
			return
		}
		b.ride(batch)
	}
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
// return then is left behind.
func (b *batches) ride(batch []*passenger) {
	ctx, cancel := latest(batch)
	defer cancel()
	ops := make([]operation, len(batch))
	for i, p := range batch {
		ops[i] = p.op
	}
	outcomes, err := await(ctx, func(ctx context.Context) ([]outcome, error) { return b.commit(ctx, ops) })
	for i, p := range batch {
		if p.failed = err; err == nil {
			p.outcome = outcomes[i]
		}
		close(p.done)
	}
}

// longest bounds a batch of calls without a deadline, so that one connection that
// hangs does not stop all that come after.
const longest = 30 * time.Second

func latest(batch []*passenger) (context.Context, context.CancelFunc) {
	var deadline time.Time
	for _, p := range batch {
		d, ok := p.ctx.Deadline()
		if !ok {
			return context.WithTimeout(context.Background(), longest)
		}
		if d.After(deadline) {
			deadline = d
		}
	}
	return context.WithDeadline(context.Background(), deadline)
}
