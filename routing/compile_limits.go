package routing

import (
	"cmp"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
)

// rule is what is kept of a limit rule to explain it, and to ask it if it is not a
// Cap.
type rule struct {
	id      string
	limit   limits.Limit
	sources []string
}

// addLimits sorts the limit rules by id, so that their order in the catalog does
// not matter, and puts each at the places where it applies.
func (b *builder) addLimits() {
	r := b.router
	order := make([]int, len(b.catalog.Limits))
	for i := range order {
		order[i] = i
	}
	byID := func(x, y int) int { return cmp.Compare(b.catalog.Limits[x].ID, b.catalog.Limits[y].ID) }
	if !slices.IsSortedFunc(order, byID) {
		slices.SortFunc(order, byID)
	}
	r.rules = make([]rule, 0, len(order))
	var places limitPlaces
	for _, i := range order {
		given := &b.catalog.Limits[i]
		r.rules = append(r.rules, rule{given.ID, given.Limit, slices.Clone(given.Sources)})
		if cap, ok := given.Limit.(limits.Cap); ok && cap.Per != nil {
			cap.Per = slices.Clone(cap.Per)
			r.rules[len(r.rules)-1].limit = cap
		}
		b.placeLimit(given, uint32(len(r.rules)-1), &places)
	}
	places.layOut(r)
	b.bind()
}

// limitPlaces are limit rows on their way to where they apply: to everything, to a
// method, to a platform or to a slot.
type limitPlaces struct {
	every                    []limitRow
	method, platform, inSlot placedLimits
}

// placedLimits are limit rows and the number of the place of each.
type placedLimits struct {
	rows []limitRow
	at   []uint32
}

func (p *placedLimits) add(l limitRow, at uint32) {
	p.rows, p.at = append(p.rows, l), append(p.at, at)
}

// placeLimit compiles a rule and adds it wherever it applies.
func (b *builder) placeLimit(given *LimitRule, number uint32, places *limitPlaces) {
	r := b.router
	l, when := limitRowOf(given.Limit), given.When
	l.rule = number
	if onlyOwnCurrency(given) {
		l.kind |= ownCurrency
		when.Currencies = nil
	}
	s := b.scope(when)
	if len(when.Platforms) == 0 && !onPlatforms(given.Except) {
		s.excepts = b.excepts(given.Except, nil, "")
		l.scope = b.share(s)
		if len(given.Methods) == 0 {
			places.every = append(places.every, l)
		}
		for _, m := range given.Methods {
			places.method.add(l, r.methodOf[m])
		}
		return
	}
	b.place(when.Platforms, given.Except, &s, func(platform uint32) {
		l.scope = b.share(s)
		if len(given.Methods) == 0 {
			places.platform.add(l, platform)
		}
		for _, m := range given.Methods {
			if at, ok := r.slotOf(platform, r.methodOf[m]); ok {
				places.inSlot.add(l, at)
			}
		}
	})
}

// onlyOwnCurrency reports whether a rule's When names the currency of its cap and
// no other, which is what nearly every rule's does.
func onlyOwnCurrency(rule *LimitRule) bool {
	cap, ok := rule.Limit.(limits.Cap)
	return ok && len(rule.When.Currencies) == 1 && rule.When.Currencies[0] == cap.Currency().String()
}

// share stores a scope, unless it is the last one or has no conditions.
func (b *builder) share(s scope) uint32 {
	r := b.router
	if s == always {
		return 0
	}
	if last := len(r.scopes) - 1; r.scopes[last] == s {
		return uint32(last)
	}
	r.scopes = append(r.scopes, s)
	return uint32(len(r.scopes) - 1)
}

