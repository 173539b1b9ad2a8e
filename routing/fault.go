package routing

import (
	"fmt"
	"strconv"
	"strings"
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

// mostShown is how many faults an error's text has.
const mostShown = 100
