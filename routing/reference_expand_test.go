package routing_test

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// expand writes out what stands for one trait or one rule a method: per_method
// traits and each_method rules. Nothing of them is left.
func expand(c routing.Catalog) routing.Catalog {
	perMethod := map[methods.Trait]bool{}
	var traits []routing.TraitInfo
	for _, t := range c.Traits {
		if !t.PerMethod {
			traits = append(traits, t)
			continue
		}
		perMethod[t.ID] = true
		for _, m := range c.Methods {
			one := routing.TraitInfo{ID: of(t.ID, m.ID), MustState: t.MustState}
			if t.Name.EN != "" {
				one.Name.EN = t.Name.EN + " (" + m.Name.EN + ")"
			}
			if t.Name.ZH != "" {
				one.Name.ZH = t.Name.ZH + "（" + m.Name.ZH + "）"
			}
			traits = append(traits, one)
		}
	}
	c.Traits = traits

	c.Availability = slices.Clone(c.Availability)
	for i := range c.Availability {
		e := &c.Availability[i]
		e.When = forMethod(e.When, e.Method, perMethod)
		e.Except = exceptsForMethod(e.Except, e.Method, perMethod)
	}

	var rules []routing.LimitRule
	for _, rule := range c.Limits {
		if !rule.EachMethod && !namesAny(append([]methods.Match{rule.When}, rule.Except...), perMethod) {
			rules = append(rules, rule)
			continue
		}
		for _, m := range rule.Methods {
			one := rule
			one.ID, one.EachMethod, one.Methods = rule.ID+"."+string(m), false, []methods.ID{m}
			one.When = forMethod(rule.When, m, perMethod)
			one.Except = exceptsForMethod(rule.Except, m, perMethod)
			bound := rule.Limit.(limits.Cap)
			if bound.Counter != "" {
				bound.Counter += "." + limits.Counter(m)
			}
			one.Limit = bound
			rules = append(rules, one)
		}
	}
	c.Limits = rules
	return c
}

// of is the trait of a method.
func of(trait methods.Trait, m methods.ID) methods.Trait { return trait + "." + methods.Trait(m) }

func namesAny(matches []methods.Match, traits map[methods.Trait]bool) bool {
	for _, m := range matches {
		for _, set := range m.Audience {
			if slices.ContainsFunc(set, func(t methods.Trait) bool { return traits[t] }) {
				return true
			}
		}
	}
	return false
}

func exceptsForMethod(excepts []methods.Match, m methods.ID, perMethod map[methods.Trait]bool) []methods.Match {
	excepts = slices.Clone(excepts)
	for i := range excepts {
		excepts[i] = forMethod(excepts[i], m, perMethod)
	}
	return excepts
}

func forMethod(match methods.Match, m methods.ID, perMethod map[methods.Trait]bool) methods.Match {
	match.Audience = slices.Clone(match.Audience)
	for i, set := range match.Audience {
		set = slices.Clone(set)
		for j, trait := range set {
			if perMethod[trait] {
				set[j] = of(trait, m)
			}
		}
		match.Audience[i] = set
	}
	return match
}
