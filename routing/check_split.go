package routing

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// perMethodTraits returns the traits that stand for one a method.
func perMethodTraits(c *Catalog) map[methods.Trait]*TraitInfo {
	var traits map[methods.Trait]*TraitInfo
	for i := range c.Traits {
		if t := &c.Traits[i]; t.PerMethod {
			if traits == nil {
				traits = map[methods.Trait]*TraitInfo{}
			}
			traits[t.ID] = t
		}
	}
	return traits
}

// ofMethod is the id of what a method gets where one stands for each method.
func ofMethod[S ~string](id S, m methods.ID) S { return id + "." + S(m) }

// traitOfMethod returns the trait and the method of which a trait is that of the
// method, such as account_class_1.alipay.
func traitOfMethod(trait methods.Trait, perMethod map[methods.Trait]*TraitInfo, isMethod func(methods.ID) bool) (*TraitInfo, methods.ID) {
	for i := range len(trait) {
		if trait[i] != '.' {
			continue
		}
		if t, m := perMethod[trait[:i]], methods.ID(trait[i+1:]); t != nil && isMethod(m) {
			return t, m
		}
	}
	return nil, ""
}

// splits reports whether a rule is for each of its methods apart.
func splits(rule *LimitRule, perMethod map[methods.Trait]*TraitInfo) bool {
	if rule.EachMethod {
		return true
	}
	if len(perMethod) == 0 {
		return false
	}
	names := func(m methods.Match) bool {
		return slices.ContainsFunc(m.Audience, func(set []methods.Trait) bool {
			return slices.ContainsFunc(set, func(t methods.Trait) bool { return perMethod[t] != nil })
		})
	}
	return names(rule.When) || slices.ContainsFunc(rule.Except, names)
}

func (k *checker) hasTrait(trait methods.Trait) bool {
	if k.traits.Has(trait) {
		return true
	}
	if len(k.perMethod) == 0 {
		return false
	}
	t, _ := traitOfMethod(trait, k.perMethod, k.methods.Has)
	return t != nil
}

// checkPerMethod checks that the traits of methods can be told from others, and named.
func (k *checker) checkPerMethod() {
	if len(k.perMethod) == 0 {
		return
	}
	longest := methods.ID("")
	for i := range k.catalog.Methods {
		if id := k.catalog.Methods[i].ID; len(id) > len(longest) {
			longest = id
		}
	}
	for i := range k.catalog.Traits {
		t, at := &k.catalog.Traits[i], owner{list: "traits", index: i}
		if base, m := traitOfMethod(t.ID, k.perMethod, k.methods.Has); base != nil {
			k.field(at, "id", string(t.ID), fmt.Sprintf("is taken: it is %q for %q: want another id", strictjson.Clip(base.ID), strictjson.Clip(m)))
		}
		if one := ofMethod(t.ID, longest); t.PerMethod && longest != "" && methods.ValidID(string(t.ID)) && !methods.ValidID(string(one)) {
			k.field(at, "id", string(t.ID), fmt.Sprintf("is too long to be followed by .%s: want up to 128 bytes together", longest))
		}
	}
}

// checkSplits checks the rules that are for each of their methods apart: what each
// method gets must be new and have the form of an id.
func (k *checker) checkSplits() {
	var split []int
	for i := range k.catalog.Limits {
		if splits(&k.catalog.Limits[i], k.perMethod) {
			split = append(split, i)
		}
	}
	if len(split) == 0 {
		return
	}
	if k.splitsAreSound(split) {
		return
	}
	ids, counters := k.taken()
	for _, i := range split {
		rule, at := &k.catalog.Limits[i], owner{list: "limits", index: i}
		if len(rule.Methods) == 0 {
			k.field(at, "methods", "", "is missing: want the methods, as the rule is for each of them apart")
		}
		c, isCap := rule.Limit.(limits.Cap)
		if !isCap && rule.Limit != nil {
			k.add(at.String(), "", fmt.Sprintf("has a %T as its Limit: want a limits.Cap, as the rule is for each method apart", rule.Limit))
		}
		for _, m := range rule.Methods {
			if id := ofMethod(rule.ID, m); methods.ValidID(rule.ID) && k.methods.Has(m) {
				k.checkSplit(at, "id", id, ids[id])
				ids[id] = true
			}
			if id := ofMethod(c.Counter, m); methods.ValidID(string(c.Counter)) && k.methods.Has(m) {
				base, taken := counters[id]
				k.checkSplit(at, "counter", string(id), taken && base != c.Counter)
				counters[id] = c.Counter
			}
		}
	}
}

// splitsAreSound reports whether it is plain that checkSplits finds nothing, without the ids
// and the counters of all methods being made. What begins with an id and a dot is all that
// can be taken for what a method of its rule gets.
func (k *checker) splitsAreSound(split []int) bool {
	if len(k.faults) > 0 {
		return false
	}
	ids, counters := map[string][]methods.ID{}, map[string][]methods.ID{} // whose they are
	for _, i := range split {
		rule := &k.catalog.Limits[i]
		c, ok := rule.Limit.(limits.Cap)
		if !ok || len(rule.Methods) == 0 {
			return false
		}
		longest := slices.MaxFunc(rule.Methods, func(m, n methods.ID) int { return len(m) - len(n) })
		if !methods.ValidID(ofMethod(rule.ID, longest)) || c.Counter != "" && !methods.ValidID(string(ofMethod(c.Counter, longest))) {
			return false
		}
		ids[rule.ID] = rule.Methods
		counters[string(c.Counter)] = slices.Concat(counters[string(c.Counter)], rule.Methods)
	}
	for i := range k.catalog.Availability {
		if isOfMethod(k.catalog.Availability[i].ID, ids) {
			return false
		}
	}
	for i := range k.catalog.Limits {
		rule := &k.catalog.Limits[i]
		c, _ := rule.Limit.(limits.Cap)
		if isOfMethod(rule.ID, ids) || isOfMethod(string(c.Counter), counters) {
			return false
		}
	}
	return true
}

// isOfMethod reports whether an id may be one that a method gets, or the beginning of one.
func isOfMethod(id string, of map[string][]methods.ID) bool {
	_, isSplit := of[id]
	for i := range len(id) {
		if id[i] != '.' {
			continue
		}
		if all, ok := of[id[:i]]; ok && (isSplit || slices.Contains(all, methods.ID(id[i+1:]))) {
			return true
		}
	}
	return false
}

// taken returns the ids of all entries and rules, and the counters of the rules that
// are not for each method apart.
func (k *checker) taken() (ids map[string]bool, counters map[limits.Counter]limits.Counter) {
	ids = make(map[string]bool, len(k.catalog.Availability)+len(k.catalog.Limits))
	counters = map[limits.Counter]limits.Counter{}
	for i := range k.catalog.Availability {
		ids[k.catalog.Availability[i].ID] = true
	}
	for i := range k.catalog.Limits {
		rule := &k.catalog.Limits[i]
		ids[rule.ID] = true
		if c, ok := rule.Limit.(limits.Cap); ok && !splits(rule, k.perMethod) {
			counters[c.Counter] = ""
		}
	}
	return ids, counters
}

// checkSplit checks what one method gets.
func (k *checker) checkSplit(at owner, field, id string, taken bool) {
	switch {
	case !methods.ValidID(id):
		k.field(at, field, id, "is too long, as the rule is for each method apart: want up to 128 bytes with the method")
	case taken:
		k.field(at, field, id, "is taken: the rule is for each method apart, and this is its "+field+" for one: want another")
	}
}
