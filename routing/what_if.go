package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// whatIf asks a decision what it would be if the buyer changed something about the order:
// the amount, the instant, the surface or the currency. It is certain of what it says: what
// a decision does not keep, such as the buyer, counts as not known.
type whatIf struct {
	*Decision
	facts facts // changed

	waited    bool // to another instant
	anyAmount bool // the amount is not known: it is in another currency
}

func (d *Decision) whatIf() whatIf { return whatIf{Decision: d, facts: d.facts} }

// wait moves on to an instant, and reports false if no order can have it.
func (x *whatIf) wait(until time.Time) bool {
	seconds := until.Unix()
	x.waited = true
	x.router.setTime(&x.facts, seconds, until.Nanosecond())
	return seconds < lastSecond
}

func (x *whatIf) move(s methods.Surface) {
	x.facts.surface = x.router.surfaces.Value(s)
	x.facts.setWide()
}

// payIn pays in another currency of the catalog, an amount that is not known.
func (x *whatIf) payIn(code string) {
	x.facts.currency, _ = limits.ParseCurrency(code)
	x.facts.value, x.anyAmount = x.router.currencies.Value(code), true
	x.facts.setWide()
}

// offers reports whether a method would be offered, by the index of its verdict.
func (x *whatIf) offers(i int) bool {
	if !x.orderAllows(i) || !x.entryGrants(i) || !x.limitsAllow(i) {
		return false
	}
	parent := x.parent(i)
	return parent < 0 || x.offers(parent)
}

// orderAllows reports whether the order's own lists do not exclude a method.
func (x *whatIf) orderAllows(i int) bool {
	unmet := x.verdicts[i].unmet
	if unmet&(notAllowed.bit()|blocked.bit()|tried.bit()) != 0 {
		return false
	}
	if !unmet.has(down) {
		return true
	}
	until := x.downUntil(i)
	return until != 0 && until <= x.facts.now
}

// entryGrants reports whether the entry that explains a method would grant it, and no
// other one could whose parent is another.
func (x *whatIf) entryGrants(i int) bool {
	r := x.router
	first := r.blocks[x.facts.platform].row + uint32(i)
	own := first
	if at := x.verdicts[i].row; at != 0 {
		own = at
	}
	if !x.grants(i, &r.rows[own]) {
		return false
	}
	isRival := func(at uint32) bool {
		if r.parentOf(at) == r.parentOf(own) {
			return false
		}
		w := &r.rows[at]
		return r.addExcepts(&x.facts, w, r.evaluateEntry(&x.facts, w)).unmet()&^unknownFacts == 0
	}
	more := &r.details[r.rows[first].detail]
	if isRival(first) {
		return false
	}
	for at := more.more; at < more.to; at++ {
		if isRival(at) {
			return false
		}
	}
	return true
}

// grants reports whether an entry would grant. A buyer whom its rollout has reached stays
// in it.
func (x *whatIf) grants(i int, w *row) bool {
	r := x.router
	s := r.scope(w)
	unmet := r.evaluateEntry(&x.facts, w).unmet()
	if x.verdicts[i].unmet&(outsideRollout.bit()|unknownBuyer.bit()) == 0 {
		unmet &^= unknownBuyer.bit()
	}
	missing, matching := r.matchExcepts(s.excepts, &x.facts)
	return unmet|missing == 0 && matching.all == 0
}

// limitsAllow reports whether every limit rule for a method would leave room.
func (x *whatIf) limitsAllow(i int) bool {
	r := x.router
	for _, rows := range r.limitsFor(x.facts.platform, r.blocks[x.facts.platform].row+uint32(i)) {
		for _, l := range rows {
			if applies, _ := r.applies(l, &x.facts); applies && !x.allows(i, l.rule) {
				return false
			}
		}
	}
	return true
}

// allows reports whether a limit rule that may apply would leave room, or may do so for an
// amount that is not known. What has been paid is what the order stated, until the total
// resets.
func (x *whatIf) allows(i int, number uint32) bool {
	r, f := x.router, &x.facts
	rule := &r.rules[number]
	if rule.kind&isCustom == 0 && rule.currency != uint8(f.currency) && rule.currency != 0 {
		return false
	}
	if x.anyAmount {
		return rule.kind&isCustom == 0
	}
	if rule.kind&(isCustom|isTotal) == 0 {
		return refuses(f.amount, rule.min, rule.max, aboveMax) == 0
	}
	v := &x.verdicts[i]
	of := x.records[v.record : v.record+v.records]
	at := slices.IndexFunc(of, func(r record) bool { return r.rule == number && !r.codes.has(excepted) })
	switch {
	case at < 0 || of[at].codes&undecidedCodes != 0:
		return false
	case rule.kind&isCustom != 0:
		return !x.waited && x.custom[of[at].number].room.Allows(x.money(f.amount))
	}
	used, count := of[at].number, of[at].count
	if x.isReset(rule) {
		used, count = 0, 0
	}
	left := rule.max
	if rule.kind&hasMax != 0 {
		left -= used
	}
	most := r.given[rule.limit].(limits.Cap).MaxCount
	return refuses(f.amount, rule.min, left, capReached) == 0 && (most == 0 || count < most)
}

// isReset reports whether the total of a rule begins anew before the instant waited for.
func (x *whatIf) isReset(rule *rule) bool {
	c, _ := x.router.capOf(rule)
	at := x.resets(c)
	return !at.IsZero() && at.UnixNano() <= x.facts.now
}
