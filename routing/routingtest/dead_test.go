package routingtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/routingtest"
)

// planted are catalogs with one thing that is useless, and how the kit must name it.
var planted = []struct {
	name    string
	catalog routing.Catalog
	want    []string // the beginnings of what is said
	because string   // part of why
}{
	{"entry behind a wider one", entry(methods.Availability{Method: "alipay", When: methods.Match{Audience: [][]methods.Trait{{"vip"}}}}),
		[]string{"entry planted: no order can ever be offered alipay by it"}, "entry alipay.live grants it"},
	{"entry whose Except takes all back", entry(methods.Availability{Method: "wechat_pay",
		When:   methods.Match{Period: methods.Period{Until: date(2023, 1, 1)}},
		Except: []methods.Match{{Period: methods.Period{Until: date(2024, 1, 1)}}}}),
		[]string{"entry planted: no order can ever be offered wechat_pay by it"}, "wechat_pay.live"},
	{"entry on a surface that no product serves", entry(methods.Availability{Method: "alipay",
		When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}}),
		[]string{"entry planted: no order can ever be offered alipay by it"}, "desktop_web"},
	{"entry in a currency that no limit has", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Currencies: []string{"USD"}, Period: methods.Period{Until: date(2023, 1, 1)}}}),
		[]string{"entry planted: no order can ever be offered wechat_pay by it"}, "wechat_pay.day"},
	{"entry for nobody", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Rollout: methods.Rollout{Salt: "nobody"}, Period: methods.Period{Until: date(2023, 1, 1)}}}),
		[]string{"entry planted: no order can ever be offered wechat_pay by it"}, "no order can meet its When"},
	{"entry before any order", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Period: methods.Period{Until: date(2000, 1, 1)}}}),
		[]string{"entry planted: no order can ever be offered wechat_pay by it"}, "no order can meet its When"},
	{"entry within a method that is never there at the time", with(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = date(2010, 1, 1)
		c.Availability[1].When.Period.From = date(2010, 1, 1)
	}), []string{"entry huabei.live: no order can ever be offered huabei by it", "method huabei: it can never be offered"}, "alipay"},
	{"entry with a smaller rollout behind a larger one", with(func(c *routing.Catalog) {
		e := c.Availability[2]
		e.ID, e.When.Rollout.BasisPoints = "planted", 499
		c.Availability = append(c.Availability, e)
	}), []string{"entry planted: no order can ever be offered wechat_pay by it"}, "wechat_pay.pilot grants it"},

	{"method without an entry", with(func(c *routing.Catalog) { c.Methods = append(c.Methods, methods.Method{ID: "ecny"}) }),
		[]string{"method ecny: it can never be offered"}, "it has no entry"},
	{"method that is only announced", with(func(c *routing.Catalog) {
		c.Availability[1].Status = methods.StatusAnnounced
		e := c.Availability[1]
		e.ID, e.Status = "again", methods.StatusAbsent
		c.Availability = append(c.Availability, e)
	}), []string{"method huabei: it can never be offered"}, "its entries are only announced, absent"},

	{"limit for a method where it is not", rule(routing.LimitRule{Methods: []methods.ID{"huabei"},
		When: methods.Match{Platforms: []methods.Platform{"outlet"}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"limit planted: it can never refuse"}, "no method that it is for has an entry where it applies"},
	{"limit that allows every amount", rule(routing.LimitRule{Limit: limits.Cap{Min: cny("0.00")}}),
		[]string{"limit planted: it can never refuse"}, "its bounds allow every amount"},
	{"limit that begins where the method has ended", rule(routing.LimitRule{Methods: []methods.ID{"wechat_pay"},
		When: methods.Match{Period: methods.Period{Until: date(2024, 1, 1)}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"limit planted: it can never refuse"}, "In effect only from"},
	{"limit before any order", rule(routing.LimitRule{
		When: methods.Match{Period: methods.Period{Until: date(2000, 1, 1)}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"limit planted: it can never refuse"}, "no order can meet its When"},
	{"limit on a surface without a product", rule(routing.LimitRule{Methods: []methods.ID{"alipay"},
		When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"limit planted: it can never refuse"}, "desktop_web"},
	{"limit for orders in another currency than its own", rule(routing.LimitRule{Methods: []methods.ID{"wechat_pay"},
		When: methods.Match{Currencies: []string{"USD", "JPY"}}, Limit: limits.Cap{Max: cny("9.99")}}),
		[]string{"limit planted: it can never refuse"}, "it is for orders in USD, JPY, which its bounds in CNY leave undecided, and so not offered"},
	{"bounds that leave nothing between them", with(func(c *routing.Catalog) {
		c.Limits[0].Limit = limits.Cap{Max: cny("9.99")}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "planted", Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Min: cny("10.00")}, Evidence: cited})
	}), []string{
		"entry alipay.live: no order can ever be offered alipay by it",
		"entry huabei.live: no order can ever be offered huabei by it",
		"method alipay: it can never be offered",
		"method huabei: it can never be offered",
	}, "¥0.00 is ¥10.00 below the ¥10.00 minimum (planted); and for outlet app 10.00 CNY 2000-01-01T00:00:00Z " +
		"it is excluded: ¥10.00 is ¥0.01 over the ¥9.99 single-payment limit (alipay.bounds)"},
	{"limit in a currency that another does not decide", rule(routing.LimitRule{Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Max: limits.MustParseMoney("5 JPY")}}),
		[]string{
			"entry alipay.live: no order can ever be offered alipay by it",
			"entry huabei.live: no order can ever be offered huabei by it",
			"limit alipay.bounds: it can never refuse",
			"limit planted: it can never refuse",
			"method alipay: it can never be offered",
			"method huabei: it can never be offered",
		}, "JPY"},
}

func TestPlantedDefectsAreNamed(t *testing.T) {
	for _, test := range planted {
		t.Run(test.name, func(t *testing.T) {
			useless, undecided := routingtest.Findings(test.catalog)
			var named []string
			for _, said := range useless {
				head, _, _ := strings.Cut(said, ";")
				named = append(named, head)
			}
			if diff := cmp.Diff(test.want, named); diff != "" {
				t.Errorf("named (-want +got):\n%s", diff)
			}
			if len(undecided) > 0 {
				t.Errorf("not decided: %q", undecided)
			}
			if all := strings.Join(useless, "\n"); !strings.Contains(all, test.because) {
				t.Errorf("it does not say %q:\n%s", test.because, all)
			}
		})
	}
}

func TestSoundCatalogsHaveNothingUseless(t *testing.T) {
	for _, c := range []routing.Catalog{shop(), china.Catalog(), {}} {
		t.Run("catalog "+c.Name, func(t *testing.T) {
			useless, undecided := routingtest.Findings(c)
			if len(useless)+len(undecided) > 0 {
				t.Errorf("useless: %q\nnot decided: %q", useless, undecided)
			}
		})
	}
}

// A total that can hold all that Money can is still used up by it. A cap beside a lower
// one refuses only what that refuses as well, which is not looked for.
func TestRulesThatRefuseAreNotNamed(t *testing.T) {
	most, err := limits.MoneyFromMinor(limits.MaxMinor, limits.CNY)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]routing.Catalog{
		"total of the largest amount": rule(routing.LimitRule{Limit: limits.Cap{Max: most, Window: limits.Lifetime(), Counter: "ever"}}),
		"beside a lower cap":          rule(routing.LimitRule{Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Max: cny("500.00")}}),
	} {
		t.Run(name, func(t *testing.T) {
			useless, undecided := routingtest.Findings(c)
			if len(useless)+len(undecided) > 0 {
				t.Errorf("useless: %q\nnot decided: %q", useless, undecided)
			}
		})
	}
}

