package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
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
	when(methods.Match{Currencies: []string{"USD", "HKD", "THB"}})(&c)
	want := methods.Text{EN: "Pay in HKD, THB or USD", ZH: "请用港币、THB 或美元支付"}
	if diff := cmp.Diff(want, route(t, compile(t, c), stallOrder()).Public().Excluded[0].Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
}
