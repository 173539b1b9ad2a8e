package limitstest

import (
	"reflect"
	"runtime"
	"slices"
	"weak"

	"github.com/paymux/paymux/limits"
)

// watched points to a usage that was passed to a limit, and keeps nobody from collecting
// it. Only the garbage collector can tell that a limit has kept a usage: the answers are
// right as long as the caller does not change it.
type watched = weak.Pointer[byte]

func watch(usage limits.Usage) watched {
	if usage == nil {
		return watched{}
	}
	return weak.Make((*byte)(reflect.ValueOf(usage).UnsafePointer()))
}

// passUsage calls the limit with a copy of the query, of which its caller holds nothing
// as it is not inlined.
//
//go:noinline
func passUsage(limit limits.Limit, q limits.Query) watched {
	q = clone(q)
	call(limit, q)
	return watch(q.Usage)
}

// areKept reports whether one of them has not been collected. What something holds for a
// while, as a sync.Pool does, is collected in the end.
func areKept(usages []watched) bool {
	const collections = 3
	for range collections {
		runtime.GC()
		if !slices.ContainsFunc(usages, func(w watched) bool { return w.Value() != nil }) {
			return false
		}
	}
	return true
}
