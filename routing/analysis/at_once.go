package analysis

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// eachAtOnce calls do with each number below n, on all processors. It returns the error
// of the smallest number that has one, and may leave out the numbers after it.
func eachAtOnce(n int, do func(i int) error) error {
	errs := make([]error, n)
	var next, failed atomic.Int64
	failed.Store(int64(n))
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= failed.Load() { // at most n
					return
				}
				if errs[i] = do(int(i)); errs[i] == nil {
					continue
				}
				for was := failed.Load(); i < was && !failed.CompareAndSwap(was, i); was = failed.Load() {
				}
			}
		})
	}
	workers.Wait()
	if at := failed.Load(); at < int64(n) {
		return errs[at]
	}
	return nil
}
