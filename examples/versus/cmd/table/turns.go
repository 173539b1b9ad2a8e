package main

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"syscall"
	"time"

	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/shop"
)

// turns measures the candidates of a size in turn.
type turns struct {
	rounds int
	share  time.Duration
	orders int
	names  *regexp.Regexp
}

// result is what was measured of a candidate: one value for each round.
type result struct {
	candidate versus.Candidate
	at        int // how many orders fit into a turn
	nanos     []float64
	ratios    []float64 // to the first candidate, in the same round
	allocs    float64
	bytes     float64
}

func (t turns) measure(w io.Writer, size versus.Size) error {
	s := size.Shop()
	orders := shop.Orders(s, t.orders)
	candidates, err := size.Candidates(s)
	if err != nil {
		return err
	}
	var results []*result
	for i, c := range candidates {
		if i == 0 || t.names.MatchString(c.Name) {
			results = append(results, &result{candidate: c})
		}
	}
	title := s.Name
	s = nil
	runtime.GC()
	for _, r := range results {
		if err := r.calibrate(orders, t.share); err != nil {
			return err
		}
	}
	for range t.rounds {
		for _, r := range results {
			if err := r.turn(orders); err != nil {
				return err
			}
			r.ratios = append(r.ratios, last(r.nanos)/last(results[0].nanos))
		}
	}
	fmt.Fprintf(w, "### %s\n\n| | ratio | ns/order | B/order | allocs/order |\n|---|---:|---:|---:|---:|\n", title)
	for _, r := range results {
		fmt.Fprintf(w, "| %s | %s | %s | %.0f | %.1f |\n",
			r.candidate.Name, short(median(r.ratios)), short(median(r.nanos)), r.bytes, r.allocs)
	}
	fmt.Fprintln(w)
	return nil
}

// calibrate finds how many orders take a turn's time.
func (r *result) calibrate(orders []routing.Order, share time.Duration) error {
	for r.at = 100; ; r.at *= 2 {
		spent, err := r.decide(orders)
		if err != nil {
			return err
		}
		if spent >= share/4 {
			r.at = max(1, int(float64(r.at)*float64(share)/float64(spent)))
			return nil
		}
	}
}

// turn gives the candidate its share of a round.
func (r *result) turn(orders []routing.Order) error {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	spent, err := r.decide(orders)
	if err != nil {
		return err
	}
	runtime.ReadMemStats(&after)
	n := float64(r.at)
	r.nanos = append(r.nanos, float64(spent.Nanoseconds())/n)
	r.allocs = float64(after.Mallocs-before.Mallocs) / n
	r.bytes = float64(after.TotalAlloc-before.TotalAlloc) / n
	return nil
}

// decide returns the CPU time that the orders of a turn take.
func (r *result) decide(orders []routing.Order) (time.Duration, error) {
	before, err := cpuTime()
	if err != nil {
		return 0, err
	}
	if err := r.candidate.Decide(orders, r.at); err != nil {
		return 0, fmt.Errorf("%s: %w", r.candidate.Name, err)
	}
	after, err := cpuTime()
	return after - before, err
}

// cpuTime returns the CPU time that the process has used, user and system.
func cpuTime() (time.Duration, error) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, err
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), nil
}

func last(values []float64) float64 { return values[len(values)-1] }

// short writes a number with three significant digits or as a whole one.
func short(x float64) string {
	switch {
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}
