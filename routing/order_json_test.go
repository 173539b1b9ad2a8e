package routing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Reading what is written gives the order again, but for who buys from whom.
func TestOrderJSONCanBeReadBack(t *testing.T) {
	orders := shopOrders()
	orders = append(orders, shopOrder{"with every field", routing.Order{
		ID: "o1", Platform: "shop", Surface: methods.SurfaceApp, Amount: yuan("0.00"), At: midnight.Add(1),
		Region: methods.China, Traits: []methods.Trait{"vip"}, Buyer: limits.Hide(secretBuyer), Merchant: limits.Hide(secretMerchant),
		Usage: limits.Usage{"a.day": {Amount: yuan("1.00")}, "b.day": {Amount: yuan("0.00")}},
		Allow: []methods.ID{"alipay"}, Block: []methods.ID{"huabei"}, Tried: []methods.ID{"jd_pay"}, Prefer: []methods.ID{"alipay"},
		Lacks: []methods.Trait{"tobacco"}, Down: map[methods.ID]time.Time{"jd_pay": midnight, "huabei": {}},
	}}, shopOrder{"that allows nothing", routing.Order{
		Platform: "shop", Amount: yuan("0.00"), At: midnight, Allow: []methods.ID{},
	}})
	for _, o := range orders {
		t.Run(o.name, func(t *testing.T) {
			o.order.ID = "o1" // some of the shop's ids are not fit for a JSON order
			got, err := routing.ParseOrder([]byte(marshal(t, o.order)))
			if err != nil {
				t.Fatal(err)
			}
			want := o.order
			want.Buyer, want.Merchant = limits.Hidden{}, limits.Hidden{}
			if diff := cmp.Diff(fields(want), fields(got)); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
		})
	}
}

// fields is an order without its methods, so that a difference shows where it is.
func fields(o routing.Order) any {
	type fields routing.Order
	return fields(o)
}

// An empty list of what is allowed, and an outage without an end, are not left out.
func TestNothingAllowedIsWritten(t *testing.T) {
	o := routing.Order{Allow: []methods.ID{}, Down: map[methods.ID]time.Time{"jd_pay": midnight, "huabei": {}}}
	want := `{"allow":[],"down":{"huabei":null,"jd_pay":"2023-12-16T00:00:00+08:00"}}`
	if got := marshal(t, o); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestZeroOrderInJSON(t *testing.T) {
	if got, want := marshal(t, routing.Order{}), `{}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
