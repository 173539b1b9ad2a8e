package ledger

import "context"

// await runs work that may ignore the end of its context, and returns when either has
// ended. Abandoned work goes on in the background, with a context that has ended.
func await[T any](ctx context.Context, work func(context.Context) (T, error)) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	if ctx.Done() == nil {
		return work(ctx)
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := work(ctx)
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
	}
	select {
	case r := <-done: // both ended: prefer the answer
		return r.value, r.err
	default:
		return none, ctx.Err()
	}
}
