package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func ExampleOffer_String() {
	offer, _ := decisionOn("80.00 CNY").Offer(methods.WeChatQR)
	fmt.Println(offer)
	// Output: wechat_qr by wechat_native for at most 300.00 CNY (wechat_qr.pilot)
}

func ExampleExclusion_String() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	fmt.Println(why)
	// Output: wechat_qr: above_max (wechat_qr.single): ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit
}

func ExampleReason_String() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	fmt.Println(why.Reasons[0])
	// Output: above_max (wechat_qr.single): ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit
}

func ExampleRemedy_String() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	fmt.Println(why.Reasons[0].Remedy)
	// Output: Pay at most ¥300.00
}

func ExampleOffer_LogValue() {
	offer, _ := decisionOn("80.00 CNY").Offer(methods.WeChatQR)
	stdout().Info("pay", "offer", offer)
	// Output: level=INFO msg=pay offer.method=wechat_qr offer.product=wechat_native offer.max="300.00 CNY" offer.entry=wechat_qr.pilot offer.limits=[wechat_qr.single]
}

func ExampleExclusion_LogValue() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	stdout().Info("pay", "why", why)
	// Output: level=INFO msg=pay why.method=wechat_qr why.reasons="[above_max (wechat_qr.single): ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit]"
}

func ExampleReason_LogValue() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	stdout().Info("pay", "reason", why.Reasons[0])
	// Output: level=INFO msg=pay reason.code=above_max reason.rule=wechat_qr.single reason.requested="300.01 CNY" reason.limit="300.00 CNY" reason.over="0.01 CNY" reason.remedy.do=pay_at_most reason.remedy.amount="300.00 CNY"
}

func ExampleRemedy_LogValue() {
	why, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	stdout().Info("pay", "remedy", why.Reasons[0].Remedy)
	// Output: level=INFO msg=pay remedy.do=pay_at_most remedy.amount="300.00 CNY"
}

func ExampleDecision_UnmarshalJSON() {
	var d routing.Decision
	fmt.Println(json.Unmarshal([]byte(`{"offers": []}`), &d))
	// Output: routing: a decision and its parts cannot be read from JSON: route the order again
}

func ExampleOffer_UnmarshalJSON() {
	var o routing.Offer
	fmt.Println(json.Unmarshal([]byte(`{"method": "alipay"}`), &o) != nil)
	// Output: true
}

func ExampleExclusion_UnmarshalJSON() {
	var e routing.Exclusion
	fmt.Println(json.Unmarshal([]byte(`{"method": "alipay"}`), &e) != nil)
	// Output: true
}

func ExampleReason_UnmarshalJSON() {
	var r routing.Reason
	fmt.Println(json.Unmarshal([]byte(`{"code": "above_max"}`), &r) != nil)
	// Output: true
}

func ExampleRemedy_UnmarshalJSON() {
	var r routing.Remedy
	fmt.Println(json.Unmarshal([]byte(`{"do": "none"}`), &r) != nil)
	// Output: true
}

// What a value does not have is not printed, least of all as an invalid amount.
func TestValuesPrintOnlyWhatTheyHave(t *testing.T) {
	at := time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name, want string
		value      fmt.Stringer
	}{
		{"no offer", "", routing.Offer{}},
		{"no exclusion", "", routing.Exclusion{}},
		{"no reason", "", routing.Reason{}},
		{"no remedy", "", routing.Remedy{}},
		{"an offer without a product or bounds", "alipay for any amount", routing.Offer{Method: "alipay"}},
		{"a reason of the order itself", "blocked: This method is on the order's list of blocked methods", routing.Reason{Code: routing.CodeBlocked}},
		{"a reason without amounts", "not_started (e1): Available only from 2026-11-12 00:00 UTC",
			routing.Reason{Code: routing.CodeNotStarted, Rule: "e1", At: at}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.value.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			var log bytes.Buffer
			slog.New(slog.NewTextHandler(&log, nil)).Info("", "value", test.value)
			for _, text := range []string{fmt.Sprintf("%v %+v", test.value, test.value), log.String()} {
				if strings.Contains(text, "invalid") {
					t.Errorf("printed as %s", text)
				}
			}
		})
	}
}

// What an order prints gives the same decision when it is typed in, unless a rollout
// asks for the buyer.
func TestPrintedOrderReplays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		for i := range w.catalog.Availability {
			e := &w.catalog.Availability[i]
			e.When.Rollout = methods.Rollout{}
			if e.Status == methods.StatusPilot {
				e.Status = methods.StatusLive
			}
			e.Except = withoutRollouts(e.Except)
		}
		for i := range w.catalog.Limits {
			rule := &w.catalog.Limits[i]
			rule.When.Rollout = methods.Rollout{}
			rule.Except = withoutRollouts(rule.Except)
		}
		r, o := compile(t, w.catalog), w.drawOrder(t)
		typed, err := routing.ParseOrder([]byte(o.String()))
		if err != nil {
			t.Fatalf("%v cannot be typed in: %v", o, err)
		}
		if diff := cmp.Diff(text(t, route(t, r, o)), text(t, route(t, r, typed))); diff != "" {
			t.Fatalf("%v typed in (-before +after):\n%s", o, diff)
		}
	})
}

func withoutRollouts(matches []methods.Match) []methods.Match {
	var kept []methods.Match
	for _, m := range matches {
		if m.Rollout = (methods.Rollout{}); !m.IsZero() {
			kept = append(kept, m)
		}
	}
	return kept
}

// What a router says is only written: read back, it would be an empty value that
// looks like a decision.
func TestDecisionsAreNotReadFromJSON(t *testing.T) {
	for _, value := range []any{&routing.Decision{}, &routing.Offer{}, &routing.Exclusion{}, &routing.Reason{}, &routing.Remedy{}} {
		if err := json.Unmarshal([]byte("{}"), value); err == nil {
			t.Errorf("%T was read from JSON", value)
		}
	}
}
