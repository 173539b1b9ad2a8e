package routing_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Law 12: a remedy cures its reason: with the order changed as it says, that rule no
// longer gives that reason.
//
// A custom limit that never resets cannot be waited for, and the router
// cannot know what would be left of one that does: waiting is checked for caps.
func TestRemedyCuresItsReason(t *testing.T) {
	cured := map[routing.Action]int{}
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		d := route(t, r, o)
		for _, e := range d.Excluded() {
			for _, reason := range e.Reasons {
				e, reason := cause(d, e, reason)
				if reason.Remedy.Do == routing.ActionWaitUntil && w.isOwn(reason.Rule) {
					continue
				}
				for _, changed := range w.cures(t, o, reason) {
					cured[reason.Remedy.Do]++
					if gives(t, r, changed, e.Method, reason) {
						t.Fatalf("%v\n%s: %+v\nis not cured by %v with usage %v",
							o, e.Method, reason, changed, changed.Usage)
					}
				}
			}
		}
	})
	for _, action := range routing.Actions() {
		if action != routing.ActionNone && cured[action] == 0 {
			t.Errorf("no reason was cured by %s", action)
		}
	}
}

// cause returns the reason that a remedy is for, and the exclusion that has it: the
// remedy against an excluded parent is that of the parent's first reason that has one.
func cause(d routing.Decision, e routing.Exclusion, reason routing.Reason) (routing.Exclusion, routing.Reason) {
	for reason.Code == routing.CodeParent && reason.Remedy.Do != routing.ActionNone {
		e, _ = d.Why(reason.Parent)
		reason = e.Reasons[slices.IndexFunc(e.Reasons, func(r routing.Reason) bool { return r.Remedy.Do != routing.ActionNone })]
	}
	return e, reason
}

// gives reports whether a rule still gives a reason against a method when the order has
// changed.
func gives(t *rapid.T, r *routing.Router, changed routing.Order, method methods.ID, reason routing.Reason) bool {
	again, excluded := route(t, r, changed).Why(method)
	return excluded && slices.ContainsFunc(again.Reasons, func(other routing.Reason) bool { return isAgain(reason, other) })
}

// isAgain reports whether a rule gives a reason once more.
func isAgain(reason, other routing.Reason) bool {
	return other.Code == reason.Code && other.Rule == reason.Rule && other.Counter == reason.Counter &&
		cmp.Equal(other.Except, reason.Except)
}

func (w *world) rule(id string) (routing.LimitRule, bool) {
	rules := expand(w.catalog).Limits
	i := slices.IndexFunc(rules, func(rule routing.LimitRule) bool { return rule.ID == id })
	if i < 0 {
		return routing.LimitRule{}, false
	}
	return rules[i], true
}

// isOwn reports whether an id is that of a rule whose limit is not a Cap.
func (w *world) isOwn(id string) bool {
	rule, ok := w.rule(id)
	_, isCap := rule.Limit.(limits.Cap)
	return ok && !isCap
}

// cures returns the orders that a reason's remedy asks for, one for each surface or
// currency that it offers.
func (w *world) cures(t *rapid.T, o routing.Order, reason routing.Reason) []routing.Order {
	c := w.newCure(o)
	if !c.add(reason) {
		return nil
	}
	return c.orders(t)
}

// cure collects what remedies ask for.
type cure struct {
	world      *world
	order      routing.Order
	until      time.Time
	low, high  limits.Money
	traits     []methods.Trait
	facts      []string
	restate    []limits.Counter // usage to be given anew: it was missing, or is in another currency
	surfaces   []methods.Surface
	currencies []string

	anySurface, anyCurrency bool // the lists are not set yet
}

func (w *world) newCure(o routing.Order) *cure {
	o.Usage = maps.Clone(o.Usage)
	if o.Usage == nil {
		o.Usage = limits.Usage{}
	}
	return &cure{world: w, order: o, anySurface: true, anyCurrency: true}
}

