package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/paymux/paymux/routing"
)

// What was read has a line and a column, what was made in Go has none.
func ExampleFault_Error() {
	_, err := routing.ParseCatalog([]byte(`{"zone": "+08:00", "methods": [{"id": "WeChat"}]}`))
	var fault routing.Fault
	if errors.As(err, &fault) {
		fmt.Println(fault)
	}
	_, err = routing.Compile(routing.Catalog{Platforms: []routing.PlatformInfo{{ID: "shop"}, {ID: "shop"}}})
	if errors.As(err, &fault) {
		fmt.Println(fault)
	}
	// Output:
	// methods[0].id (1:39): "WeChat" is not an id: want lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes
	// platforms[1].id: "shop" is there twice, first as platforms[0].id: want unique ids
}

func ExampleCatalogError_Error() {
	_, err := routing.Compile(routing.Catalog{Platforms: []routing.PlatformInfo{{}, {ID: "My Shop"}}})
	fmt.Println(err)
	// Output:
	// routing: bad catalog: 2 faults
	// 	platforms[0].id: is missing: want an id, lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes
	// 	platforms[1].id: "My Shop" is not an id: want lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes
}

// An editor marks the first fault where it is.
func ExampleCatalogError_Unwrap() {
	_, err := routing.ParseCatalog([]byte("{\n  \"zone\": \"Beijing\",\n  \"methods\": {}\n}"))
	var fault routing.Fault
	if errors.As(err, &fault) {
		fmt.Println(fault.Line, fault.Column, fault.Path, fault.Value)
	}
	// Output: 2 11 zone Beijing
}

// The text names the nearest known names; the Faults themselves do not.
func ExampleOrderError_Error() {
	order := orderOf("300.00 CNY")
	order.Block = append(order.Block, "wechatqr")
	_, err := routing.MustCompile(marketplace()).Route(order)
	fmt.Println(err)
	var malformed *routing.OrderError
	if errors.As(err, &malformed) {
		fmt.Println(malformed.Faults[0].Problem)
	}
	// Output:
	// routing: bad order: block[0]: "wechatqr" is not a method of the catalog; did you mean "wechat_qr"?
	// is not a method of the catalog
}

// The first fault is enough for a short answer.
func ExampleOrderError_Unwrap() {
	_, err := routing.ParseOrder([]byte(`{"platform": "marketplace", "amount": "300.001 CNY",
		"at": "2023-12-15T12:00:00+08:00"}`))
	var fault routing.Fault
	if errors.As(err, &fault) {
		fmt.Println(fault.Path, fault.Value)
	}
	// Output: amount 300.001 CNY
}

// A catalog inside a larger file is read as strictly as one by itself: a key that
// is not known is an error.
func ExampleCatalog_UnmarshalJSON() {
	var config struct{ Payment routing.Catalog }
	err := json.Unmarshal([]byte(`{"payment": {"name": "corner shop", "version": "1", "zone": "+08:00"}}`), &config)
	fmt.Println(config.Payment.Name, config.Payment.Zone, err)

	err = json.Unmarshal([]byte(`{"payment": {"zone": "+08:00", "Version": "2"}}`), &config)
	fmt.Println(config.Payment.Version, err)
	// Output:
	// corner shop 8h0m0s <nil>
	// 1 routing: bad catalog: ["Version"] (1:20): "Version" is not a key here; keys are lower-case: want "version"
}

// A request that holds an order. An amount is never a JSON number.
func ExampleOrder_UnmarshalJSON() {
	var request struct{ Order routing.Order }
	err := json.Unmarshal([]byte(`{"order": {"platform": "corner_shop",
		"amount": "299.00 CNY", "at": "2026-11-11T20:00:00+08:00"}}`), &request)
	fmt.Println(request.Order, err)

	err = json.Unmarshal([]byte(`{"order": {"platform": "corner_shop",
		"amount": 299.00, "at": "2026-11-11T20:00:00+08:00"}}`), &request)
	fmt.Println(err)
	// Output:
	// {"platform":"corner_shop","amount":"299.00 CNY","at":"2026-11-11T20:00:00+08:00"} <nil>
	// routing: bad order: amount (2:13): "299.00" is a number: want a string
}
