package analysis

import (
	"flag"
	"fmt"
	"iter"
	"os"
	"testing"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// isFull reports whether this is a full run, as bash .ci/run starts. In others, what
// takes long is tried with fewer cases. Tests ask it as they run, as go test's cache
// knows nothing of what was asked before.
func isFull() bool { return os.Getenv("PAYMUX_FULL") != "" }

// TestMain has properties tried with a twelfth of rapid's own number unless the run is
// full, or how many is given; under the race detector, which finds nothing new in most of
// them, with a fifth. With -short, rapid tries a fifth by itself.
func TestMain(m *testing.M) {
	flag.Parse()
	_, isGiven := os.LookupEnv("RAPID_CHECKS")
	flag.Visit(func(f *flag.Flag) { isGiven = isGiven || f.Name == "rapid.checks" })
	checks := ""
	switch {
	case isGiven || testing.Short():
	case !isFull():
		checks = "8"
	case raceDetector:
		checks = "20"
	}
	if checks != "" {
		if err := flag.Set("rapid.checks", checks); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

// IsFull is for the tests outside of the package.
var IsFull = isFull

// Narrowing is what the bounds of an answer are divided by where a test goes beyond them,
// which takes a second: by 1 in a full run.
func Narrowing() int {
	if isFull() {
		return 1
	}
	return 64
}

func boundsOfRun() bounds {
	b, by := wideBounds, Narrowing()
	b.nodes, b.regions, b.buyers = b.nodes/by, b.regions/by, b.buyers/by
	return b
}

// DiffOfRun is Diff within the bounds of the run.
func DiffOfRun(before, after routing.Catalog) ([]Change, error) {
	return diffWithin(before, after, boundsOfRun())
}

// MapOfRun is Map within the bounds of the run.
func MapOfRun(c routing.Catalog, p methods.Platform) (iter.Seq[Behavior], error) {
	return mapWithin(c, p, boundsOfRun())
}
