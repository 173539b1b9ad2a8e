package analysis

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// funcLimit is a custom limit that is equal to no other one.
type funcLimit func(limits.Query) (limits.Headroom, error)

func (f funcLimit) Headroom(q limits.Query) (limits.Headroom, error) { return f(q) }

func unbounded(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, nil }

func TestDiffOfLimitsThatAreNotCaps(t *testing.T) {
	own := func(limit limits.Limit, of ...methods.ID) routing.Catalog {
		return sound(func(c *routing.Catalog) {
			c.Limits = append(c.Limits, routing.LimitRule{ID: "own", Methods: of, When: methods.Match{Audience: vip}, Limit: limit})
		})
	}
	type change struct {
		method   methods.ID
		kinds    []Kind
		old, new []string
		region   string
	}
	without := sound(func(*routing.Catalog) {})
	byOwn := []string{"own"}
	on := func(region string) string { return "shop, " + region + "with vip" }
	for _, tt := range []struct {
		name     string
		old, new routing.Catalog
		want     []change
	}{
		{"the same limit", own(custom{1}, "transfer"), own(custom{1}, "transfer"), nil},
		{"another one", own(custom{1}, "transfer"), own(custom{2}, "transfer"),
			[]change{{"transfer", []Kind{KindUnexamined}, byOwn, byOwn, on("")}}},
		{"a function, of which it is not known what it does", own(funcLimit(unbounded), "transfer"), own(funcLimit(unbounded), "transfer"),
			[]change{{"transfer", []Kind{KindUnexamined}, byOwn, byOwn, on("")}}},
		{"a limit that comes", without, own(custom{1}, "transfer"),
			[]change{{"transfer", []Kind{KindReasons, KindUnexamined}, nil, byOwn, on("")}}},
		{"a limit that goes", own(custom{1}, "transfer"), without,
			[]change{{"transfer", []Kind{KindReasons, KindUnexamined}, byOwn, nil, on("")}}},
		{"a cap instead", own(custom{1}, "transfer"), own(limits.Cap{Max: money(5, limits.CNY)}, "transfer"),
			[]change{
				{"transfer", []Kind{KindHeadroom, KindUnexamined}, byOwn, byOwn, on("0.00 CNY to 0.05 CNY, ")},
				{"transfer", []Kind{KindLost, KindUnexamined}, byOwn, byOwn, on("from 0.06 CNY or not in CNY, ")},
			}},
		{"the parent's limit", own(custom{1}, "wallet"), own(custom{2}, "wallet"),
			[]change{
				{"wallet", []Kind{KindUnexamined}, byOwn, byOwn, on("")},
				{"credit", []Kind{KindUnexamined}, byOwn, byOwn, on("")},
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := Diff(tt.old, tt.new)
			if err != nil {
				t.Fatal(err)
			}
			var got []change
			for _, c := range changes {
				got = append(got, change{c.Method, c.Kinds, c.Old, c.New, c.Region.String()})
				if !c.Region.Contains(c.Witness) {
					t.Errorf("%v lies outside of %v", c.Witness, c.Region)
				}
			}
			if diff := gocmp.Diff(tt.want, got, gocmp.AllowUnexported(change{})); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// What a limit that is not a cap refuses, changes nothing that is found about the
// other rules; and each offer of a map names the limits that apply to it.
func TestTheRestIsAnalyzedAsIfCustomLimitsAllowedEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		with := c
		own := drawRule(t, &c, "own")
		own.Limit, own.EachMethod = custom{}, false
		if slices.ContainsFunc(append([]methods.Match{own.When}, own.Except...), namesClass) {
			own.When.Audience, own.Except = nil, nil // a rule for each method apart has a cap
		}
		with.Limits = append(slices.Clone(c.Limits), own)
		p := pick(t, platforms, "platform")
		found := map[string]bool{}
		for _, f := range lint(t, with) {
			found[string(f.Code)+" "+f.Path] = true
		}
		if !found[string(FindingUnexaminedLimit)+" limits["+string(rune('0'+len(c.Limits)))+"]"] {
			t.Errorf("Lint does not name the limit: %v", found)
		}
		for _, f := range lint(t, c) {
			if !found[string(f.Code)+" "+f.Path] {
				t.Errorf("%s at %s is not found any more", f.Code, f.Path)
			}
		}

		all, err := Map(with, p)
		if err != nil {
			t.Fatal(err)
		}
		router := routing.MustCompile(c)
		allowing := with
		allowing.Limits = slices.Clone(with.Limits)
		allowing.Limits[len(c.Limits)].Limit = funcLimit(unbounded)
		named := routing.MustCompile(allowing)
		orders := ordersOf(c)
		for range 5 {
			o := plain(orders.Draw(t, "order"))
			o.Platform = p
			d, err := router.Route(o)
			if err != nil {
				t.Fatal(err)
			}
			e, err := named.Route(o)
			if err != nil {
				t.Fatal(err)
			}
			want := summaries(&d)
			for i := range want {
				if offer, _ := e.Offer(want[i].Method); slices.Contains(offer.Limits, "own") {
					want[i].Unexamined = []string{"own"}
				}
			}
			for b := range all {
				if !b.Region.Contains(o) {
					continue
				}
				if diff := gocmp.Diff(want, b.Offers); diff != "" {
					t.Fatalf("%v in %v: offered by the router (-), by the map (+):\n%s", o, b.Region, diff)
				}
			}
		}
	})
}

func TestPlansWithLimitsThatAreNotCaps(t *testing.T) {
	catalog := func(limit limits.Limit) routing.Catalog {
		return sound(func(c *routing.Catalog) {
			c.Limits = append(c.Limits, routing.LimitRule{ID: "own", Methods: []methods.ID{"wallet"}, Limit: limit})
		})
	}
	order := routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: money(50_000, limits.CNY), At: date(4)}
	fitting := order
	fitting.Amount = money(20_000, limits.CNY)
	for _, tt := range []struct {
		name   string
		limit  limits.Limit
		order  routing.Order
		ok     bool
		want   string
		unread []string
	}{
		{"a plan that it allows", custom{40_000}, order, true, "Pay at most ¥300.00.", nil},
		{"an order that it allows", custom{40_000}, fitting, true, "Nothing has to change.", nil},
		{"a plan that it refuses", custom{10_000}, order, false, "Whether a change helps depends on limits that were not examined: own.", []string{"own"}},
		{"an order that only it refuses", custom{10_000}, fitting, false, "Whether a change helps depends on limits that were not examined: own.", []string{"own"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			planner, err := NewPlanner(catalog(tt.limit))
			if err != nil {
				t.Fatal(err)
			}
			plan, ok, err := planner.Plan(tt.order, "wallet")
			if err != nil || ok != tt.ok || plan.String() != tt.want || !slices.Equal(plan.Unexamined, tt.unread) {
				t.Errorf("%v, %t, %v, unexamined %q; want %q, %t, unexamined %q", plan, ok, err, plan.Unexamined, tt.want, tt.ok, tt.unread)
			}
		})
	}
	planner, err := NewPlanner(catalog(custom{40_000}))
	if err != nil {
		t.Fatal(err)
	}
	tried := order
	tried.Tried = []methods.ID{"wallet"}
	if plan, ok, err := planner.Plan(tried, "wallet"); ok || err != nil || len(plan.Unexamined) > 0 {
		t.Errorf("a method that the order itself excludes: %v, %t, %v, unexamined %q; want none for certain", plan, ok, err, plan.Unexamined)
	}
}
