package limitstest

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// answer is what a limit returned for one query.
type answer struct {
	room   limits.Headroom
	failed bool   // it returned an error
	text   string // of the error
	panic  string // the panic's value and place; empty if it returned
}

// call passes the query itself, not a copy of it. It reads the error here, as the text
// of a nil pointer in an error may panic like the limit itself.
func call(limit limits.Limit, q limits.Query) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{panic: fmt.Sprintf("%v, %s", r, panicPlace())}
		}
	}()
	return newAnswer(limit.Headroom(q))
}

func newAnswer(room limits.Headroom, err error) answer {
	if err != nil {
		return answer{failed: true, text: err.Error()}
	}
	return answer{room: room}
}

// panicPlace names the line that panicked, for a deferred function that has
// recovered.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		frame, more := frames.Next()
		inRuntime := isRuntime(frame.Function)
		if panicking && !inRuntime {
			return fmt.Sprintf("in %s:%d", filepath.Base(frame.File), frame.Line)
		}
		panicking = panicking || inRuntime
		if !more {
			return "at an unknown place"
		}
	}
}

// isRuntime reports whether a function is Go's own way of panicking: maps, for
// example, panic in a package below internal/runtime.
func isRuntime(function string) bool {
	return strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "internal/runtime/")
}

// same compares errors by their text: a limit may well make a new one each time.
func (a answer) same(b answer) bool { return a == b }

// decidesLike is same but for the text of errors.
func (a answer) decidesLike(b answer) bool {
	a.text, b.text = "", ""
	return a.same(b)
}

// isDecided reports whether it is neither an error nor a panic.
func (a answer) isDecided() bool { return !a.failed && a.panic == "" }

func (a answer) String() string {
	switch {
	case a.panic != "":
		return "panic: " + a.panic
	case a.failed:
		return "error: " + a.text
	}
	text := a.room.String()
	if at, ok := a.room.Resets(); ok {
		text += ", resets " + at.Format(time.RFC3339Nano)
	}
	return text
}
