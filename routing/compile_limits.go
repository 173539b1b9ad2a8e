package routing

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// addLimits sorts the limit rules by id, so that their order in the catalog does
// not matter, and puts each at the places where it applies.
func (b *builder) addLimits() {
	r := b.router
	type numbered struct {
		id string // beside the number: the rules are large, and far apart in memory
		i  int
	}
	order := make([]numbered, len(b.catalog.Limits))
	for i := range order {
		order[i] = numbered{b.catalog.Limits[i].ID, i}
	}
	slices.SortFunc(order, func(x, y numbered) int { return cmp.Compare(x.id, y.id) })
	r.rules = make([]rule, 0, len(order))
	var places limitPlaces
	for _, rule := range order {
		given := &b.catalog.Limits[rule.i]
		l := b.rule(given.Limit)
		l.id, l.origin = given.ID, b.foundation(&given.Evidence)
		if onlyOwnCurrency(given) {
			l.kind |= ownCurrency
			b.currency(given.When.Currencies[0])
		}
		when := whenOf(given)
		r.rules = append(r.rules, l)
		b.placeLimit(given, &when, uint32(len(r.rules)-1), &places)
	}
	r.setCounters()
	places.layOut(r)
	b.bind(&places)
}

// setCounters gives the caps on totals the currency of their counters, which those have
// that bound amounts.
func (r *Router) setCounters() {
	currencies := map[limits.Counter]uint8{}
	for _, l := range r.rules {
		if l.kind&(isTotal|hasMax) == isTotal|hasMax {
			currencies[r.given[l.limit].(limits.Cap).Counter] = l.currency
		}
	}
	for i := range r.rules {
		if l := &r.rules[i]; l.kind&isTotal != 0 {
			l.counter = currencies[r.given[l.limit].(limits.Cap).Counter]
		}
	}
}

// rule turns a cap on one payment into numbers, and keeps any other limit.
func (b *builder) rule(limit limits.Limit) rule {
	r := b.router
	keep := func() uint32 {
		r.given = append(r.given, limit)
		return uint32(len(r.given) - 1)
	}
	c, ok := limit.(limits.Cap)
	if !ok {
		r.hasCustom = true
		return rule{kind: isCustom, limit: keep()}
	}
	l := rule{min: c.Min.Minor(), max: math.MaxInt64, currency: uint8(c.Currency())}
	if c.Min.IsValid() {
		l.kind |= hasMin
	}
	if c.Max.IsValid() {
		l.kind |= hasMax
		l.max = c.Max.Minor()
	}
	if c.IsTotal() {
		c.Per = slices.Clone(c.Per)
		limit = c
		l.kind |= isTotal
		l.limit = keep()
	}
	return l
}

// limitPlaces are limit rows on their way to where they apply: to everything, to a
// method, to a platform or to a method on a platform, which is that of a row.
type limitPlaces struct {
	every                   []limitRow
	method, platform, inRow placedLimits
	rowAt                   []uint32 // where those of each row begin
}

// placedLimits are limit rows and the number of the place of each.
type placedLimits struct {
	rows []limitRow
	at   []uint32
}

func (p *placedLimits) add(l limitRow, at uint32) {
	p.rows, p.at = append(p.rows, l), append(p.at, at)
}

// placeLimit compiles the When of a rule and adds the rule wherever it applies.
func (b *builder) placeLimit(given *LimitRule, when *methods.Match, number uint32, places *limitPlaces) {
	r := b.router
	l, s := limitRow{rule: number}, b.scope(when)
	if len(when.Platforms) == 0 && !onPlatforms(given.Except) {
		s.excepts = b.excepts(given.Except, b.exceptScopes(given.Except), nil, "")
		l.scope = b.share(s)
		r.rules[number].scope = l.scope
		if len(given.Methods) == 0 {
			places.every = append(places.every, l)
		}
		for _, m := range given.Methods {
			number, _ := r.methodOf.Find(m)
			places.method.add(l, number)
		}
		return
	}
	b.place(when.Platforms, given.Except, &s.excepts, func(platform uint32) {
		l.scope = b.share(s)
		r.rules[number].scope = l.scope
		if len(given.Methods) == 0 {
			places.platform.add(l, platform)
		}
		for _, m := range given.Methods {
			number, _ := r.methodOf.Find(m)
			if at, ok := r.rowOf(platform, number); ok {
				places.inRow.add(l, at)
			}
		}
	})
}

