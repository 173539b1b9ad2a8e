package ledger

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A batch continues for its remaining calls after the deadline of another
// has passed.
func TestABatchOutlivesItsFirstDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		blocked := make(chan struct{})
		b := &batches{commit: func(ctx context.Context, ops []operation) ([]outcome, error) {
			if ops[0].id == "before" {
				<-blocked
				return make([]outcome, len(ops)), nil
			}
			if len(ops) != 2 {
				t.Errorf("%d calls share the batch, want 2", len(ops))
			}
			select {
			case <-time.After(time.Second):
				return make([]outcome, len(ops)), nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}}
		var group sync.WaitGroup
		call := func(id string, timeout time.Duration) *error {
			var err error
			group.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), timeout)
				defer cancel()
				_, err = b.do(ctx, operation{id: id})
			})
			synctest.Wait()
			return &err
		}
		call("before", time.Minute)
		short, long := call("short", 300*time.Millisecond), call("long", 2*time.Second)
		close(blocked)
		group.Wait()
		if !errors.Is(*short, context.DeadlineExceeded) {
			t.Errorf("the call with a deadline after 300 ms: %v, want the context's error", *short)
		}
		if *long != nil {
			t.Errorf("the call with a deadline after 2 s: %v, want an answer after 1 s", *long)
		}
	})
}
