package analysis

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Every order on a platform lies in one region of its map, and that says what the
// router offers as long as nothing has been paid.
func TestMapSaysWhatTheRouterOffers(t *testing.T) { rapid.Check(t, mapSaysWhatTheRouterOffers) }

func mapSaysWhatTheRouterOffers(t *rapid.T) {
	c := catalogs().Draw(t, "catalog")
	router, err := routing.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	p := pick(t, platforms, "platform")
	all, err := Map(c, p)
	if err != nil {
		t.Fatal(err)
	}
	orders := ordersOf(c)
	for range 10 {
		o := plain(orders.Draw(t, "order"))
		o.Platform = p
		var found []Behavior
		for b := range all {
			if b.Region.Contains(o) {
				found = append(found, b)
			}
		}
		if len(found) != 1 {
			t.Fatalf("%v lies in %d regions: %v", o, len(found), found)
		}
		d, err := router.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(summaries(&d), found[0].Offers); diff != "" {
			t.Fatalf("%v in %v: offered by the router (-), by the map (+):\n%s", o, found[0].Region, diff)
		}
	}
}

// No two regions of a map with the same offers differ in one fact alone: they would
// be one region. They come in the order of time.
func TestRegionsOfAMapAreMerged(t *testing.T) { rapid.Check(t, regionsOfAMapAreMerged) }

func regionsOfAMapAreMerged(t *rapid.T) {
	c := catalogs().Draw(t, "catalog")
	all, err := Map(c, pick(t, platforms, "platform"))
	if err != nil {
		t.Fatal(err)
	}
	var before []Behavior
	for b := range all {
		for _, other := range before[max(0, len(before)-300):] {
			if reflect.DeepEqual(b.Offers, other.Offers) && differInOneFact(&b.Region, &other.Region) {
				t.Fatalf("%v and %v have the same offers", other.Region, b.Region)
			}
		}
		if n := len(before); n > 0 && compareStarts(before[n-1].Region, b.Region) > 0 {
			t.Fatalf("%v comes after %v", b.Region, before[n-1].Region)
		}
		before = append(before, b)
	}
}

// differInOneFact reports whether two regions for the same buyers would be the same
// but for one fact.
func differInOneFact(r, s *Region) bool {
	if r.Buyer != s.Buyer || !slices.Equal(r.Buckets, s.Buckets) {
		return false
	}
	differ := 0
	for _, same := range [...]bool{
		reflect.DeepEqual(r.Periods, s.Periods), reflect.DeepEqual(r.Surfaces, s.Surfaces),
		reflect.DeepEqual(r.Regions, s.Regions), reflect.DeepEqual(r.Amounts, s.Amounts), reflect.DeepEqual(r.Hours, s.Hours),
	} {
		if !same {
			differ++
		}
	}
	named := slices.Clone(traits)
	for _, m := range ids {
		named = append(named, "class."+methods.Trait(m))
	}
	for _, trait := range named {
		switch x, y := answersIn(r, trait), answersIn(s, trait); {
		case x == y:
		case x&y == 0:
			differ++
		default:
			differ += 2 // there would be an overlap if all else were the same
		}
	}
	return differ == 1
}

// answersIn is what the orders of a region may say of a trait: a bit each for nothing, that
// it holds, and that it does not.
func answersIn(r *Region, trait methods.Trait) int {
	all := 0b111
	for _, in := range []struct {
		traits  []methods.Trait
		answers int
	}{
		{r.Stated, 0b010}, {r.Unstated, 0b101}, {r.Lacked, 0b100}, {r.Unlacked, 0b011}, {r.Told, 0b110}, {r.Untold, 0b001},
	} {
		if slices.Contains(in.traits, trait) {
			all &= in.answers
		}
	}
	return all
}

// summaries is what a map says of a decision's offers.
func summaries(d *routing.Decision) []OfferSummary {
	all := []OfferSummary{}
	for _, o := range d.Offers() {
		s := OfferSummary{Method: o.Method, Product: o.Product.ID, Parent: o.Parent}
		s.Min, _ = o.Headroom.Min()
		s.Max, _ = o.Headroom.Max()
		_, s.Resets = o.Headroom.Resets()
		all = append(all, s)
	}
	return all
}

func TestMapOfAnUnknownPlatform(t *testing.T) {
	_, err := Map(routing.Catalog{}, "taobao")
	var unknown *PlatformError
	if !errors.As(err, &unknown) || unknown.Platform != "taobao" {
		t.Errorf("Map of a catalog without platforms: %v, want a *PlatformError about taobao", err)
	}
}
