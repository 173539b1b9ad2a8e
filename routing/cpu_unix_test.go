//go:build unix

package routing_test

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime returns the CPU time that the process has used, user and system.
func cpuTime(t testing.TB) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
