package routing

import (
	"cmp"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The sentences for buyers.
var (
	unavailable     = prose.Text{EN: "Not available for this order", ZH: "本单不支持"}
	buyerPaysAtMost = prose.Text{EN: "Pay at most {amount}", ZH: "最多可支付{amount}"}
	buyerPaysEnough = prose.Text{EN: "Pay at least {amount}", ZH: "支付金额须满{amount}"}
	availableFrom   = prose.Text{EN: "Available from {until}", ZH: "{until}起可用"}
	availableUpTo   = prose.Text{EN: "Available from {until} for at most {amount}", ZH: "{until}起可用，最多可支付{amount}"}
	availableOn     = prose.Text{EN: "Available in {surfaces}", ZH: "可在{surfaces}中使用"}
	buyerPaysIn     = prose.Text{EN: "Pay in {currencies}", ZH: "请用{currencies}支付"}
)

// currencyNames are what buyers call currencies in Chinese; they know others by their codes.
var currencyNames = map[string]string{
	"CNY": "人民币", "HKD": "港币", "MOP": "澳门元", "USD": "美元", "EUR": "欧元", "JPY": "日元",
}

// publicText is the remedy in words for buyers.
func (r *Remedy) publicText(now time.Time) methods.Text {
	sentence := r.publicSentence()
	in := func(l prose.Language) string {
		return string(prose.Fill(nil, l.Of(sentence), func(place string) string {
			switch {
			case place == "until":
				return l.LocalTime(r.Until, now)
			case place == "currencies" && l == prose.Chinese:
				return l.List(prose.Or, len(r.Currencies), func(i int) string { return cmp.Or(currencyNames[r.Currencies[i]], prose.Plain(r.Currencies[i])) })
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
