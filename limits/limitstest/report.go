package limitstest

import (
	"fmt"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// breach is how a law is broken: the query and what was answered, as the lines of
// a small table.
type breach struct{ lines [][2]string }

func newBreach(q limits.Query) *breach {
	b := &breach{}
	return b.add("currency", q.Currency).
		add("at", q.At.Format(time.RFC3339Nano)).
		add("usage", formatUsage(q.Usage))
}

func (b *breach) add(name string, value any) *breach {
	b.lines = append(b.lines, [2]string{name, fmt.Sprint(value)})
	return b
}

func (b *breach) String() string {
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
	for _, counter := range sortedCounters(usage) {
		totals = append(totals, fmt.Sprintf("%s = %s", counter, usage[counter]))
	}
	return strings.Join(totals, ", ")
}
