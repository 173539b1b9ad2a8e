package analysis_test

import (
	"fmt"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// A bound of one method on a platform, and one of all methods together.
func ExampleBoundError_Error() {
	fmt.Println(&analysis.BoundError{Platform: "shop", Method: "wallet", Bound: "MaxNodes", Most: analysis.MaxNodes})
	fmt.Println(&analysis.BoundError{Platform: "shop", Bound: "MaxNodes", Most: analysis.MaxNodes})
	// Output:
	// analysis: the rules for "wallet" on platform "shop" depend on each other in too many ways: more than MaxNodes, 1048576
	// analysis: the rules for platform "shop" depend on each other in too many ways: more than MaxNodes, 1048576
}

func ExampleLimitError_Error() {
	catalog, err := routing.ParseCatalog([]byte(oldRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	catalog.Limits[0].Limit = deposit{}
	_, err = analysis.Lint(catalog, analysis.LintOptions{})
	fmt.Println(err)
	// Output: analysis: limits[0] (wallet.single) is a analysis_test.deposit: want a limits.Cap, whose bounds can be read
}

func ExampleMethodError_Error() {
	planner, err := analysis.NewPlanner(china.Catalog(), analysis.PlanOptions{})
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

func ExampleStepKindError_Error() {
	for _, steps := range [][]analysis.StepKind{{"hurry"}, {analysis.StepWait, analysis.StepWait}} {
		_, err := analysis.NewPlanner(china.Catalog(), analysis.PlanOptions{Steps: steps})
		fmt.Println(err)
	}
	// Output:
	// analysis: steps[0] "hurry" is not a kind of step: want one of ["pay_less" "pay_more" "move" "state_fact" "wait" "state_trait" "pay_in"]
	// analysis: steps[1] "wait" is there twice
}
