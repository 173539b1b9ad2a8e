package routing

import (
	"cmp"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// placed is a row on its way to its platform and method.
type placed struct {
	platform, method uint32
	row              row
}

// addAvailability lays out blocks, slots and rows.
func (b *builder) addAvailability() {
	r, c := b.router, b.catalog
	var all []placed
	if n := len(c.Availability); n > 0 {
		all = make([]placed, 0, n)
	}
	r.entries = make([]string, 0, len(c.Availability))
	productSets := make([]uint16, len(c.Methods))
	for i := range c.Methods {
		productSets[i] = b.productSet(c.Methods[i].Products)
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		r.entries = append(r.entries, e.ID)
		method := r.methodOf[e.Method]
		proto := row{scope: b.scope(e.When), entry: uint32(i), origin: b.origin(e), rank: int16(e.Rank), status: statusBit(e.Status)}
		proto.products = productSets[method]
		if len(e.Products) > 0 {
			proto.products = b.productSet(e.Products)
		}
		if e.Within != "" {
			proto.flags |= nested
		}
		b.place(e.When.Platforms, e.Except, &proto.scope, func(platform uint32) {
			all = append(all, placed{platform, method, proto})
		})
	}
	b.layOut(all)
	b.nest()
}

// place calls put for every platform of a When, with the list of Excepts that can
// match there.
func (b *builder) place(platforms []methods.Platform, except []methods.Match, s *scope, put func(uint32)) {
	perPlatform := onPlatforms(except)
	if !perPlatform {
		s.excepts = b.excepts(except, "")
	}
	each := func(number uint32) {
		if perPlatform {
			s.excepts = b.excepts(except, b.catalog.Platforms[number].ID)
		}
		put(number)
	}
	if len(platforms) == 0 {
		for i := range b.catalog.Platforms {
			each(uint32(i))
		}
		return
	}
	for _, p := range platforms {
		number, _ := b.router.platforms.find(p)
		each(number)
	}
}

// statusBit is the reason of a status that does not grant, as a bit.
func statusBit(s methods.Status) uint8 {
	switch s {
	case methods.Announced:
		return 1 << announced
	case methods.Applied:
		return 1 << applied
	case methods.Withdrawn:
		return 1 << withdrawn
	case methods.Absent:
		return 1 << absent
	}
	return 0
}

// layOut sorts rows by platform and method, keeping the catalog's order within
// each, and cuts them into slots and blocks.
func (b *builder) layOut(all []placed) {
	r := b.router
	byPlace := func(x, y placed) int {
		return cmp.Or(cmp.Compare(x.platform, y.platform), cmp.Compare(x.method, y.method))
	}
	// A large catalog is usually sorted already.
	if !slices.IsSortedFunc(all, byPlace) {
		slices.SortStableFunc(all, byPlace)
	}
	r.rows = make([]row, 0, len(all))
	r.blocks = make([]block, len(b.catalog.Platforms)+1)
	platform := uint32(0)
	for i, p := range all {
		for ; platform < p.platform; platform++ {
			r.blocks[platform+1].slot = uint32(len(r.slots))
		}
		if i == 0 || byPlace(all[i-1], p) != 0 {
			r.slots = append(r.slots, slot{method: p.method, row: uint32(i)})
		}
		r.rows = append(r.rows, p.row)
	}
	for ; int(platform) < len(b.catalog.Platforms); platform++ {
		r.blocks[platform+1].slot = uint32(len(r.slots))
	}
	r.slots = append(slices.Clip(r.slots), slot{row: uint32(len(r.rows))})
}

// nest lists, for each platform with methods within others, its slots in an order
// in which parents come first.
func (b *builder) nest() {
	r := b.router
	for p := range r.blocks[:len(r.blocks)-1] {
		r.blocks[p].nested = uint32(len(r.nested))
		done := map[uint32]bool{}
		var visit func(s uint32)
		visit = func(s uint32) {
			if done[s] {
				return
			}
			done[s] = true
			isNested := false
			for _, w := range r.rows[r.slots[s].row:r.slots[s+1].row] {
				if w.flags&nested != 0 {
					isNested = true
					if parent, ok := r.slotOf(uint32(p), r.methodOf[r.origins[w.origin].within]); ok {
						visit(parent)
					}
				}
			}
			if isNested {
				r.nested = append(r.nested, s)
			}
		}
		for s := r.blocks[p].slot; s < r.blocks[p+1].slot; s++ {
			visit(s)
		}
	}
	r.blocks[len(r.blocks)-1].nested = uint32(len(r.nested))
}

// slotOf finds the slot of a method on a platform.
func (r *Router) slotOf(platform, method uint32) (uint32, bool) {
	from, to := r.blocks[platform].slot, r.blocks[platform+1].slot
	i, found := slices.BinarySearchFunc(r.slots[from:to], method, func(s slot, method uint32) int {
		return cmp.Compare(s.method, method)
	})
	return from + uint32(i), found
}

// addLimits sorts the limit rules by id, so that their order in the catalog does
// not matter, and puts each at the places where it applies.
func (b *builder) addLimits() {
	r := b.router
	r.rules = slices.Clone(b.catalog.Limits)
	slices.SortFunc(r.rules, func(x, y LimitRule) int { return cmp.Compare(x.ID, y.ID) })

	var every []limitRow
	byMethod := make([][]limitRow, len(r.methods))
	byPlatform := map[uint32][]limitRow{}
	bySlot := map[uint32][]limitRow{}
	for i := range r.rules {
		rule := &r.rules[i]
		rule.Methods = slices.Clone(rule.Methods)
		rule.Sources = slices.Clone(rule.Sources)
		proto := limitRowOf(rule.Limit)
		proto.rule = uint32(i)
		if cap, ok := rule.Limit.(limits.Cap); ok {
			cap.Per = slices.Clone(cap.Per)
			rule.Limit = cap
		}
		if onlyOwnCurrency(rule) {
			proto.kind |= ownCurrency
			rule.When.Currencies = nil
		}
		s := b.scope(rule.When)
		if len(rule.When.Platforms) == 0 && !onPlatforms(rule.Except) {
			s.excepts = b.excepts(rule.Except, "")
			proto.scope = b.share(s)
			if len(rule.Methods) == 0 {
				every = append(every, proto)
			}
			for _, m := range rule.Methods {
				number := r.methodOf[m]
				byMethod[number] = append(byMethod[number], proto)
			}
			continue
		}
		b.place(rule.When.Platforms, rule.Except, &s, func(platform uint32) {
			proto.scope = b.share(s)
			if len(rule.Methods) == 0 {
				byPlatform[platform] = append(byPlatform[platform], proto)
			}
			for _, m := range rule.Methods {
				if number, ok := r.slotOf(platform, r.methodOf[m]); ok {
					bySlot[number] = append(bySlot[number], proto)
				}
			}
		})
	}
	b.layOutLimits(every, byMethod, byPlatform, bySlot)
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

func (b *builder) layOutLimits(every []limitRow, byMethod [][]limitRow, byPlatform, bySlot map[uint32][]limitRow) {
	r := b.router
	r.limits = append(r.limits, every...)
	r.everyRule = uint32(len(r.limits))
	r.methodAt = make([]uint32, len(r.methods)+1)
	for m, rows := range byMethod {
		r.methodAt[m] = uint32(len(r.limits))
		r.limits = append(r.limits, rows...)
	}
	r.methodAt[len(r.methods)] = uint32(len(r.limits))
	for p := range r.blocks {
		r.blocks[p].limits = uint32(len(r.limits))
		r.limits = append(r.limits, byPlatform[uint32(p)]...)
	}
	for s := range r.slots {
		r.slots[s].limits = uint32(len(r.limits))
		r.limits = append(r.limits, bySlot[uint32(s)]...)
	}
	r.limits = slices.Clip(r.limits)
	b.bind()
}

// bind gives every row the bound of its method on its platform. Bounds that no rule
// of the platform touches are shared; the others lie in the order of the rows, so
// that an order finds those of its platform side by side.
func (b *builder) bind() {
	r := b.router
	type place struct {
		method uint32
		bound  bound
	}
	shared := map[place]uint32{}
	for p := range r.blocks[:len(r.blocks)-1] {
		ownRules := r.blocks[p].limits != r.blocks[p+1].limits
		for s := r.blocks[p].slot; s < r.blocks[p+1].slot; s++ {
			limit := r.boundOf(uint32(p), &r.slots[s], &r.slots[s+1])
			at := place{r.slots[s].method, limit}
			number, ok := shared[at]
			if !ok || ownRules || r.slots[s].limits != r.slots[s+1].limits {
				number = uint32(len(r.bounds))
				r.bounds = append(r.bounds, limit)
			}
			if !ok {
				shared[at] = number
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
