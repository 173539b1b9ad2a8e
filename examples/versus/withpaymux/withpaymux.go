// Package withpaymux states a market's rules as a catalog of paymux.
package withpaymux

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Catalog returns a market as a catalog: an availability entry for each rule, a
// limit rule for each method, and one for each rule with bounds of its own. All
// these stay apart, so that a reason names the one that refuses.
func Catalog(s *shop.Shop) (routing.Catalog, error) {
	evidence := methods.Evidence{Sources: []string{"shop"}}
	c := routing.Catalog{
		Name: s.Name, Version: "1", Zone: 8 * time.Hour,
		Sources:      []methods.Source{{ID: "shop", Title: "The shop's own settings"}},
		Availability: make([]methods.Availability, 0, len(s.Rules)),
	}
	for _, t := range s.Traits {
		c.Traits = append(c.Traits, routing.TraitInfo{ID: t})
	}
	inYuan := []string{limits.CNY.String()}
	for _, id := range s.Methods {
		c.Methods = append(c.Methods, methods.Method{ID: id})
	}
	for _, b := range s.Bounds {
		bounds, err := capOf(b.Min, b.Max)
		if err != nil {
			return routing.Catalog{}, fmt.Errorf("%s: %w", b.Method, err)
		}
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "method." + string(b.Method), Methods: []methods.ID{b.Method},
			When: methods.Match{Currencies: inYuan}, Limit: bounds, Evidence: evidence,
		})
	}
	currencyLists := map[string][]string{}
	var failed error
	s.ByPlatform(func(platform methods.Platform, rules []shop.Rule) {
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: platform})
		here := []methods.Platform{platform}
		for i := range rules {
			r := &rules[i]
			id := string(platform) + "." + string(r.Method)
			c.Availability = append(c.Availability, methods.Availability{
				ID: id, Method: r.Method, Status: methods.StatusLive, Rank: i + 1,
				When: methods.Match{
					Platforms:  here,
					Surfaces:   r.Surfaces,
					Currencies: codes(r.Currencies, currencyLists),
					Audience:   r.Audience,
					Period:     methods.Period{From: r.From, Until: r.Until},
				},
				Evidence: evidence,
			})
			if r.Min == 0 && r.Max == 0 {
				continue
			}
			bounds, err := capOf(r.Min, r.Max)
			if err != nil && failed == nil {
				failed = fmt.Errorf("rule %s: %w", id, err)
			}
			c.Limits = append(c.Limits, routing.LimitRule{
				ID: id + ".bounds", Methods: []methods.ID{r.Method},
				When:  methods.Match{Platforms: here, Currencies: inYuan},
				Limit: bounds, Evidence: evidence,
			})
		}
	})
	return c, failed
}

// capOf returns bounds in fen as a cap; 0 is no bound.
func capOf(least, most int64) (limits.Cap, error) {
	var c limits.Cap
	var err error
	if least != 0 {
		if c.Min, err = limits.MoneyFromMinor(least, limits.CNY); err != nil {
			return c, err
		}
	}
	if most != 0 {
		c.Max, err = limits.MoneyFromMinor(most, limits.CNY)
	}
	return c, err
}

// codes returns a list of currencies by their codes, the same slice for the same
// list.
func codes(list []limits.Currency, known map[string][]string) []string {
	if len(list) == 0 {
		return nil
	}
	key := fmt.Sprint(list)
	if known[key] == nil {
		for _, c := range list {
			known[key] = append(known[key], c.String())
		}
	}
	return known[key]
}
