package main

import (
	"runtime"
	"sync"
	"time"

	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
)

// scale returns how many times as many orders all cores decide as one, in elapsed
// time: the median over rounds in which one core and all take turns. What else runs
// on the machine shows in it.
func (t turns) scale(c versus.Candidate, orders []routing.Order, n int) (float64, error) {
	cores := runtime.NumCPU()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	var gains []float64
	for range t.rounds {
		one, err := elapsed(c, orders, n, 1)
		if err != nil {
			return 0, err
		}
		all, err := elapsed(c, orders, n, cores)
		if err != nil {
			return 0, err
		}
		gains = append(gains, float64(cores)*one.Seconds()/all.Seconds())
	}
	return median(gains), nil
}

// elapsed returns how long a number of goroutines take to decide n orders each,
// every one beginning elsewhere in the list.
func elapsed(c versus.Candidate, orders []routing.Order, n, goroutines int) (time.Duration, error) {
	errs := make([]error, goroutines)
	var group sync.WaitGroup
	began := time.Now()
	for g := range goroutines {
		first := g * len(orders) / goroutines
		group.Go(func() { errs[g] = c.Decide(orders[first:], n) })
	}
	group.Wait()
	spent := time.Since(began)
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return spent, nil
}
