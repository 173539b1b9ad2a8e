package routingtest_test

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func cny(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

func date(y, m, d int) time.Time {
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.FixedZone("", 8*3600))
}

var cited = methods.Evidence{Sources: []string{"contract"}}

// shop is a catalog in which everything has its use.
func shop() routing.Catalog {
	return routing.Catalog{
		Name: "shop", Version: "1", Zone: 8 * time.Hour,
		Sources: []methods.Source{{ID: "contract", Title: "our contracts"}},
		Traits:  []routing.TraitInfo{{ID: "vip"}, {ID: "virtual_goods"}},
		Methods: []methods.Method{
			{ID: "alipay", Products: []methods.Product{
				{ID: "app", Surfaces: []methods.Surface{methods.SurfaceApp}}, {ID: "wap", Surfaces: []methods.Surface{methods.SurfaceMobileWeb}},
			}},
			{ID: "huabei"},
			{ID: "wechat_pay"},
		},
		Platforms: []routing.PlatformInfo{{ID: "shop", Aliases: []methods.Platform{"store"}}, {ID: "outlet"}},
		Availability: []methods.Availability{
			{ID: "alipay.live", Method: "alipay", Status: methods.StatusLive, Rank: 1, Evidence: cited},
			{ID: "huabei.live", Method: "huabei", Status: methods.StatusLive, Parent: "alipay", Evidence: cited,
				When:   methods.Match{Platforms: []methods.Platform{"shop"}},
				Except: []methods.Match{{Audience: [][]methods.Trait{{"virtual_goods"}}}}},
			{ID: "wechat_pay.pilot", Method: "wechat_pay", Status: methods.StatusPilot, Evidence: cited, When: methods.Match{
				Audience: [][]methods.Trait{{"vip"}}, Rollout: methods.Rollout{BasisPoints: 500, Salt: "wechat"},
				Period: methods.Period{From: date(2024, 1, 1), Until: date(2024, 7, 1)},
			}},
			{ID: "wechat_pay.live", Method: "wechat_pay", Status: methods.StatusLive, Evidence: cited, When: methods.Match{
				Regions: []methods.Region{"CN"}, Period: methods.Period{From: date(2024, 7, 1)},
			}},
		},
		Limits: []routing.LimitRule{
			{ID: "alipay.bounds", Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Min: cny("0.01"), Max: cny("300.00")}, Evidence: cited},
			{ID: "wechat_pay.day", Methods: []methods.ID{"wechat_pay"}, Evidence: cited, Limit: limits.Cap{
				Max: cny("1000.00"), Window: limits.Day(8 * time.Hour), Counter: "wechat.day", Per: []limits.Subject{limits.Buyer},
			}},
		},
	}
}

// with returns the shop after a change.
func with(change func(*routing.Catalog)) routing.Catalog {
	c := shop()
	change(&c)
	return c
}

// entry returns the shop with another entry at the end.
func entry(e methods.Availability) routing.Catalog {
	return with(func(c *routing.Catalog) {
		e.ID, e.Evidence = "planted", cited
		if e.Status == "" {
			e.Status = methods.StatusLive
		}
		c.Availability = append(c.Availability, e)
	})
}

// rule returns the shop with another limit rule.
func rule(r routing.LimitRule) routing.Catalog {
	return with(func(c *routing.Catalog) {
		r.ID, r.Evidence = "planted", cited
		c.Limits = append(c.Limits, r)
	})
}

// limitFunc is a custom limit.
type limitFunc func(limits.Query) (limits.Headroom, error)

func (f limitFunc) Headroom(q limits.Query) (limits.Headroom, error) { return f(q) }
