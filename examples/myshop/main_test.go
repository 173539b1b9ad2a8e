package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

var update = flag.Bool("update", false, "write the golden file")

func TestTheDemoIsTheGoldenFile(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"-demo"}, &stdout, &stderr); status != 0 {
		t.Fatalf("status %d: %s", status, &stderr)
	}
	const file = "testdata/demo.golden"
	if *update {
		if err := os.WriteFile(file, stdout.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), stdout.String()); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", file, diff)
	}
	if lines := bytes.Count(stdout.Bytes(), []byte("\n")); lines > 40 {
		t.Errorf("%d lines, want at most 40", lines)
	}
}

// A product that the built-in catalog has as well is the same here, surfaces apart.
func TestProductsAreThoseOfTheBuiltInCatalog(t *testing.T) {
	catalog, err := routing.ParseCatalog(sample.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	builtIn := map[string]methods.Product{}
	for _, m := range china.Catalog().Methods {
		for _, p := range m.Products {
			builtIn[p.ID] = p
		}
	}
	for _, m := range catalog.Methods {
		for _, p := range m.Products {
			want, known := builtIn[p.ID]
			want.Surfaces, want.Sources = p.Surfaces, p.Sources
			if diff := cmp.Diff(want, p); !known || diff != "" {
				t.Errorf("%s (-built in +here):\n%s", p.ID, diff)
			}
		}
	}
}
