package routing_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func ExampleCatalog_Expand() {
	c := routing.Catalog{
		RegionSets:     map[string][]methods.Region{"benelux": {"BE", "NL", "LU"}},
		DefaultSources: []string{"contract"},
		Availability: []methods.Availability{
			{ID: "ideal.live", When: methods.Match{Regions: []methods.Region{"NL", "benelux", "DE"}}},
		},
	}
	entry := c.Expand().Availability[0]
	fmt.Println(entry.When.Regions, entry.Sources)
	// Output: [NL BE LU DE] [contract]
}

// saidOnce is soundShop with regions and sources said once, and the same written out.
func saidOnce() (short, long routing.Catalog) {
	short, long = soundShop(), soundShop()
	for _, c := range []*routing.Catalog{&short, &long} {
		c.Availability[0].When.Regions = []methods.Region{"AT", "BE", "CH"}
		c.Availability[1].Except = []methods.Match{{Regions: []methods.Region{"AT", "BE"}}}
		c.Limits[0].When.Regions = []methods.Region{"BE", "AT"}
		c.Limits[0].Limit = limits.Cap{Max: cny(100)}
	}
	short.RegionSets = map[string][]methods.Region{"eea": {"AT", "BE"}, "rest": {"CH", "AT"}}
	short.Availability[0].When.Regions = []methods.Region{"eea", "rest"}
	short.Availability[1].Except[0].Regions = []methods.Region{"eea"}
	short.Limits[0].When.Regions = []methods.Region{"BE", "eea"}
	short.DefaultSources = []string{"s1"}
	short.Availability[0].Sources, short.Limits[0].Sources = nil, []string{}
	return short, long
}

func TestExpandWritesOutWhatIsSaidOnce(t *testing.T) {
	short, long := saidOnce()
	again, _ := saidOnce()
	if diff := cmp.Diff(long, short.Expand()); diff != "" {
		t.Errorf("expanded (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(again, short); diff != "" {
		t.Errorf("the catalog itself (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(long, long.Expand()); diff != "" {
		t.Errorf("a catalog with nothing to expand (-want +got):\n%s", diff)
	}
}

func TestWhatIsSaidOnceDecidesAlike(t *testing.T) {
	short, long := saidOnce()
	one, other := routing.MustCompile(short), routing.MustCompile(long)
	for _, region := range []methods.Region{"", "AT", "BE", "CH", "CN"} {
		for _, amount := range []int64{100, 101} {
			o := routing.Order{Platform: "shop", Amount: cny(amount), At: dates()[0], Region: region}
			t.Run(fmt.Sprintf("%s in %q", o.Amount, region), func(t *testing.T) {
				want, got := decisionJSON(t, other, o), decisionJSON(t, one, o)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("decision (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func decisionJSON(t *testing.T, r *routing.Router, o routing.Order) string {
	t.Helper()
	d, err := r.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Lists of region sets that are short where they are written do not come to more memory
// than is allowed, whatever they stand for.
func TestBoundOfRegionsInSets(t *testing.T) {
	const side = 190 // so that pairs of sets come to more regions than there may be
	c := soundShop()
	var every []methods.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if r := methods.Region([]rune{a, b}); r.IsAssigned() {
				every = append(every, r)
			}
		}
	}
	c.RegionSets = map[string][]methods.Region{}
	for i := range side {
		c.RegionSets[fmt.Sprintf("set_%d", i)] = every
		for j := range i {
			pair := []methods.Region{methods.Region(fmt.Sprintf("set_%d", i)), methods.Region(fmt.Sprintf("set_%d", j))}
			c.Limits[0].Except = append(c.Limits[0].Except, methods.Match{Regions: pair})
		}
	}
	faults := catalogFaults(t, compileError(c))
	last := 1<<22/len(every) + 1
	if diff := cmp.Diff([]string{fmt.Sprintf("limits[0].except[%d].regions", last-1)}, paths(faults)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
}

func compileError(c routing.Catalog) error {
	_, err := routing.Compile(c)
	return err
}
