package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paymux/paymux/routing"
)

// A catalog as a shop keeps it in a file.
const cornerShop = `{
  "name": "corner shop", "version": "1", "zone": "+08:00",
  "sources": [{"id": "contract", "title": "Contract with Alipay"}],
  "methods": [{"id": "alipay", "name": {"en": "Alipay", "zh": "支付宝"}}],
  "platforms": [{"id": "corner_shop"}],
  "availability": [{"id": "alipay.live", "method": "alipay", "status": "live",
                    "when": {"from": "2026-01-01"}, "sources": ["contract"]}],
  "limits": [{"id": "alipay.single", "max": "300.00 CNY", "sources": ["contract"]}]
}`

func ExampleParseCatalog() {
	catalog, err := routing.ParseCatalog([]byte(cornerShop))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(catalog.Name, catalog.Availability[0].When.Period.From)
	// Output:
	// corner shop 2026-01-01 00:00:00 +0800 +0800
}

// Every fault comes at once, each with its place and what is allowed.
func ExampleParseCatalog_faults() {
	_, err := routing.ParseCatalog([]byte(`{
  "name": "corner shop", "zone": "+08:00",
  "methods": [{"id": "alipay"}],
  "platfroms": [],
  "availability": [{"id": "alipay.live", "method": "alipya", "status": "life", "rank": "1"}],
  "limits": [{"id": "alipay.single", "max": "300.001 CNY"}]
}`))
	fmt.Println(err)
	// Output:
	// routing: bad catalog: 7 faults
	// 	platfroms (4:3): "platfroms" is not a key here; did you mean "platforms"?
	// 	availability[0].sources (5:20): is missing: want at least one source
	// 	availability[0].method (5:52): "alipya" is not a method of the catalog; did you mean "alipay"?
	// 	availability[0].status (5:72): "life" is not allowed: want announced, applied, pilot, live, withdrawn, absent, unreported
	// 	availability[0].rank (5:88): "\"1\"" is a string: want a whole number
	// 	limits[0].sources (6:14): is missing: want at least one source
	// 	limits[0].max (6:45): "300.001 CNY" has too many decimal places: CNY has 2
}

func ExampleParseOrder() {
	order, err := routing.ParseOrder([]byte(`{"id": "o1", "platform": "corner_shop",
		"amount": "299.00 CNY", "at": "2026-11-11T20:00:00+08:00"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(order.ID, order.Amount)
	_, err = routing.ParseOrder([]byte(`{"platform": "corner_shop", "amount": 299, "at": "yesterday"}`))
	fmt.Println(err)
	// Output:
	// o1 299.00 CNY
	// routing: bad order: 2 faults
	// 	amount (1:39): "299" is a number: want a string
	// 	at (1:50): "yesterday" is not a time: want RFC 3339, such as 2024-09-12T00:00:00+08:00
}

func ExampleCatalog_MarshalJSON() {
	catalog, err := routing.ParseCatalog([]byte(cornerShop))
	if err != nil {
		fmt.Println(err)
		return
	}
	catalog.Availability, catalog.Limits, catalog.Sources = nil, nil, nil
	text, err := json.Marshal(catalog)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output:
	// {"name":"corner shop","version":"1","zone":"+08:00","methods":[{"id":"alipay","name":{"en":"Alipay","zh":"支付宝"}}],"platforms":[{"id":"corner_shop"}]}
}

// A caller that answers requests tells a malformed order from other errors.
func ExampleOrderError() {
	catalog, err := routing.ParseCatalog([]byte(cornerShop))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = routing.MustCompile(catalog).Route(routing.Order{Platform: "corner_shpo"})
	var malformed *routing.OrderError
	if errors.As(err, &malformed) {
		for _, fault := range malformed.Faults {
			fmt.Println(fault.Path)
		}
	}
	fmt.Println(err)
	// Output:
	// platform
	// amount
	// at
	// routing: bad order: 3 faults
	// 	platform: "corner_shpo" is not a platform of the catalog; did you mean "corner_shop"?
	// 	amount: is missing: want an amount with a currency
	// 	at: is missing: want the time of the order
}
