//go:build !unix

package routing_test

import (
	"testing"
	"time"
)

var started = time.Now()

// cpuTime returns the time that has passed, where the system does not say how much of it
// the process has used.
func cpuTime(testing.TB) time.Duration { return time.Since(started) }
