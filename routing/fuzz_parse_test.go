package routing_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func mustMarshal(f *testing.F, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// Whatever the bytes, ParseCatalog does not panic. What it accepts is JSON, compiles,
// and comes back from its own JSON form equal; of anything else every fault has a
// place inside the text.
func FuzzParseCatalog(f *testing.F) {
	for _, text := range badTexts(f) {
		if len(text) < 8<<10 { // longer ones slow the search down
			f.Add(text)
		}
	}
	f.Add(mustMarshal(f, soundShop()))
	nightly := soundShop()
	nightly.Availability[0].Except = []methods.Match{{Hours: hours()}}
	f.Add(mustMarshal(f, nightly))
	larger := shop()
	larger.Limits = slices.DeleteFunc(larger.Limits, func(rule routing.LimitRule) bool {
		_, isCap := rule.Limit.(limits.Cap)
		return !isCap // has no JSON form
	})
	f.Add(mustMarshal(f, larger))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := routing.ParseCatalog(data)
		if err != nil {
			var bad *routing.CatalogError
			if !errors.As(err, &bad) {
				t.Fatalf("the error is a %T", err)
			}
			checkPlaces(t, data, bad.Faults)
			return
		}
		if !json.Valid(data) {
			t.Fatalf("accepted, but not JSON: %q", data)
		}
		if _, err := routing.Compile(c); err != nil {
			t.Errorf("accepted, but does not compile: %v", err)
		}
		form, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := routing.ParseCatalog(form)
		if err != nil {
			t.Fatalf("its own form is refused: %v\n%s", err, form)
		}
		if diff := cmp.Diff(c, back); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	})
}

// Whatever the bytes, ParseOrder does not panic. What it accepts is JSON, comes back
// from its own JSON form equal but for the buyer and the merchant, and is malformed
// for a router only in the names that the catalog does not know.
func FuzzParseOrder(f *testing.F) {
	f.Add([]byte(soundOrder))
	for _, bad := range badOrders {
		f.Add([]byte(bad.by))
	}
	for _, o := range shopOrders() {
		f.Add(mustMarshal(f, o.order))
	}
	router := routing.MustCompile(shop())
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := routing.ParseOrder(data)
		if err != nil {
			var bad *routing.OrderError
			if !errors.As(err, &bad) {
				t.Fatalf("the error is a %T", err)
			}
			checkPlaces(t, data, bad.Faults)
			return
		}
		if !json.Valid(data) {
			t.Fatalf("accepted, but not JSON: %q", data)
		}
		form, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		back, err := routing.ParseOrder(form)
		if err != nil {
			t.Fatalf("its own form is refused: %v\n%s", err, form)
		}
		o.Buyer, o.Merchant = limits.Hidden{}, limits.Hidden{}
		type fields routing.Order
		if diff := cmp.Diff(fields(o), fields(back)); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
		requireOnlyUnknownNames(t, router, o)
	})
}

// requireOnlyUnknownNames routes an order that ParseOrder has found sound.
func requireOnlyUnknownNames(t *testing.T, r *routing.Router, o routing.Order) {
	t.Helper()
	_, err := r.Route(o)
	if err == nil {
		return
	}
	var bad *routing.OrderError
	if !errors.As(err, &bad) {
		t.Fatalf("the error of Route is a %T", err)
	}
	for _, f := range bad.Faults {
		switch f.Path {
		case "surface", "amount", "at", "region":
			t.Errorf("Route refuses what ParseOrder has accepted: %v", f)
		}
	}
}
