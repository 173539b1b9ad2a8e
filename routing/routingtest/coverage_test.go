package routingtest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// covered is the shop with Excepts of both kinds of rules, and an entry that only explains.
func covered() routing.Catalog {
	return with(func(c *routing.Catalog) {
		c.Availability[1].Except = append(c.Availability[1].Except, methods.Match{Period: methods.Period{Until: date(2024, 1, 1)}})
		c.Limits[0].Except = []methods.Match{{Platforms: []methods.Platform{"outlet"}}}
		c.Methods = append(c.Methods, methods.Method{ID: "ecny"})
		c.Availability = append(c.Availability, methods.Availability{ID: "ecny.announced", Method: "ecny", Status: methods.StatusAnnounced, Evidence: cited})
	})
}

func newCoverage(t *testing.T, c routing.Catalog) *routingtest.Coverage {
	t.Helper()
	coverage, err := routingtest.NewCoverage(c)
	if err != nil {
		t.Fatal(err)
	}
	return coverage
}

// Each order touches what decides about it, and nothing else.
func TestCoverage(t *testing.T) {
	order := func(change func(*routing.Order)) routing.Order {
		o := routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: cny("1.00"), At: date(2025, 1, 1), Region: "CN",
			Usage: limits.Usage{"wechat.day": {Amount: cny("0.00")}}}
		change(&o)
		return o
	}
	for _, test := range []struct {
		name  string
		order routing.Order
		want  []string // of what is not a code
	}{
		{"everything offered", order(func(*routing.Order) {}), []string{
			"entry alipay.live never granted", "entry huabei.live never granted", "entry wechat_pay.live never granted",
			"entry ecny.announced never explained", "limit alipay.bounds never allowed", "limit wechat_pay.day never allowed",
		}},
		{"an amount above a bound", order(func(o *routing.Order) { o.Amount, o.Region = cny("300.01"), "HK" }), []string{
			"entry ecny.announced never explained", "limit alipay.bounds never refused",
		}},
		{"a total that is not known", order(func(o *routing.Order) { o.Usage, o.Block = nil, []methods.ID{"alipay"} }), []string{
			"entry ecny.announced never explained",
		}},
		{"one of two Excepts", order(func(o *routing.Order) { o.Traits, o.Region = []methods.Trait{"virtual_goods"}, "HK" }), []string{
			"entry alipay.live never granted", "entry ecny.announced never explained",
			"except huabei.live.except[0] never excepted", "limit alipay.bounds never allowed",
		}},
		{"both Excepts", order(func(o *routing.Order) {
			o.Traits, o.At, o.Region = []methods.Trait{"virtual_goods"}, date(2023, 6, 1), "HK"
		}), []string{
			"entry alipay.live never granted", "entry ecny.announced never explained",
			"except huabei.live.except[0] never excepted", "except huabei.live.except[1] never excepted", "limit alipay.bounds never allowed",
		}},
		{"the Except of a limit rule", order(func(o *routing.Order) { o.Platform, o.Region = "outlet", "HK" }), []string{
			"entry alipay.live never granted", "entry ecny.announced never explained", "except alipay.bounds.except[0] never excepted",
		}},
		{"an Except whose entry has another When", order(func(o *routing.Order) {
			o.Platform, o.Region, o.Traits = "outlet", "HK", []methods.Trait{"virtual_goods"}
		}), []string{
			"entry alipay.live never granted", "entry ecny.announced never explained", "except alipay.bounds.except[0] never excepted",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			coverage := newCoverage(t, covered())
			before := coverage.Untouched()
			if _, err := coverage.Route(test.order); err != nil {
				t.Fatal(err)
			}
			after := coverage.Untouched()
			touched := slices.DeleteFunc(before, func(line string) bool {
				return slices.Contains(after, line) || strings.HasPrefix(line, "code ")
			})
			if diff := cmp.Diff(test.want, touched); diff != "" {
				t.Errorf("touched (-want +got):\n%s", diff)
			}
		})
	}
}

// Codes are those of the reasons.
func TestCoverageOfCodes(t *testing.T) {
	coverage := newCoverage(t, covered())
	if _, err := coverage.Route(routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: cny("300.01"), At: date(2023, 6, 1), Region: "CN"}); err != nil {
		t.Fatal(err)
	}
	untouched := coverage.Untouched()
	for code, want := range map[routing.Code]bool{
		routing.CodeAboveMax: true, routing.CodeParent: true, routing.CodeExcepted: true, routing.CodeAnnounced: true,
		routing.CodeBelowMin: false, routing.CodeRegion: false,
	} {
		if got := !slices.Contains(untouched, "code "+string(code)+" never given"); got != want {
			t.Errorf("%s is touched: %t, want %t", code, got, want)
		}
	}
}

