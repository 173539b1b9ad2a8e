package limitstest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// violation is how a law is broken: the query and the answers, as the lines of a small
// table.
type violation struct{ lines [][2]string }

func newViolation(q limits.Query) *violation {
	b := &violation{}
	return b.add("currency", q.Currency).
		add("at", q.At.Format(time.RFC3339Nano)).
		add("usage", formatUsage(q.Usage))
}

func (b *violation) add(name string, value any) *violation {
	b.lines = append(b.lines, [2]string{name, fmt.Sprint(value)})
	return b
}

func (b *violation) String() string {
	var out strings.Builder
	for _, line := range b.lines {
		fmt.Fprintf(&out, "  %-12s %s\n", line[0], line[1])
	}
	return out.String()
}

// formatUsage lists the usage by counter, sorted.
func formatUsage(usage limits.Usage) string {
	if len(usage) == 0 {
		return "none given"
	}
	var totals []string
	for _, counter := range slices.Sorted(maps.Keys(usage)) {
		totals = append(totals, fmt.Sprintf("%s = %s", counter, usage[counter]))
	}
	return strings.Join(totals, ", ")
}
