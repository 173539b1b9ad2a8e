package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestDecisionJSON(t *testing.T) {
	decisions := routed(t)
	var b bytes.Buffer
	for _, o := range shopOrders() {
		data, err := json.Marshal(decisions[o.name])
		if err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		fmt.Fprintf(&b, "== %s ==\n", o.name)
		if err := json.Indent(&b, data, "", "  "); err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		b.WriteString("\n\n")
	}
	golden(t, "decisions_json.golden", b.String())
}

func marshal(t rapid.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// generic decodes JSON as a program that knows nothing of this package does.
func generic(t testing.TB, data string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}

func TestZeroDecisionInJSON(t *testing.T) {
	want := `{"catalog":{},"offers":[],"excluded":[]}`
	if diff := cmp.Diff(want, marshal(t, routing.Decision{})); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

// An amount of zero applies; an amount that is not there does not.
func TestZeroAmountsAreWritten(t *testing.T) {
	reason := routing.Reason{
		Code: routing.CodeBelowMin, Requested: yuan("0.00"), Limit: yuan("0.01"), Short: yuan("0.01"),
		Remedy: routing.Remedy{Do: routing.ActionPayAtLeast, Amount: yuan("0.01")},
	}
	want := map[string]any{
		"code": "below_min", "requested": "0.00 CNY", "limit": "0.01 CNY", "short": "0.01 CNY",
		"remedy": map[string]any{"do": "pay_at_least", "amount": "0.01 CNY"},
		"text": map[string]any{
			"en": "¥0.00 is ¥0.01 below the ¥0.01 minimum",
			"zh": "¥0.00 低于单笔最低金额 ¥0.01，还差 ¥0.01",
		},
	}
	if diff := cmp.Diff(want, generic(t, marshal(t, reason))); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

// Parts of a decision by themselves have the form that they have inside of it,
// but for the zone of an offer's reset.
func TestPartsHaveTheFormOfTheWhole(t *testing.T) {
	for name, d := range routed(t) {
		whole := generic(t, marshal(t, d))
		for i, offer := range d.Offers() {
			got, want := generic(t, marshal(t, offer)), whole["offers"].([]any)[i].(map[string]any)
			if resets, ok := offer.Headroom.Resets(); ok {
				if want["resets"] != resets.In(beijing).Format("2006-01-02T15:04:05Z07:00") {
					t.Errorf("%s: %s resets at %v, not at %v in the catalog's zone", name, offer.Method, want["resets"], resets)
				}
				want["resets"] = resets.UTC().Format("2006-01-02T15:04:05Z07:00")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s (-in the decision +alone):\n%s", name, offer.Method, diff)
			}
		}
		for i, exclusion := range d.Excluded() {
			want := whole["excluded"].([]any)[i].(map[string]any)
			if diff := cmp.Diff(want, generic(t, marshal(t, exclusion))); diff != "" {
				t.Errorf("%s: %s (-in the decision +alone):\n%s", name, exclusion.Method, diff)
			}
			for j, reason := range exclusion.Reasons {
				want := want["reasons"].([]any)[j].(map[string]any)
				if diff := cmp.Diff(want, generic(t, marshal(t, reason))); diff != "" {
					t.Errorf("%s: %s (-in the decision +alone):\n%s", name, exclusion.Method, diff)
				}
				if diff := cmp.Diff(want["remedy"], any(generic(t, marshal(t, reason.Remedy)))); diff != "" {
					t.Errorf("%s: %s (-in the decision +alone):\n%s", name, exclusion.Method, diff)
				}
			}
		}
	}
}

// hostileShop is the shop with names that break out of careless quoting.
func hostileShop() routing.Catalog {
	c := shop()
	hostile := "</script>\\\"'\u00a0\u200d\U0001f4b0{id} 微信%s" + strings.Repeat("\u0301", 30)
	c.Name, c.Version = hostile, hostile
	for i := range c.Methods {
		c.Methods[i].Name = methods.Text{EN: hostile, ZH: hostile}
		for j := range c.Methods[i].Products {
			c.Methods[i].Products[j].API = hostile
		}
	}
	for i := range c.Traits {
		c.Traits[i].Name = methods.Text{ZH: hostile}
	}
	return c
}

// A decision is valid JSON whatever the catalog's names and the order say, has
// every method of the platform exactly once, and tells neither the buyer nor the
// merchant.
func FuzzDecisionJSON(f *testing.F) {
	router, err := routing.Compile(hostileShop())
	if err != nil {
		f.Fatal(err)
	}
	for _, o := range shopOrders() {
		f.Add(o.order.ID, string(o.order.Surface), "", o.order.Amount.Minor(), "CNY", o.order.At.Unix(), "no_bound_card vip", int64(42000), "JPY")
	}
	f.Add("\x00\xff\u2028\"", "kiosk", "CN", int64(1<<63-1), "USD", int64(4102444800), "", int64(1<<63-1), "CNY")
	f.Fuzz(func(t *testing.T, id, surface, region string, minor int64, currency string, at int64, traits string, used int64, usedCurrency string) {
		if strings.Contains(id, secretBuyer) || strings.Contains(id, secretMerchant) {
			t.Skip("the order's own id gives the secret away")
		}
		o := routing.Order{
			ID: id, Platform: "shop", Surface: methods.Surface(surface), Region: methods.Region(region),
			Amount: amountOf(minor, currency), At: time.Unix(at, 0), Usage: limits.Usage{"static_code.day": {Amount: amountOf(used, usedCurrency)}},
			Buyer: limits.Hide(secretBuyer), Merchant: limits.Hide(secretMerchant),
		}
		for trait := range strings.FieldsSeq(traits) {
			o.Traits = append(o.Traits, methods.Trait(trait))
		}
		d, err := router.Route(o)
		if err != nil {
			return
		}
		data := marshal(t, d)
		decoded := generic(t, data)
		if offers, excluded := decoded["offers"].([]any), decoded["excluded"].([]any); len(offers)+len(excluded) != 7 {
			t.Errorf("%d offers and %d exclusions, want all 7 methods in %s", len(offers), len(excluded), data)
		}
		for _, text := range []string{data, marshal(t, o), d.String(), d.Table("zh"), o.String()} {
			if strings.Contains(text, secretBuyer) || strings.Contains(text, secretMerchant) {
				t.Errorf("the buyer or the merchant is in %s", text)
			}
		}
	})
}

// amountOf is invalid where there is no such amount, as an order may be.
func amountOf(minor int64, code string) limits.Money {
	currency, err := limits.ParseCurrency(code)
	if err != nil {
		return limits.Money{}
	}
	m, err := limits.MoneyFromMinor(minor, currency)
	if err != nil {
		return limits.Money{}
	}
	return m
}
