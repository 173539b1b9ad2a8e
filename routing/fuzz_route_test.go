package routing_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// addNoise seeds a target whose bytes are the choices of rapid's generators.
func addNoise(f *testing.F) {
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, seed))
		noise := make([]byte, 16<<10)
		for i := range noise {
			// Small numbers, so that choices are simple ones as often as not.
			one, other := byte(rng.Uint32()), byte(rng.Uint32())
			noise[i] = one & other
		}
		f.Add(noise)
	}
}

// Compile does not panic on any Go value, sound or spoiled: it returns a router, or
// an error with faults that can be shown.
func FuzzCompile(f *testing.F) {
	addNoise(f)
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		for range rapid.IntRange(0, 3).Draw(t, "times") {
			spoil(t, reflect.ValueOf(&w.catalog).Elem())
		}
		r, err := routing.Compile(w.catalog)
		if err == nil {
			requireSameRouter(t, w, r)
			return
		}
		var bad *routing.CatalogError
		if !errors.As(err, &bad) || len(bad.Faults) == 0 {
			t.Fatalf("Compile: %v is not a *CatalogError with faults", err)
		}
		for _, f := range bad.Faults {
			checkSayings(t, f)
		}
	}))
}

// requireSameRouter makes sure that compiling again gives a router that decides the
// same.
func requireSameRouter(t *rapid.T, w *world, r *routing.Router) {
	t.Helper()
	c := w.catalog
	if len(c.Platforms) == 0 || len(c.Availability) == 0 || len(c.Methods) == 0 {
		return // there is no order to draw
	}
	o := w.drawOrder(t)
	d, err := r.Route(o)
	again, errAgain := compile(t, c).Route(o)
	if diff := cmp.Diff(fmt.Sprint(d, err), fmt.Sprint(again, errAgain)); diff != "" {
		t.Errorf("%v: compiled again (-once +again):\n%s", o, diff)
	}
}

// Route does not panic. Offers and exclusions are disjoint and together the
// platform's methods (law 8), and a method is offered for the bounds of its
// headroom and not for what lies beside them (law 11).
func FuzzRoute(f *testing.F) {
	addNoise(f)
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		r, o := compile(t, w.catalog), w.drawOrder(t)
		d := route(t, r, o)
		var all, want []methods.ID
		for _, offer := range d.Offers() {
			all = append(all, offer.Method)
			requireExactRoom(t, r, o, offer)
		}
		for _, e := range d.Excluded() {
			all = append(all, e.Method)
		}
		ref := reference{catalog: w.catalog, platform: canonical(w.catalog, o.Platform)}
		for _, m := range w.catalog.Methods {
			if len(ref.entriesOf(m.ID)) > 0 {
				want = append(want, m.ID)
			}
		}
		slices.Sort(all)
		slices.Sort(want)
		if !slices.Equal(all, want) {
			t.Errorf("%v: decided about %v, want %v", o, all, want)
		}
	}))
}

// requireExactRoom makes sure that an offer holds to the bounds of its headroom.
func requireExactRoom(t *rapid.T, r *routing.Router, o routing.Order, offer routing.Offer) {
	t.Helper()
	if !offer.Headroom.Allows(o.Amount) {
		t.Errorf("%v: %s is offered with headroom %v", o, offer.Method, offer.Headroom)
	}
	if low, ok := offer.Headroom.Min(); ok {
		requireOffered(t, r, o, offer, low.Minor(), true)
		if low.Minor() > 0 {
			requireOffered(t, r, o, offer, low.Minor()-1, false)
		}
	}
	if high, ok := offer.Headroom.Max(); ok {
		requireOffered(t, r, o, offer, high.Minor(), true)
		if high.Minor() < limits.MaxMinor {
			requireOffered(t, r, o, offer, high.Minor()+1, false)
		}
	}
}
