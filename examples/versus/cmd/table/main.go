// Command table measures the candidates and prints the tables of the README.
//
// A candidate and the code written by hand that it is measured by run in one
// process and take turns: a round gives each a share of CPU time, and what is
// printed is the median over the rounds of what each round measured, so that other
// work on the machine meets both alike. CPU time is the process's own, user and
// system: waiting for a core does not count, collecting garbage does.
package main

import (
	"flag"
	"log"
	"os"
	"regexp"
	"runtime"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("table: ")
	rounds := flag.Int("rounds", 7, "how many `times` each candidate gets its turn")
	share := flag.Duration("time", 100*time.Millisecond, "the CPU `time` of a turn")
	orders := flag.Int("orders", 10_000, "how many different orders there are")
	sizes := flag.String("size", ".", "measure only the sizes that match the `pattern`")
	names := flag.String("run", ".", "measure only the candidates that match the `pattern`, and the first")
	platform := flag.String("platform", "", "all orders are of this `platform`; empty: spread over all")
	flag.Parse()
	size, err := regexp.Compile(*sizes)
	if err != nil {
		log.Fatal(err)
	}
	name, err := regexp.Compile(*names)
	if err != nil {
		log.Fatal(err)
	}
	// A second core would take part of the collector's work off the first, and
	// blur what a single goroutine costs.
	runtime.GOMAXPROCS(1)
	for _, s := range versus.Sizes() {
		if !size.MatchString(s.Name) {
			continue
		}
		t := turns{rounds: *rounds, share: *share, orders: *orders, names: name, platform: methods.Platform(*platform)}
		if err := t.measure(os.Stdout, s); err != nil {
			log.Fatal(err)
		}
	}
}

// median returns the middle of the values, the lower one of two.
func median(values []float64) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[(len(values)-1)/2]
}
