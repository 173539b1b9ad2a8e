package routing

import (
	"fmt"
	"maps"
	"slices"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// OrderError holds every fault of a malformed order: those of a text in its order, those of
// an order made in Go in no promised order. It is always a pointer.
//
// Its text has the first hundred. It adds to unknown platforms and methods the
// nearest names that the catalog knows, which the Faults themselves do not have:
// finding them takes time in proportion to the catalog, and a caller that only
// wants to know what is wrong need not wait for it.
type OrderError struct {
	Faults []Fault

	router *Router // whose names are nearest; nil if there is none
}

// The problems that nearest names are added to.
const (
	notPlatform = "is not a platform of the catalog"
	notMethod   = "is not a method of the catalog"
)

// Error returns the fault or, of several, their number and the first hundred, each in
// a line of its own. Nearest known names are looked for in the first fifty.
func (e *OrderError) Error() string { return "routing: bad order: " + join(e.suggested()) }

// Unwrap returns the faults with the nearest known names, so that [errors.As] finds a
// [Fault].
func (e *OrderError) Unwrap() []error { return unwrap(e.suggested()) }

// suggested returns the faults with nearest names added to the first ones.
func (e *OrderError) suggested() []Fault {
	if e.router == nil {
		return e.Faults
	}
	faults := slices.Clone(e.Faults)
	for i := range faults[:min(len(faults), strictjson.MaxSuggestions)] {
		switch f := &faults[i]; f.Problem {
		case notPlatform:
			f.Problem += strictjson.Suggest(f.Value, e.router.platforms.All())
		case notMethod:
			f.Problem += strictjson.Suggest(f.Value, e.router.methodIDs())
		}
	}
	return faults
}

// orderError lists everything that makes read refuse the order.
func (r *Router) orderError(o *Order) error {
	var faults []Fault
	add := func(path, value, problem string) {
		faults = append(faults, Fault{Path: path, Value: strictjson.Clip(value), Problem: problem})
	}
	if _, ok := r.platforms.Find(o.Platform); !ok && o.Platform != "" {
		add("platform", string(o.Platform), notPlatform)
	}
	faults = append(faults, orderFaults(o)...)
	for i, id := range o.Block {
		if !r.methodOf.Has(id) {
			add(fmt.Sprintf("block[%d]", i), string(id), notMethod)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(o.Down)) {
		if !r.methodOf.Has(id) {
			add(string(strictjson.AppendKey([]byte("down"), string(id))), string(id), notMethod)
		}
	}
	return &OrderError{Faults: faults, router: r}
}
