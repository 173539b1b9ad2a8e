package routing

// evaluateEntries, evaluateAudiences and evaluateAmounts decide about all rows of a
// platform. They call nothing and do not branch on what they find; the formulas are
// those of unmet and refuses. There are three loops because what each needs fits
// into a processor's registers.
func (r *Router) evaluateEntries(f *facts, rows []row, verdicts []verdict) {
	servingFails := &r.servingFails[f.surface]
	currencyFails, regionFails := &r.currencyFails[f.value], &r.regionFails[f.region]
	second := int64(f.second)
	verdicts = verdicts[:len(rows)]
	for i := range rows {
		w := &rows[i]
		verdicts[i].unmet = codeSet(w.status) |
			less(second, int64(w.from))<<notStarted | less(int64(w.until), second+1)<<ended |
			servingFails[w.serving] | currencyFails[w.currencies] | regionFails[w.regions]
	}
}

func (r *Router) evaluateAudiences(f *facts, b *block, rows []row, verdicts []verdict) {
	audiences, unstated := r.audiences, ^f.traits
	verdicts = verdicts[:len(rows)]
	if f.unknown&b.traits != 0 {
		for i := range rows {
			verdicts[i].unmet |= audiences[rows[i].who].fails(f.traits, f.traits|f.unknown)
		}
		return
	}
	for i := range rows {
		a := &audiences[rows[i].who]
		verdicts[i].unmet |= codeSet(nonzero(min(a.one&unstated, a.two&unstated))) << wrongAudience
	}
}

// fails returns the code against an order that states some traits, and of which others
// may hold as well: an audience that may be met is not known to be.
func (a *audience) fails(stated, possible uint64) codeSet {
	unmet := nonzero(min(a.one&^stated, a.two&^stated))
	never := nonzero(min(a.one&^possible, a.two&^possible))
	return codeSet(unmet^never)<<unknownTrait | codeSet(never)<<wrongAudience
}

// evaluateAmounts takes the plain caps of all methods for caps in the order's currency.
func (r *Router) evaluateAmounts(amount int64, rows []row, verdicts []verdict) {
	bounds := r.bounds
	rows = rows[:len(verdicts)]
	for i := range rows {
		b := &bounds[rows[i].bound]
		verdicts[i].refused = less(amount, b.min)<<belowMin | less(b.max, amount)<<aboveMax
	}
}

// less is 1 if x is less than y. Neither is negative, but for -1.
func less(x, y int64) codeSet { return codeSet(uint64(x-y) >> 63) }

// nonzero is 1 if x is not 0.
func nonzero(x uint64) uint64 { return (x | -x) >> 63 }
