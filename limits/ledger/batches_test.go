package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Calls that arrive during a batch share the next one.
func TestCallsShareBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls = batchSize + 10
		var sizes []int
		finish := make(chan struct{})
		b := &batches{commit: func(_ context.Context, ops []operation) ([]outcome, error) {
			sizes = append(sizes, len(ops)) // one batch at a time
			<-finish
			outcomes := make([]outcome, len(ops))
			for i, op := range ops {
				outcomes[i].reservation.ID = op.id
			}
			return outcomes, nil
		}}
		var group sync.WaitGroup
		call := func(id string) {
			o, err := b.do(context.Background(), operation{id: id})
			if err != nil || o.reservation.ID != id {
				t.Errorf("do(%s) = %+v, %v", id, o, err)
			}
		}
		group.Go(func() { call("first") })
		synctest.Wait()
		for i := range calls {
			group.Go(func() { call(fmt.Sprint(i)) })
		}
		synctest.Wait()
		close(finish)
		group.Wait()
		if diff := cmp.Diff([]int{1, batchSize, 10}, sizes); diff != "" {
			t.Errorf("sizes of the batches (-want +got):\n%s", diff)
		}
	})
}

// A call whose context ends neither waits for its batch nor ends it for others, and one
// whose context ended earlier is left out of the batch.
func TestACallThatGivesUpEndsNoBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ran [][]string
		finish := make(chan struct{})
		b := &batches{commit: func(ctx context.Context, ops []operation) ([]outcome, error) {
			var ids []string
			for _, op := range ops {
				ids = append(ids, op.id)
			}
			ran = append(ran, ids)
			<-finish
			return make([]outcome, len(ops)), ctx.Err()
		}}
		ctx, cancel := context.WithCancel(context.Background())
		var errs [3]error
		var gaveUp, all sync.WaitGroup
		for i, ctx := range []context.Context{ctx, ctx, context.Background()} {
			group := &all
			if i < 2 {
				group = &gaveUp
			}
			group.Go(func() { _, errs[i] = b.do(ctx, operation{id: fmt.Sprint("call ", i)}) })
			synctest.Wait() // call 0 is under way, the others wait for the next batch
		}
		cancel()
		gaveUp.Wait()
		close(finish)
		all.Wait()
		if !errors.Is(errs[0], context.Canceled) || !errors.Is(errs[1], context.Canceled) || errs[2] != nil {
			t.Errorf("the calls end with %v, want the context's error of the two that gave up", errs)
		}
		if diff := cmp.Diff([][]string{{"call 0"}, {"call 2"}}, ran); diff != "" {
			t.Errorf("batches (-want +got):\n%s", diff)
		}
	})
}

// A batch that does not end with its context is abandoned. If its calls have no deadline,
// or a distant one, it is abandoned after BatchTimeout, with a StalledError.
func TestABatchThatHangsIsLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		b := &batches{commit: func(context.Context, []operation) ([]outcome, error) { <-hang; return nil, nil }}
		for _, tt := range []struct{ deadline, want time.Duration }{
			{-time.Hour, 0},
			{300 * time.Millisecond, 300 * time.Millisecond},
			{time.Hour, BatchTimeout},
			{0, BatchTimeout}, // none
		} {
			ctx, cancel := context.Background(), context.CancelFunc(func() {})
			start := time.Now()
			if tt.deadline != 0 {
				ctx, cancel = context.WithDeadline(ctx, start.Add(tt.deadline))
			}
			_, err := b.do(ctx, operation{})
			cancel()
			stalled := (*StalledError)(nil)
			if got := errors.As(err, &stalled); got != (tt.want == BatchTimeout) || got == errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the call with a deadline after %v: %v", tt.deadline, err)
			}
			if got := time.Since(start); got != tt.want {
				t.Errorf("the call with a deadline after %v took %v, want %v", tt.deadline, got, tt.want)
			}
		}
	})
}

