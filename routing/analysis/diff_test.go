package analysis_test

import (
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

func with(c routing.Catalog, change func(*routing.Catalog)) routing.Catalog {
	change(&c)
	return c
}

func TestDiff(t *testing.T) {
	for _, tt := range diffTests {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := analysis.Diff(tt.old, tt.new)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range changes {
				method := string(c.Method)
				if c.After != "" {
					method += " before " + string(c.After)
				}
				got = append(got, fmt.Sprintf("%v %s for %v: %v %v", c.Kinds, method, c.Region, c.Old, c.New))
				if !c.Region.Contains(c.Witness) {
					t.Errorf("%v does not contain its witness %v", c.Region, c.Witness)
				}
			}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// A witness carries the decisions of both routers.
func TestAWitnessHasBothDecisions(t *testing.T) {
	before, after := planCatalog(two()[:1]), planCatalog(two())
	changes, err := analysis.Diff(before, after)
	if err != nil || len(changes) != 1 {
		t.Fatalf("Diff: %d changes, %v; want one", len(changes), err)
	}
	c := changes[0]
	if _, ok := c.OldDecision.Offer("wallet"); ok {
		t.Errorf("%v: the old decision offers the wallet", c.Witness)
	}
	if _, ok := c.NewDecision.Offer("wallet"); !ok {
		t.Errorf("%v: the new decision does not offer the wallet", c.Witness)
	}
}

func TestDiffOfCatalogsThatCannotBeCompared(t *testing.T) {
	good := planCatalog(two())
	bad := planCatalog([]methods.Availability{{Method: "unknown"}})
	_, want := routing.Compile(bad)
	for name, pair := range map[string][2]routing.Catalog{"the old one": {bad, good}, "the new one": {good, bad}} {
		changes, err := analysis.Diff(pair[0], pair[1])
		if err == nil || err.Error() != want.Error() || changes != nil {
			t.Errorf("%s does not compile: %v and %v, want only %v", name, changes, err, want)
		}
	}
}

// What is returned is the caller's: to change it changes nothing else.
func TestRegionsShareNothing(t *testing.T) {
	before, after := planCatalog(two()), planCatalog(two(), rule(limits.Cap{Max: yuan("1.00")}))
	changes, err := analysis.Diff(before, after)
	if err != nil {
		t.Fatal(err)
	}
	all, err := analysis.Map(after, "shop")
	if err != nil {
		t.Fatal(err)
	}
	regions := map[string][]analysis.Region{}
	for _, c := range changes {
		regions["Diff"] = append(regions["Diff"], c.Region)
	}
	for range 2 {
		for b := range all {
			regions["Map"] = append(regions["Map"], b.Region)
		}
	}
	for name, of := range regions {
		of[0].Platforms[0] = "changed"
		for _, r := range of[1:] {
			if r.Platforms[0] != "shop" {
				t.Errorf("%s: a change of one region's platforms changes another's", name)
				break
			}
		}
	}
}

// The sequence of a map does not look at the catalog any more.
func TestAMapOutlivesChangesOfItsCatalog(t *testing.T) {
	c := planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay", Products: []methods.Product{{ID: "a", Flow: methods.FlowInApp}}}})
	all, err := analysis.Map(c, "shop")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Collect(all)
	c.Availability[0].Method, c.Availability[0].Rank = "friend", 9
	c.Availability[1].Parent, c.Availability[1].Products[0].ID = "friend", "b"
	c.Platforms[0].ID = "another"
	if diff := gocmp.Diff(want, slices.Collect(all)); diff != "" {
		t.Errorf("the map after changes of the catalog (-before +after):\n%s", diff)
	}
}
