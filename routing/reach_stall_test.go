package routing_test

import (
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var orderedAt = time.Date(2023, 12, 1, 12, 0, 0, 0, time.FixedZone("", 8*3600))

// stall is a catalog of one platform with one method, the wallet, which is live
// for everybody, and a place for one limit rule.
func stall() routing.Catalog {
	evidence := methods.Evidence{Sources: []string{"s1"}}
	return routing.Catalog{
		Zone:      8 * time.Hour,
		Sources:   []methods.Source{{ID: "s1", Title: "a source"}},
		Traits:    []routing.TraitInfo{{ID: "invited", Name: methods.Text{EN: "invited"}}, {ID: "vip"}, {ID: "banned"}},
		Methods:   []methods.Method{{ID: "wallet"}, {ID: "credit"}},
		Platforms: []routing.PlatformInfo{{ID: "stall"}},
		Availability: []methods.Availability{{
			ID: "wallet.live", Method: "wallet", Status: methods.StatusLive, Evidence: evidence,
		}},
	}
}

// stallOrder is an order that states everything.
func stallOrder() routing.Order {
	return routing.Order{
		Platform: "stall", Surface: "app", Amount: limits.MustParseMoney("100.00 CNY"), At: orderedAt,
		Region: "CN", Buyer: limits.Hide("b1"), Usage: limits.Usage{"day": {Amount: limits.MustParseMoney("420.00 CNY")}},
	}
}

// when gives the wallet's entry conditions.
func when(m methods.Match) func(*routing.Catalog) {
	return func(c *routing.Catalog) { c.Availability[0].When = m }
}

func except(ms ...methods.Match) func(*routing.Catalog) {
	return func(c *routing.Catalog) { c.Availability[0].Except = ms }
}

func status(s methods.Status) func(*routing.Catalog) {
	return func(c *routing.Catalog) { c.Availability[0].Status = s }
}

// limited gives the wallet a limit rule, for orders that a match selects.
func limited(l limits.Limit, m methods.Match) func(*routing.Catalog) {
	return func(c *routing.Catalog) {
		c.Limits = []routing.LimitRule{{
			ID: "wallet.rule", Methods: []methods.ID{"wallet"}, When: m, Limit: l, Evidence: c.Availability[0].Evidence,
		}}
	}
}

func amount(s string) func(*routing.Order) {
	return func(o *routing.Order) { o.Amount = limits.MustParseMoney(s) }
}

func used(s string) func(*routing.Order) {
	return func(o *routing.Order) { o.Usage = limits.Usage{"day": {Amount: limits.MustParseMoney(s)}} }
}

func both(changes ...func(*routing.Order)) func(*routing.Order) {
	return func(o *routing.Order) {
		for _, change := range changes {
			change(o)
		}
	}
}

// byEntry and byRule complete what a reason of the wallet's entry or rule says.
func byEntry(r routing.Reason) routing.Reason {
	r.Rule, r.Sources = "wallet.live", []string{"s1"}
	return r
}

func byRule(r routing.Reason) routing.Reason {
	r.Rule, r.Sources = "wallet.rule", []string{"s1"}
	return r
}

var nothing = routing.Remedy{Do: routing.ActionNone}

// cap500 is a cap on the total of a day.
var cap500 = limits.Cap{Max: limits.MustParseMoney("500.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "day"}

// midnightAfter is when the day of orderedAt ends.
var midnightAfter = orderedAt.Add(12 * time.Hour)

// withinCredit puts the wallet inside of the cashier of another method.
func withinCredit(c *routing.Catalog) {
	c.Methods[1].Name = methods.Text{EN: "Credit"}
	c.Availability[0].Parent = "credit"
	c.Availability = append(c.Availability, methods.Availability{
		ID: "credit.live", Method: "credit", Status: methods.StatusLive, Evidence: c.Availability[0].Evidence,
	})
}

var errDown = errors.New("the risk engine is down")

// down is a custom limit that never decides.
type down struct{}

func (down) Headroom(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, errDown }
