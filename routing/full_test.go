package routing_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// isFull reports whether this is a full run, as bash .ci/run starts. In others, what
// takes long is tried with fewer cases. Tests ask it as they run, as go test's cache
// knows nothing of what was asked before.
func isFull() bool { return os.Getenv("PAYMUX_FULL") != "" }

// many returns n in a full run, and a tenth of it in others, in which too much work for
// what is given shows as well.
func many(n int) int {
	if isFull() {
		return n
	}
	return n / 10
}

// TestMain has properties tried with a fifth of rapid's own number unless the run is
// full, or how many is given. With -short, rapid tries a fifth by itself.
func TestMain(m *testing.M) {
	flag.Parse()
	_, isGiven := os.LookupEnv("RAPID_CHECKS")
	flag.Visit(func(f *flag.Flag) { isGiven = isGiven || f.Name == "rapid.checks" })
	if !isGiven && !isFull() && !testing.Short() {
		if err := flag.Set("rapid.checks", "20"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}
