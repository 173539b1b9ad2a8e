package routing

import (
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The sentences for buyers.
var (
	unavailable     = prose.Text{EN: "Can't be used for this order right now", ZH: "当前订单暂不支持该支付方式"}
	outOfService    = prose.Text{EN: "Out of service for now. Choose another method.", ZH: "暂停服务，请更换支付方式"}
	didNotGoThrough = prose.Text{EN: "Did not go through. Choose another method.", ZH: "支付未成功，请更换支付方式"}
	payableUpTo     = prose.Text{EN: "Only for payments up to {amount}", ZH: "仅支持{amount}及以下的订单"}
	payableUpToNow  = prose.Text{EN: payableUpTo.EN + "; more from {resets}", ZH: payableUpTo.ZH + "，{resets}后额度恢复"}
	payableFrom     = prose.Text{EN: "For payments of {amount} or more", ZH: "满{amount}可用"}
	availableFrom   = prose.Text{EN: "Available from {until}", ZH: "{until}起可用"}
	availableUpTo   = prose.Text{EN: "Available from {until} for payments up to {amount}", ZH: "{until}起可用，仅支持{amount}及以下的订单"}
	availableOn     = prose.Text{EN: "Available in {surfaces}", ZH: "可在{surfaces}中使用"}
	payableIn       = prose.Text{EN: "Available for payment in {currencies}", ZH: "可改用{currencies}支付"}

	ourApp = prose.Text{EN: "our app", ZH: "本平台 App"}
)

// publicText says in words for buyers what a remedy would bring, and from when on the room
// of the only total that is in the way is back, if that is known.
func (d *Decision) publicText(i int, r *Remedy, resets time.Time) methods.Text {
	now := d.router.instant(d.facts.now)
	sentence := r.publicSentence(!resets.IsZero())
	if r.Do == "" {
		sentence = d.whyUnavailable(i)
	}
	in := func(l prose.Language) string {
		return string(prose.Fill(nil, l.Of(sentence), func(place string) string {
			switch place {
			case "until":
				return l.LocalTime(r.Until, now)
			case "resets":
				return l.LocalTime(resets, now)
			case "surfaces":
				return l.List(prose.Or, len(r.Surfaces), func(i int) string {
					if r.Surfaces[i] == methods.SurfaceApp {
						return l.Of(ourApp)
					}
					return surfaceText(l, r.Surfaces[i])
				})
			}
			return string(r.appendWord(nil, place, l))
		}))
	}
	return methods.Text{EN: in(prose.English), ZH: in(prose.Chinese)}
}

// whyUnavailable tells an outage and a failed attempt, which are no secrets, from all else,
// which may be one. That other things are in the way as well makes no difference: it would
// tell of them.
func (d *Decision) whyUnavailable(i int) prose.Text {
	if d.verdicts[i].unmet.has(tried) {
		return didNotGoThrough
	}
	for ; i >= 0; i = d.parent(i) {
		if d.verdicts[i].unmet.has(down) {
			return outOfService
		}
	}
	return unavailable
}

func (r *Remedy) publicSentence(resets bool) prose.Text {
	switch r.Do {
	case ActionPayAtMost:
		if resets {
			return payableUpToNow
		}
		return payableUpTo
	case ActionPayAtLeast:
		return payableFrom
	case ActionWaitUntil:
		if r.Amount.IsValid() {
			return availableUpTo
		}
		return availableFrom
	case ActionMoveTo:
		return availableOn
	case ActionPayIn:
		return payableIn
	}
	return unavailable
}
