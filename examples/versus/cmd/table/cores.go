package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
)

// scaling is how a candidate fares on one core and on all, in elapsed time.
type scaling struct {
	rate  float64 // orders a second on one core
	gain  float64 // how many times as many on all
	cores int
}

func (s *scaling) String() string {
	return fmt.Sprintf("%s million orders a second on one core, %s times as many on %d",
		short(s.rate/1e6), short(s.gain), s.cores)
}

// scale lets one core and all take turns, and returns the medians. What else runs
// on the machine shows in them.
func (t turns) scale(c versus.Candidate, orders []routing.Order, n int) (*scaling, error) {
	all := runtime.NumCPU()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(all))
	var rates, gains []float64
	for range t.rounds {
		one, err := elapsed(c, orders, n, 1)
		if err != nil {
			return nil, err
		}
		many, err := elapsed(c, orders, n, all)
		if err != nil {
			return nil, err
		}
		rates = append(rates, float64(n)/one.Seconds())
		gains = append(gains, float64(all)*one.Seconds()/many.Seconds())
	}
	return &scaling{median(rates), median(gains), all}, nil
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
