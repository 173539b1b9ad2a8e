package routing

import (
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// exceptPart is a condition of an Except, and what stands before it in English where it is the
// only one.
type exceptPart struct {
	alone string
	part  prose.Text
}

// The sentences of an Except and the parts of what it selects by. Times come first.
var (
	notAvailable        = prose.Text{EN: "Not available{hours}{period}", ZH: "{period}{hours}不可用"}
	notAvailableWhen    = prose.Text{EN: notAvailable.EN + "{alone}{conditions}", ZH: "{period}{hours}{conditions}时不可用"}
	notAvailableWhenAll = prose.Text{EN: notAvailable.EN + "{all}{conditions}", ZH: "{period}{hours}同时满足以下条件时不可用：{conditions}"}

	exceptSurfaces = exceptPart{" ", prose.Text{EN: "in {surfaces}", ZH: "在{surfaces}中支付"}}
	exceptPaidIn   = exceptPart{" if ", prose.Text{EN: "paid in {currencies}", ZH: "以{currencies}支付"}}
	exceptRegions  = exceptPart{" if ", prose.Text{EN: "the buyer is in {regions}", ZH: "买家位于{regions}"}}
	exceptTraits   = exceptPart{" for orders ", prose.Text{EN: "marked {traits}", ZH: "订单{traits}"}}
	exceptFromTo   = prose.Text{EN: " from {from} to {until}", ZH: "{from}至{until}期间"}
	exceptFrom     = prose.Text{EN: " from {from} on", ZH: "{from}起"}
	exceptUntil    = prose.Text{EN: " until {until}", ZH: "{until}前"}
)

// exceptIn describes what the Except of a reason selects by. It is empty if that is
// the platform or a rollout alone.
func (r *Reason) exceptIn(l prose.Language) string {
	m := &r.Except
	word := func(place string) string { return r.exceptWord(place, l) }
	var conditions []string
	alone := ""
	add := func(n int, e exceptPart) {
		if n > 0 {
			alone = e.alone
			conditions = append(conditions, string(prose.Fill(nil, l.Of(e.part), word)))
		}
	}
	add(len(m.Surfaces), exceptSurfaces)
	add(len(m.Currencies), exceptPaidIn)
	add(len(m.Regions), exceptRegions)
	add(len(m.Audience), exceptTraits)
	sentence, between := notAvailable, "; "
	switch {
	case len(conditions) == 1:
		sentence = notAvailableWhen
	case len(conditions) > 1:
		sentence = notAvailableWhenAll
	}
	if l == prose.Chinese {
		between = "；"
	}
	var period prose.Text
	switch from, until := m.Period.From, m.Period.Until; {
	case !from.IsZero() && !until.IsZero():
		period = exceptFromTo
	case !from.IsZero():
		period = exceptFrom
	case !until.IsZero():
		period = exceptUntil
	case len(conditions)+len(m.Hours) == 0:
		return ""
	}
	return string(prose.Fill(nil, l.Of(sentence), func(place string) string {
		switch {
		case place == "alone":
			return alone
		case place == "all":
			return apart(l, " if all of these hold: ", !m.Period.IsZero() || len(m.Hours) > 0, false)
		case place == "conditions":
			return strings.Join(conditions, between)
		case place == "period":
			text := prose.Fill(nil, l.Of(period), word)
			return apart(l, string(text), len(m.Hours) > 0, len(m.Hours) > 0 || len(conditions) > 0)
		case len(m.Hours) > 0:
			return apart(l, exceptHours(m.Hours, l), false, len(conditions) > 0)
		}
		return ""
	}))
}

// apart sets a part off by a comma from one before it in English, or after it in
// Chinese, if there is one.
func apart(l prose.Language, text string, before, after bool) string {
	switch {
	case text == "":
	case l == prose.English && before:
		return "," + text
	case l == prose.Chinese && after:
		return text + "，"
	}
	return text
}

// exceptHours lists hours: " on Sundays and from 22:00 to 06:00".
func exceptHours(hours []methods.Hours, l prose.Language) string {
	text := l.ListHours(prose.And, len(hours), func(i int) string {
		return l.Hours(hours[i].Days, hours[i].From, hours[i].Until)
	})
	if l == prose.English {
		return " " + text
	}
	return text
}

// exceptWord is what stands at a place of a part.
func (r *Reason) exceptWord(place string, l prose.Language) string {
	m := &r.Except
	switch place {
	case "surfaces":
		return l.List(prose.Or, len(m.Surfaces), func(i int) string { return surfaceText(l, m.Surfaces[i]) })
	case "currencies":
		return l.List(prose.Or, len(m.Currencies), func(i int) string { return currencyText(l, m.Currencies[i]) })
	case "regions":
		return l.List(prose.Or, len(m.Regions), func(i int) string { return prose.Plain(string(m.Regions[i])) })
	case "traits":
		return r.exceptAudience(l)
	case "from":
		return l.Time(m.Period.From)
	case "until":
		return l.Time(m.Period.Until)
	}
	return ""
}

// exceptAudience lists the sets of the Except's audience: "“tobacco”, or “alcohol” and “gifts”",
// "带有“烟草”标签，或同时带有“酒类”“礼品”标签".
func (r *Reason) exceptAudience(l prose.Language) string {
	sets := make([]string, len(r.Except.Audience))
	or := prose.Or
	first := 0 // of a set, in TraitNames
	for i, set := range r.Except.Audience {
		name := func(j int) string {
			var name methods.Text
			if first+j < len(r.TraitNames) {
				name = r.TraitNames[first+j]
			}
			return l.Name(prose.Text(name), string(set[j]))
		}
		if len(set) > 1 {
			or.EN = ", or "
		}
		if l == prose.English {
			sets[i] = l.List(prose.And, len(set), func(j int) string { return "“" + name(j) + "”" })
		} else {
			sets[i] = withTraits(len(set), name)
		}
		first += len(set)
	}
	if l == prose.English {
		return l.List(or, len(sets), func(i int) string { return sets[i] })
	}
	return strings.Join(sets, "，或")
}

// withTraits says in Chinese that an order has n traits.
func withTraits(n int, name func(i int) string) string {
	text := "带有"
	if n > 1 {
		text = "同时带有"
	}
	for i := range n {
		text += "“" + name(i) + "”"
	}
	return text + "标签"
}
