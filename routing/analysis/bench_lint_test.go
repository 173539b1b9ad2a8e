package analysis_test

import (
	"testing"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// The built-in catalog, then a thousand platforms with twenty methods each.
func BenchmarkLint(b *testing.B) {
	for _, bm := range []struct {
		name    string
		catalog routing.Catalog
	}{
		{"the built-in catalog", china.Catalog()},
		{"a thousand platforms", manyPlatforms(1_000, 20)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				findings, err := analysis.Lint(bm.catalog, analysis.LintOptions{})
				if err != nil {
					b.Fatal(err)
				}
				found = len(findings)
			}
			b.ReportMetric(float64(found), "findings")
		})
	}
}
