package routingtest_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// ruleLines are the lines that are not about reason codes.
func ruleLines(untouched []string) string {
	var lines []string
	for _, line := range untouched {
		if !strings.HasPrefix(line, "code ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func coverageOf(c routing.Catalog) *routingtest.Coverage {
	coverage, err := routingtest.NewCoverage(c)
	if err != nil {
		log.Fatal(err)
	}
	return coverage
}

// minorOnTheWeb is an order of the kiosk.
var minorOnTheWeb = routing.Order{
	Platform: "kiosk", Surface: methods.SurfaceMobileWeb, Amount: limits.MustParseMoney("300.01 CNY"),
	At: time.Date(2026, 12, 1, 4, 0, 0, 0, time.UTC), Traits: []methods.Trait{"minor"},
}

// A coverage takes the place of the router: in Golden, too.
func ExampleCoverage_Route() {
	coverage := coverageOf(kiosk())
	decision, err := coverage.Route(minorOnTheWeb)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(decision.Offers()), "offered")
	fmt.Println(ruleLines(coverage.Untouched()))
	// Output:
	// 1 offered
	// entry wechat_pay.live never granted
	// entry wechat_qr.live never granted
	// entry huabei.live never granted
	// entry friend_pay.live never granted
	// limit every_payment never refused
	// limit wechat_qr.single never allowed
	// limit friend_pay.day never allowed
	// limit friend_pay.day never refused
}

// What a property leaves untouched is what it says nothing about.
func ExampleCoverage_Property() {
	coverage := coverageOf(kiosk())
	check(coverage.Property(func(t *routingtest.T) {
		t.Order.Surface, t.Order.Usage = methods.SurfaceMobileWeb, nil
		t.State("minor")
		t.RequireExcluded(methods.FriendPay, "huabei")
	}))
	for _, line := range coverage.Untouched() {
		if strings.HasPrefix(line, "entry ") || strings.HasPrefix(line, "limit friend") {
			fmt.Println(line)
		}
	}
	// Output:
	// holds
	// entry huabei.live never granted
	// entry friend_pay.live never granted
	// limit friend_pay.day never allowed
	// limit friend_pay.day never refused
}

func ExampleCoverage_Untouched() {
	coverage := coverageOf(kiosk())
	fmt.Println(len(coverage.Untouched()) - len(routing.Codes()))
	fmt.Println(coverage.Untouched()[0])
	// Output:
	// 12
	// entry alipay.live never granted
}

func ExampleCoverage_String() {
	coverage := coverageOf(kiosk())
	if _, err := coverage.Route(minorOnTheWeb); err != nil {
		log.Fatal(err)
	}
	rules, _, _ := strings.Cut(coverage.String(), "\nreason")
	_, rules, _ = strings.Cut(rules, "\n")
	fmt.Print(rules)
	// Output:
	// entry            granted  explained
	// alipay.live      1        0
	// wechat_pay.live  0        1
	// wechat_qr.live   0        0
	// huabei.live      0        1
	// friend_pay.live  0        1
	//
	// except                 orders
	// huabei.live.except[0]  1
	//
	// limit             allowed  refused
	// every_payment     1        0
	// wechat_qr.single  0        1
	// friend_pay.day    0        0
}

// The file lists what no order touches. In a test: coverage.Golden(t, file), after the
// orders.
func ExampleCoverage_Golden() {
	dir, err := os.MkdirTemp("", "coverage")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "untouched.txt")
	if err := routingtest.CoverageFile(coverageOf(kiosk()), file, true); err != nil {
		log.Fatal(err)
	}
	coverage := coverageOf(kiosk())
	if _, err := coverage.Route(minorOnTheWeb); err != nil {
		log.Fatal(err)
	}
	err = routingtest.CoverageFile(coverage, file, false)
	_, diff, _ := strings.Cut(err.Error(), "\n")
	first, _, _ := strings.Cut(diff, "\n")
	fmt.Println(first)
	// Output: -entry alipay.live never granted
}

// A catalog that does not compile has no coverage.
func ExampleNewCoverage() {
	_, err := routingtest.NewCoverage(kioskWith(func(c *routing.Catalog) { c.Availability[0].Method = "alipya" }))
	fmt.Println(err != nil)
	// Output: true
}
