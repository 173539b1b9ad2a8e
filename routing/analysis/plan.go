package analysis

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Planner works out what would have to change about an order for a method to be
// offered. Make one with [NewPlanner]: the zero Planner is of no use, and its Plan
// panics. It is immutable and safe for concurrent use.
type Planner struct {
	x       *index
	windows map[limits.Counter]limits.Window
	prices  prices
}

// Plan is the cheapest change of an order for which a method is offered. The zero
// Plan is none.
type Plan struct {
	Method methods.ID

	// Steps are what to do, all of them, the cheapest kind first. There are none
	// if the method is offered for the order as it is. A step has one of these
	// forms:
	//
	//	pay_at_most   pay Amount instead of the order's, or less, as far down as Offer's headroom goes
	//	pay_at_least  pay Amount instead of the order's, or more, as far up as Offer's headroom goes
	//	move_to       check out on one of Surfaces: any of them will do
	//	wait_until    pay at Until
	//	state         one missing fact; or every one of Traits
	//	pay_in        pay in the currency, an amount in Offer's headroom
	Steps []routing.Remedy

	// Order is the order with all steps taken, and Offer what it is offered.
	// What a step leaves open is chosen: the first of the surfaces; the least
	// amount of another currency; and of a fact that was missing, a value that
	// will do: a region, a buyer that is made up, or that nothing has been paid so
	// far.
	Order routing.Order
	Offer routing.Offer
}

// PlanOptions choose among plans. The zero PlanOptions are the documented order.
type PlanOptions struct {
	// Steps are the kinds of steps that a plan may take, the cheapest first; none
	// are [StepKinds]. A plan takes no step of a kind that is left out, and no
	// number of cheaper steps outweighs a dearer one.
	Steps []StepKind
}

// NewPlanner compiles a catalog for planning. It copies what it needs: later
// changes to the catalog change nothing. The error is that of [routing.Compile], or
// a [*StepKindError].
//
// A [routing.Router] would not do: it decides, but does not tell its rules.
func NewPlanner(c routing.Catalog, options PlanOptions) (*Planner, error) {
	prices, err := pricesOf(options.Steps)
	if err != nil {
		return nil, err
	}
	x, err := newIndex(copyRules(c))
	if err != nil {
		return nil, err
	}
	p := &Planner{x: x, windows: map[limits.Counter]limits.Window{}, prices: prices}
	for i := range c.Limits {
		if cap := capOf(&c.Limits[i]); cap.IsTotal() {
			p.windows[cap.Counter] = cap.Window
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
// Whether what a plan asks to be stated is so, the caller must know.
//
// An amount is changed by as little as will do, and never to zero: a payment of
// nothing would not be one. A plan waits for the first instant that will do. What
// has been paid so far counts until the total starts anew, or until all of a
// rolling total has dropped out, as if nothing were paid meanwhile; a total that is
// missing stays missing however long one waits, and a lifetime total for good.
//
// Plans are compared by their kinds of steps, the dearest first: the plan with
// fewer steps of that kind is cheaper, where each trait and each missing fact
// counts as one. In the documented order ([StepKinds]) paying less is cheaper than
// paying more, then come moving, stating a missing fact, waiting, stating a trait,
// and paying in another currency. Of plans with the same kinds of steps, the one
// that waits less, changes the amount by less and so on is cheaper, again the
// dearest kind first; what is still equal goes by the order in which the method's
// rules name the surfaces and traits.
//
// The error is an [*routing.OrderError] if the order is malformed, a
// [*MethodError] if the catalog has no such method, a [*LimitError] if one of the
// limits for the method is not a [limits.Cap], and a [*BoundError] if the rules
// depend on each other in more ways than [MaxNodes], or if of more than
// [MaxBuyers] made-up buyers none lies in the rollouts.
func (p *Planner) Plan(o routing.Order, m methods.ID) (Plan, bool, error) {
	if p.x.methods[m] == nil {
		return Plan{}, false, &MethodError{Method: m}
	}
	plan, offered, err := p.route(o, m)
	if offered || err != nil {
		return plan, offered, err
	}
	s, err := p.search(&o, m)
	if err != nil {
		return Plan{}, false, err
	}
	values, alike, ok := s.cheapest()
	if !ok {
		return Plan{}, false, nil
	}
	changed, ok := s.take(values, alike)
	if !ok {
		return Plan{}, false, s.exceeds("MaxBuyers", MaxBuyers)
	}
	plan, offered, err = p.route(changed, m)
	if err != nil || !offered {
		return Plan{}, false, &faultError{fmt.Sprintf("a plan for %q", m), changed.String()}
	}
	plan.Steps = s.steps(values, &changed)
	return plan, true, nil
}

// route is the plan without steps, if the method is offered.
func (p *Planner) route(o routing.Order, m methods.ID) (Plan, bool, error) {
	d, err := p.x.router.Route(o)
	if err != nil {
		return Plan{}, false, err
	}
	offer, ok := d.Offer(m)
	if !ok {
		return Plan{}, false, nil
	}
	return Plan{Method: m, Order: o, Offer: offer}, true, nil
}

// resets returns when a total starts anew for an order, if it ever does.
func (p *Planner) resets(counter limits.Counter, o *routing.Order) (time.Time, bool) {
	window, known := p.windows[counter]
	if !known || window == limits.Lifetime() {
		return time.Time{}, false
	}
	_, until := window.Span(o.At)
	return until, true
}
