package routing_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// The ids of the buyer and the merchant decide, and never come out again: not
// printed, not logged, not marshalled, not in an error.
func TestBuyerAndMerchantStayPrivate(t *testing.T) {
	catalog := shop()
	for i := range catalog.Availability {
		// With a rollout everywhere, the buyer takes part in every decision.
		catalog.Availability[i].When.Rollout = methods.Rollout{BasisPoints: 5000, Salt: "half"}
	}
	router, err := routing.Compile(catalog)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range shopOrders() {
		t.Run(o.name, func(t *testing.T) {
			d, err := router.Route(o.order)
			if err != nil {
				t.Fatal(err)
			}
			malformed := o.order
			malformed.Platform, malformed.Traits = "shopp", []methods.Trait{"NOT AN ID"}
			_, orderError := router.Route(malformed)
			if orderError == nil {
				t.Fatal("a malformed order was routed")
			}
			held := struct {
				Order    routing.Order
				Decision *routing.Decision
			}{o.order, &d}
			for name, v := range map[string]any{
				"decision": d, "pointer to decision": &d, "order": o.order, "pointer to order": &o.order,
				"offers": d.Offers(), "exclusions": d.Excluded(), "error": orderError,
				"in a struct": held, "in a list": []any{o.order, d}, "in a map": map[string]routing.Order{"order": o.order},
			} {
				for output, text := range outputs(t, v) {
					if strings.Contains(text, secretBuyer) || strings.Contains(text, secretMerchant) {
						t.Errorf("%s by %s: %s", name, output, text)
					}
				}
			}
		})
	}
}

// outputs writes a value in every way there is to write one.
func outputs(t *testing.T, v any) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		all[format] = fmt.Sprintf(format, v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	all["json.Marshal"] = string(data)
	var text, jsonText bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("m", "v", v)
	slog.New(slog.NewJSONHandler(&jsonText, nil)).Info("m", "v", v)
	all["slog.TextHandler"], all["slog.JSONHandler"] = text.String(), jsonText.String()
	return all
}

// What is malformed is not quoted where it may be the buyer or the merchant.
func TestFaultsDoNotQuoteBuyerOrMerchant(t *testing.T) {
	const secret = "13800138000"
	tooLong := strings.Repeat(secret, routing.MaxString/len(secret)+1)
	for name, value := range map[string]string{
		"a number":                 secret,
		"an array":                 `["` + secret + `"]`,
		"an object":                `{"id":"` + secret + `"}`,
		"an object with its key":   `{"` + secret + `":true}`,
		"half of a surrogate pair": `"b\ud800` + secret + `"`,
		"too long":                 `"` + tooLong + `"`,
		"an unknown escape":        `"` + secret + `\x` + secret + `"`,
		"a control character":      "\"" + secret + "\n" + secret + "\"",
		"no end":                   `"` + secret,
	} {
		for _, document := range []string{
			`{"buyer":` + value + `}`,
			`{"merchant":` + value + `}`,
			`{"Buyer":` + value + `}`,
			`{"buyer":"b","buyer":` + value + `}`,
			`{"traits":{"buyer":` + value + `}}`,
			`[{"buyer":` + value + `}]`,
			`[` + value + `]`,
		} {
			t.Run(name+" in "+document[:min(24, len(document))], func(t *testing.T) {
				_, err := routing.ParseOrder([]byte(document))
				var bad *routing.OrderError
				if !errors.As(err, &bad) {
					t.Fatalf("want an *OrderError, got %v", err)
				}
				if text := fmt.Sprintf("%v %+v", err, bad.Faults); strings.Contains(text, secret) {
					t.Errorf("the error quotes the secret: %.200s", text)
				}
			})
		}
	}
}
