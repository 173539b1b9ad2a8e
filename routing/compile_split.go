package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// writeOut writes out everything that stands for more: what [Catalog.Expand] does, and
// what stands for one trait or one rule a method, which are traits that are per method and
// rules that are for each method apart. Nothing of them is left in what it returns, which
// shares the rest with the catalog.
func writeOut(c Catalog) Catalog {
	c = c.Expand()
	x := splitting{perMethod: perMethodTraits(&c), declared: map[methods.Trait]bool{}}
	splits := slices.ContainsFunc(c.Limits, func(rule LimitRule) bool { return rule.EachMethod })
	if len(x.perMethod) == 0 && !splits {
		return c
	}
	x.methods = make(map[methods.ID]*methods.Method, len(c.Methods))
	for i := range c.Methods {
		x.methods[c.Methods[i].ID] = &c.Methods[i]
	}
	for _, t := range c.Traits {
		if !t.PerMethod {
			x.traits = append(x.traits, t)
		}
	}
	c.Availability = slices.Clone(c.Availability)
	for i := range c.Availability {
		e := &c.Availability[i]
		e.When, e.Except = x.match(e.When, e.Method), x.matches(e.Except, e.Method)
	}
	c.Limits = x.rules(c.Limits)
	c.Traits = x.traits
	return c
}

// splitting is how far writeOut has come.
type splitting struct {
	perMethod map[methods.Trait]*TraitInfo
	methods   map[methods.ID]*methods.Method
	traits    []TraitInfo
	declared  map[methods.Trait]bool // traits of a method that are among traits
}

func (x *splitting) rules(given []LimitRule) []LimitRule {
	rules := make([]LimitRule, 0, len(given))
	for _, rule := range given {
		if !splits(&rule, x.perMethod) {
			rule.When, rule.Except = x.match(rule.When, ""), x.matches(rule.Except, "")
			rules = append(rules, rule)
			continue
		}
		for _, m := range rule.Methods {
			rules = append(rules, x.ruleOf(rule, m))
		}
	}
	return rules
}

// ruleOf returns the rule that one of a split rule's methods gets.
func (x *splitting) ruleOf(rule LimitRule, m methods.ID) LimitRule {
	c := rule.Limit.(limits.Cap)
	if c.Counter != "" {
		c.Counter = ofMethod(c.Counter, m)
	}
	rule.ID, rule.EachMethod, rule.Limit = ofMethod(rule.ID, m), false, c
	rule.Methods = []methods.ID{m}
	rule.When, rule.Except = x.match(rule.When, m), x.matches(rule.Except, m)
	return rule
}

func (x *splitting) matches(given []methods.Match, m methods.ID) []methods.Match {
	matches := slices.Clone(given)
	for i := range matches {
		matches[i] = x.match(matches[i], m)
	}
	return matches
}

// match names the traits of a method instead of those that stand for them, and
// declares those that it finds.
func (x *splitting) match(match methods.Match, m methods.ID) methods.Match {
	if len(x.perMethod) == 0 || len(match.Audience) == 0 {
		return match
	}
	match.Audience = slices.Clone(match.Audience)
	for i, set := range match.Audience {
		set = slices.Clone(set)
		for j, trait := range set {
			if t := x.perMethod[trait]; t != nil {
				set[j] = ofMethod(trait, m)
				x.declare(t, m)
			} else if t, m := traitOfMethod(trait, x.perMethod, x.isMethod); t != nil {
				x.declare(t, m)
			}
		}
		match.Audience[i] = set
	}
	return match
}

func (x *splitting) isMethod(m methods.ID) bool { return x.methods[m] != nil }

// declare adds the trait of a method to the catalog's, once.
func (x *splitting) declare(t *TraitInfo, m methods.ID) {
	id := ofMethod(t.ID, m)
	if x.declared[id] {
		return
	}
	x.declared[id] = true
	info := TraitInfo{ID: id, MustState: t.MustState}
	name := prose.Text(x.methods[m].Name)
	if t.Name.EN != "" {
		info.Name.EN = t.Name.EN + " (" + prose.English.Name(name, string(m)) + ")"
	}
	if t.Name.ZH != "" {
		info.Name.ZH = t.Name.ZH + "（" + prose.Chinese.Name(name, string(m)) + "）"
	}
	x.traits = append(x.traits, info)
}
