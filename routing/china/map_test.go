package china_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// The file says, for each method on each platform, which orders it is offered to, limit
// rules apart: what a reader can hold against the sources.
func TestTheMapOfEachPlatformIsGolden(t *testing.T) {
	var b strings.Builder
	c := china.Catalog()
	for _, p := range c.Platforms {
		fmt.Fprintf(&b, "%s\n", p.Name.EN)
		for _, m := range c.Methods {
			writeMap(t, &b, only(c, m.ID), p.ID, m.ID)
		}
	}
	checkFile(t, filepath.Join("testdata", "map.txt"), b.String())
}

// only is the catalog with the entries of a method and of its parents.
func only(c routing.Catalog, method methods.ID) routing.Catalog {
	c.Limits, c.Accept = nil, nil
	kept := []methods.ID{method}
	for _, e := range c.Availability {
		if e.Method == method && e.Parent != "" && !slices.Contains(kept, e.Parent) {
			kept = append(kept, e.Parent)
		}
	}
	var entries []methods.Availability
	for _, e := range c.Availability {
		if slices.Contains(kept, e.Method) {
			entries = append(entries, e)
		}
	}
	c.Availability = entries
	return c
}

func writeMap(t *testing.T, b *strings.Builder, c routing.Catalog, p methods.Platform, m methods.ID) {
	t.Helper()
	regions, err := analysis.Map(c, p)
	if err != nil {
		t.Fatal(err)
	}
	for behavior := range regions {
		for _, offer := range behavior.Offers {
			if offer.Method == m {
				fmt.Fprintf(b, "  %s by %s: %s\n", m, offer.Product, behavior.Region)
			}
		}
	}
}

// checkFile compares a text with a file, or writes the file with the flag -update.
func checkFile(t *testing.T, path, got string) {
	t.Helper()
	if updating() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), see -update:\n%s", path, diff)
	}
}
