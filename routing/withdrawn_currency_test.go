package routing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing"
)

// The rules and the orders of a currency stay readable after its end.
func TestCatalogInACurrencyThatHasEnded(t *testing.T) {
	c, err := routing.ParseCatalog([]byte(`{"zone": "+01:00", "sources": [{"id": "s", "title": "source"}],
		"methods": [{"id": "wallet"}], "platforms": [{"id": "shop"}],
		"availability": [
			{"id": "in_kuna", "method": "wallet", "status": "live", "when": {"currencies": ["HRK"], "until": "2023-01-01"}, "sources": ["s"]},
			{"id": "in_euro", "method": "wallet", "status": "live", "when": {"currencies": ["EUR"], "from": "2023-01-01"}, "sources": ["s"]}],
		"limits": [{"id": "kuna", "when": {"currencies": ["HRK"]}, "max": "7534.50 HRK", "sources": ["s"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	r := compile(t, c)
	for _, test := range []struct {
		name, order string
		want        []routing.Code // nil: offered
	}{
		{"in its last year", `{"platform": "shop", "amount": "7534.50 HRK", "at": "2022-12-31T23:59:59+01:00"}`, nil},
		{"above its bound", `{"platform": "shop", "amount": "7534.51 HRK", "at": "2022-12-31T23:59:59+01:00"}`, []routing.Code{routing.CodeAboveMax}},
		{"after its end", `{"platform": "shop", "amount": "10 HRK", "at": "2023-01-01T00:00:00+01:00"}`, []routing.Code{routing.CodeCurrency}},
		{"its successor", `{"platform": "shop", "amount": "1000 EUR", "at": "2023-01-01T00:00:00+01:00"}`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			o, err := routing.ParseOrder([]byte(test.order))
			if err != nil {
				t.Fatal(err)
			}
			why, _ := route(t, r, o).Why("wallet")
			var got []routing.Code
			for _, reason := range why.Reasons {
				got = append(got, reason.Code)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}
