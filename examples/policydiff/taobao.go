package main

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// opened is when Taobao's sellers began to accept WeChat Pay: midnight in Beijing.
var opened = time.Date(2024, time.September, 12, 0, 0, 0, 0, time.FixedZone("", 8*60*60))

// taobao cuts the built-in catalog: the rules for Taobao alone that begin before an
// instant, without the ends that were not known then. The zero instant cuts nothing.
func taobao(known time.Time) routing.Catalog {
	c := china.Catalog()
	c.Name = "Taobao"
	c.Accept = nil // it is about the whole catalog
	on := func(m *methods.Match) bool {
		is := len(m.Platforms) == 0 || slices.Contains(m.Platforms, china.Taobao)
		m.Platforms = []methods.Platform{china.Taobao}
		isLater := !known.IsZero() && !m.Period.From.Before(known)
		if !known.IsZero() && !m.Period.Until.Before(known) {
			m.Period.Until = time.Time{}
		}
		return is && !isLater
	}
	c.Platforms = slices.DeleteFunc(c.Platforms, func(p routing.PlatformInfo) bool { return p.ID != china.Taobao })
	var entries []methods.Availability
	for _, e := range c.Availability {
		if on(&e.When) {
			entries = append(entries, e)
		}
	}
	var rules []routing.LimitRule
	for _, rule := range c.Limits {
		if on(&rule.When) {
			rules = append(rules, rule)
		}
	}
	c.Availability, c.Limits = entries, rules
	return c
}
