package routing

import (
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The sentences for buyers.
var (
	unavailable     = prose.Text{EN: "Not available for this order", ZH: "本单暂不可用"}
	buyerPaysAtMost = prose.Text{EN: "Pay at most {amount}", ZH: "最多可支付{amount}"}
	buyerPaysEnough = prose.Text{EN: "Pay at least {amount}", ZH: "满{amount}可用"}
	availableFrom   = prose.Text{EN: "Available from {until}", ZH: "{until}起可用"}
	availableUpTo   = prose.Text{EN: "Available from {until} for at most {amount}", ZH: "{until}起可用，最多可支付{amount}"}
	availableOn     = prose.Text{EN: "Available in {surfaces}", ZH: "可在{surfaces}中使用"}
	buyerPaysIn     = prose.Text{EN: "Pay in {currencies}", ZH: "请用{currencies}支付"}
)

// publicText is the remedy in words for buyers.
func (r *Remedy) publicText(now time.Time) methods.Text {
	sentence := r.publicSentence()
	in := func(l prose.Language) string {
		return string(prose.Fill(nil, l.Of(sentence), func(place string) string {
			if place == "until" {
				return l.LocalTime(r.Until, now)
			}
			return string(r.appendWord(nil, place, l))
		}))
	}
	return methods.Text{EN: in(prose.English), ZH: in(prose.Chinese)}
}

func (r *Remedy) publicSentence() prose.Text {
	switch r.Do {
	case ActionPayAtMost:
		return buyerPaysAtMost
	case ActionPayAtLeast:
		return buyerPaysEnough
	case ActionWaitUntil:
		if r.Amount.IsValid() {
			return availableUpTo
		}
		return availableFrom
	case ActionMoveTo:
		return availableOn
	case ActionPayIn:
		return buyerPaysIn
	}
	return unavailable
}
