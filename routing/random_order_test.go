package routing_test

import (
	"math"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// drawOrder draws an order that is not malformed and leans to the edges of the
// catalog. Half of the orders are made to meet the conditions of one entry.
func (w *world) drawOrder(t *rapid.T) routing.Order {
	var o routing.Order
	if oneIn(t, 2, "meet an entry") {
		o = w.meet(t, pick(t, w.catalog.Availability, "entry"))
	} else {
		o = w.drawFacts(t)
	}
	o.ID, o.Merchant = "o1", limits.Hide("m1")
	o.Amount = w.drawAmount(t, o.Amount.Currency())
	o.Usage = w.drawUsage(t)
	o.Allow = w.drawMethods(t, 12, "allow")
	if oneIn(t, 30, "allow none") {
		o.Allow = []methods.ID{}
	}
	o.Block = w.drawMethods(t, 12, "block")
	o.Tried = w.drawMethods(t, 12, "tried")
	o.Prefer = append(w.drawMethods(t, 3, "prefer"), w.drawMethods(t, 3, "prefer then")...)
	if oneIn(t, 8, "a method of an older catalog") {
		o.Prefer = append([]methods.ID{"gone"}, o.Prefer...)
		if o.Allow != nil {
			o.Allow = append(o.Allow, "gone")
		}
	}
	for _, id := range w.drawMethods(t, 8, "down") {
		if o.Down == nil {
			o.Down = map[methods.ID]time.Time{}
		}
		o.Down[id] = pick(t, []time.Time{{}, o.At, o.At.Add(1), o.At.Add(time.Hour), o.At.Add(-1)}, "down until")
	}
	return o
}

// drawPlace draws a platform, by its id or an alias.
func (w *world) drawPlace(t *rapid.T) methods.Platform {
	p := pick(t, w.catalog.Platforms, "platform")
	return pick(t, append([]methods.Platform{p.ID}, p.Aliases...), "platform id")
}

// drawFacts draws facts of which each may be missing, or be one that no rule
// names.
func (w *world) drawFacts(t *rapid.T) routing.Order {
	o := routing.Order{Platform: w.drawPlace(t), At: drawInstant(t, dates())}
	if oneIn(t, 2, "at an edge of hours") {
		o.At = pick(t, edgesOfHours(w.catalog.Zone), "edge").Add(pick(t, []time.Duration{0, -1, 1}, "beside"))
	}
	if !oneIn(t, 6, "no surface") {
		o.Surface = pick(t, append(slices.Clip(w.names.surfaces), "kiosk"), "surface")
	}
	if !oneIn(t, 6, "no region") {
		o.Region = pick(t, append(slices.Clip(w.names.regions), "DE", "ZZ"), "region")
	}
	if !oneIn(t, 6, "no buyer") {
		o.Buyer = limits.Hide(pick(t, []string{"b1", "b2", "b3"}, "buyer"))
	}
	for _, trait := range w.traits() {
		switch rapid.IntRange(0, 3).Draw(t, "trait") {
		case 0, 1:
			o.Traits = append(o.Traits, trait)
		case 2:
			o.Lacks = append(o.Lacks, trait)
		}
	}
	o.Amount = minor(0, w.drawCurrency(t))
	return o
}

// traits are those that orders state, one that no rule names among them.
func (w *world) traits() []methods.Trait {
	traits := append(slices.Clip(w.names.traits), "unheard_of")
	for _, m := range w.catalog.Methods {
		traits = append(traits, of(ofMethod, m.ID))
	}
	return traits
}

func (w *world) drawCurrency(t *rapid.T) limits.Currency {
	if !oneIn(t, 6, "foreign") {
		return limits.CNY
	}
	c, err := limits.ParseCurrency(pick(t, append(slices.Clip(w.names.currencies), "SEK"), "currency"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// meet draws facts and changes them to what an entry's When asks for, its rollout
// apart.
func (w *world) meet(t *rapid.T, e methods.Availability) routing.Order {
	o, when := w.drawFacts(t), e.When
	if len(when.Platforms) > 0 {
		o.Platform = pick(t, when.Platforms, "platform of entry")
	}
	if len(when.Surfaces) > 0 {
		o.Surface = pick(t, when.Surfaces, "surface of entry")
	}
	if len(when.Regions) > 0 {
		o.Region = pick(t, when.Regions, "region of entry")
	}
	if len(when.Currencies) > 0 {
		c, err := limits.ParseCurrency(pick(t, when.Currencies, "currency of entry"))
		if err != nil {
			t.Fatal(err)
		}
		o.Amount = minor(0, c)
	}
	if len(when.Audience) > 0 {
		audience := forMethod(when, e.Method, map[methods.Trait]bool{ofMethod: true}).Audience
		for _, trait := range pick(t, audience, "audience of entry") {
			o.Traits = append(o.Traits, trait)
			o.Lacks = without(o.Lacks, []methods.Trait{trait})
		}
	}
	if from, until := when.Period.From, when.Period.Until; !when.Period.Contains(o.At) {
		if until.IsZero() {
			o.At = from
		} else {
			o.At = until.Add(-1)
		}
	}
	return o
}

// drawInstant draws an instant at, just before or just after one of the given
// ones, or anywhere among them.
func drawInstant(t *rapid.T, around []time.Time) time.Time {
	at := pick(t, around, "instant")
	return at.Add(pick(t, []time.Duration{0, -1, 1, 24 * time.Hour, -24 * time.Hour, 40 * 24 * time.Hour}, "beside"))
}

// drawAmount draws an amount at, just below or just above a bound.
func (w *world) drawAmount(t *rapid.T, currency limits.Currency) limits.Money {
	around := []int64{100, 30_000, 0}
	for _, bound := range caps(w.catalog) {
		for _, bound := range []limits.Money{bound.Min, bound.Max} {
			if bound.IsValid() {
				around = append(around, bound.Minor())
			}
		}
	}
	n := pick(t, around, "amount")
	return minor(beside(t, n), currency)
}

// beside returns n, or the number before or after it, from 0 to limits.MaxMinor.
func beside(t *rapid.T, n int64) int64 {
	switch rapid.IntRange(0, 2).Draw(t, "beside") {
	case 1:
		return max(n-1, 0)
	case 2:
		return max(n, n+1) // n, where n+1 overflows
	}
	return n
}

// drawUsage draws totals around the caps on them. Now and then one is missing, or
// in another currency.
func (w *world) drawUsage(t *rapid.T) limits.Usage {
	usage := limits.Usage{}
	for _, bound := range caps(expand(w.catalog)) {
		if !bound.IsTotal() || oneIn(t, 8, "not given") {
			continue
		}
		usage[bound.Counter] = drawUsed(t, bound)
	}
	return usage
}

// drawUsed draws what a total has reached, around a cap on it. Its amount or its count
// may be missing.
func drawUsed(t *rapid.T, bound limits.Cap) limits.Used {
	var amount limits.Money
	currency := currencyOf(bound.Counter)
	if oneIn(t, 12, "in another currency") {
		currency = limits.JPY
	}
	if currency.IsValid() {
		around := []int64{0, 0, bound.Max.Minor() / 2, max(bound.Max.Minor()-100, 0), bound.Max.Minor(), limits.MaxMinor}
		amount = minor(beside(t, pick(t, around, "used")), currency)
	}
	if amount.IsValid() && oneIn(t, 6, "not counted") {
		return limits.Used{Amount: amount}
	}
	count := beside(t, pick(t, []int64{0, 0, 2, bound.MaxCount, math.MaxInt64}, "payments"))
	if oneIn(t, 12, "only counted") {
		return limits.CountOnly(count)
	}
	return limits.NewUsed(amount, count)
}

// currencyOf is the currency of a counter of a random catalog. It is not valid for one
// that only counts.
func currencyOf(counter limits.Counter) limits.Currency {
	base, _, _ := strings.Cut(string(counter), ".") // of a rule for each method apart
	for _, bound := range totals() {
		if string(bound.Counter) == base {
			return bound.Currency()
		}
	}
	panic("unknown counter " + counter)
}

func (w *world) drawMethods(t *rapid.T, n int, label string) []methods.ID {
	if !oneIn(t, n, label) {
		return nil
	}
	var ids []methods.ID
	for _, m := range w.catalog.Methods {
		ids = append(ids, m.ID)
	}
	return listOf(t, ids, label)
}
