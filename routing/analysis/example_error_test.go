package analysis_test

import (
	"fmt"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// A bound of one method on a platform, and one of all methods together.
func ExampleBoundError_Error() {
	fmt.Println(&analysis.BoundError{Platform: "shop", Method: "wallet", Bound: "steps", Most: 1_000})
	fmt.Println(&analysis.BoundError{Platform: "shop", Bound: "regions", Most: 100})
	// Output:
	// analysis: the rules for "wallet" on platform "shop" depend on each other in too many ways: more than 1000 steps
	// analysis: the rules for platform "shop" depend on each other in too many ways: more than 100 regions
}

func ExampleMethodError_Error() {
	planner, err := analysis.NewPlanner(china.Catalog())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _, err = planner.Plan(decemberOrder(methods.SurfaceApp, "88.00 CNY"), "wechat_qrcode")
	fmt.Println(err)
	// Output: analysis: "wechat_qrcode" is not a method of the catalog
}

// Ids are told apart by case.
func ExamplePlatformError_Error() {
	_, err := analysis.Map(china.Catalog(), "Taobao")
	fmt.Println(err)
	// Output: analysis: the catalog has no platform "Taobao"
}
