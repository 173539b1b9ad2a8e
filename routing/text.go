package routing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// Text returns the reason as one sentence for people, in English and in Chinese,
// with its exact numbers: "¥300.01 is ¥0.01 over the ¥300.00 single-payment limit".
// Times are in the reason's own zone, that of the catalog. The sentence does not
// name the method, and never the buyer or the merchant. It is a single line of
// text that can be seen, whatever a custom limit returned. It is for staff; buyers get
// [Public]. The wording may change between releases, the codes and fields do not.
func (r Reason) Text() methods.Text {
	return methods.Text{EN: r.in(prose.English), ZH: r.in(prose.Chinese)}
}

// Text returns the remedy as one sentence for people, in English and in Chinese:
// "Pay at most ¥300.00". The notes on [Reason.Text] hold here as well.
func (r Remedy) Text() methods.Text {
	return methods.Text{EN: r.in(prose.English), ZH: r.in(prose.Chinese)}
}

// in returns the reason in one language.
func (r *Reason) in(l prose.Language) string { return string(r.appendIn(nil, l)) }

// appendIn appends the reason in one language.
func (r *Reason) appendIn(b []byte, l prose.Language) []byte {
	if r.Code == CodeExcepted {
		if text := r.exceptIn(l); text != "" {
			return append(b, text...)
		}
	}
	word := func(b []byte, place string) []byte { return r.appendWord(b, place, l) }
	b = prose.AppendFill(b, l.Of(*r.sentence()), word)
	if !r.Resets.IsZero() {
		b = prose.AppendFill(b, l.Of(resetsAt), word)
	}
	return b
}

// sentence chooses the reason's sentence. A code that is not of this package is
// its own sentence.
func (r *Reason) sentence() *prose.Text {
	switch r.Code {
	case CodeAboveMax:
		switch {
		case r.Limit.Sign() < 0:
			return &customSentences.passed
		case r.isBelowNeeded():
			return &maxBelowMin
		}
	case CodeCapReached:
		return r.capSentence()
	case CodeCountReached:
		if r.Count > r.MaxCount {
			return &countPassed
		}
	case CodeUnknownUsage:
		if r.MaxCount > 0 {
			return &unknownCount
		}
	case CodeLimitCurrency:
		switch {
		case r.Limit.IsValid():
			return &capInCurrency
		case r.Counter != "":
			return &usageInCurrency
		}
	}
	if i := slices.Index(codes[:], r.Code); i >= 0 {
		if hasOtherSentence(reasonCode(i), &r.Remedy, r.Undecided) {
			return &otherSentences[i]
		}
		return &reasonSentences[i]
	}
	own := strings.Clone(string(r.Code)) // that no sentence is part of the reason keeps it off the heap
	return &prose.Text{EN: own, ZH: own}
}

// hasOtherSentence reports whether the sentence of a reason is not the usual one of its
// code, because of what its remedy does or does not know.
func hasOtherSentence(code reasonCode, remedy *Remedy, undecided bool) bool {
	switch code {
	case wrongAudience:
		return len(remedy.Traits) == 0
	case unknownTrait:
		return len(remedy.Facts) == 0
	case outsideHours, down:
		return !remedy.Until.IsZero()
	case parentExcluded:
		return undecided
	}
	return false
}

// capSentence chooses the sentence of a total that leaves too little. Only a Cap
// knows what has been paid; a custom limit only returns what is left.
func (r *Reason) capSentence() *prose.Text {
	s := &customSentences
	if r.Used.IsValid() {
		s = &capSentences
	}
	switch left := r.left(); {
	case left.Sign() < 0:
		return &s.passed
	case left.Sign() == 0:
		return &s.usedUp
	case r.isBelowNeeded():
		return &s.belowMin
	}
	return &s.reached
}

// left is what may still be paid.
func (r *Reason) left() limits.Money {
	if !r.Used.IsValid() {
		return r.Limit
	}
	left, err := r.Limit.Sub(r.Used)
	if err != nil {
		return limits.Money{} // not of a router: its sums are of one currency and in range
	}
	return left
}

// needed is the amount that would have been over the bound by Over: the amount
// asked for or, if that is larger, the limit's minimum.
func (r *Reason) needed() limits.Money {
	needed, err := r.left().Add(r.Over)
	if err != nil {
		return r.Requested // Over is beyond what Money holds
	}
	return needed
}

// isBelowNeeded reports whether what is left is too little for the limit's own
// minimum, so that no amount would do.
func (r *Reason) isBelowNeeded() bool { return r.Requested.Minor() < r.needed().Minor() }

// appendWord appends what stands at a place of the reason's sentence.
func (r *Reason) appendWord(b []byte, place string, l prose.Language) []byte {
	switch place {
	case "requested":
		return appendMoney(b, r.Requested)
	case "limit":
		return appendMoney(b, r.Limit)
	case "used":
		return appendMoney(b, r.Used)
	case "over":
		return appendMoney(b, r.Over)
	case "short":
		return appendMoney(b, r.Short)
	case "left":
		return appendMoney(b, r.left())
	case "needed":
		return appendMoney(b, r.needed())
	case "currency":
		return append(b, currencyText(l, r.Limit.Currency().String())...)
	case "counter":
		return append(b, prose.Plain(string(r.Counter))...)
	case "window":
		return appendWindow(b, l, r.Window)
	case "count":
		return appendPayments(b, l, r.Count)
	case "max_count":
		return appendPayments(b, l, r.MaxCount)
	case "resets":
		return l.AppendTime(b, r.Resets)
	case "at":
		return l.AppendTime(b, r.At)
	case "parent":
		return append(b, l.Name(prose.Text(r.ParentName), string(r.Parent))...)
	case "traits", "facts", "until":
		return r.Remedy.appendWord(b, place, l)
	case "detail":
		return append(b, prose.Plain(r.Detail)...)
	}
	return b
}

