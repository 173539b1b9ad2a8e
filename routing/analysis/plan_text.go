package analysis

import (
	"encoding/json"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Text returns the steps as sentences for people, in English and in Chinese:
// "Check out in the platform's app. Pay at most ¥300.00." The zero Plan says that no change would
// help. The text never has the buyer or the merchant. Its wording may change between
// releases.
func (p Plan) Text() methods.Text {
	steps := p.Steps
	switch {
	case len(p.Unexamined) > 0:
		return methods.Text{
			EN: "Whether a change helps depends on limits that were not examined: " + strings.Join(p.Unexamined, ", ") + ".",
			ZH: "调整是否有效取决于未检查的限额：" + strings.Join(p.Unexamined, "、") + "。",
		}
	case p.Method == "":
		steps = []routing.Remedy{{Do: routing.ActionNone}}
	case len(steps) == 0:
		return methods.Text{EN: "Nothing has to change.", ZH: "无需调整。"}
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
//	            "text": {"en": "Pay at most ¥300.00", "zh": "请将金额降至 ¥300.00 或以下"}}],
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

		Unexamined []string `json:"unexamined,omitempty"`
	}{p.Method, steps, p.Order, p.Offer, p.Unexamined})
}
