package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// sound returns a catalog about which nothing is found, after a change.
func sound(change func(*routing.Catalog)) routing.Catalog {
	cited := methods.Evidence{Sources: []string{"contract"}, Confidence: methods.ConfidenceHigh}
	c := routing.Catalog{
		Zone:    8 * time.Hour,
		Sources: []methods.Source{{ID: "contract", Title: "our contracts", Date: "2024-09"}},
		Traits:  []routing.TraitInfo{{ID: "vip"}},
		Methods: []methods.Method{
			{ID: "wallet", Products: []methods.Product{
				{ID: "in_app", Flow: methods.FlowAppSwitch, Surfaces: []methods.Surface{methods.SurfaceApp}},
				{ID: "web", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb}},
			}},
			{ID: "credit"},
			{ID: "transfer"},
		},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{
			{ID: "wallet.live", Method: "wallet", Status: methods.StatusLive, Evidence: cited},
			{ID: "credit.live", Method: "credit", Status: methods.StatusLive, Parent: "wallet", Evidence: cited},
			{ID: "transfer.live", Method: "transfer", Status: methods.StatusLive, Evidence: cited},
		},
		Limits: []routing.LimitRule{
			{ID: "wallet.bounds", Methods: []methods.ID{"wallet"}, When: methods.Match{Currencies: []string{"CNY"}}, Evidence: cited,
				Limit: limits.Cap{Min: money(1, limits.CNY), Max: money(30_000, limits.CNY)}},
		},
	}
	change(&c)
	for i := range c.Availability {
		if c.Availability[i].Evidence.Sources == nil {
			c.Availability[i].Sources = cited.Sources
		}
	}
	for i := range c.Limits {
		if c.Limits[i].Sources == nil {
			c.Limits[i].Sources = cited.Sources
		}
	}
	return c
}

// withEntries returns the sound catalog with some entries in front of the others.
func withEntries(all ...methods.Availability) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		for i := range all {
			all[i].Method = "wallet"
			if all[i].Status == "" {
				all[i].Status = methods.StatusLive
			}
		}
		c.Availability = append(all, c.Availability...)
	})
}

// withLast returns the sound catalog with an entry after the others.
func withLast(e methods.Availability) routing.Catalog {
	return sound(func(c *routing.Catalog) { c.Availability = append(c.Availability, e) })
}

// withoutTransfer returns the sound catalog without the method that has no limit, after
// a change.
func withoutTransfer(change func(*routing.Catalog)) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		c.Methods, c.Availability = c.Methods[:2], c.Availability[:2]
		change(c)
	})
}

// withRules returns the sound catalog with some limit rules for the wallet more.
func withRules(all ...routing.LimitRule) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		for i := range all {
			all[i].Methods = []methods.ID{"wallet"}
			all[i].When.Currencies = []string{"CNY"}
		}
		c.Limits = append(c.Limits, all...)
	})
}

func capOnTotal(most int64, w limits.Window, counter limits.Counter) limits.Cap {
	return limits.Cap{Max: money(most, limits.CNY), Window: w, Counter: counter, Per: []limits.Subject{limits.Buyer}}
}

func capPer(most int64, w limits.Window, counter limits.Counter, per ...limits.Subject) limits.Cap {
	c := capOnTotal(most, w, counter)
	c.Per = per
	return c
}