// What is too much to ask about is not claimed to be useless, but where a single
// order shows its use, that is enough.
func TestNothingIsClaimedBeyondWhatWasAsked(t *testing.T) {
	shadowed := func(n int, from time.Time) routing.Catalog {
		since := methods.Match{Period: methods.Period{From: from}}
		c := entry(methods.Availability{Method: "alipay", When: since})
		c.Availability[0].When = since
		for i := range n {
			trait := methods.Trait(fmt.Sprintf("t%d", i))
			c.Traits = append(c.Traits, routing.TraitInfo{ID: trait})
			c.Availability[4].When.Audience = append(c.Availability[4].When.Audience, []methods.Trait{trait})
		}
		return c
	}
	own := rule(routing.LimitRule{Limit: limitFunc(func(limits.Query) (limits.Headroom, error) {
		return limits.AtMost(cny("-1.00")), nil
	})})
	ownLoose := rule(routing.LimitRule{Limit: limitFunc(func(limits.Query) (limits.Headroom, error) {
		return limits.Headroom{}, nil
	})})
	tests := []struct {
		name      string
		catalog   routing.Catalog
		undecided []string
	}{
		{"few traits", shadowed(3, date(2020, 1, 1)), nil},
		{"too many traits behind an entry without conditions", shadowed(20, time.Time{}), nil},
		{"too many traits", shadowed(20, date(2020, 1, 1)), []string{"entry planted: no order can ever be offered alipay by it?"}},
		{"limit of one's own that refuses all", own, []string{
			"entry alipay.live: no order can ever be offered alipay by it?",
			"entry huabei.live: no order can ever be offered huabei by it?",
			"entry wechat_pay.pilot: no order can ever be offered wechat_pay by it?",
			"entry wechat_pay.live: no order can ever be offered wechat_pay by it?",
			"method alipay: it can never be offered?",
			"method huabei: it can never be offered?",
			"method wechat_pay: it can never be offered?",
		}},
		{"limit of one's own that refuses nothing", ownLoose, []string{"limit planted: it can never refuse?"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			useless, undecided := routingtest.Findings(test.catalog)
			if diff := cmp.Diff(test.undecided, undecided); diff != "" {
				t.Errorf("not decided (-want +got):\n%s", diff)
			}
			if decided := len(useless) > 0; decided != (test.undecided == nil) {
				t.Errorf("useless: %q", useless)
			}
		})
	}
}

// reports keeps what is reported, as a *testing.T would print it.
type reports struct{ errors, logs []string }

func (r *reports) Helper() {}
func (r *reports) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *reports) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

func TestOnlyWhatIsProvedFails(t *testing.T) {
	var r reports
	routingtest.Report(&r, []string{"100 % useless"}, []string{"useless?"})
	want := reports{[]string{"100 % useless"}, []string{"not decided: useless?"}}
	if diff := cmp.Diff(want, r, cmp.AllowUnexported(reports{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
