package analysis

import (
	"flag"
	"os"
)

// isFull reports whether this is a full run, as bash .ci/run starts. In others, what
// takes long is tried with fewer cases. Tests ask it as they run, as go test's cache
// knows nothing of what was asked before.
func isFull() bool { return os.Getenv("PAYMUX_FULL") != "" }

// Properties are tried with a fifth of rapid's own number unless the run is full.
func init() {
	if _, set := os.LookupEnv("RAPID_CHECKS"); set || isFull() {
		return
	}
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}
}

// IsFull is for the tests outside of the package.
var IsFull = isFull