// onlyOwnCurrency reports whether a rule's When names the currency of its cap and
// no other, which is what nearly every rule's does.
func onlyOwnCurrency(rule *LimitRule) bool {
	c, ok := rule.Limit.(limits.Cap)
	return ok && len(rule.When.Currencies) == 1 && rule.When.Currencies[0] == c.Currency().String()
}

// whenOf returns the When of a rule without what the currency of its cap says.
func whenOf(rule *LimitRule) methods.Match {
	when := rule.When
	if onlyOwnCurrency(rule) {
		when.Currencies = nil
	}
	return when
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

// layOut writes the limit rows behind each other, place by place.
func (p *limitPlaces) layOut(r *Router) {
	r.limits = slices.Grow(p.every, len(p.method.rows)+len(p.platform.rows)+len(p.inRow.rows))
	r.everyRule = uint32(len(r.limits))
	r.methodAt = make([]uint32, len(r.methods)+1)
	p.method.scatter(r, len(r.methods)+1, func(i int, at uint32) { r.methodAt[i] = at })
	p.platform.scatter(r, len(r.blocks), func(i int, at uint32) { r.blocks[i].limits = at })
	p.rowAt = make([]uint32, len(r.rows)+1)
	p.inRow.scatter(r, len(p.rowAt), func(i int, at uint32) { p.rowAt[i] = at })
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
// that an order finds those of its platform side by side. What the rules for any
// method come to is worked out once, and so is what those for a method do.
func (b *builder) bind(places *limitPlaces) {
	r := b.router
	every := r.boundOf(r.limits[:r.everyRule])
	ofMethod := make([]bound, len(r.methods))
	for m := range ofMethod {
		ofMethod[m] = r.both(every, r.boundOf(r.limits[r.methodAt[m]:r.methodAt[m+1]]))
	}
	shared := map[bound]uint32{}
	usual := make([]uint32, len(r.methods)) // the shared bound of a method found last, and one more
	for p := range r.blocks[:len(r.blocks)-1] {
		platformRules := r.limits[r.blocks[p].limits:r.blocks[p+1].limits]
		onPlatform := r.boundOf(platformRules)
		for at := r.blocks[p].row; at < r.blocks[p].more; at++ {
			method := r.methodOn(at)
			from, to := places.rowAt[at], places.rowAt[at+1]
			alone := len(platformRules) > 0 || from != to
			if !alone && usual[method] != 0 {
				r.rows[at].bound = usual[method] - 1
				continue
			}
			limit := r.both(r.both(ofMethod[method], onPlatform), r.boundOf(r.limits[from:to]))
			number := uint32(len(r.bounds))
			if known, ok := shared[limit]; ok && !alone {
				number = known
			} else {
				if !alone {
					shared[limit] = number
				}
				limit.limits = from
				r.bounds = append(r.bounds, limit)
			}
			if !alone {
				usual[method] = number + 1
			}
			r.rows[at].bound = number
		}
	}
	r.bounds = append(slices.Clip(r.bounds), bound{limits: uint32(len(r.limits))})
	for p := range r.blocks[:len(r.blocks)-1] {
		r.summarize(&r.blocks[p])
		r.blocks[p].records = b.mostRecords(uint32(p))
	}
}

// mostRecords returns how many records a decision on a platform can have: those of
// the limit rules for each method, and of the Excepts of one of its entries. Excepts
// of limit rules have records only for traits that must be stated.
func (b *builder) mostRecords(platform uint32) uint32 {
	r := b.router
	mustState := slices.ContainsFunc(b.catalog.Traits, func(t TraitInfo) bool { return t.MustState })
	excepts := func(list uint32) int { return int(r.exceptAt[list+1] - r.exceptAt[list]) }
	n := 0
	for at := r.blocks[platform].row; at < r.blocks[platform].more; at++ {
		for _, rows := range r.limitsFor(platform, at) {
			n += len(rows)
			for _, l := range rows {
				if mustState {
					n += excepts(r.scopes[l.scope].excepts)
				}
			}
		}
		most := 0
		r.eachEntry(at, func(entry uint32) { most = max(most, excepts(r.scope(&r.rows[entry]).excepts)) })
		n += most
	}
	return uint32(n)
}

// summarize notes what a platform's bounds have in common, and when for some method
// limit rules beside the plain caps may apply.
func (r *Router) summarize(b *block) {
	for at := b.row; at < b.more; at++ {
		limit := &r.bounds[r.rows[at].bound]
		b.triggers |= r.occasions[limit.others].triggers
		if b.currency == 0 {
			b.currency = limit.currency
		}
		if r.occasions[limit.others].until != 0 || limit.currency != 0 && limit.currency != b.currency {
			r.rows[at].flags |= needsMore
		}
	}
}

// boundOf returns what limit rules come to.
func (r *Router) boundOf(rows []limitRow) bound {
	limit := unbound
	for _, l := range rows {
		rule := &r.rules[l.rule]
		if !r.plain(l) {
			limit.others = r.either(limit.others, r.occasion(r.occasionOf(l)))
			continue
		}
		one := bound{min: rule.min, max: rule.max, currency: rule.currency, kind: rule.kind & (hasMin | hasMax)}
		if rule.kind&ownCurrency == 0 {
			one.foreign = 1
		}
		limit = r.both(limit, one)
	}
	return limit
}

// unbound is what no rule comes to.
var unbound = bound{max: math.MaxInt64}

// both returns what the rules of two bounds come to.
func (r *Router) both(b, c bound) bound {
	b.others = r.either(b.others, c.others)
	b.min, b.max = max(b.min, c.min), min(b.max, c.max)
	// Caps in two currencies, and those that contradict each other, do not refuse as
	// one cap would.
	if b.currency != 0 && c.currency != 0 && b.currency != c.currency || b.min > b.max {
		b.others = r.either(b.others, alwaysOccurs)
	}
	b.currency = max(b.currency, c.currency)
	b.foreign |= c.foreign
	b.kind |= c.kind
	return b
}

// occasionOf returns when a limit rule that is not plain may apply: where of some set of
// its audience the first trait is stated, if it has one, and else in its period.
func (r *Router) occasionOf(l limitRow) occasion {
	s := &r.scopes[l.scope]
	w := &r.whos[s.who]
	var triggers uint64
	isSelected := w.sets != w.to // by traits
	for _, set := range r.traitSets[w.sets:w.to] {
		isSelected = isSelected && set.bits != 0
		triggers |= set.bits & -set.bits // the others of the set must be stated as well
	}
	if isSelected {
		return occasion{triggers: triggers}
	}
	second := func(nanos int64) uint32 {
		return uint32(min(max(nanos/int64(time.Second)-firstSecond, 0), never-1))
	}
	o := occasion{from: second(s.from), until: never}
	if s.until/int64(time.Second)-firstSecond < never-1 {
		o.until = second(s.until + int64(time.Second) - 1)
	}
	return o
}

// either returns the number of an occasion that covers two.
func (r *Router) either(x, y uint8) uint8 {
	switch {
	case x == y || y == neverOccurs:
		return x
	case x == neverOccurs:
		return y
	}
	a, b := r.occasions[x], r.occasions[y]
	switch {
	case a.until == 0:
		a.from, a.until = b.from, b.until
	case b.until != 0:
		a.from, a.until = min(a.from, b.from), max(a.until, b.until)
	}
	a.triggers |= b.triggers
	return r.occasion(a)
}

// occasion interns an occasion.
func (r *Router) occasion(o occasion) uint8 {
	number := slices.Index(r.occasions, o)
	switch {
	case number >= 0:
		return uint8(number)
	case len(r.occasions) == mostOccasions:
		return alwaysOccurs
	}
	r.occasions = append(r.occasions, o)
	return uint8(len(r.occasions) - 1)
}
