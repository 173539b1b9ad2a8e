package analysis

import (
	"fmt"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// view is what counts of what a decision says about a method, as a text that can
// be compared: see the package comment. It is empty where the platform does not
// list the method.
func (x *index) view(d *routing.Decision, m methods.ID) string {
	if o, ok := d.Offer(m); ok {
		var b strings.Builder
		fmt.Fprintf(&b, "offered by %s with %s within %q %s of %q", o.Entry, productText(&o.Product), o.Parent, o.Headroom, o.Limits)
		fmt.Fprintf(&b, " paid by %s", o.Payer)
		if _, resets := o.Headroom.Resets(); resets {
			b.WriteString(" resets")
		}
		for _, cap := range o.Caps {
			b.WriteString(" " + capText(cap))
		}
		return b.String()
	}
	why, _ := d.Why(m)
	var b strings.Builder
	for i := range why.Reasons {
		r := &why.Reasons[i]
		if r.Code == routing.CodeNotListed {
			return ""
		}
		fmt.Fprintf(&b, "%s undecided %t", r.Code, r.Undecided)
		if r.Code == routing.CodeParent {
			fmt.Fprintf(&b, " within %s\n", r.Parent) // whichever entry says so
			continue
		}
		b.WriteString(" by " + r.Rule)
		switch r.Code {
		case routing.CodeBelowMin, routing.CodeAboveMax, routing.CodeLimitCurrency:
			b.WriteString(" " + r.Limit.String())
		case routing.CodeCapReached:
			b.WriteString(" " + capText(x.capOf(r.Rule)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (x *index) capOf(rule string) limits.Cap {
	return capOf(&x.catalog.Limits[x.ruleOf[rule]])
}

func productText(p *methods.Product) string {
	return fmt.Sprintf("%q %q %q %s", p.ID, p.Flow, p.API, p.LinkLife)
}

func capText(c limits.Cap) string {
	return fmt.Sprintf("%s to %s in %q of %q per %q", c.Min, c.Max, c.Window, c.Counter, c.Per)
}
