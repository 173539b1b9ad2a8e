package analysis

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// fuzz has a property tried with choices that come from the bytes of a fuzz target.
func fuzz(f *testing.F, properties ...func(*rapid.T)) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, seed))
		noise := make([]byte, 32<<10)
		for i := range noise {
			// Small numbers, so that choices are simple ones as often as not.
			noise[i] = byte(rng.Uint32() & rng.Uint32())
		}
		f.Add(noise)
	}
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { pick(t, properties, "property")(t) }))
}

// An order lies in a change exactly where the two routers differ, and each witness shows
// its change.
func FuzzDiff(f *testing.F) {
	fuzz(f, diffIsWhereTheRoutersDiffer, diffIsWhereTheRoutersDifferAboutMovedRules, witnessesShowTheirChanges)
}

// The router shows what findings say, and nothing that was not found.
func FuzzLint(f *testing.F) { fuzz(f, witnessesShowTheirFindings, findingsHoldForAllOrders) }

// The router offers what the map says, in as few regions as can be.
func FuzzMap(f *testing.F) { fuzz(f, mapSaysWhatTheRouterOffers, regionsOfAMapAreMerged) }

// The router offers the method for the plan's order, and for no change that is cheaper.
func FuzzPlan(f *testing.F) {
	fuzz(f, func(t *rapid.T) { noChangeIsCheaperThanThePlan(t) })
}
