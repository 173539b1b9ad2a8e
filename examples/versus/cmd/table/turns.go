package main

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/shop"
)

// turns measures the candidates of a size. Those of one builder take turns with
// the candidate that all are measured by, and are dropped before the next ones are
// built: programs that lie about make the collector's work harder for whoever
// allocates.
type turns struct {
	rounds int
	share  time.Duration
	orders int
	names  *regexp.Regexp // of the candidates, beside the first

	platform methods.Platform // that all orders are of; empty: spread over all
}

// result is what was measured of a candidate.
type result struct {
	candidate versus.Candidate
	at        int       // how many orders it decides in a turn
	nanos     []float64 // an order, by round
	ratios    []float64 // to the first candidate in the same round
	allocs    float64   // an order, in the last round
	bytes     float64
	gain      float64 // of all cores over one; 0 if it was not measured
}

// measure prints the table of a size.
func (t turns) measure(w io.Writer, size versus.Size) error {
	title, orders := size.Shop().Name, shop.OrdersOn(size.Shop(), t.platform, t.orders)
	if t.platform != "" {
		title += ", orders of " + string(t.platform)
	}
	var all []*result
	for builder := range size.Builders {
		candidates, err := t.build(size, builder)
		if err != nil {
			return fmt.Errorf("%s: %w", title, err)
		}
		if builder > 0 && len(candidates) == 1 {
			continue // nothing of this builder was asked for
		}
		results, err := t.take(candidates, orders)
		if err != nil {
			return fmt.Errorf("%s: %w", title, err)
		}
		if builder > 0 {
			results = results[1:] // the first candidate has a row already
		}
		all = append(all, results...)
	}
	return write(w, title, all)
}

// take gives the candidates their turns.
func (t turns) take(candidates []versus.Candidate, orders []routing.Order) ([]*result, error) {
	runtime.GC()
	results := make([]*result, len(candidates))
	for i, c := range candidates {
		results[i] = &result{candidate: c}
		if err := results[i].calibrate(orders, t.share); err != nil {
			return nil, err
		}
	}
	for range t.rounds {
		for _, r := range results {
			if err := r.turn(orders); err != nil {
				return nil, err
			}
			r.ratios = append(r.ratios, last(r.nanos)/last(results[0].nanos))
		}
	}
	for _, r := range results {
		// What leaves garbage behind needs cores to collect it, and is left out.
		if r.candidate.Concurrent && r.allocs < 0.1 {
			var err error
			if r.gain, err = t.scale(r.candidate, orders, r.at); err != nil {
				return nil, err
			}
		}
	}
	return results, nil
}

// build builds the first candidate of a size and those of a builder that were
// asked for.
func (t turns) build(size versus.Size, builder int) ([]versus.Candidate, error) {
	s := size.Shop()
	candidates, err := size.Builders[0](s)
	if err != nil {
		return nil, err
	}
	rest := candidates[1:]
	if builder > 0 {
		if rest, err = size.Builders[builder](s); err != nil {
			return nil, err
		}
	}
	asked := candidates[:1:1]
	for _, c := range rest {
		if t.names.MatchString(c.Name) {
			asked = append(asked, c)
		}
	}
	return asked, nil
}

// write prints a row for each candidate: its time in those of the first and in
// nanoseconds, and what it allocates, all of them an order.
func write(w io.Writer, title string, results []*result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n| | by hand = 1 | ns | B | allocs |\n|---|---:|---:|---:|---:|\n", title)
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s | %s | %.0f | %.1f |\n",
			r.candidate.Name, short(median(r.ratios)), short(median(r.nanos)), r.bytes, r.allocs)
	}
	for _, r := range results {
		if r.gain > 0 {
			fmt.Fprintf(&b, "\n%s: %s million orders in a second of one core's time; %d cores decide %s times as many as one.\n",
				r.candidate.Name, short(1e3/median(r.nanos)), runtime.NumCPU(), short(r.gain))
		}
	}
	_, err := fmt.Fprintln(w, b.String())
	return err
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

// short writes a number with three digits or, from a hundred on, as a whole one.
func short(x float64) string {
	switch {
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}
