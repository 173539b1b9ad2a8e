package routing

import (
	"fmt"
	"strings"
)

// CatalogError holds every fault of a catalog: those of a text in its order, those of a
// catalog made in Go in no promised order. Of more than 100,000 it holds so many, and one more
// that says that there are others. Its text has the first hundred. It is always a pointer.
type CatalogError struct {
	Faults []Fault
}

// Error returns the fault or, of several, their number and the first hundred, each in
// a line of its own.
func (e *CatalogError) Error() string { return "routing: bad catalog: " + join(e.Faults) }

// Unwrap returns the faults, so that [errors.As] finds a [Fault].
func (e *CatalogError) Unwrap() []error { return unwrap(e.Faults) }

func join(faults []Fault) string {
	if len(faults) == 1 {
		return faults[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d faults", len(faults))
	for i, f := range faults {
		if i == mostShown {
			fmt.Fprintf(&b, "\n\tand %d more", len(faults)-mostShown)
			break
		}
		b.WriteString("\n\t" + f.Error())
	}
	return b.String()
}

func unwrap(faults []Fault) []error {
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errs
}
