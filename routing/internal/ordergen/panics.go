package ordergen

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/paymux/paymux/limits"
)

// PanicError reports a custom limit that panics. It is always a pointer.
type PanicError struct {
	Value any    // the panic's
	Place string // of the line that panicked, such as "in shop.go:12"
}

// Error has the value and the place.
func (e *PanicError) Error() string { return fmt.Sprintf("%v, %s", e.Value, e.Place) }

// Recovered returns an error that points to *PanicError if its caller, a deferred
// function, has recovered a value, and nil otherwise.
func Recovered(value any) error {
	if value == nil {
		return nil
	}
	return &PanicError{value, panicPlace()}
}

// Headroom calls a limit. If it panics, or the text of its error does, the error is a
// [*PanicError].
func Headroom(limit limits.Limit, q limits.Query) (room limits.Headroom, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Recovered(p)
		}
	}()
	room, err = limit.Headroom(q)
	if err != nil {
		_ = err.Error()
	}
	return room, err
}

// panicPlace names the line that panicked, for a deferred function that has recovered
// and calls [Recovered]: the first below those of the runtime, which themselves are
// below that function.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs)])
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		if !strings.HasPrefix(frame.Function, "runtime.") && !strings.HasPrefix(frame.Function, "internal/runtime/") {
			return fmt.Sprintf("in %s:%d", filepath.Base(frame.File), frame.Line)
		}
	}
	return "at an unknown place"
}
