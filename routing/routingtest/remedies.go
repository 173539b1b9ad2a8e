package routingtest

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

func checkRemedies(t *rapid.T, s *subject, o routing.Order) string {
	for _, e := range s.route(t, s.router, o).Excluded() {
		for _, reason := range e.Reasons {
			cured, ok := cure(o, reason.Remedy)
			if !ok || s.mayWaitInVain(reason) || reason.Code == routing.CodeExcepted || // another Except may match after the change
				reason.Code == routing.CodeParent { // its remedy is that of one of the parent's reasons
				continue
			}
			why, excluded := s.route(t, s.router, cured).Why(e.Method)
			if excluded && slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool {
				return r.Code == reason.Code && r.Rule == reason.Rule
			}) {
				return fmt.Sprintf("%s: %s\n         %s, which gives\n         %v, and again %s of %s",
					e.Method, reason.Text().EN, reason.Remedy.Text().EN, cured, reason.Code, reason.Rule)
			}
		}
	}
	return ""
}

// mayWaitInVain reports whether a custom limit is to be waited for: nobody knows how
// much it leaves when it resets.
func (s *subject) mayWaitInVain(r routing.Reason) bool {
	return r.Remedy.Do == routing.ActionWaitUntil && isBound(r.Code) && s.source.IsCustom(r.Rule)
}

// isBound reports whether a reason is that of a limit rule that refuses an amount.
func isBound(c routing.Code) bool {
	return c == routing.CodeBelowMin || c == routing.CodeAboveMax || c == routing.CodeCapReached || c == routing.CodeCountReached
}

// cure changes an order as a remedy says. It reports false if there is nothing to
// do, or nothing that an order can do: a fact that is missing can be stated in many
// ways, of which not every one is a cure.
func cure(o routing.Order, r routing.Remedy) (routing.Order, bool) {
	switch r.Do {
	case routing.ActionPayAtMost, routing.ActionPayAtLeast:
		o.Amount = r.Amount
	case routing.ActionMoveTo:
		if len(r.Surfaces) == 0 {
			return o, false
		}
		o.Surface = r.Surfaces[0]
	case routing.ActionWaitUntil:
		return wait(o, r)
	case routing.ActionState:
		if len(r.Traits) == 0 {
			return o, false
		}
		o.Traits = append(slices.Clip(o.Traits), r.Traits...)
	case routing.ActionPayIn:
		if len(r.Currencies) == 0 {
			return o, false
		}
		c, err := limits.ParseCurrency(r.Currencies[0])
		if err != nil {
			return o, false
		}
		o.Amount = money(o.Amount.Minor(), c)
	default:
		return o, false
	}
	return o, o.Amount.IsValid()
}

// wait moves an order to a later time, when totals have been reset. It reports false if
// that is later than an order can be.
func wait(o routing.Order, r routing.Remedy) (routing.Order, bool) {
	if r.Until.UTC().Year() >= 2200 {
		return o, false
	}
	o.At = r.Until
	if r.Amount.IsValid() {
		o.Amount = r.Amount
	}
	usage := limits.Usage{}
	for counter, used := range o.Usage {
		if currency := used.Amount.Currency(); currency.IsValid() {
			usage[counter] = limits.NewUsed(money(0, currency), 0)
		} else {
			usage[counter] = limits.CountOnly(0)
		}
	}
	o.Usage = usage
	return o, true
}
