package routing

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paymux/paymux/routing/internal/prose"
)

// Fault is one thing wrong with a catalog or an order. One without a Path is about
// the whole document. The zero Fault says nothing.
type Fault struct {
	Path    string // such as "availability[3].when.surfaces[0]" or usage["shop.day"]
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

// Bounds on what is said about bad input, so that a hostile document of megabytes
// does not become an error of gigabytes.
const (
	// maxFaults is how many faults are given. One more says that there are others.
	maxFaults = 100_000

	// mostShown is how many of them an error's text has.
	mostShown = 100

	// mostSuggestions is how many come with the nearest known names: finding them
	// takes time in proportion to the catalog.
	mostSuggestions = 50
)

const tooManyFaults = "and what follows has more faults than are given here"

// appendKey writes a key at the end of a path: path.key, or path["Other Key"] if
// it is not a plain word, so that paths are unambiguous and printable.
func appendKey(path []byte, key string) []byte {
	for i := 0; i < len(key); i++ {
		if c := key[i]; c != '_' && !isDigit(c) && (c < 'a' || c > 'z') {
			key = strconv.Quote(clip(key))
			return append(append(append(path, '['), key...), ']')
		}
	}
	if key == "" {
		return append(path, `[""]`...)
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

// clip bounds what a fault quotes of its input.
func clip[T ~string | ~[]byte](s T) string {
	const most = 64
	return prose.Cut(string(s[:min(len(s), most+1)]), most)
}

// suggest ends a problem with the nearest known names, or with all of them if
// they are few.
func suggest[S ~string](name string, known []S) string {
	if near := nearest(name, known); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	const few = 8
	if len(known) == 0 || len(known) > few {
		return ""
	}
	quoted := make([]string, len(known))
	for i, k := range known {
		quoted[i] = strconv.Quote(clip(k))
	}
	return "; known: " + strings.Join(quoted, ", ")
}

// nearest returns the known name with the smallest edit distance to name, the
// first on a tie, or "" if none is near enough to be meant.
func nearest[S ~string](name string, known []S) string {
	if name == "" || len(name) > longestNear {
		return ""
	}
	bound, found := min(max((len(name)+1)/3, 1), 3), ""
	for _, k := range known {
		if diff := len(k) - len(name); diff > bound || -diff > bound {
			continue
		}
		if d := distance(name, string(k), bound); d <= bound {
			bound, found = d-1, string(k)
		}
	}
	return found
}

// longestNear is the longest name for which a nearest one is looked for.
const longestNear = 64

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours each cost one. What is above the bound may
// come back as any number above it.
func distance(a, b string, bound int) int {
	var rows [3][longestNear + 4 + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > bound {
			return least // no later row has less: a swap from the row before costs one
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
