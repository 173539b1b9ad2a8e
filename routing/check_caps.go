package routing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// checkCap tests the conditions of a cap one by one, so that all that is wrong with
// it is a fault: Validate stops at the first.
func (k *checker) checkCap(c limits.Cap, at owner) {
	before := len(k.faults)
	k.checkBounds(c, at)
	k.checkCount(c, at)
	if c.IsTotal() {
		k.checkTotal(c, at)
	}
	k.checkSubjects(c, at)
	if c.Counter != "" && len(k.faults) == before {
		k.checkCounter(c, at)
	}
}

func (k *checker) checkBounds(c limits.Cap, at owner) {
	if both := (limits.Cap{Min: c.Min, Max: c.Max}); both.Validate() != nil {
		low := k.capFault(limits.Cap{Min: c.Min}, at)
		high := k.capFault(limits.Cap{Max: c.Max}, at)
		if !low && !high {
			k.capFault(both, at)
		}
	}
	if !c.IsTotal() && !c.Min.IsValid() && !c.Max.IsValid() && c.MaxCount == 0 {
		k.field(at, "max", "", "is missing: want min, max or both")
	}
}

// checkTotal checks a window, a counter and a maximum, of which each needs the others.
func (k *checker) checkTotal(c limits.Cap, at owner) {
	most, _ := limits.MoneyFromMinor(0, limits.CNY)
	k.capFault(limits.Cap{Max: most, Window: c.Window, Counter: c.Counter}, at)
	if !c.Window.IsValid() && c.Counter == "" {
		k.field(at, "counter", "", "is missing: want a counter for the total")
	}
	if c.Counter != "" {
		if problem := idFault(c.Counter, ""); problem != "" {
			k.field(at, "counter", string(c.Counter), problem)
		}
	}
	switch {
	case c.Max.IsValid() || c.MaxCount != 0:
	case c.Counter == "":
		k.field(at, "max", "", "is missing: want the most that the total may reach, in amount or in payments")
	default:
		k.capFault(limits.Cap{Window: limits.Lifetime(), Counter: c.Counter}, at)
	}
}

// checkCount checks a number of payments, which needs a total.
func (k *checker) checkCount(c limits.Cap, at owner) {
	switch n := strconv.FormatInt(c.MaxCount, 10); {
	case c.MaxCount < 0:
		k.field(at, "max_count", n, "is negative: want a number of payments, or zero for no bound")
	case c.MaxCount > 0 && !c.IsTotal():
		k.field(at, "max_count", n, "counts nothing: want a window and a counter")
	}
}

func (k *checker) checkSubjects(c limits.Cap, at owner) {
	if len(c.Per) == 0 {
		return
	}
	if !c.IsTotal() {
		k.capFault(limits.Cap{Per: c.Per}, at)
	}
	before := len(k.faults)
	seen := repeats[limits.Subject]{list: c.Per}
	for i, subject := range c.Per {
		first, again := seen.before(i)
		if problem := idFault(subject, ""); problem != "" {
			k.element(at, "per", i, string(subject), problem)
		} else if again {
			k.twice(at, "per", i, first, string(subject))
		}
	}
	if len(k.faults) == before {
		most, _ := limits.MoneyFromMinor(0, limits.CNY)
		k.capFault(limits.Cap{Max: most, Window: limits.Lifetime(), Counter: "any", Per: c.Per}, at)
	}
}

// otherKeys writes the fields that a CapError names beside its own as the keys that they are.
var otherKeys = strings.NewReplacer("at most Max,", "at most max,", "currency of Min,", "currency of min,")

// capFault adds what Validate finds wrong with a part of a cap, and reports whether
// it finds anything.
func (k *checker) capFault(part limits.Cap, at owner) bool {
	err := part.Validate()
	if err == nil {
		return false
	}
	var bad *limits.CapError
	errors.As(err, &bad)
	problem := "is invalid: want "
	if bad.Value == "" {
		problem = "is missing: want "
	}
	k.field(at, strings.ToLower(bad.Field), bad.Value, problem+prose.Plain(otherKeys.Replace(bad.Want)))
	return true
}

// counterUse is how the first rule that names a counter uses it, and the first with a
// maximum, whose currency is that of the counter.
type counterUse struct {
	rule, bounded string
	cap           limits.Cap
	currency      limits.Currency
}

// usesOf returns how counters are used by rules like one: split or not.
func (k *checker) usesOf(rule *LimitRule) map[limits.Counter]counterUse {
	if splits(rule, k.perMethod) {
		return k.split
	}
	return k.counters
}

// checkCounter makes sure that a counter means one total: the same window and the same
// subjects wherever it is named. For its currency see checkCounterCurrencies.
func (k *checker) checkCounter(c limits.Cap, at owner) {
	rule := &k.catalog.Limits[at.index]
	uses := k.usesOf(rule)
	k.totals = append(k.totals, at.index)
	first, ok := uses[c.Counter]
	if !ok {
		first = counterUse{rule: rule.ID, cap: c}
	}
	if !first.currency.IsValid() && c.Max.IsValid() {
		first.bounded, first.currency = rule.ID, c.Currency()
	}
	uses[c.Counter] = first
	if !ok {
		return
	}
	if first.cap.Window != c.Window {
		k.field(at, "window", c.Window.String(),
			fmt.Sprintf("differs from %q of %q: want one window for a counter", first.cap.Window, strictjson.Clip(first.rule)))
	}
	if !slices.Equal(first.cap.Per, c.Per) {
		k.field(at, "per", fmt.Sprint(c.Per), fmt.Sprintf("differs from %s of %q: want one list of subjects for a counter",
			strictjson.Clip(fmt.Sprintf("%q", first.cap.Per)), strictjson.Clip(first.rule)))
	}
}

// checkCounterCurrencies makes sure that all caps of a counter have the currency of its
// maximums. One of which no cap has a maximum counts payments in all currencies.
func (k *checker) checkCounterCurrencies() {
	for _, i := range k.totals {
		rule, at := &k.catalog.Limits[i], owner{list: "limits", index: i}
		c := rule.Limit.(limits.Cap)
		use := k.usesOf(rule)[c.Counter]
		if !use.currency.IsValid() || !c.Currency().IsValid() || c.Currency() == use.currency {
			continue
		}
		field, bound := "max", c.Max
		if !c.Max.IsValid() {
			field, bound = "min", c.Min
		}
		k.field(at, field, bound.String(), fmt.Sprintf("differs in currency from %q, %s: want one currency for a counter",
			strictjson.Clip(use.bounded), use.currency))
	}
}
