package ledger

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Calls that come while a batch is under way share the next one.
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

// A call that gives up neither waits for its batch nor ends it for the others, and one
// that has given up before is left out.
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

// A batch that does not end with its context is left behind, and the next one runs;
// so is one whose calls have no deadline, in the end.
func TestABatchThatHangsIsLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		b := &batches{commit: func(_ context.Context, ops []operation) ([]outcome, error) {
			if ops[0].id == "hangs" {
				<-hang
			}
			return make([]outcome, len(ops)), nil
		}}
		start := time.Now()
		for _, deadline := range []time.Duration{-time.Hour, 300 * time.Millisecond, longest} {
			ctx, cancel := context.Background(), context.CancelFunc(func() {})
			if deadline != longest {
				ctx, cancel = context.WithDeadline(ctx, start.Add(deadline))
			}
			if _, err := b.do(ctx, operation{id: "hangs"}); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the call with a deadline after %v: %v, want the context's error", deadline, err)
			}
			cancel()
			if _, err := b.do(context.Background(), operation{id: "next"}); err != nil {
				t.Errorf("the next call: %v", err)
			}
		}
		if got, want := time.Since(start), 300*time.Millisecond+longest; got != want {
			t.Errorf("all of them took %v, want %v", got, want)
		}
	})
}

func TestAnErrorOfTheBatchIsThatOfEachCall(t *testing.T) {
	failed := errors.New("no connection")
	b := &batches{commit: func(context.Context, []operation) ([]outcome, error) { return nil, failed }}
	if _, err := b.do(context.Background(), operation{}); !errors.Is(err, failed) {
		t.Errorf("do: %v, want %v", err, failed)
	}
}

// Work that does not end with its context is left behind; an answer that comes at the
// same time is kept.
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
