package analysis

import (
	"maps"
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// agree reports whether two decisions, one of each catalog, are the same about a
// method in all that counts: see the package comment.
func (d *differ) agree(v, w *routing.Decision, m methods.ID) bool {
	o, before := v.Offer(m)
	p, after := w.Offer(m)
	if before || after {
		return before && after && sameOffer(&o, &p)
	}
	return slices.EqualFunc(d.old.reasonsAgainst(v, m), d.new.reasonsAgainst(w, m), d.sameReason)
}

// reasonsAgainst returns the reasons against a method, those of Excepts in an order that
// does not depend on the entry's. There are none where the platform does not list it.
func (x *index) reasonsAgainst(d *routing.Decision, m methods.ID) []routing.Reason {
	why, _ := d.Why(m)
	if len(why.Reasons) > 0 && why.Reasons[0].Code == routing.CodeNotListed {
		return nil
	}
	slices.SortStableFunc(why.Reasons, func(r, s routing.Reason) int {
		if r.Code != routing.CodeExcepted || s.Code != routing.CodeExcepted {
			return 0
		}
		return strings.Compare(x.sortedForm(r.Except), x.sortedForm(s.Except))
	})
	return why.Reasons
}

func sameOffer(o, p *routing.Offer) bool {
	return o.Entry == p.Entry && sameProduct(&o.Product, &p.Product) && o.Parent == p.Parent && o.Payer == p.Payer &&
		sameRoom(o.Headroom, p.Headroom) && slices.Equal(o.Limits, p.Limits) && slices.EqualFunc(o.Caps, p.Caps, sameTotal)
}

// sameRoom reports whether two headrooms have the same bounds, and both reset or
// neither does.
func sameRoom(h, g limits.Headroom) bool {
	least, hasMin := h.Min()
	other, alsoMin := g.Min()
	_, resets := h.Resets()
	_, alsoResets := g.Resets()
	most, hasMax := h.Max()
	another, alsoMax := g.Max()
	return hasMin == alsoMin && least == other && hasMax == alsoMax && most == another && resets == alsoResets
}

func (d *differ) sameReason(r, s routing.Reason) bool {
	switch {
	case r.Code != s.Code || r.Undecided != s.Undecided:
		return false
	case r.Code == routing.CodeParent:
		return r.Parent == s.Parent // whichever entry says so
	case r.Rule != s.Rule:
		return false
	}
	switch r.Code {
	case routing.CodeExcepted:
		return d.old.sortedForm(r.Except) == d.new.sortedForm(s.Except)
	case routing.CodeBelowMin, routing.CodeAboveMax, routing.CodeLimitCurrency:
		return r.Limit == s.Limit
	case routing.CodeCapReached, routing.CodeCountReached:
		return sameCap(d.old.capOf(r.Rule), d.new.capOf(s.Rule))
	}
	return true
}

// capOf returns the cap of a limit rule by its id.
func (x *index) capOf(rule string) limits.Cap { return capOf(&x.catalog.Limits[x.ruleOf[rule]]) }

func sameCap(c, d limits.Cap) bool {
	return c.Min == d.Min && c.Max == d.Max && c.MaxCount == d.MaxCount && c.Window == d.Window && c.Counter == d.Counter && slices.Equal(c.Per, d.Per)
}

// sameTotal reports whether two offers' caps on a total bound the same. A cap that only
// counts has the largest amount where another method's rule bounds the amount of its
// counter: that rule is not this method's.
func sameTotal(c, d limits.Cap) bool {
	return sameCap(withoutLargest(c), withoutLargest(d))
}

func withoutLargest(c limits.Cap) limits.Cap {
	if c.MaxCount > 0 && c.Max.IsValid() && c.Max.Minor() == limits.MaxMinor {
		c.Max = limits.Money{}
	}
	return c
}

// sameProduct reports whether two products are the same in what counts of an offer.
func sameProduct(p, q *methods.Product) bool {
	return p.ID == q.ID && p.Flow == q.Flow && p.API == q.API && p.LinkLife == q.LinkLife && maps.Equal(p.Params, q.Params)
}
