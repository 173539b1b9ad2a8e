package analysis

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Planner works out what would have to change about an order for a method to be
// offered. Make one with [NewPlanner]: Plan of a nil or zero Planner is an error. It is
// immutable and safe for concurrent use.
type Planner struct {
	x       *index
	windows map[limits.Counter]limits.Window
	bounds  bounds
}

var errNotMade = errors.New("analysis: the planner is nil or zero: make one with NewPlanner")

// NewPlanner compiles a catalog for planning. It copies what it needs: later
// changes to the catalog change nothing. The error is that of [routing.Compile].
//
// A [routing.Router] would not do: it decides, but does not tell its rules.
func NewPlanner(c routing.Catalog) (*Planner, error) { return newPlannerWithin(c, planBounds) }

func newPlannerWithin(c routing.Catalog, b bounds) (*Planner, error) {
	x, err := newIndex(copyRules(c))
	if err != nil {
		return nil, err
	}
	p := &Planner{x: x, windows: map[limits.Counter]limits.Window{}, bounds: b}
	for i := range x.catalog.Limits {
		if c := capOf(&x.catalog.Limits[i]); c.IsTotal() {
			p.windows[c.Counter] = c.Window
		}
	}
	return p, nil
}

// Plan returns the cheapest change of an order for which the method is offered.
// It reports false if there is none: that is proved, not that none was found. A
// plan is checked by routing its Order.
//
// What may change is the amount, the surface, the time, which is never turned
// back, and the currency. A trait may be stated, but one that is stated stays: who
// states it knows that it holds. A missing surface, region, buyer or total may be
// stated, while a region, a buyer or a total that is given stays what it is: a
// rollout that has not reached the buyer ends a plan, and so does a cap that applies
// on a total that is given in another currency. The order's own lists stay as well.
// Whether what a plan tells to state is so, the caller must know.
//
// An amount is changed by as little as will do, and never to zero: a payment of
// nothing would not be one. A plan waits for the first instant that will do. What
// has been paid so far, and how often, counts until the total resets, or until all of a
// rolling total has dropped out, as if nothing were paid meanwhile; a total that is missing
// stays missing however long one waits, and a lifetime total for good.
//
// Plans are compared by their kinds of steps, the dearest first: the plan with
// fewer steps of that kind is cheaper, where each trait and each missing fact
// counts as one. Paying less is cheaper than paying more, then come moving, stating a
// missing fact, waiting, stating a trait, and paying in another currency. Of plans
// with the same kinds of steps, the one that waits less, changes the amount by less
// and so on is cheaper, again the dearest kind first; what is still equal goes by the
// order in which the method's rules name the surfaces and traits.
//
// A limit that is not a [limits.Cap] is taken to allow every amount until a plan is
// checked. If it refuses the plan, there may be another one: Plan reports false, and
// the [Plan] names the rule.
//
// The error is an [*routing.OrderError] if the order is malformed, a
// [*MethodError] if the catalog has no such method, and a [*BoundError].
func (p *Planner) Plan(o routing.Order, m methods.ID) (Plan, bool, error) {
	if p == nil || p.x == nil {
		return Plan{}, false, errNotMade
	}
	if p.x.methods[m] == nil {
		return Plan{}, false, &MethodError{Method: m}
	}
	plan, offered, err := unchanged(p.x.original, o, m)
	if offered || err != nil {
		return plan, offered, err
	}
	s, err := p.search(&o, m)
	if err != nil {
		return Plan{}, false, err
	}
	values, ok := s.cheapest()
	switch {
	case s.isFull:
		return Plan{}, false, p.bounds.exceeded("nodes", s.platform, m)
	case !ok:
		return Plan{}, false, nil
	}
	changed, ok := s.take(values)
	if !ok {
		return Plan{}, false, p.bounds.exceeded("buyers", s.platform, m)
	}
	return p.check(s, changed, values)
}

// check returns the plan that leads to a changed order, if the method is offered then.
func (p *Planner) check(s *search, changed routing.Order, values []int) (Plan, bool, error) {
	plan, offered, err := unchanged(p.x.router, changed, s.method)
	if err != nil || !offered {
		return Plan{}, false, &faultError{fmt.Sprintf("a plan for %q", s.method), changed.String()}
	}
	if p.x.original != p.x.router {
		unexamined := p.unexamined(&plan.Offer)
		if plan, offered, err = unchanged(p.x.original, changed, s.method); err != nil || !offered {
			return Plan{Method: s.method, Unexamined: unexamined}, false, err
		}
	}
	plan.Steps = s.steps(values, &changed)
	return plan, true, nil
}

// unexamined returns the limit rules of an offer whose limit is not a cap.
func (p *Planner) unexamined(o *routing.Offer) []string {
	return slices.DeleteFunc(slices.Clone(o.Limits), func(id string) bool {
		return isExamined(&p.x.catalog.Limits[p.x.ruleOf[id]])
	})
}

// unchanged returns the plan without steps, if the method is offered.
func unchanged(r *routing.Router, o routing.Order, m methods.ID) (Plan, bool, error) {
	d, err := r.Route(o)
	if err != nil {
		return Plan{}, false, err
	}
	offer, ok := d.Offer(m)
	if !ok {
		return Plan{}, false, nil
	}
	return Plan{Method: m, Order: o, Offer: offer}, true, nil
}

// resets returns when a total resets for an order, if it ever does.
func (p *Planner) resets(counter limits.Counter, o *routing.Order) (time.Time, bool) {
	window, known := p.windows[counter]
	if !known || window == limits.Lifetime() {
		return time.Time{}, false
	}
	_, until := window.Span(o.At)
	return until, true
}
