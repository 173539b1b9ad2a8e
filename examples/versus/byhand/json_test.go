package byhand_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/shop"
)

func TestAnswerAsJSON(t *testing.T) {
	answer := byhand.Answer{
		Offers: []byhand.Offer{
			{Method: "alipay", Product: "alipay_app", Min: 1, Max: 30_000_000},
			{Method: "friend_pay", Max: shop.Unbounded},
		},
		Excluded: []byhand.Exclusion{{Method: "wechat_qr", Code: byhand.AboveMax}, {Method: "ecny", Code: byhand.NotStarted}},
	}
	var got, want any
	const text = `{
		"offers": [
			{"method": "alipay", "product": "alipay_app", "min": "0.01 CNY", "max": "300000.00 CNY"},
			{"method": "friend_pay", "min": "0.00 CNY"}
		],
		"excluded": [{"method": "wechat_qr", "code": "above_max"}, {"method": "ecny", "code": "not_started"}]
	}`
	if err := json.Unmarshal(answer.AppendJSON(nil), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
