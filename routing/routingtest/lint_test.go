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
	want    []string // the beginnings of the reports
	because string   // part of the text, if what it shows depends on an order
}{
	{"entry behind a wider one", entry(methods.Availability{Method: "alipay", When: methods.Match{Audience: [][]methods.Trait{{"vip"}}}}),
		[]string{"planted (unreachable_entry)"}, "so     offered alipay by app for 0.01 CNY to 300.00 CNY (alipay.live)"},
	{"entry whose Except takes all back", entry(methods.Availability{Method: "wechat_pay",
		When:   methods.Match{Period: methods.Period{Until: date(2023, 1, 1)}},
		Except: []methods.Match{{Period: methods.Period{Until: date(2024, 1, 1)}}}}),
		[]string{"planted (unreachable_entry)"}, ""},
	{"entry on a surface that no product serves", entry(methods.Availability{Method: "alipay",
		When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}}),
		[]string{"planted (unreachable_entry)"}, "on a surface that a product serves"},
	{"entry in a currency that no limit has", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Currencies: []string{"USD"}, Period: methods.Period{Until: date(2023, 1, 1)}}}),
		[]string{"planted (unreachable_entry)"}, "wechat_pay.day"},
	{"entry for nobody", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Rollout: methods.Rollout{Salt: "nobody"}, Period: methods.Period{Until: date(2023, 1, 1)}}}),
		[]string{"planted (unreachable_entry)"}, ""},
	{"entry before any order", entry(methods.Availability{Method: "wechat_pay",
		When: methods.Match{Period: methods.Period{Until: date(2000, 1, 1)}}}),
		[]string{"planted (unreachable_entry)"}, ""},
	{"entry within a method that is never there at the time", with(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = date(2010, 1, 1)
		c.Availability[1].When.Period.From = date(2010, 1, 1)
	}), []string{"huabei.live (unreachable_parent)", "huabei (unreachable_method)"}, "alipay"},
	{"entry with a smaller rollout behind a larger one", with(func(c *routing.Catalog) {
		e := c.Availability[2]
		e.ID, e.When.Rollout.BasisPoints = "planted", 499
		c.Availability = append(c.Availability, e)
	}), []string{"planted (unreachable_entry)"}, "so     offered wechat_pay for at most 1000.00 CNY (wechat_pay.pilot)"},

	{"method without an entry", with(func(c *routing.Catalog) { c.Methods = append(c.Methods, methods.Method{ID: "ecny"}) }),
		[]string{"ecny (unreachable_method)"}, ""},
	{"method that is only announced", with(func(c *routing.Catalog) {
		c.Availability[1].Status = methods.StatusAnnounced
		e := c.Availability[1]
		e.ID, e.Status = "again", methods.StatusAbsent
		c.Availability = append(c.Availability, e)
	}), []string{"huabei (unreachable_method)"}, ""},

	{"limit for a method where it is not", rule(routing.LimitRule{Methods: []methods.ID{"huabei"},
		When: methods.Match{Platforms: []methods.Platform{"outlet"}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"planted (redundant_limit)"}, ""},
	{"limit that allows every amount", rule(routing.LimitRule{Limit: limits.Cap{Min: cny("0.00")}}),
		[]string{"planted (redundant_limit)"}, `order  {"platform":"shop",`},
	{"limit that begins where the method has ended", rule(routing.LimitRule{Methods: []methods.ID{"wechat_pay"},
		When: methods.Match{Period: methods.Period{Until: date(2024, 1, 1)}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"planted (redundant_limit)"}, ""},
	{"limit before any order", rule(routing.LimitRule{
		When: methods.Match{Period: methods.Period{Until: date(2000, 1, 1)}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"planted (redundant_limit)"}, ""},
	{"limit on a surface without a product", rule(routing.LimitRule{Methods: []methods.ID{"alipay"},
		When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}, Limit: limits.Cap{Max: cny("1.00")}}),
		[]string{"planted (redundant_limit)"}, ""},
	{"limit for orders in another currency than its own", rule(routing.LimitRule{Methods: []methods.ID{"wechat_pay"},
		When: methods.Match{Currencies: []string{"USD", "JPY"}}, Limit: limits.Cap{Max: cny("9.99")}}),
		[]string{"planted (redundant_limit)"}, ""},
	{"bounds that leave nothing between them", with(func(c *routing.Catalog) {
		c.Limits[0].Limit = limits.Cap{Max: cny("9.99")}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "planted", Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Min: cny("10.00")}, Evidence: cited})
	}), []string{
		"alipay.live (unreachable_entry)",
		"huabei.live (unreachable_parent)",
		"planted (no_amount)",
		"alipay (unreachable_method)",
		"huabei (unreachable_method)",
	}, "so     excluded alipay: below_min (planted): ¥1.00 is ¥9.00 below the ¥10.00 minimum"},
	{"limit in a currency that another does not decide", rule(routing.LimitRule{Methods: []methods.ID{"alipay"}, Limit: limits.Cap{Max: limits.MustParseMoney("5 JPY")}}),
		[]string{
			"alipay.live (unreachable_entry)",
			"huabei.live (unreachable_parent)",
			"alipay.bounds (unused_limit)",
			"planted (unused_limit)",
			"alipay (unreachable_method)",
			"huabei (unreachable_method)",
		}, "JPY"},
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

func linted(c routing.Catalog) (errors, logs []string) {
	var r reports
	routingtest.Lint(&r, c)
	return r.errors, r.logs
}

// heads are the beginnings of the reports.
func heads(all []string) []string {
	var named []string
	for _, text := range all {
		named = append(named, text[:strings.Index(text, "):")+1])
	}
	return named
}

func TestPlantedDefectsAreNamed(t *testing.T) {
	for _, test := range planted {
		t.Run(test.name, func(t *testing.T) {
			errors, _ := linted(test.catalog)
			if diff := cmp.Diff(test.want, heads(errors)); diff != "" {
				t.Errorf("named (-want +got):\n%s", diff)
			}
			if all := strings.Join(errors, "\n"); !strings.Contains(all, test.because) {
				t.Errorf("it does not say %q:\n%s", test.because, all)
			}
		})
	}
}

// What may be meant is logged, with what accepts it.
func TestWarningsAreLogged(t *testing.T) {
	c := with(func(c *routing.Catalog) { c.Availability[2].When.Period.Until = time.Time{} })
	errors, logs := linted(c)
	if diff := cmp.Diff([]string{"warning: wechat_pay.pilot (open_pilot)"}, heads(logs)[:1]); diff != "" || len(errors) > 0 {
		t.Errorf("logged (-want +got):\n%s\nfailed: %q", diff, errors)
	}
	accept := `{"code": "open_pilot", "id": "wechat_pay.pilot", "why": ""}`
	if !strings.Contains(logs[0], accept) {
		t.Errorf("%q does not say how it is accepted: %s", logs[0], accept)
	}
}

// A custom limit may refuse anything, so it is not found useless; what is useless
// whatever it refuses is.
func TestCatalogsWithCustomLimitsAreLinted(t *testing.T) {
	for name, custom := range map[string]limitFunc{
		"nothing": func(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, nil },
		"all":     func(limits.Query) (limits.Headroom, error) { return limits.AtMost(cny("-1.00")), nil },
	} {
		t.Run("it refuses "+name, func(t *testing.T) {
			c := rule(routing.LimitRule{Limit: custom})
			if errors, _ := linted(c); len(errors) > 0 {
				t.Errorf("useless: %q", errors)
			}
			c.Methods = append(c.Methods, methods.Method{ID: "ecny"})
			errors, _ := linted(c)
			if diff := cmp.Diff([]string{"ecny (unreachable_method)"}, heads(errors)); diff != "" {
				t.Errorf("with a method that is not offered (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSoundCatalogsHaveNothingUseless(t *testing.T) {
	for _, c := range []routing.Catalog{shop(), china.Catalog(), {}} {
		t.Run("catalog "+c.Name, func(t *testing.T) {
			if errors, _ := linted(c); len(errors) > 0 {
				t.Errorf("useless: %q", errors)
			}
		})
	}
}
