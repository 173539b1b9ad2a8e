package routing

import "testing"

// A sentence is taken apart at its words, which therefore need a sample each.
func TestEveryPlaceOfAFrameHasASample(t *testing.T) {
	check := func(f frame) {
		for _, g := range f.gaps {
			if g.in.Of(samples[g.place]) == "" {
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
