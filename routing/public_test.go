package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestPublicJSON(t *testing.T) {
	decisions := routed(t)
	var b bytes.Buffer
	for _, o := range shopOrders() {
		data, err := json.MarshalIndent(decisions[o.name].Public(), "", "  ")
		if err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		fmt.Fprintf(&b, "== %s ==\n%s\n\n", o.name, data)
	}
	golden(t, "public_json.golden", b.String())
}

// In Chinese, buyers know currencies by their names.
func TestBuyersAreToldCurrenciesByName(t *testing.T) {
	c := stall()
	when(methods.Match{Currencies: []string{"USD", "HKD", "KWD"}})(&c)
	want := methods.Text{EN: "Available for payment in HKD, KWD or USD", ZH: "可改用港元、KWD 或美元支付"}
	if diff := cmp.Diff(want, route(t, compile(t, c), stallOrder()).Public().Excluded[0].Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}

// dayOf caps what buyers have paid of the day's total.
func dayOf(most string, per ...limits.Subject) func(*routing.Catalog) {
	return func(c *routing.Catalog) {
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "wallet.day", Methods: []methods.ID{"wallet"}, Evidence: methods.Evidence{Sources: []string{"s1"}},
			Limit: limits.Cap{Max: yuan(most), Window: limits.Day(8 * time.Hour), Counter: "day", Per: per},
		})
	}
}

func TestBuyersAreToldWhatIsInTheWay(t *testing.T) {
	wallet := []methods.ID{"wallet"}
	isDown := func(o *routing.Order) { o.Down = map[methods.ID]time.Time{"wallet": {}} }
	for _, test := range []struct {
		name    string
		catalog func(*routing.Catalog)
		order   func(*routing.Order)
		en, zh  string
	}{
		{"an outage", nil, isDown, "Out of service for now. Choose another method.", "暂停服务，请更换支付方式"},
		{"an outage, and what nobody may know", dayOf("430.00"), isDown, "Out of service for now. Choose another method.", "暂停服务，请更换支付方式"},
		{
			"a failed attempt", nil, func(o *routing.Order) { o.Tried = wallet },
			"Did not go through. Choose another method.", "支付未成功，请更换支付方式",
		},
		{
			"what nobody may know", dayOf("430.00"), nil,
			"Can't be used for this order right now", "当前订单暂不支持该支付方式",
		},
		{
			"what nobody knows", dayOf("430.00", limits.Buyer), func(o *routing.Order) { o.Usage = nil },
			"Can't be used for this order right now", "当前订单暂不支持该支付方式",
		},
		{
			"a total of the buyer's", dayOf("430.00", limits.Buyer), nil,
			"Only for payments up to ¥10.00; more from midnight", "仅支持 ¥10.00 及以下的订单，明天 00:00 后额度恢复",
		},
		{
			"a total that never has room for the order", dayOf("430.00", limits.Buyer), func(o *routing.Order) { o.Amount = yuan("1430.01") },
			"Only for payments up to ¥10.00", "仅支持 ¥10.00 及以下的订单",
		},
		{
			"another surface", when(methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp, methods.SurfaceMobileWeb}}),
			func(o *routing.Order) { o.Surface = methods.SurfaceDesktopWeb },
			"Available in our app or a mobile browser", "可在本平台 App 或手机浏览器中使用",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, o := stall(), stallOrder()
			if test.catalog != nil {
				test.catalog(&c)
			}
			if test.order != nil {
				test.order(&o)
			}
			want := methods.Text{EN: test.en, ZH: test.zh}
			if diff := cmp.Diff(want, route(t, compile(t, c), o).Public().Excluded[0].Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}
