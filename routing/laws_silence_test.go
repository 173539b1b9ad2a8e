package routing_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Law 19: stating less never offers more: dropping surface, region, buyer, usage, a
// trait or a lack never adds an offer, as long as the traits in an entry's Excepts
// and in a limit rule's When must be stated, and so must the audience traits of a
// method's entries where their parents differ.
func TestStatingLessNeverOffersMore(t *testing.T) {
	silences := []struct {
		name   string
		forget func(*rapid.T, *routing.Order)
	}{
		{"the surface", func(_ *rapid.T, o *routing.Order) { o.Surface = "" }},
		{"the region", func(_ *rapid.T, o *routing.Order) { o.Region = "" }},
		{"the region, for one that nobody assigned", func(_ *rapid.T, o *routing.Order) { o.Region = "XX" }},
		{"the buyer", func(_ *rapid.T, o *routing.Order) { o.Buyer = limits.Hidden{} }},
		{"a total", func(t *rapid.T, o *routing.Order) {
			if len(o.Usage) > 0 {
				o.Usage = maps.Clone(o.Usage)
				delete(o.Usage, pick(t, slices.Sorted(maps.Keys(o.Usage)), "total forgotten"))
			}
		}},
		{"a number of payments", func(t *rapid.T, o *routing.Order) {
			if len(o.Usage) > 0 {
				o.Usage = maps.Clone(o.Usage)
				counter := pick(t, slices.Sorted(maps.Keys(o.Usage)), "total no longer counted")
				o.Usage[counter] = limits.Used{Amount: o.Usage[counter].Amount}
				if o.Usage[counter].IsZero() {
					delete(o.Usage, counter)
				}
			}
		}},
		{"a trait", func(t *rapid.T, o *routing.Order) { o.Traits = forgetOne(t, o.Traits) }},
		{"a lack", func(t *rapid.T, o *routing.Order) { o.Lacks = forgetOne(t, o.Lacks) }},
		{"everything", func(_ *rapid.T, o *routing.Order) {
			*o = routing.Order{ID: o.ID, Platform: o.Platform, Amount: o.Amount, At: o.At}
		}},
	}
	for _, test := range silences {
		t.Run(test.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := worlds().Draw(t, "world")
				w.mustState()
				r, o := compile(t, w.catalog), w.drawOrder(t)
				o.Allow, o.Block, o.Tried, o.Prefer, o.Down = nil, nil, nil, nil, nil
				less := o
				test.forget(t, &less)
				before, after := route(t, r, o), route(t, r, less)
				if more := without(offered(after), offered(before)); len(more) > 0 {
					t.Fatalf("%v: %v offered only with less stated:\n%s", o, more, gocmp.Diff(o, less))
				}
			})
		})
	}
}

func forgetOne(t *rapid.T, traits []methods.Trait) []methods.Trait {
	if len(traits) == 0 {
		return nil
	}
	return without(traits, []methods.Trait{pick(t, traits, "forgotten")})
}

// mustState declares the traits of which law 19 speaks.
func (w *world) mustState() {
	var named []methods.Trait
	add := func(m methods.Match) { named = append(named, slices.Concat(m.Audience...)...) }
	for _, e := range w.catalog.Availability {
		for _, m := range e.Except {
			add(m)
		}
		if slices.ContainsFunc(w.entriesOf(e.Method), func(other methods.Availability) bool { return other.Parent != e.Parent }) {
			add(e.When)
		}
	}
	for _, rule := range w.catalog.Limits {
		add(rule.When)
	}
	w.catalog.Traits = slices.Clone(w.catalog.Traits)
	for i, trait := range w.catalog.Traits {
		if slices.Contains(named, trait.ID) {
			w.catalog.Traits[i].MustState = true
		}
	}
}

// Law 22: the zone in which an instant is written never matters.
func TestZoneOfAnInstantDoesNotMatter(t *testing.T) {
	forOrders(t, func(t *rapid.T, _ *world, r *routing.Router, o routing.Order) {
		elsewhere := o
		elsewhere.At = o.At.In(drawZone(t))
		if len(o.Down) > 0 {
			elsewhere.Down = maps.Clone(o.Down)
			for id, until := range o.Down {
				if !until.IsZero() {
					elsewhere.Down[id] = until.In(drawZone(t))
				}
			}
		}
		if diff := gocmp.Diff(text(t, route(t, r, o)), text(t, route(t, r, elsewhere))); diff != "" {
			t.Fatalf("%v written as %v (-before +after):\n%s", o.At, elsewhere.At, diff)
		}
	})
}

// drawZone draws an offset from −12:00 to +14:00.
func drawZone(t *rapid.T) *time.Location {
	return time.FixedZone("", rapid.IntRange(-12*4, 14*4).Draw(t, "quarters of an hour")*15*60)
}