// add takes in a reason's remedy and reports whether there is one.
func (c *cure) add(reason routing.Reason) bool {
	remedy := reason.Remedy
	switch remedy.Do {
	case routing.ActionPayAtMost:
		c.atMost(remedy.Amount)
	case routing.ActionPayAtLeast:
		if !c.low.IsValid() || less(c.low, remedy.Amount) {
			c.low = remedy.Amount
		}
	case routing.ActionMoveTo:
		c.moveTo(remedy.Surfaces)
	case routing.ActionWaitUntil:
		if remedy.Until.After(c.until) {
			c.until = remedy.Until
		}
		if remedy.Amount.IsValid() {
			c.atMost(remedy.Amount)
		}
		if reason.Counter != "" {
			c.restate = append(c.restate, reason.Counter)
		}
	case routing.ActionState:
		c.traits = append(c.traits, remedy.Traits...)
		c.facts = append(c.facts, remedy.Facts...)
		if len(remedy.Surfaces) > 0 {
			c.moveTo(remedy.Surfaces)
		}
	case routing.ActionPayIn:
		c.payIn(remedy.Currencies)
		if reason.Counter != "" {
			c.restate = append(c.restate, reason.Counter)
		}
	default:
		return false
	}
	return true
}

func (c *cure) atMost(m limits.Money) {
	if !c.high.IsValid() || less(m, c.high) {
		c.high = m
	}
}

func (c *cure) moveTo(surfaces []methods.Surface) {
	if c.anySurface {
		c.surfaces, c.anySurface = surfaces, false
		return
	}
	c.surfaces = without(c.surfaces, without(c.surfaces, surfaces))
}

func (c *cure) payIn(currencies []string) {
	if c.anyCurrency {
		c.currencies, c.anyCurrency = currencies, false
		return
	}
	c.currencies = without(c.currencies, without(c.currencies, currencies))
}

// contradictory reports whether the remedies cannot all be followed: amounts and
// totals in the order's currency mean nothing when it is paid in another.
func (c *cure) contradictory() bool {
	inCurrency := c.low.IsValid() || c.high.IsValid() ||
		slices.ContainsFunc(c.facts, func(fact string) bool { return strings.HasPrefix(fact, "usage.") })
	return inCurrency && !c.anyCurrency ||
		c.low.IsValid() && c.high.IsValid() && less(c.high, c.low)
}

// orders returns the changed orders; none if the remedies contradict each other.
func (c *cure) orders(t *rapid.T) []routing.Order {
	if c.contradictory() {
		return nil
	}
	o := c.order
	if c.low.IsValid() && less(o.Amount, c.low) {
		o.Amount = c.low
	}
	if c.high.IsValid() && less(c.high, o.Amount) {
		o.Amount = c.high
	}
	if !c.until.IsZero() {
		o.At = c.until
	}
	o.Traits = append(slices.Clip(o.Traits), c.traits...)
	for _, fact := range c.facts {
		c.state(t, &o, fact)
	}
	for _, counter := range c.restate {
		o.Usage[counter] = c.world.unused(counter, o.Amount.Currency())
	}
	orders := []routing.Order{o}
	if !c.anySurface {
		orders = nil
		for _, s := range c.surfaces {
			o.Surface = s
			orders = append(orders, o)
		}
	}
	if c.anyCurrency {
		return orders
	}
	var converted []routing.Order
	for _, o := range orders {
		for _, code := range c.currencies {
			currency, err := limits.ParseCurrency(code)
			if err != nil {
				t.Fatal(err)
			}
			o.Amount = minor(o.Amount.Minor(), currency)
			converted = append(converted, o)
		}
	}
	return converted
}

// state states a fact by its name in the order's JSON form.
func (c *cure) state(t *rapid.T, o *routing.Order, fact string) {
	switch fact {
	case "surface":
		o.Surface = "kiosk" // unless a remedy names surfaces
	case "region":
		o.Region = pick(t, []methods.Region{"CN", "HK", "DE"}, "region stated")
	case "buyer":
		o.Buyer = limits.Hide(pick(t, []string{"b1", "b2", "b3"}, "buyer stated"))
	default:
		if trait, ok := strings.CutPrefix(fact, "trait."); ok {
			either := pick(t, []*[]methods.Trait{&o.Traits, &o.Lacks}, "it holds or not")
			if !slices.Contains(o.Traits, methods.Trait(trait)) && !slices.Contains(o.Lacks, methods.Trait(trait)) {
				*either = append(slices.Clip(*either), methods.Trait(trait))
			}
			return
		}
		counter := limits.Counter(fact[len("usage."):])
		o.Usage[counter] = c.world.unused(counter, o.Amount.Currency())
	}
}