// in returns the remedy in one language.
func (r *Remedy) in(l prose.Language) string {
	return string(prose.AppendFill(nil, l.Of(r.sentence()), func(b []byte, place string) []byte { return r.appendWord(b, place, l) }))
}

// sentence chooses the remedy's sentence. An action that is not of this package
// is its own sentence.
func (r *Remedy) sentence() prose.Text {
	switch r.Do {
	case ActionPayAtMost:
		return payAtMost
	case ActionPayAtLeast:
		return payAtLeast
	case ActionMoveTo:
		return moveToSurfaces
	case ActionWaitUntil:
		if r.Amount.IsValid() {
			return waitAndPayAtMost
		}
		return waitUntil
	case ActionState:
		switch {
		case len(r.Traits) > 0:
			return stateTraits
		case len(r.Surfaces) > 0:
			return stateSurface
		}
		return stateFacts
	case ActionPayIn:
		return payIn
	case ActionNone:
		return nothingHelps
	}
	own := strings.Clone(string(r.Do))
	return prose.Text{EN: own, ZH: own}
}

// appendWord appends what stands at a place of the remedy's sentence.
func (r *Remedy) appendWord(b []byte, place string, l prose.Language) []byte {
	switch place {
	case "amount":
		return appendMoney(b, r.Amount)
	case "until":
		return l.AppendTime(b, r.Until)
	case "surfaces":
		return l.AppendList(b, prose.Or, len(r.Surfaces), func(b []byte, i int) []byte { return append(b, surfaceText(l, r.Surfaces[i])...) })
	case "traits":
		return l.AppendList(b, prose.And, len(r.Traits), func(b []byte, i int) []byte {
			b = append(append(b, "“"...), l.Name(r.traitName(i), string(r.Traits[i]))...)
			return append(b, "”"...)
		})
	case "facts":
		return l.AppendList(b, prose.And, len(r.Facts), func(b []byte, i int) []byte {
			if trait, ok := strings.CutPrefix(r.Facts[i], traitFact); ok {
				whether := whetherTrait
				if i > 0 && strings.HasPrefix(r.Facts[i-1], traitFact) {
					whether = andWhetherTrait
				}
				return prose.Fill(b, l.Of(whether), func(string) string { return l.Name(r.traitName(i), trait) })
			}
			return appendFact(b, l, r.Facts[i])
		})
	case "currencies":
		return l.AppendList(b, prose.Or, len(r.Currencies), func(b []byte, i int) []byte { return append(b, currencyText(l, r.Currencies[i])...) })
	}
	return b
}

// traitName is the name of a trait among Traits or Facts, by its place.
func (r *Remedy) traitName(i int) prose.Text {
	if i < len(r.TraitNames) {
		return prose.Text(r.TraitNames[i])
	}
	return prose.Text{}
}

// appendFact appends what a field of the order's JSON form states.
func appendFact(b []byte, l prose.Language, field string) []byte {
	if counter, ok := strings.CutPrefix(field, "usage."); ok {
		return prose.Fill(b, l.Of(usageFact), func(string) string { return prose.Plain(counter) })
	}
	for _, f := range factNames {
		if f.field == field {
			return append(b, l.Of(f.name)...)
		}
	}
	return append(b, prose.Plain(field)...)
}

// surfaceText names a surface: the built-in ones by words, others by their id.
func surfaceText(l prose.Language, s methods.Surface) string {
	for _, n := range surfaceNames {
		if n.surface == s {
			return l.Of(n.name)
		}
	}
	return prose.Plain(string(s))
}

// currencyNames are what currencies are called in Chinese; others go by their codes.
var currencyNames = map[string]string{
	"CNY": "人民币", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "USD": "美元", "EUR": "欧元", "GBP": "英镑",
	"JPY": "日元", "KRW": "韩元", "SGD": "新加坡元", "THB": "泰铢", "AUD": "澳大利亚元", "CAD": "加拿大元",
}

// currencyText names a currency: by its code, in Chinese by its name where that is known.
func currencyText(l prose.Language, code string) string {
	if name := currencyNames[code]; l == prose.Chinese && name != "" {
		return name
	}
	return prose.Plain(code)
}

// appendPayments appends a number of payments.
func appendPayments(b []byte, l prose.Language, n int64) []byte {
	if n == 1 {
		return append(b, l.Of(onePayment)...)
	}
	return prose.AppendFill(b, l.Of(manyPayments), func(b []byte, _ string) []byte { return strconv.AppendInt(b, n, 10) })
}

// moneyText writes yuan as "¥1,300.01", and other amounts as "1,300.01 USD".
func moneyText(m limits.Money) string { return string(appendMoney(nil, m)) }

// appendMoney appends what moneyText returns.
func appendMoney(b []byte, m limits.Money) []byte {
	if !m.IsValid() {
		return append(b, m.String()...)
	}
	isYuan := m.Currency() == limits.CNY
	if isYuan {
		b = append(b, "¥"...)
	}
	start := len(b)
	b, _ = m.AppendText(b)
	if isYuan {
		b = b[:len(b)-len(" CNY")]
	}
	return groupThousands(b, start)
}

// groupThousands puts a comma before every third digit of the whole number that begins at
// start, counted from its end.
func groupThousands(b []byte, start int) []byte {
	if b[start] == '-' {
		start++
	}
	end := start
	for end < len(b) && b[end] >= '0' && b[end] <= '9' {
		end++
	}
	for end -= 3; end > start; end -= 3 {
		b = slices.Insert(b, end, ',')
	}
	return b
}
