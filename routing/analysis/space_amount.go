package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// amountAxis is the amounts of each currency that rules name, cut at the bounds of
// caps, then every amount of every other currency.
type amountAxis struct {
	axis       int
	currencies []limits.Currency // in the order of their codes
	cuts       map[limits.Currency][]int64
	spans      []span // by value
	block      map[limits.Currency]block
}

// span is a value of the axis: the amounts of a currency from min to max, both
// inclusive. The zero currency stands for every one that no rule names.
type span struct {
	currency limits.Currency
	min, max int64
}

// block is neighboring values, such as those of a currency: from from up to and without
// until.
type block struct{ from, until int }

func newAmountAxis() amountAxis {
	return amountAxis{cuts: map[limits.Currency][]int64{}, block: map[limits.Currency]block{}}
}

func (a *amountAxis) add(c limits.Currency) {
	if _, ok := a.cuts[c]; !ok {
		a.currencies = append(a.currencies, c)
		a.cuts[c] = []int64{0}
	}
}

func (a *amountAxis) addCap(c limits.Cap) {
	a.add(c.Currency())
	if c.Min.IsValid() {
		a.cut(c.Currency(), c.Min.Minor())
	}
	if c.Max.IsValid() && c.Max.Minor() < math.MaxInt64 {
		a.cut(c.Currency(), c.Max.Minor()+1)
	}
}

// cut makes a span of its currency's amounts begin at n.
func (a *amountAxis) cut(c limits.Currency, n int64) { a.cuts[c] = append(a.cuts[c], n) }

func (a *amountAxis) place(first int) []int {
	a.axis = first
	slices.SortFunc(a.currencies, func(c, d limits.Currency) int { return cmp.Compare(c.String(), d.String()) })
	for _, c := range a.currencies {
		from := a.cuts[c]
		slices.Sort(from)
		from = slices.Compact(from)
		begin := len(a.spans)
		for i, n := range from {
			to := int64(math.MaxInt64)
			if i+1 < len(from) {
				to = from[i+1] - 1
			}
			a.spans = append(a.spans, span{c, n, to})
		}
		a.block[c] = block{begin, len(a.spans)}
	}
	if a.another() != 0 {
		a.block[0] = block{len(a.spans), len(a.spans) + 1}
		a.spans = append(a.spans, span{max: math.MaxInt64})
	}
	return []int{len(a.spans)}
}

// another is a currency that no rule names, or zero if there is none.
func (a *amountAxis) another() limits.Currency {
	for c := range limits.Currencies() {
		if _, taken := a.cuts[c]; !taken {
			return c
		}
	}
	return 0
}

// unmet is whether an order's amount is in none of some currencies.
func (a *amountAxis) unmet(d *mdd.Diagram, codes []string) mdd.Ref {
	blocks := make([]block, 0, len(codes))
	for _, code := range codes {
		if c, err := limits.ParseCurrency(code); err == nil {
			blocks = append(blocks, a.block[c])
		}
	}
	slices.SortFunc(blocks, func(b, c block) int { return cmp.Compare(b.from, c.from) })
	runs := []mdd.Run{{Value: int32(inCurrency)}}
	for _, b := range slices.Compact(blocks) {
		runs = append(runs, mdd.Run{From: b.from}, mdd.Run{From: b.until, Value: int32(inCurrency)})
	}
	return d.Runs(a.axis, runs...)
}

// currency returns an order's currency, and zero for those that no rule names.
func (a *amountAxis) currency(d *mdd.Diagram) mdd.Ref {
	var runs []mdd.Run
	for _, c := range a.currencies {
		runs = append(runs, mdd.Run{From: a.block[c].from, Value: int32(c)})
	}
	if b, ok := a.block[0]; ok {
		runs = append(runs, mdd.Run{From: b.from})
	}
	return d.Runs(a.axis, runs...)
}

// fit is how an amount stands to a cap's own bounds.
type fit uint8

