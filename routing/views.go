package routing

import (
	"iter"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// OfferView is an offer that is read where it lies: see [Decision.OffersSeq]. It shares
// the memory of the decision, and is for as long as that holds the same order: once
// [Router.RouteInto] has reused the memory, what the view returns is empty. The zero
// OfferView is of no offer, and what it returns is empty.
type OfferView struct{ view }

// ExclusionView is an exclusion that is read where it lies: see [Decision.ExcludedSeq].
// What is said of [OfferView] holds here as well.
type ExclusionView struct{ view }

// ReasonView is what a reason is about: see [ExclusionView.ReasonsSeq]. [Decision.Why]
// says all about it. The zero ReasonView is of no reason.
type ReasonView struct {
	Code      Code
	Rule      string // as Reason.Rule
	Undecided bool   // as Reason.Undecided
}

// view is a verdict of a decision.
type view struct {
	decision *Decision
	verdict  int
	use      uint32
}

// isStale reports whether the decision no longer holds the verdict.
func (v view) isStale() bool {
	d := v.decision
	return d == nil || d.router == nil || d.use != v.use || v.verdict >= len(d.verdicts) || d.isReused()
}

// method returns the method of the verdict, and an empty one if the view is stale.
func (v view) method() *methods.Method {
	if v.isStale() {
		return &noMethod
	}
	return v.decision.method(v.verdict)
}

var noMethod methods.Method

// product returns the product to call, and an empty one if there is none.
func (v OfferView) product() *methods.Product {
	if v.isStale() {
		return &noProductAtAll
	}
	return v.decision.product(v.verdict)
}

// OffersSeq yields the offers of [Decision.Offers] one by one, in their order, without
// copying what is fixed: a checkout that reuses its decision lists them without
// allocating.
func (d *Decision) OffersSeq() iter.Seq[OfferView] {
	return func(yield func(OfferView) bool) { d.eachOffer(yield) }
}

func (d *Decision) eachOffer(yield func(OfferView) bool) {
	if d.isReused() {
		return
	}
	var buffer [few]ranked
	use := d.use
	for _, at := range d.ranking(buffer[:0]) {
		if !yield(OfferView{view{d, at.verdict, use}}) {
			return
		}
	}
}

// ExcludedSeq yields the exclusions of [Decision.Excluded] one by one, in their order,
// without allocating.
func (d *Decision) ExcludedSeq() iter.Seq[ExclusionView] {
	return func(yield func(ExclusionView) bool) { d.eachExclusion(yield) }
}

func (d *Decision) eachExclusion(yield func(ExclusionView) bool) {
	if d.isReused() {
		return
	}
	verdicts, use := d.verdicts, d.use
	for i := range verdicts {
		if v := (view{d, i, use}); v.isStale() || !verdicts[i].offered() && !yield(ExclusionView{v}) {
			return
		}
	}
}

// Method returns the id of the method.
func (v OfferView) Method() methods.ID { return v.method().ID }

// Name returns the name of the method.
func (v OfferView) Name() methods.Text { return v.method().Name }

// ProductID returns the id of the product to call; empty if the method has none.
func (v OfferView) ProductID() string { return v.product().ID }

// Flow returns how the buyer gets to the product; empty if the method has none.
func (v OfferView) Flow() methods.Flow { return v.product().Flow }

// API returns the call that starts a payment by the product; empty if the method has none.
func (v OfferView) API() string { return v.product().API }

// Entry returns the id of the availability entry that grants the method.
func (v OfferView) Entry() string {
	if v.isStale() {
		return ""
	}
	return v.decision.router.entries[v.decision.row(v.verdict).entry]
}

// Headroom returns what the order may amount to: see Offer.Headroom.
func (v OfferView) Headroom() limits.Headroom {
	if v.isStale() {
		return limits.Headroom{}
	}
	return v.decision.headroom(v.verdict)
}

// CapsSeq yields the caps on totals, as a ledger needs them: see Offer.Caps. The Per of a
// cap is a copy; nothing else is allocated.
func (v OfferView) CapsSeq() iter.Seq[limits.Cap] {
	return func(yield func(limits.Cap) bool) { v.eachCap(yield) }
}

func (v OfferView) eachCap(yield func(limits.Cap) bool) {
	if v.isStale() {
		return
	}
	var buffer [few]record
	applied, r := v.decision.applied(v.verdict, buffer[:0]), v.decision.router
	for i := range applied {
		if rule := &r.rules[applied[i].rule]; rule.kind&isTotal != 0 && !yield(r.totalOf(rule)) {
			return
		}
	}
}

// Method returns the id of the method.
func (v ExclusionView) Method() methods.ID { return v.method().ID }

// Name returns the name of the method.
func (v ExclusionView) Name() methods.Text { return v.method().Name }

// IsUndecided reports whether no reason refuses outright: something is only not known.
func (v ExclusionView) IsUndecided() bool {
	return !v.isStale() && v.decision.verdicts[v.verdict].undecided()
}

// ReasonsSeq yields the codes and the rules of the reasons, in their order, without
// allocating. There is at least one.
func (v ExclusionView) ReasonsSeq() iter.Seq[ReasonView] {
	return func(yield func(ReasonView) bool) { v.eachReason(yield) }
}

func (v ExclusionView) eachReason(yield func(ReasonView) bool) {
	if v.isStale() {
		return
	}
	var buffer [few]record
	x := v.decision.explainer(v.verdict, buffer[:0], &noSpace)
	x.each(func(c cause) bool {
		return yield(ReasonView{codes[c.code], x.rule(c), x.undecided(c)})
	})
}
