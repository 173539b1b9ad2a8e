package routing

// evaluateEntries and evaluateAudiences find out about all rows of a platform,
// nearestEntries compares those of one method, and evaluateAmounts looks at the methods'
// caps. They call nothing and do not branch on what they find; the formulas are those
// of unmet and refuses. There are several loops because what each needs fits into a
// processor's registers.
func (r *Router) evaluateEntries(f *facts, rows []row, verdicts []verdict) {
	servingFails := &r.servingFails[f.surface]
	currencyFails, regionFails := &r.currencyFails[f.value], &r.regionFails[f.region]
	second := int64(f.second)
	verdicts = verdicts[:len(rows)]
	for i := range rows {
		w := &rows[i]
		verdicts[i].found = statusFindings[w.status&(1<<(unreported+1)-1)] +
			notStartedFinding&ifLess(second, int64(w.from)) + endedFinding&ifLess(int64(w.until), second+1) +
			servingFails[w.serving] + currencyFails[w.currencies] + regionFails[w.regions]
	}
}

func (r *Router) evaluateAudiences(f *facts, rows []row, verdicts []verdict) {
	audiences, unstated := r.audiences, ^f.traits
	verdicts = verdicts[:len(rows)]
	if (f.unknown|f.lacks)&r.audienceTraits != 0 {
		for i := range rows {
			verdicts[i].found += audiences[rows[i].who].finding(f)
		}
		return
	}
	for i := range rows {
		a := &audiences[rows[i].who]
		verdicts[i].found += audienceFinding & ifNot(min(a.one&unstated, a.two&unstated))
	}
}

// finding returns what is found about an audience where more is known of traits than which
// are stated: one that may be met is not known to be, and one of which each set has a trait that
// is known not to hold cannot be.
func (a *audience) finding(f *facts) finding {
	unmet := ifNot(min(a.one&^f.traits, a.two&^f.traits))
	possible := f.traits | f.unknown
	never := ifNot(min(a.one&^possible, a.two&^possible))
	lacked := ifNot(min(a.one&f.lacks, a.two&f.lacks))
	return unknownTraitFinding&(unmet^never) + audienceFinding&never + incurable&never&lacked
}

// nearestEntries notes for each method with several entries which of them grants it or is
// nearest, and what was found about it. The rows from the number of methods on are those
// of further entries; the first row of all has the given number.
func nearestEntries(rows []row, first uint32, methods int, verdicts []verdict) {
	verdicts = verdicts[:len(rows)]
	for i := methods; i < len(rows); i++ {
		v := &verdicts[rows[i].first()]
		found, nearest, at := verdicts[i].found.ranked(), v.found.ranked(), v.row
		if found < nearest&^codesOf { // of equally near ones it is the first
			nearest, at = found, first+uint32(i)
		}
		v.found, v.row = nearest, at
	}
}

// evaluateAmounts notes the unmet conditions of the entries that are left, and takes the
// plain caps of all methods for caps in the order's currency if they are in that of the block,
// and else for caps in another one.
func (r *Router) evaluateAmounts(f *facts, b *block, rows []row, verdicts []verdict) {
	bounds, amount := r.bounds, f.amount
	compared, foreign := belowMin.bit()|aboveMax.bit(), codeSet(0)
	if b.currency != uint8(f.currency) {
		compared, foreign = 0, limitCurrency.bit()
	}
	rows = rows[:len(verdicts)]
	for i := range rows {
		b := &bounds[rows[i].bound]
		verdicts[i].unmet = verdicts[i].found.unmet()
		verdicts[i].refused = (less(amount, b.min)<<belowMin|less(b.max, amount)<<aboveMax)&compared |
			codeSet(b.foreign)<<limitCurrency&foreign
	}
}

// less is 1 if x is less than y. Neither is negative, but for -1.
func less(x, y int64) codeSet { return codeSet(uint64(x-y) >> 63) }

// ifLess has all bits if x is less than y.
func ifLess(x, y int64) finding { return finding((x - y) >> 63) }

// ifNot has all bits if x is not 0.
func ifNot(x uint64) finding { return finding(int64(x|-x) >> 63) }