// A malformed order is an error, as of a router, and counts nothing.
func TestCoverageOfAMalformedOrder(t *testing.T) {
	coverage := newCoverage(t, covered())
	before := coverage.Untouched()
	_, got := coverage.Route(routing.Order{Platform: "shpo", Amount: cny("1.00"), At: date(2025, 1, 1)})
	_, want := routing.MustCompile(covered()).Route(routing.Order{Platform: "shpo", Amount: cny("1.00"), At: date(2025, 1, 1)})
	if got == nil || got.Error() != want.Error() {
		t.Errorf("error is %v, want %v", got, want)
	}
	if diff := cmp.Diff(before, coverage.Untouched()); diff != "" {
		t.Errorf("untouched (-before +after):\n%s", diff)
	}
}

// Coverage decides as the router does, whatever else the order says.
func TestCoverageDecidesAsTheRouter(t *testing.T) {
	c := covered()
	coverage, router, orders := newCoverage(t, c), routing.MustCompile(c), routingtest.Orders(c)
	for seed := range 300 {
		o := orders.Example(seed)
		d, err := coverage.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(route(t, router, o).String(), d.String()); diff != "" {
			t.Fatalf("%v (-router +coverage):\n%s", o, diff)
		}
	}
	if untouched := slices.DeleteFunc(coverage.Untouched(), func(s string) bool { return strings.HasPrefix(s, "code ") }); len(untouched) > 0 {
		t.Errorf("300 orders touch all but %q", untouched)
	}
}

func TestCoverageFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "coverage.txt")
	coverage := newCoverage(t, covered())
	if err := routingtest.CoverageFile(coverage, file, false); err == nil || !strings.Contains(err.Error(), "-update writes it") {
		t.Errorf("without a file: %v", err)
	}
	if err := routingtest.CoverageFile(coverage, file, true); err != nil {
		t.Fatal(err)
	}
	if err := routingtest.CoverageFile(coverage, file, false); err != nil {
		t.Errorf("what was written is refused: %v", err)
	}
	if _, err := coverage.Route(routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: cny("1.00"), At: date(2025, 1, 1)}); err != nil {
		t.Fatal(err)
	}
	err := routingtest.CoverageFile(coverage, file, false)
	for _, want := range []string{"what no order touches differs", "-entry alipay.live never granted"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("after an order: %v, want %q in it", err, want)
		}
	}
	if data, err := os.ReadFile(file); err != nil || !strings.Contains(string(data), "entry alipay.live never granted\n") {
		t.Errorf("the file was changed: %v\n%s", err, data)
	}
}

func TestCoverageOfACatalogThatDoesNotCompile(t *testing.T) {
	if _, err := routingtest.NewCoverage(routing.Catalog{Zone: time.Second / 2}); err == nil {
		t.Error("a catalog that does not compile has a coverage")
	}
}

// A rule that is for each of its methods apart is covered a method at a time, and may have
// an Except by what is each method's own.
func TestCoverageOfRulesForEachMethod(t *testing.T) {
	coverage := newCoverage(t, with(func(c *routing.Catalog) {
		c.Traits = append(c.Traits, routing.TraitInfo{ID: "verified", PerMethod: true})
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "unverified", Methods: []methods.ID{"alipay", "wechat_pay"}, EachMethod: true,
			Except: []methods.Match{{Audience: [][]methods.Trait{{"verified"}}}},
			Limit:  limits.Cap{Max: cny("200.00")}, Evidence: cited,
		})
	}))
	_, err := coverage.Route(routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: cny("250.00"), At: date(2025, 1, 1), Region: "CN",
		Traits: []methods.Trait{"verified.alipay"}, Usage: limits.Usage{"wechat.day": {Amount: cny("0.00")}}})
	if err != nil {
		t.Fatal(err)
	}
	got := slices.DeleteFunc(coverage.Untouched(), func(line string) bool { return !strings.Contains(line, "unverified") })
	want := []string{
		"except unverified.wechat_pay.except[0] never excepted",
		"limit unverified.alipay never allowed", "limit unverified.alipay never refused",
		"limit unverified.wechat_pay never allowed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("untouched (-want +got):\n%s", diff)
	}
}
