package routingtest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/paymux/paymux/methods"
)

// String is a table for terminals: how much of the catalog was touched, and by how many
// orders each part. What none has touched has a 0.
func (c *Coverage) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	count := func(part, id, how string) int { return c.touched[touch{part, id, how}] }
	var b strings.Builder
	b.WriteString(c.summary() + "\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nentry\tgranted\texplained")
	for _, e := range c.catalog.Availability {
		fmt.Fprintf(w, "%s\t%s\t%d\n", e.ID, granted(e, count("entry", e.ID, "granted")), count("entry", e.ID, "explained"))
	}
	fmt.Fprintln(w, "\nexcept\torders")
	for _, p := range c.parts() {
		if p.part == "except" {
			fmt.Fprintf(w, "%s\t%d\n", p.id, c.touched[p])
		}
	}
	fmt.Fprintln(w, "\nlimit\tallowed\trefused")
	for _, r := range c.catalog.Limits {
		fmt.Fprintf(w, "%s\t%d\t%d\n", r.ID, count("limit", r.ID, "allowed"), count("limit", r.ID, "refused"))
	}
	fmt.Fprintln(w, "\nreason\torders")
	for _, p := range c.parts() {
		if p.part == "code" {
			fmt.Fprintf(w, "%s\t%d\n", p.id, c.touched[p])
		}
	}
	_ = w.Flush() // a strings.Builder has no errors
	return b.String()
}

// granted is how often an entry granted, or a dash if its status does not.
func granted(e methods.Availability, n int) string {
	if !e.Status.Grants() {
		return "-"
	}
	return fmt.Sprint(n)
}

// summary counts what was touched of each kind. A limit rule is if it has allowed and
// refused.
func (c *Coverage) summary() string {
	all, missed := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, p := range c.parts() {
		if all[p.part] == nil {
			all[p.part], missed[p.part] = map[string]bool{}, map[string]bool{}
		}
		all[p.part][p.id] = true
		if c.touched[p] == 0 {
			missed[p.part][p.id] = true
		}
	}
	of := func(part string) string {
		return fmt.Sprintf("%d of %d", len(all[part])-len(missed[part]), len(all[part]))
	}
	return fmt.Sprintf("touched %s entries, %s excepts, %s limits, %s reasons", of("entry"), of("except"), of("limit"), of("code"))
}

// Golden compares what is [Coverage.Untouched] with a file, which the flag -update writes:
// a rule that no test touches any more, or that one touches for the first time, is seen in
// review. Call it when all orders have been decided about. What random orders touch may
// differ from run to run; what golden files touch does not.
func (c *Coverage) Golden(t *testing.T, file string) {
	t.Helper()
	if err := c.golden(file, *update); err != nil {
		t.Errorf("%s: %v", file, err)
	}
}

func (c *Coverage) golden(file string, update bool) error {
	var got string
	for _, line := range c.Untouched() {
		got += line + "\n"
	}
	if update {
		return os.WriteFile(file, []byte(got), 0o644)
	}
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: -update writes it", err)
	}
	if err != nil {
		return err
	}
	if diff := difference(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		return fmt.Errorf("what no order touches differs (-want +got; -update writes it):\n%s", diff)
	}
	return nil
}
