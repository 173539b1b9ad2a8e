package analysis

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// The last day of the kuna was 2023-01-14, by Unicode CLDR.
func TestRulesThatOutliveTheirCurrency(t *testing.T) {
	zagreb := time.FixedZone("", 60*60)
	until := func(day int) methods.Period {
		return methods.Period{Until: time.Date(2022, time.December, day, 0, 0, 0, 0, zagreb)}
	}
	catalog := func(entry, rule methods.Match, limit limits.Limit) routing.Catalog {
		evidence := methods.Evidence{Sources: []string{"s"}}
		return routing.Catalog{
			Zone:         time.Hour,
			Sources:      []methods.Source{{ID: "s", Title: "source"}},
			Methods:      []methods.Method{{ID: "wallet"}},
			Platforms:    []routing.PlatformInfo{{ID: "shop"}},
			Availability: []methods.Availability{{ID: "entry", Method: "wallet", Status: methods.StatusLive, When: entry, Evidence: evidence}},
			Limits:       []routing.LimitRule{{ID: "rule", When: rule, Limit: limit, Evidence: evidence}},
		}
	}
	hour := methods.Period{Until: until(46).Until.Add(time.Hour)}
	kuna := func(p methods.Period) methods.Match {
		return methods.Match{Currencies: []string{"EUR", "HRK"}, Period: p}
	}
	euros, kunas := limits.Cap{Max: limits.MustParseMoney("10 EUR")}, limits.Cap{Max: limits.MustParseMoney("10 HRK")}
	for _, test := range []struct {
		name    string
		catalog routing.Catalog
		want    []string
	}{
		{"both end with the currency", catalog(kuna(until(46)), kuna(until(46)), kunas), nil},
		{"an entry goes on", catalog(kuna(methods.Period{}), kuna(until(46)), kunas), []string{"availability[0].when.currencies[1]"}},
		{"an entry ends a day later", catalog(kuna(until(47)), kuna(until(46)), kunas), []string{"availability[0].when.currencies[1]"}},
		{"an entry ends an hour later", catalog(kuna(hour), kuna(until(46)), kunas), []string{"availability[0].when.currencies[1]"}},
		{"a limit rule goes on", catalog(kuna(until(46)), kuna(methods.Period{}), kunas), []string{"limits[0].when.currencies[1]"}},
		{"the bound of a rule for any currency goes on", catalog(kuna(until(46)), methods.Match{}, kunas), []string{"limits[0].max"}},
		{"a currency in force", catalog(methods.Match{}, methods.Match{}, euros), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := Lint(test.catalog, LintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Code == FindingEndedCurrency {
					got = append(got, f.Path)
					if diff := cmp.Diff("HRK is no longer in use after 2023-01-14: end the rule on that day", f.Text.EN); diff != "" {
						t.Errorf("text (-want +got):\n%s", diff)
					}
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("found at (-want +got):\n%s", diff)
			}
		})
	}
}