const (
	fits fit = iota
	belowMin
	aboveMax
	otherCurrency
)

// fit returns how an order's amount stands to a cap, as a [fit]. Any fits one that only
// counts payments.
func (a *amountAxis) fit(d *mdd.Diagram, c limits.Cap) mdd.Ref {
	if c.Currency() == 0 {
		return mdd.Leaf(int32(fits))
	}
	b := a.block[c.Currency()]
	least, most := b.from, b.until
	if c.Min.IsValid() {
		least = a.find(b, c.Min.Minor())
	}
	if c.Max.IsValid() && c.Max.Minor() < math.MaxInt64 {
		most = a.find(b, c.Max.Minor()+1)
	}
	return d.Runs(a.axis, mdd.Run{Value: int32(otherCurrency)}, mdd.Run{From: b.from, Value: int32(belowMin)},
		mdd.Run{From: least, Value: int32(fits)}, mdd.Run{From: most, Value: int32(aboveMax)}, mdd.Run{From: b.until, Value: int32(otherCurrency)})
}

// find returns the first value of a block at which amounts are at least n.
func (a *amountAxis) find(b block, n int64) int {
	i, _ := slices.BinarySearchFunc(a.spans[b.from:b.until], n, func(s span, n int64) int { return cmp.Compare(s.min, n) })
	return b.from + i
}

func (a *amountAxis) describe(r *Region, b mdd.Box) {
	set := b.Set(a.axis)
	if set.IsAll() {
		return
	}
	for from, until := range set.Spans(len(a.spans)) {
		for value := from; value < until; value++ {
			switch s := a.spans[value]; {
			case s.currency == 0:
				r.Amounts = append(r.Amounts, Amounts{NotIn: slices.Clone(a.currencies)})
			case value > from && a.spans[value-1].currency == s.currency:
				r.Amounts[len(r.Amounts)-1].Max = s.top()
			default:
				r.Amounts = append(r.Amounts, Amounts{Min: money(s.min, s.currency), Max: s.top()})
			}
		}
	}
}

// top is a span's largest amount, which is not valid where there is none.
func (s span) top() limits.Money {
	if s.max == math.MaxInt64 {
		return limits.Money{}
	}
	return money(s.max, s.currency)
}

// choose takes the smallest amount of the first currency, but 1.00 rather than 0.00
// where that will do.
func (a *amountAxis) choose(o *routing.Order, b mdd.Box) {
	for from, until := range b.Set(a.axis).Spans(len(a.spans)) {
		s := a.spans[from]
		for value := from + 1; value < until && a.spans[value].currency == s.currency; value++ {
			s.max = a.spans[value].max
		}
		if s.currency == 0 {
			s.currency = a.another()
		}
		o.Amount = money(s.plain(), s.currency)
		return
	}
}

// plain is an amount of a span: one major unit, if it lies in it.
func (s span) plain() int64 {
	unit := int64(1)
	for range s.currency.Digits() {
		unit *= 10
	}
	if s.min <= unit && unit <= s.max {
		return unit
	}
	if s.min == 0 && s.max > 0 {
		return 1
	}
	return s.min
}

func (a *amountAxis) locate(o *routing.Order, values []int) {
	b := a.block[a.known(o.Amount.Currency())]
	i, found := slices.BinarySearchFunc(a.spans[b.from:b.until], o.Amount.Minor(), func(s span, n int64) int { return cmp.Compare(s.min, n) })
	if !found {
		i--
	}
	values[a.axis] = b.from + i
}

// known returns a currency, or zero if no rule names it.
func (a *amountAxis) known(c limits.Currency) limits.Currency {
	if _, named := a.cuts[c]; named {
		return c
	}
	return 0
}

// money is an amount of a currency that a catalog names.
func money(n int64, c limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(n, c)
	if err != nil {
		return limits.Money{}
	}
	return m
}
