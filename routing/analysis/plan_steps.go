package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
)

// StepKind is a kind of step that a [Plan] may take.
type StepKind string

// The kinds of steps, in the documented order: the cheapest first.
const (
	StepPayLess    StepKind = "pay_less"
	StepPayMore    StepKind = "pay_more"
	StepMove       StepKind = "move"       // to another surface
	StepStateFact  StepKind = "state_fact" // a surface, region, buyer or total that is missing
	StepWait       StepKind = "wait"
	StepStateTrait StepKind = "state_trait"
	StepPayIn      StepKind = "pay_in" // in another currency
)

// StepKinds lists the kinds of steps in the documented order, the cheapest first.
func StepKinds() []StepKind {
	return []StepKind{StepPayLess, StepPayMore, StepMove, StepStateFact, StepWait, StepStateTrait, StepPayIn}
}

// StepKindError reports a kind of step in [PlanOptions] that is not one, or that is
// there twice. It is always a pointer.
type StepKindError struct {
	Index int // in PlanOptions.Steps
	Kind  StepKind
}

// Error quotes the kind, clipped if long, and says which kinds there are or that it is
// there twice.
func (e *StepKindError) Error() string {
	if slices.Contains(StepKinds(), e.Kind) {
		return fmt.Sprintf("analysis: steps[%d] %q is there twice", e.Index, e.Kind)
	}
	return fmt.Sprintf("analysis: steps[%d] %.40q is not a kind of step: want one of %q", e.Index, e.Kind, StepKinds())
}

// MethodError reports a method that the catalog does not have. It is always a
// pointer.
type MethodError struct {
	Method methods.ID
}

// Error quotes the method, clipped if long.
func (e *MethodError) Error() string {
	return fmt.Sprintf("analysis: %.40q is not a method of the catalog", e.Method)
}

// stepKinds is how many kinds of steps there are.
const stepKinds = 7

// cost is what a plan costs: how many steps of each kind it takes, then how far
// they go, then where the rules name what they lead to; of each, the dearest kind
// first. Costs add up part by part and are compared in the order of their parts, so
// that the rest of a cheapest way is a cheapest way itself.
type cost [3 * stepKinds]int64

func (c cost) plus(d cost) cost {
	for i, n := range d {
		c[i] += n
	}
	return c
}

func (c cost) compare(d cost) int { return slices.Compare(c[:], d[:]) }

// prices are the kinds of steps that a plan may take, the cheapest first.
type prices []StepKind

func pricesOf(kinds []StepKind) (prices, error) {
	if len(kinds) == 0 {
		kinds = StepKinds()
	}
	for i, kind := range kinds {
		if slices.Contains(kinds[:i], kind) || !slices.Contains(StepKinds(), kind) {
			return nil, &StepKindError{i, kind}
		}
	}
	return slices.Clone(kinds), nil
}

// toll is what it costs to be at a value of an axis, if an order may get there.
type toll struct {
	open bool
	cost cost
}

// of is the toll for one step.
func (p prices) of(kind StepKind) toll { return p.toll(kind, 0, 0) }

// far is the toll for a step that goes so far.
func (p prices) far(kind StepKind, far int64) toll { return p.toll(kind, far, 0) }

// nth is the toll for a step to a value by its number.
func (p prices) nth(kind StepKind, value int) toll { return p.toll(kind, 0, int64(value)) }

func (p prices) toll(kind StepKind, far, value int64) toll {
	i := slices.Index(p, kind)
	if i < 0 {
		return toll{}
	}
	t := toll{open: true}
	part := len(p) - 1 - i
	t.cost[part], t.cost[stepKinds+part], t.cost[2*stepKinds+part] = 1, far, value
	return t
}
