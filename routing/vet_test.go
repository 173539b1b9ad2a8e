package routing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// twoShops is a catalog of two platforms, of which each has a trait, a surface, a counter
// and a method that the other has not.
func twoShops() routing.Catalog {
	evidence := methods.Evidence{Sources: []string{"s1"}}
	day := limits.Cap{Max: cny(100), Window: limits.Day(0), Counter: "wallet.day"}
	return routing.Catalog{
		Sources:   []methods.Source{{ID: "s1", Title: "contract"}},
		Traits:    []routing.TraitInfo{{ID: "member"}, {ID: "tobacco"}, {ID: "vip"}, {ID: "class", PerMethod: true}},
		Methods:   []methods.Method{{ID: "wallet", Products: []methods.Product{{ID: "h5", Surfaces: []methods.Surface{"mobile_web"}}}}, {ID: "credit"}},
		Platforms: []routing.PlatformInfo{{ID: "shop", Aliases: []methods.Platform{"old_shop"}}, {ID: "stall"}},
		Availability: []methods.Availability{
			{
				ID: "wallet.live", Method: "wallet", Status: methods.StatusLive, Evidence: evidence,
				When:   methods.Match{Platforms: []methods.Platform{"shop"}, Surfaces: []methods.Surface{"app"}, Audience: [][]methods.Trait{{"member"}}},
				Except: []methods.Match{{Audience: [][]methods.Trait{{"tobacco"}}}},
			},
			{
				ID: "credit.live", Method: "credit", Status: methods.StatusLive, Evidence: evidence,
				When: methods.Match{Platforms: []methods.Platform{"stall"}, Surfaces: []methods.Surface{"kiosk"}, Audience: [][]methods.Trait{{"vip"}}},
			},
		},
		Limits: []routing.LimitRule{
			{
				ID: "day", Methods: []methods.ID{"wallet"}, Limit: day, Evidence: evidence,
				When:   methods.Match{Platforms: []methods.Platform{"shop"}},
				Except: []methods.Match{{Audience: [][]methods.Trait{{"class"}}}},
			},
		},
	}
}

func TestVetNamesWhatNoRuleOfThePlatformUses(t *testing.T) {
	tests := []struct {
		name  string
		order routing.Order
		want  []routing.Fault
	}{
		{"nothing is stated", routing.Order{}, nil},
		{
			"everything is used", routing.Order{
				Surface: "app", Traits: []methods.Trait{"member", "tobacco"}, Lacks: []methods.Trait{"class.wallet"},
				Usage: limits.Usage{"wallet.day.wallet": {Amount: cny(0)}}, Allow: []methods.ID{"wallet"},
			}, nil,
		},
		{"a surface that only a product serves", routing.Order{Surface: "mobile_web"}, nil},
		{
			"a surface of the other platform", routing.Order{Surface: "kiosk"},
			[]routing.Fault{{Path: "surface", Value: "kiosk", Problem: `is a surface that no rule of "shop" uses; known: "app", "mobile_web"`}},
		},
		{
			"a trait that is misspelled, one of the other platform, and one of another method",
			routing.Order{Traits: []methods.Trait{"membr", "vip"}, Lacks: []methods.Trait{"class.credit"}},
			[]routing.Fault{
				{Path: "traits[0]", Value: "membr", Problem: `is a trait that no rule of "shop" uses; did you mean "member"?`},
				{Path: "traits[1]", Value: "vip", Problem: `is a trait that no rule of "shop" uses; known: "class.wallet", "member", "tobacco"`},
				{Path: "lacks[0]", Value: "class.credit", Problem: `is a trait that no rule of "shop" uses; known: "class.wallet", "member", "tobacco"`},
			},
		},
		{
			"counters that no cap has, in their order", routing.Order{Usage: limits.Usage{"wallet.dya.wallet": {}, "b": {}}},
			[]routing.Fault{
				{Path: "usage.b", Value: "b", Problem: `is a counter that no rule of "shop" uses; known: "wallet.day.wallet"`},
				{Path: `usage["wallet.dya.wallet"]`, Value: "wallet.dya.wallet", Problem: `is a counter that no rule of "shop" uses; did you mean "wallet.day.wallet"?`},
			},
		},
		{
			"methods that the platform has no entry for", routing.Order{
				Allow: []methods.ID{"credit"}, Tried: []methods.ID{"walet"}, Prefer: []methods.ID{"wallet", "gone"},
				Down: map[methods.ID]time.Time{"credit": {}},
			},
			[]routing.Fault{
				{Path: "allow[0]", Value: "credit", Problem: `is a method that no rule of "shop" uses; known: "wallet"`},
				{Path: "tried[0]", Value: "walet", Problem: `is a method that no rule of "shop" uses; did you mean "wallet"?`},
				{Path: "prefer[1]", Value: "gone", Problem: `is a method that no rule of "shop" uses; known: "wallet"`},
				{Path: "down.credit", Value: "credit", Problem: `is a method that no rule of "shop" uses; known: "wallet"`},
			},
		},
	}
	r := compile(t, twoShops())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, platform := range []methods.Platform{"shop", "old_shop"} {
				o := test.order
				o.Platform = platform
				if diff := cmp.Diff(test.want, r.Vet(o), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("on %s (-want +got):\n%s", platform, diff)
				}
			}
		})
	}
	if faults := r.Vet(routing.Order{Platform: "market", Surface: "kiosk"}); faults != nil {
		t.Errorf("on a platform that is not known: %v", faults)
	}
}

// A custom limit may use any counter.
func TestVetLeavesCountersToCustomLimits(t *testing.T) {
	c := twoShops()
	c.Limits = append(c.Limits, routing.LimitRule{ID: "risk", Limit: down{}, Evidence: c.Limits[0].Evidence})
	o := routing.Order{Platform: "shop", Usage: limits.Usage{"whatever": {}}}
	if faults := compile(t, c).Vet(o); faults != nil {
		t.Errorf("%v", faults)
	}
}