// A slow batch does not delay later calls, and many slow batches do not use more than a
// few connections.
func TestABatchThatStallsKeepsNoOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slow atomic.Int32
		finish := make(chan struct{})
		b := &batches{commit: func(_ context.Context, ops []operation) ([]outcome, error) {
			if ops[0].id == "slow" {
				slow.Add(1)
				<-finish
			}
			return make([]outcome, len(ops)), nil
		}}
		var group sync.WaitGroup
		took := func(id string) time.Duration {
			start := time.Now()
			if _, err := b.do(context.Background(), operation{id: id}); err != nil {
				t.Errorf("a %s call: %v", id, err)
			}
			return time.Since(start)
		}
		group.Go(func() { took("slow") })
		synctest.Wait()
		if diff := cmp.Diff([]time.Duration{stallAfter, 0}, []time.Duration{took("quick"), took("quick")}); diff != "" {
			t.Errorf("what quick calls take while one batch is slow (-want +got):\n%s", diff)
		}
		for range maxBatches + 3 {
			group.Go(func() { took("slow") })
			time.Sleep(stallAfter) // each in a batch of its own
		}
		if got := slow.Load(); got != maxBatches {
			t.Errorf("%d batches are under way at once, want %d", got, maxBatches)
		}
		close(finish)
		group.Wait()
		if got := took("quick"); got != 0 {
			t.Errorf("a quick call takes %v when all slow ones have ended", got)
		}
	})
}

// databaseError is what a driver returns for an error of PostgreSQL.
type databaseError string

func (e databaseError) Error() string    { return "database error " + string(e) }
func (e databaseError) SQLState() string { return string(e) }

// An error of the database that one call causes does not fail the others; an error that
// concerns all of them is not retried.
func TestAnErrorIsThatOfItsCall(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int // how many of the calls fail
	}{
		{databaseError("23514"), 1},                           // a check
		{fmt.Errorf("ledger: %w", databaseError("P0001")), 1}, // a trigger
		{databaseError("57014"), 1},                           // statement_timeout
		{&unreadableError{io.ErrUnexpectedEOF}, 1},            // a row changed by hand
		{errConflict, 1},
		{databaseError("57P01"), 64}, // the server ends
		{databaseError("42P01"), 64}, // there is no table
		{databaseError("40003"), 64}, // it may be done
		{io.ErrUnexpectedEOF, 64},
	} {
		synctest.Test(t, func(t *testing.T) {
			commits := 0
			b := &batches{commit: func(_ context.Context, ops []operation) ([]outcome, error) {
				commits++
				time.Sleep(time.Millisecond) // the others come meanwhile
				outcomes := make([]outcome, len(ops))
				for i, op := range ops {
					if op.id == "call 7" {
						return nil, tt.err
					}
					outcomes[i].reservation.ID = op.id
				}
				return outcomes, nil
			}}
			var group sync.WaitGroup
			var mu sync.Mutex
			failed := map[string]bool{}
			call := func(id string) {
				o, err := b.do(context.Background(), operation{id: id})
				mu.Lock()
				defer mu.Unlock()
				if failed[id] = err != nil; err != nil && !errors.Is(err, tt.err) || err == nil && o.reservation.ID != id {
					t.Errorf("%v: %s = %+v, %v", tt.err, id, o, err)
				}
			}
			group.Go(func() { call("first") })
			synctest.Wait()
			for i := range 64 {
				group.Go(func() { call(fmt.Sprint("call ", i)) })
			}
			group.Wait()
			maps.DeleteFunc(failed, func(_ string, failed bool) bool { return !failed })
			if len(failed) != tt.want || !failed["call 7"] {
				t.Errorf("%v: %d calls fail, want %d", tt.err, len(failed), tt.want)
			}
			if most := 2 + 2*6; commits > most {
				t.Errorf("%v: %d transactions, want at most %d", tt.err, commits, most)
			}
		})
	}
}

func TestAnErrorOfTheBatchIsThatOfEachCall(t *testing.T) {
	failed := errors.New("no connection")
	b := &batches{commit: func(context.Context, []operation) ([]outcome, error) { return nil, failed }}
	if _, err := b.do(context.Background(), operation{}); !errors.Is(err, failed) {
		t.Errorf("do: %v, want %v", err, failed)
	}
}

// Work that does not end with its context is abandoned; an answer that arrives at the
// same time is returned.
func TestAwait(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := await(ended, func(context.Context) (int, error) { t.Error("work was begun"); return 0, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that has ended: %v", err)
	}
	if n, err := await(context.Background(), func(context.Context) (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("without a deadline: %d, %v, want 7", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	hang := make(chan struct{})
	defer close(hang)
	if _, err := await(ctx, func(context.Context) (int, error) { cancel(); <-hang; return 0, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("with work that hangs: %v, want the context's error", err)
	}
}