// silence is a shop that sells tobacco, which it must not sell by monthly credit.
func silence() routing.Catalog {
	return routing.Catalog{
		Sources: []methods.Source{{ID: "s1", Title: "contract"}},
		Traits: []routing.TraitInfo{
			{ID: "tobacco", MustState: true}, {ID: "alcohol", MustState: true}, {ID: "member"},
			{ID: "account_class", PerMethod: true},
		},
		Methods:   []methods.Method{{ID: "credit"}, {ID: "wallet"}, {ID: "points"}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{
			{ID: "credit.live", Method: "credit", Status: methods.StatusLive, Except: []methods.Match{
				{Audience: [][]methods.Trait{{"tobacco"}}}, {Audience: [][]methods.Trait{{"alcohol"}}},
			}, Evidence: methods.Evidence{Sources: []string{"s1"}}},
			{ID: "wallet.live", Method: "wallet", Status: methods.StatusLive, Evidence: methods.Evidence{Sources: []string{"s1"}}},
			{ID: "points.members", Method: "points", Status: methods.StatusLive, When: methods.Match{
				Audience: [][]methods.Trait{{"member"}}, Regions: []methods.Region{"CN"},
			}, Parent: "wallet", Evidence: methods.Evidence{Sources: []string{"s1"}}},
			{ID: "points.live", Method: "points", Status: methods.StatusUnreported, Evidence: methods.Evidence{Sources: []string{"s1"}}},
		},
		Limits: []routing.LimitRule{{
			ID: "class_1", Methods: []methods.ID{"credit", "wallet"},
			When:     methods.Match{Audience: [][]methods.Trait{{"account_class"}}},
			Limit:    limits.Cap{Max: limits.MustParseMoney("1000.00 CNY"), Window: limits.Lifetime(), Counter: "class_1"},
			Evidence: methods.Evidence{Sources: []string{"s1"}},
		}},
	}
}

// codes are those of the reasons against a method, "offered" if it is.
func codesOf(d routing.Decision, id methods.ID) []routing.Code {
	e, excluded := d.Why(id)
	if !excluded {
		return []routing.Code{"offered"}
	}
	var codes []routing.Code
	for _, reason := range e.Reasons {
		codes = append(codes, reason.Code)
	}
	return codes
}

func TestSilenceNeverOpensAMethod(t *testing.T) {
	tests := []struct {
		name   string
		order  routing.Order
		method methods.ID
		want   []routing.Code
	}{
		{"nothing is said of tobacco", routing.Order{}, "credit", []routing.Code{"unknown_trait"}},
		{"tobacco is misspelled", routing.Order{Traits: []methods.Trait{"tobaco"}, Lacks: []methods.Trait{"alcohol"}}, "credit", []routing.Code{"unknown_trait"}},
		{"there is no tobacco and no alcohol", routing.Order{Lacks: []methods.Trait{"alcohol", "tobacco"}}, "credit", []routing.Code{"offered"}},
		{"there is tobacco", routing.Order{Traits: []methods.Trait{"tobacco"}}, "credit", []routing.Code{"unknown_trait", "excepted"}},
		{"there is tobacco but no alcohol", routing.Order{Traits: []methods.Trait{"tobacco"}, Lacks: []methods.Trait{"alcohol"}}, "credit", []routing.Code{"excepted"}},
		{"an empty list allows nothing", routing.Order{Allow: []methods.ID{}}, "wallet", []routing.Code{"not_allowed"}},
		{"no list allows everything", routing.Order{}, "wallet", []routing.Code{"offered"}},
		{"a preference for a method that is gone", routing.Order{Prefer: []methods.ID{"gone"}, Tried: []methods.ID{"gone"}}, "wallet", []routing.Code{"offered"}},
		{"only a method that is gone is allowed", routing.Order{Allow: []methods.ID{"gone"}}, "wallet", []routing.Code{"not_allowed"}},
		{"the class of the account at another wallet", routing.Order{
			Traits: []methods.Trait{"account_class.credit"},
		}, "wallet", []routing.Code{"offered"}},
		{"the class of the account at this wallet", routing.Order{
			Traits: []methods.Trait{"account_class.wallet"},
		}, "wallet", []routing.Code{"unknown_usage"}},
		{"it is down", routing.Order{Down: map[methods.ID]time.Time{"wallet": {}}}, "wallet", []routing.Code{"down"}},
		{"nobody has said whether it is offered", routing.Order{}, "points", []routing.Code{"unreported"}},
		{"a region that nobody assigned is not known", routing.Order{Traits: []methods.Trait{"member"}, Region: "XX"}, "points", []routing.Code{"unreported"}},
	}
	r := routing.MustCompile(silence())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := test.order
			o.Platform, o.Amount = "shop", limits.MustParseMoney("1000.00 CNY")
			o.At = time.Date(2026, 11, 11, 0, 0, 0, 0, time.UTC)
			if diff := gocmp.Diff(test.want, codesOf(route(t, r, o), test.method)); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

// What must be known to tell which of two parents a method has, is asked for.
func TestEntryWithAnotherParentThatMayGrantIsUndecided(t *testing.T) {
	c := silence()
	c.Availability[3].Status = methods.StatusLive // points, without the wallet
	r := routing.MustCompile(c)
	o := routing.Order{Platform: "shop", Amount: limits.MustParseMoney("1.00 CNY"), At: time.Date(2026, 11, 11, 0, 0, 0, 0, time.UTC)}
	o.Traits, o.Block = []methods.Trait{"member"}, []methods.ID{"wallet"}
	for _, test := range []struct {
		region methods.Region
		want   []routing.Code
	}{{"CN", []routing.Code{"parent"}}, {"DE", []routing.Code{"offered"}}, {"", []routing.Code{"unknown_region"}}} {
		o.Region = test.region
		d := route(t, r, o)
		if diff := gocmp.Diff(test.want, codesOf(d, "points")); diff != "" {
			t.Errorf("in region %q (-want +got):\n%s", test.region, diff)
		}
		if e, _ := d.Why("points"); test.region == "" && !e.Undecided {
			t.Error("in no region it is refused outright, want undecided")
		}
	}
}
