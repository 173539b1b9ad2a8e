package routing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// A ledger keeps one total of a counter, also for an order to which only the rule applies
// that counts its payments: the cap names the currency that another rule gives it.
func TestCapsThatCountNameTheTotalOfTheirCounter(t *testing.T) {
	evidence := methods.Evidence{Sources: []string{"s"}}
	on := func(surface methods.Surface) methods.Match {
		return methods.Match{Surfaces: []methods.Surface{surface}}
	}
	c := routing.Catalog{
		Sources:      []methods.Source{{ID: "s", Title: "source"}},
		Methods:      []methods.Method{{ID: "wallet"}},
		Platforms:    []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{{ID: "wallet.live", Method: "wallet", Status: methods.StatusLive, Evidence: evidence}},
		Limits: []routing.LimitRule{
			{ID: "amount", When: on("app"), Limit: limits.Cap{Max: cny(500_00), Window: limits.Day(0), Counter: "day"}, Evidence: evidence},
			{ID: "count", When: on("desktop_web"), Limit: limits.Cap{MaxCount: 3, Window: limits.Day(0), Counter: "day"}, Evidence: evidence},
			{ID: "visits", Limit: limits.Cap{MaxCount: 9, Window: limits.Day(0), Counter: "visits"}, Evidence: evidence},
		},
	}
	router := compile(t, c)
	o := routing.Order{Platform: "shop", Surface: "desktop_web", Amount: cny(100), At: day(0),
		Usage: limits.Usage{"day": limits.NewUsed(cny(0), 0), "visits": limits.CountOnly(0)}}
	largest := limits.Cap{MaxCount: 3, Window: limits.Day(0), Counter: "day", Max: cny(limits.MaxMinor)}
	want := []limits.Cap{largest, {MaxCount: 9, Window: limits.Day(0), Counter: "visits"}}

	got, err := router.Caps(o)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Router.Caps (-want +got):\n%s", diff)
	}
	d, err := router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	offer, _ := d.Offer("wallet")
	if diff := cmp.Diff(want, offer.Caps); diff != "" {
		t.Errorf("Offer.Caps (-want +got):\n%s", diff)
	}
}
