package china_test

import (
	"regexp"
	"testing"

	"github.com/paymux/paymux/routing/china"
)

// callName is what a provider calls an API: "POST /v3/pay/transactions/jsapi",
// "alipay.trade.page.pay" or "tt.pay", without variants, parameters and remarks.
var callName = regexp.MustCompile(`^(POST /v3/[a-z0-9/]+|[a-z]+(\.[a-z]+)+)$`)

func TestAPIsAreTheProvidersOwnNames(t *testing.T) {
	calls := 0
	for _, m := range china.Catalog().Methods {
		for _, p := range m.Products {
			if p.API == "" {
				continue
			}
			calls++
			if !callName.MatchString(p.API) {
				t.Errorf("%s calls %q, which is no name of a call alone", p.ID, p.API)
			}
		}
	}
	if calls == 0 {
		t.Error("no product has a call")
	}
}
