package analysis

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// Every order on a platform lies in one region of its map, and that says what the
// router offers as long as nothing has been paid.
func TestMapSaysWhatTheRouterOffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
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
		for range 10 {
			o := plain(routingtest.Orders(c).Draw(t, "order"))
			o.Platform = p
			var found []Behaviour
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
			if diff := gocmp.Diff(shown(&d), found[0].Offers); diff != "" {
				t.Fatalf("%v in %v: offered by the router (-), by the map (+):\n%s", o, found[0].Region, diff)
			}
		}
	})
}

// shown is what a map says of a decision's offers.
func shown(d *routing.Decision) []Shown {
	all := []Shown{}
	for _, o := range d.Offers() {
		s := Shown{Method: o.Method, Product: o.Product.ID, Within: o.Within}
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
	if !errors.As(err, &unknown) || unknown.Platform != methods.Taobao {
		t.Errorf("Map of a catalog without platforms: %v, want a *PlatformError about taobao", err)
	}
}