// layOut writes the rows behind each other, place by place.
func (p *limitPlaces) layOut(r *Router) {
	r.limits = slices.Grow(p.every, len(p.method.rows)+len(p.platform.rows)+len(p.inSlot.rows))
	r.everyRule = uint32(len(r.limits))
	r.methodAt = make([]uint32, len(r.methods)+1)
	p.method.scatter(r, len(r.methods)+1, func(i int, at uint32) { r.methodAt[i] = at })
	p.platform.scatter(r, len(r.blocks), func(i int, at uint32) { r.blocks[i].limits = at })
	p.inSlot.scatter(r, len(r.slots), func(i int, at uint32) { r.slots[i].limits = at })
}

// scatter appends the rows sorted by place, keeping their order within each, and
// tells where each of n places begins.
func (p *placedLimits) scatter(r *Router, n int, begins func(i int, at uint32)) {
	next := make([]uint32, n+1)
	for _, at := range p.at {
		next[at+1]++
	}
	base := uint32(len(r.limits))
	next[0] = base
	for i := range n {
		next[i+1] += next[i]
		begins(i, next[i])
	}
	r.limits = r.limits[:int(base)+len(p.rows)]
	for i, at := range p.at {
		r.limits[next[at]] = p.rows[i]
		next[at]++
	}
}

// bind gives every row the bound of its method on its platform. Bounds that no rule
// of the platform touches are shared; the others lie in the order of the rows, so
// that an order finds those of its platform side by side.
func (b *builder) bind() {
	r := b.router
	shared := map[bound]uint32{}
	for p := range r.blocks[:len(r.blocks)-1] {
		ownRules := r.blocks[p].limits != r.blocks[p+1].limits
		for s := r.blocks[p].slot; s < r.blocks[p+1].slot; s++ {
			limit := r.boundOf(uint32(p), &r.slots[s], &r.slots[s+1])
			number := uint32(len(r.bounds))
			if ownRules || r.slots[s].limits != r.slots[s+1].limits {
				r.bounds = append(r.bounds, limit)
			} else if known, ok := shared[limit]; ok {
				number = known
			} else {
				shared[limit] = number
				r.bounds = append(r.bounds, limit)
			}
			rows := r.rows[r.slots[s].row:r.slots[s+1].row]
			for i := range rows {
				rows[i].bound = number
			}
			if w := &rows[0]; len(rows) == 1 && w.excepts == 0 && !r.whos[w.who].hard && !limit.hard {
				w.flags |= simple
			}
		}
	}
}

func (r *Router) boundOf(platform uint32, s, end *slot) bound {
	limit := bound{max: math.MaxInt64, own: true}
	for _, rows := range r.limitsOf(platform, s, end) {
		for i := range rows {
			l := &rows[i]
			switch {
			case !l.plain():
				r.wake(&limit, l)
			case limit.currency != 0 && limit.currency != l.currency:
				limit.hard = true
			default:
				limit.currency = l.currency
				limit.min, limit.max = max(limit.min, l.min), min(limit.max, l.max)
				limit.own = limit.own && l.kind&ownCurrency != 0
			}
		}
	}
	return limit
}

// wake adds to a bound when a rule that is not plain has to be asked: never without
// one of the traits of its audience, if it has one.
func (r *Router) wake(limit *bound, l *limitRow) {
	w := &r.whos[r.scopes[l.scope].who]
	limit.hard = limit.hard || w.sets == w.to
	for _, set := range r.traitSets[w.sets:w.to] {
		limit.hard = limit.hard || set.bits == 0
		limit.wake |= set.bits
	}
}

// limitRowOf turns a cap into numbers; any other limit must be asked each time.
func limitRowOf(limit limits.Limit) limitRow {
	cap, ok := limit.(limits.Cap)
	if !ok {
		return limitRow{kind: isOwn}
	}
	l := limitRow{min: cap.Min.Minor(), max: math.MaxInt64, currency: uint8(cap.Currency())}
	if cap.Max.IsValid() {
		l.max = cap.Max.Minor()
	}
	if cap.IsTotal() {
		l.kind = isTotal
	}
	return l
}
