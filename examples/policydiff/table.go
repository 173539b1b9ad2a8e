package main

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis"
)

// writeChanges prints a table: what changes for whom, from when. Changes that are
// the same but for the orders, at the same times, are one line, with what all these orders have in
// common, unless all are to be listed.
func writeChanges(out io.Writer, changes []analysis.Change, all bool) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(out, "No order is decided differently.")
		return err
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "PLATFORM\tFROM\tUNTIL\tCHANGE\tMETHOD\tFOR ORDERS\tRULES")
	listed, zone := 0, ""
	for _, g := range groups(changes, all) {
		if isOnlyReasons(g[0]) && !all {
			continue
		}
		listed += len(g)
		from, until := span(g[0].Region)
		zone = cmp.Or(zone, zoneOf(g[0].Region))
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			g[0].Region.Platforms[0], from, until, kinds(g[0]), subject(g[0]), who(g), rules(g[0]))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if listed == 0 {
		b.Reset()
	}
	if zone != "" {
		fmt.Fprintf(&b, "Dates are UTC%s, and UNTIL itself is not included\n", zone)
	}
	if rest := len(changes) - listed; rest > 0 {
		fmt.Fprintf(&b, "In %d more cases only the reasons differ; -all lists them\n", rest)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// groups puts together the changes that a line is about.
func groups(changes []analysis.Change, all bool) [][]analysis.Change {
	var groups [][]analysis.Change
	at := map[string]int{}
	for n, c := range changes {
		when := analysis.Region{Periods: c.Region.Periods}
		key := strings.Join([]string{string(c.Region.Platforms[0]), when.String(), kinds(c), subject(c), rules(c)}, "\n")
		if all {
			key = strconv.Itoa(n)
		}
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

func isOnlyReasons(c analysis.Change) bool {
	return len(c.Kinds) == 1 && c.Kinds[0] == analysis.KindReasons
}

func kinds(c analysis.Change) string {
	all := make([]string, len(c.Kinds))
	for i, k := range c.Kinds {
		all[i] = string(k)
	}
	return strings.Join(all, ", ")
}

func subject(c analysis.Change) string {
	if c.After != "" {
		return fmt.Sprintf("%s before %s", c.Method, c.After)
	}
	return string(c.Method)
}

// span is when a region begins and ends; - is no bound.
func span(r analysis.Region) (from, until string) {
	if len(r.Periods) == 0 {
		return "-", "-"
	}
	return date(r.Periods[0].From), date(r.Periods[len(r.Periods)-1].Until)
}

// zoneOf is the offset in which the instants of a region are written, that of the catalog. It is
// empty if there are none.
func zoneOf(r analysis.Region) string {
	for _, p := range r.Periods {
		for _, t := range []time.Time{p.From, p.Until} {
			if !t.IsZero() {
				return t.Format("-07:00")
			}
		}
	}
	return ""
}

func date(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	if h, m, s := t.Clock(); h+m+s+t.Nanosecond() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}

// who describes what all the orders of some regions have in common, but for where
// and when.
func who(group []analysis.Change) string {
	r := group[0].Region
	r.Platforms = nil
	if len(r.Periods) == 1 {
		r.Periods = nil
	}
	for _, c := range group[1:] {
		common(&r, c.Region)
	}
	text := cmp.Or(r.String(), "all")
	if len(group) > 1 {
		text += fmt.Sprintf(" (%d cases)", len(group))
	}
	return text
}

// common widens a region until it has another one of the same periods, as far as it
// says anything.
func common(r *analysis.Region, other analysis.Region) {
	if !reflect.DeepEqual(r.Surfaces, other.Surfaces) {
		r.Surfaces = analysis.Choice[methods.Surface]{}
	}
	if !reflect.DeepEqual(r.Regions, other.Regions) {
		r.Regions = analysis.Choice[methods.Region]{}
	}
	if !reflect.DeepEqual(r.Amounts, other.Amounts) {
		r.Amounts = nil
	}
	if !reflect.DeepEqual(r.Buckets, other.Buckets) {
		r.Buckets = nil
	}
	if r.Buyer != other.Buyer {
		r.Buyer = analysis.BuyerAny
	}
	lacks := func(traits []methods.Trait) func(methods.Trait) bool {
		return func(t methods.Trait) bool { return !slices.Contains(traits, t) }
	}
	r.Stated = slices.DeleteFunc(slices.Clone(r.Stated), lacks(other.Stated))
	r.Unstated = slices.DeleteFunc(slices.Clone(r.Unstated), lacks(other.Unstated))
}

// rules names what makes the difference: what only the old catalog has with a
// minus, what only the new one has with a plus.
func rules(c analysis.Change) string {
	var all []string
	for _, id := range c.Old {
		if !slices.Contains(c.New, id) {
			all = append(all, "-"+id)
		}
	}
	for _, id := range c.New {
		if slices.Contains(c.Old, id) {
			all = append(all, id)
		} else {
			all = append(all, "+"+id)
		}
	}
	return strings.Join(all, " ")
}

// mostRegions is how many regions of a finding are printed.
const mostRegions = 3

// writeFindings prints what is questionable about a catalog, one finding a line, and
// below what shows it and what accepts it. A line begins with the finding's place and
// its severity, as those of compilers do.
func writeFindings(out io.Writer, found []analysis.Finding, at func(path string) string) error {
	if len(found) == 0 {
		_, err := fmt.Fprintln(out, "Nothing found.")
		return err
	}
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s: %s: %s: %s (%s)\n", at(f.Path), f.Severity, f.ID, f.Text.EN, f.Code)
		for _, r := range f.Regions[:min(len(f.Regions), mostRegions)] {
			fmt.Fprintf(&b, "    %s\n", r)
		}
		if more := len(f.Regions) - mostRegions; more > 0 {
			fmt.Fprintf(&b, "    and %d more cases; -json lists them\n", more)
		}
		if f.Witness.Platform != "" {
			fmt.Fprintf(&b, "    such as %s\n", f.Witness)
		}
		if line := f.AcceptLine(); line != "" && f.Severity != analysis.SeverityNote {
			fmt.Fprintf(&b, "    to accept it, add to \"accept\": %s\n", line)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
