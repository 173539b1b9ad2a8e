package live_test

import (
	"testing"

	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/live"
)

// How many times a second the rules of a small shop can be replaced, with a review.
func BenchmarkReplace(b *testing.B) {
	rules, err := live.New(shop(1))
	if err != nil {
		b.Fatal(err)
	}
	catalogs := [][]byte{shop(2), shop(1)}
	for i := 0; b.Loop(); i++ {
		if err := rules.Replace(catalogs[i%2], func([]analysis.Change) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
