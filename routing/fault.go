package routing

import (
	"fmt"
	"strconv"
	"strings"
)

// Fault is one thing wrong with a catalog or an order.
type Fault struct {
	Path    string // such as "availability[3].when.surfaces[0]"
	Line    int    // from 1; 0 if there is no text
	Column  int    // in bytes, from 1; 0 if there is no text
	Value   string // the offending value, clipped if long; may be empty
	Problem string // what is wrong with it, and what is allowed
}

// Error returns "path (line:column): "value" problem".
func (f Fault) Error() string {
	var b strings.Builder
	if f.Path == "" {
		b.WriteString("document")
	}
	b.WriteString(f.Path)
	if f.Line > 0 {
		fmt.Fprintf(&b, " (%d:%d)", f.Line, f.Column)
	}
	b.WriteString(": ")
	if f.Value != "" {
		b.WriteString(strconv.Quote(f.Value) + " ")
	}
	b.WriteString(f.Problem)
	return b.String()
}

// CatalogError holds every fault of a catalog, in the order of the catalog. It is
// always a pointer.
type CatalogError struct {
	Faults []Fault
}

func (e *CatalogError) Error() string { return "routing: bad catalog: " + join(e.Faults) }

// Unwrap returns the faults, so that [errors.As] finds a [Fault].
func (e *CatalogError) Unwrap() []error { return unwrap(e.Faults) }

// OrderError holds every fault of a malformed order. It is always a pointer.
type OrderError struct {
	Faults []Fault
}

func (e *OrderError) Error() string { return "routing: bad order: " + join(e.Faults) }

// Unwrap returns the faults, so that [errors.As] finds a [Fault].
func (e *OrderError) Unwrap() []error { return unwrap(e.Faults) }

func join(faults []Fault) string {
	if len(faults) == 1 {
		return faults[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d faults", len(faults))
	for _, f := range faults {
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

// clip bounds what a fault quotes of its input, and keeps it printable.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// suggest ends a problem with the nearest known names, or with all of them if
// they are few.
func suggest[S ~string](name S, known []S) string {
	if near := nearest(string(name), known); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	const few = 8
	if len(known) == 0 || len(known) > few {
		return ""
	}
	quoted := make([]string, len(known))
	for i, k := range known {
		quoted[i] = strconv.Quote(string(k))
	}
	return "; known: " + strings.Join(quoted, ", ")
}

// nearest returns the known name with the smallest edit distance to name, the
// first on a tie, or "" if none is near enough to be meant.
func nearest[S ~string](name string, known []S) string {
	const longest = 64
	if name == "" || len(name) > longest {
		return ""
	}
	best, found := 1+len(name)/3, ""
	if best > 3 {
		best = 3
	}
	best++
	for _, k := range known {
		if diff := len(k) - len(name); diff >= best || -diff >= best {
			continue
		}
		if d := distance(name, string(k)); d < best {
			best, found = d, string(k)
		}
	}
	return found
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours each cost one.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	before, last, row := rows[0], rows[1], rows[2]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
