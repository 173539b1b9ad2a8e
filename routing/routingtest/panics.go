package routingtest

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// panicError reports a limit of one's own that panics.
type panicError struct {
	rule  string
	said  string // its value and place
	order string
}

func (e *panicError) Error() string {
	return fmt.Sprintf("the limit of rule %s panics: %s; for %s", e.rule, e.said, e.order)
}

// route routes an order that is not malformed.
func (s *subject) route(t *rapid.T, r *routing.Router, o routing.Order) routing.Decision {
	var d routing.Decision
	if err := s.routeInto(&d, r, &o); err != nil {
		t.Fatal(err)
	}
	return d
}

// routeInto is [routing.Router.RouteInto]; a panic is an error, as it would end the
// tests of whoever runs the kit without a word about the order.
func (s *subject) routeInto(d *routing.Decision, r *routing.Router, o *routing.Order) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = s.blame(o, fmt.Sprintf("%v, %s", p, panicPlace()))
		}
	}()
	return r.RouteInto(d, *o)
}

// blame finds the rule whose limit panics, by asking each as the router does.
func (s *subject) blame(o *routing.Order, said string) error {
	for i := range s.catalog.Limits {
		rule := &s.catalog.Limits[i]
		_, err := headroom(rule.Limit, limits.Query{Currency: o.Amount.Currency(), At: o.At, Usage: o.Usage})
		if p, ok := err.(*panicError); ok {
			return &panicError{rule.ID, p.said, o.String()}
		}
	}
	return &panicError{"(which one is not known)", said, o.String()}
}

// headroom asks a limit; if it panics, or the text of its error does, the error is a
// [*panicError] without the rule.
func headroom(limit limits.Limit, q limits.Query) (room limits.Headroom, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicError{said: fmt.Sprintf("%v, %s", p, panicPlace())}
		}
	}()
	room, err = limit.Headroom(q)
	if err != nil {
		_ = err.Error()
	}
	return room, err
}

// panicPlace names the line that panicked, for a deferred function that has recovered:
// the first below those of the runtime, which themselves are below that function.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		if !strings.HasPrefix(frame.Function, "runtime.") && !strings.HasPrefix(frame.Function, "internal/runtime/") {
			return fmt.Sprintf("in %s:%d", filepath.Base(frame.File), frame.Line)
		}
	}
	return "at an unknown place"
}