// unused is what a counter has reached before any payment. One of which only a custom
// limit bounds the amount is in the currency of the order.
func (w *world) unused(counter limits.Counter, currency limits.Currency) limits.Used {
	all := caps(expand(w.catalog))
	if !slices.ContainsFunc(all, func(c limits.Cap) bool { return c.Counter == counter && c.Max.IsValid() }) {
		return limits.CountOnly(0)
	}
	if own := counterCurrency(expand(w.catalog), counter); own.IsValid() {
		currency = own
	}
	return limits.NewUsed(minor(0, currency), 0)
}

// Law 12: with all reasons cured at once, and no further rule coming to apply by
// the change, the method is offered.
//
// What is still against the method after the change is therefore something that
// was not said before, never a reason that was cured.
func TestAllRemediesTogetherCure(t *testing.T) {
	var all, offeredAfter int
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		for _, e := range route(t, r, o).Excluded() {
			c := w.newCure(o)
			reasons := w.allReasons(route(t, r, o), e)
			if slices.ContainsFunc(reasons, func(reason routing.Reason) bool {
				if reason.Remedy.Do == routing.ActionWaitUntil && reason.Limit.IsValid() {
					c.atMost(reason.Limit) // also where another remedy asks for more than the order's amount
				}
				return reason.Remedy.Do == routing.ActionWaitUntil && w.isOwn(reason.Rule) || !c.add(reason)
			}) {
				continue
			}
			c.until = w.openFrom(o, e, c.until)
			for _, changed := range c.orders(t) {
				all++
				again, excluded := route(t, r, changed).Why(e.Method)
				if !excluded {
					offeredAfter++
				}
				for _, reason := range again.Reasons {
					if isCured(reason, e) {
						t.Fatalf("%v\n%s: %+v\nstill excluded for %v with usage %v: %+v",
							o, e.Method, e.Reasons, changed, changed.Usage, again.Reasons)
					}
				}
			}
		}
	})
	t.Logf("%d of %d methods offered with all reasons cured", offeredAfter, all)
	if 3*offeredAfter < all {
		t.Errorf("%d of %d methods offered with all reasons cured, want at least a third", offeredAfter, all)
	}
}

// openFrom is the first instant not before another one at which the hours of the
// entry that explains an exclusion hold, and those of its parents. The zero time stands
// for the order's own.
func (w *world) openFrom(o routing.Order, e routing.Exclusion, from time.Time) time.Time {
	c := expand(w.catalog)
	ref := &reference{catalog: c, order: o, platform: canonical(c, o.Platform), known: map[methods.ID]*finding{}}
	var whens []methods.Match
	for id := e.Method; id != ""; id = ref.find(id).entry.Parent {
		whens = append(whens, ref.find(id).entry.When)
	}
	at := from
	if at.IsZero() {
		at = o.At
	}
	for last := at.Add(longestWait); at.Before(last); at = nextMinute(at) {
		if !slices.ContainsFunc(whens, func(m methods.Match) bool { return !open(c, m, at) }) {
			return at
		}
	}
	return from
}

// allReasons returns the reasons of an exclusion, those of its parent in place of the
// reason that it is excluded.
func (w *world) allReasons(d routing.Decision, e routing.Exclusion) []routing.Reason {
	var all []routing.Reason
	for _, reason := range e.Reasons {
		if reason.Code != routing.CodeParent {
			all = append(all, reason)
			continue
		}
		parent, _ := d.Why(reason.Parent)
		all = append(all, w.allReasons(d, parent)...)
	}
	return all
}

// isCured reports whether a reason is one of those that were cured. An entry may
// have an Except that came to match instead of another.
func isCured(reason routing.Reason, e routing.Exclusion) bool {
	return reason.Code != routing.CodeExcepted && reason.Code != routing.CodeParent &&
		slices.ContainsFunc(e.Reasons, func(before routing.Reason) bool { return isAgain(before, reason) })
}
