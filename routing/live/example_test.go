package live_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/live"
)

// Each order asks for the current router once, and is decided by it alone.
func ExampleRouter_Current() {
	rules, err := live.New(shop(300))
	if err != nil {
		log.Fatal(err)
	}
	router := rules.Current()
	if err := rules.Replace(shop(500), nil); err != nil {
		log.Fatal(err)
	}
	for _, router := range []*routing.Router{router, rules.Current()} {
		decision, err := router.Route(order())
		if err != nil {
			log.Fatal(err)
		}
		_, version := decision.Catalog()
		offer, _ := decision.Offer(methods.Alipay)
		fmt.Printf("catalog %s: %s\n", version, offer.Headroom)
	}
	// Output:
	// catalog 300: 0.01 CNY to 300.00 CNY
	// catalog 500: 0.01 CNY to 500.00 CNY
}

// A shop lets its rules grow by themselves, and looks at whatever takes something away.
func ExampleRouter_Replace() {
	rules, err := live.New(shop(300))
	if err != nil {
		log.Fatal(err)
	}
	review := func(changes []analysis.Change) error {
		for _, c := range changes {
			for _, kind := range c.Kinds {
				if kind == analysis.KindLost {
					return fmt.Errorf("%s is lost for %s", c.Method, c.Region)
				}
			}
		}
		return nil
	}
	for _, most := range []int{500, 400} {
		err := rules.Replace(shop(most), review)
		_, version := mustRoute(rules).Catalog()
		fmt.Printf("catalog %s is in force, error: %v\n", version, err)
	}
	// Output:
	// catalog 500 is in force, error: <nil>
	// catalog 500 is in force, error: live: catalog "400" is vetoed: alipay is lost for shop, 400.01 CNY to 500.00 CNY
}

// A custom limit is Go, not JSON: every catalog gets it beside its own rules.
func ExampleNew() {
	rules, err := live.New(shop(300), routing.LimitRule{
		ID: "no_thirteens", Limit: noThirteens{}, Evidence: methods.Evidence{Sources: []string{"contract"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	offer, _ := mustRoute(rules).Offer(methods.Alipay)
	fmt.Println(offer.Limits)
	// Output: [day no_thirteens single]
}

// noThirteens refuses payments on the thirteenth of a month.
type noThirteens struct{}

func (noThirteens) Headroom(q limits.Query) (limits.Headroom, error) {
	if q.At.UTC().Day() == 13 {
		return limits.Headroom{}, errors.New("not on the thirteenth")
	}
	return limits.Headroom{}, nil
}

// What does not pass lint says what is wrong with it.
func ExampleLintError_Error() {
	_, err := live.New([]byte(`{
		"platforms": [{"id": "shop"}], "methods": [{"id": "alipay"}],
		"sources": [{"id": "contract", "title": "Our contract with the wallet"}],
		"availability": [
			{"id": "alipay.live", "method": "alipay", "status": "live", "sources": ["contract"]},
			{"id": "alipay.again", "method": "alipay", "status": "live", "sources": ["contract"]}]}`))
	refused := (*live.LintError)(nil)
	if errors.As(err, &refused) {
		fmt.Println(refused.Findings[0].Code)
	}
	fmt.Println(err)
	// Output:
	// unreachable_entry
	// live: the catalog does not pass lint: error unreachable_entry at availability[1] (alipay.again): no order is offered alipay by it: where its conditions are met, earlier entries decide (alipay.live); list in the catalog's "accept" what is meant
}

func mustRoute(rules *live.Router) routing.Decision {
	decision, err := rules.Current().Route(order())
	if err != nil {
		log.Fatal(err)
	}
	return decision
}
