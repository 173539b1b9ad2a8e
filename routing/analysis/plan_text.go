package analysis

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// steps says how to get from the order to the plan's, the cheapest kind of step
// first.
func (s *search) steps(values []int, o *routing.Order) []routing.Remedy {
	var steps []routing.Remedy
	moved := values[surfaceAxis] != s.home[surfaceAxis]
	for _, kind := range s.planner.prices {
		switch {
		case kind == StepPayLess && s.isPaying(values) && o.Amount.Minor() < s.order.Amount.Minor():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayAtMost, Amount: o.Amount})
		case kind == StepPayMore && s.isPaying(values) && o.Amount.Minor() > s.order.Amount.Minor():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayAtLeast, Amount: o.Amount})
		case kind == StepPayIn && o.Amount.Currency() != s.order.Amount.Currency():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{o.Amount.Currency().String()}})
		case kind == StepMove && moved && s.order.Surface != "":
			steps = append(steps, routing.Remedy{Do: routing.ActionMoveTo, Surfaces: s.surfacesLike(values)})
		case kind == StepWait && values[timeAxis] != s.home[timeAxis]:
			zone := time.FixedZone("", int(s.x.catalog.Zone/time.Second))
			steps = append(steps, routing.Remedy{Do: routing.ActionWaitUntil, Until: o.At.In(zone)})
		case kind == StepStateTrait && len(o.Traits) > len(s.order.Traits):
			steps = append(steps, s.stateTraits(o.Traits[len(s.order.Traits):]))
		case kind == StepStateFact:
			steps = append(steps, s.stateFacts(values)...)
		}
	}
	return steps
}

// isPaying reports whether the order stays in its currency.
func (s *search) isPaying(values []int) bool {
	return s.amounts[values[s.amountAxis()]].currency == s.ownCurrency()
}

func (s *search) stateTraits(traits []methods.Trait) routing.Remedy {
	names := make([]methods.Text, len(traits))
	for i, trait := range traits {
		of := func(t routing.TraitInfo) bool { return t.ID == trait }
		if at := slices.IndexFunc(s.x.catalog.Traits, of); at >= 0 {
			names[i] = s.x.catalog.Traits[at].Name
		}
	}
	return routing.Remedy{Do: routing.ActionState, Traits: slices.Clone(traits), TraitNames: names}
}

// stateFacts is a step for each missing fact that is stated.
func (s *search) stateFacts(values []int) []routing.Remedy {
	var steps []routing.Remedy
	state := func(fact string, surfaces []methods.Surface) {
		steps = append(steps, routing.Remedy{Do: routing.ActionState, Facts: []string{fact}, Surfaces: surfaces})
	}
	if values[surfaceAxis] != s.home[surfaceAxis] && s.order.Surface == "" {
		state("surface", s.surfacesLike(values))
	}
	if values[regionAxis] != s.home[regionAxis] {
		state("region", nil)
	}
	if values[buyerAxis] != s.home[buyerAxis] {
		state("buyer", nil)
	}
	for i, counter := range s.counters {
		if values[s.firstCounter()+i] == traitStated {
			state("usage."+string(counter), nil)
		}
	}
	return steps
}

// Text returns the steps as sentences for people, in English and in Chinese:
// "Check out in the app. Pay at most ¥300.00." That of the zero
// Plan is that no change would help. It never has the buyer or the merchant. The wording may change between releases.
func (p Plan) Text() methods.Text {
	steps := p.Steps
	switch {
	case p.Method == "":
		steps = []routing.Remedy{{Do: routing.ActionNone}}
	case len(steps) == 0:
		return methods.Text{EN: "Nothing has to change.", ZH: "无需更改。"}
	}
	var en, zh []string
	for _, step := range steps {
		text := step.Text()
		en, zh = append(en, text.EN+"."), append(zh, text.ZH+"。")
	}
	return methods.Text{EN: strings.Join(en, " "), ZH: strings.Join(zh, "")}
}

// String is the English [Plan.Text].
func (p Plan) String() string { return p.Text().EN }

// MarshalJSON writes the plan: each step as the remedy that it is with its text,
// then the order and the offer in their JSON forms, without the buyer and the
// merchant.
//
//	{"method": "wechat_qr",
//	 "steps": [{"remedy": {"do": "pay_at_most", "amount": "300.00 CNY"},
//	            "text": {"en": "Pay at most ¥300.00", "zh": "将金额降至 ¥300.00 或以下"}}],
//	 "order": {...}, "offer": {...}}
//
// The error is always nil.
func (p Plan) MarshalJSON() ([]byte, error) {
	type step struct {
		Remedy routing.Remedy `json:"remedy"`
		Text   methods.Text   `json:"text"`
	}
	steps := make([]step, len(p.Steps))
	for i, s := range p.Steps {
		steps[i] = step{s, s.Text()}
	}
	return json.Marshal(struct {
		Method methods.ID    `json:"method"`
		Steps  []step        `json:"steps"`
		Order  routing.Order `json:"order"`
		Offer  routing.Offer `json:"offer"`
	}{p.Method, steps, p.Order, p.Offer})
}
