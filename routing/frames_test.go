package routing

import (
	"slices"
	"testing"
)

// A sentence is taken apart at its words, which therefore need a sample each. Sentences with
// words that may have to be escaped are not filled in from frames.
func TestEveryPlaceOfAFrameHasASample(t *testing.T) {
	escaped := []string{"parent", "counter", "detail"}
	check := func(f frame) {
		for _, g := range f.gaps {
			if g.in.Of(samples[g.place]) == "" && !slices.Contains(escaped, g.place) {
				t.Errorf("{%s} is in a frame that ends with %q and has no sample", g.place, f.end)
			}
		}
	}
	for _, f := range entryFrames {
		check(f.usual)
		check(f.other)
	}
	for _, f := range limitFrames {
		check(f.lasting)
		check(f.resetting)
	}
}
