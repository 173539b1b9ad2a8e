package routing_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Catalogs whose JSON form is easily got wrong: each changes soundShop, and says a
// text that the form must have.
func TestCatalogSurvivesItsJSON(t *testing.T) {
	until := func(at time.Time) func(*routing.Catalog) {
		return func(c *routing.Catalog) { c.Availability[0].When.Period.Until = at }
	}
	rollout := func(points int) func(*routing.Catalog) {
		return func(c *routing.Catalog) {
			c.Availability[0].When.Rollout = methods.Rollout{BasisPoints: points, Salt: "a"}
		}
	}
	window := func(w limits.Window) func(*routing.Catalog) {
		return func(c *routing.Catalog) {
			c.Limits = c.Limits[:1]
			c.Limits[0].Limit = limits.Cap{Max: cny(1), Window: w, Counter: "c"}
		}
	}
	tests := []struct {
		name   string
		change func(*routing.Catalog)
		want   string
	}{
		{"nothing in it", func(c *routing.Catalog) { *c = routing.Catalog{} }, `{"zone":"+00:00"}`},
		{"zone west of Greenwich", func(c *routing.Catalog) { c.Zone = -(3*time.Hour + 30*time.Minute) }, `"zone":"-03:30"`},
		{"zone of minutes west", func(c *routing.Catalog) { c.Zone = -time.Minute }, `"zone":"-00:01"`},
		{"zone farthest east", func(c *routing.Catalog) { c.Zone = 24*time.Hour - time.Minute }, `"zone":"+23:59"`},
		{"date at midnight in the zone", until(time.Date(2024, 9, 11, 16, 0, 0, 0, time.UTC)), `"until":"2024-09-12"`},
		{"date at midnight elsewhere", until(time.Date(2024, 9, 12, 0, 0, 0, 0, time.UTC)), `"until":"2024-09-12T08:00:00+08:00"`},
		{"date to the nanosecond", until(time.Date(2024, 9, 11, 15, 59, 59, 999_999_999, time.UTC)), `"until":"2024-09-11T23:59:59.999999999+08:00"`},
		{"date a nanosecond after midnight", until(time.Date(2024, 9, 11, 16, 0, 0, 1, time.UTC)), `"until":"2024-09-12T00:00:00.000000001+08:00"`},
		{"date a minute after one in the morning", until(time.Date(2024, 9, 11, 17, 1, 0, 0, time.UTC)), `"until":"2024-09-12T01:01:00+08:00"`},
		{"date a second after one in the morning", until(time.Date(2024, 9, 11, 17, 0, 1, 0, time.UTC)), `"until":"2024-09-12T01:00:01+08:00"`},
		{"date a second and a nanosecond after midnight", until(time.Date(2024, 9, 11, 16, 0, 1, 1, time.UTC)), `"until":"2024-09-12T00:00:01.000000001+08:00"`},
		{"date on a leap day", until(time.Date(2024, 2, 28, 16, 0, 0, 0, time.UTC)), `"until":"2024-02-29"`},
		{"first date", until(time.Unix(0, 0)), `"until":"1970-01-01T08:00:00+08:00"`},
		{"last instant", until(time.Date(2199, 12, 31, 23, 59, 59, 999_999_999, time.UTC)), `"until":"2200-01-01T07:59:59.999999999+08:00"`},
		{"rollout to nobody", rollout(0), `"rollout":{"percent":"0","salt":"a"}`},
		{"rollout to 0.01 %", rollout(1), `"percent":"0.01"`},
		{"rollout to 0.1 %", rollout(10), `"percent":"0.1"`},
		{"rollout to 5.5 %", rollout(550), `"percent":"5.5"`},
		{"rollout to 99.99 %", rollout(9_999), `"percent":"99.99"`},
		{"rollout to all", rollout(10_000), `"percent":"100"`},
		{"day in the zone", window(limits.Day(8 * time.Hour)), `"window":"day"`},
		{"day in another zone", window(limits.Day(-5 * time.Hour)), `"window":"day-05:00"`},
		{"month at Greenwich", window(limits.Month(0)), `"window":"month+00:00"`},
		{"year in an odd zone", window(limits.Year(5*time.Hour + 45*time.Minute)), `"window":"year+05:45"`},
		{"week in the zone", window(limits.Week(time.Monday, 8*time.Hour)), `"window":"week"`},
		{"week from Sunday in the zone", window(limits.Week(time.Sunday, 8*time.Hour)), `"window":"week:sun"`},
		{"week from Saturday elsewhere", window(limits.Week(time.Saturday, -12*time.Hour)), `"window":"week:sat-12:00"`},
		{"quarter in the zone", window(limits.Quarter(8 * time.Hour)), `"window":"quarter"`},
		{"quarter elsewhere", window(limits.Quarter(14 * time.Hour)), `"window":"quarter+14:00"`},
		{"rolling window", window(limits.Rolling(36*time.Hour + time.Second)), `"window":"rolling:36h1s"`},
		{"lifetime", window(limits.Lifetime()), `"window":"lifetime"`},
		{"number of payments", func(c *routing.Catalog) {
			c.Limits[0].Limit = limits.Cap{MaxCount: math.MaxInt64, Window: limits.Week(time.Monday, 8*time.Hour), Counter: "times"}
		}, `"max_count":9223372036854775807,"window":"week","counter":"times"`},
		{"number of payments beside an amount", func(c *routing.Catalog) {
			c.Limits[0].Limit = limits.Cap{Max: cny(1), MaxCount: 1, Window: limits.Quarter(0), Counter: "times"}
		}, `"max":"0.01 CNY","max_count":1,"window":"quarter+00:00","counter":"times"`},
		{"link lives", func(c *routing.Catalog) { c.Methods[0].Products[0].LinkLife = 90*time.Minute + time.Second }, `"link_life":"1h30m1s"`},
		{"link lives for hours", func(c *routing.Catalog) { c.Methods[0].Products[0].LinkLife = 2 * time.Hour }, `"link_life":"2h"`},
		{"text that HTML would read", func(c *routing.Catalog) { c.Name = `</script>&"\ ` + "\U0001f4b0 支付" }, `\u003c/script\u003e\u0026\"\\`},
		{"amount without decimal places", func(c *routing.Catalog) {
			c.Limits[0].Limit = limits.Cap{Min: limits.MustParseMoney("1 JPY"), Max: minor(limits.MaxMinor, limits.JPY)}
		}, `"min":"1 JPY","max":"9223372036854775807 JPY"`},
		{"amounts of nothing", func(c *routing.Catalog) { c.Limits[0].Limit = limits.Cap{Max: cny(0)} }, `"max":"0.00 CNY"`},
		{"what a source says of an entry", func(c *routing.Catalog) {
			e := &c.Availability[0].Evidence
			e.Stated, e.Confidence, e.Conflict = "from mid-September", methods.ConfidenceMedium, "another report says October"
		}, `"stated":"from mid-September","confidence":"medium","conflict":"another report says October"`},
		{"what a source says of a limit", func(c *routing.Catalog) {
			e := &c.Limits[0].Evidence
			e.Stated, e.Confidence, e.Conflict = "500 yuan a day", methods.ConfidenceLow, "another page says 1000"
		}, `"stated":"500 yuan a day","confidence":"low","conflict":"another page says 1000"`},
		{"platform with names and aliases", func(c *routing.Catalog) {
			c.Platforms[0].Name = methods.Text{EN: "My shop", ZH: "我的店"}
			c.Platforms[0].Aliases = []methods.Platform{"corner", "kiosk"}
		}, `{"id":"shop","name":{"en":"My shop","zh":"我的店"},"aliases":["corner","kiosk"]}`},
		{"region sets", func(c *routing.Catalog) {
			c.RegionSets = map[string][]methods.Region{"eea": {"BE", "AT"}, "china": {"CN"}}
			c.Availability[0].When.Regions = []methods.Region{"eea", "CH"}
		}, `"region_sets":{"china":["CN"],"eea":["BE","AT"]}`},
		{"name of a region set", func(c *routing.Catalog) {
			c.RegionSets = map[string][]methods.Region{"eea": {"BE", "AT"}}
			c.Limits[0].Except = []methods.Match{{Regions: []methods.Region{"eea"}}}
		}, `"except":[{"regions":["eea"]}]`},
		{"default sources", func(c *routing.Catalog) {
			c.DefaultSources, c.Limits[0].Sources = []string{"s1"}, nil
		}, `"default_sources":["s1"]`},
		{"accepted findings", func(c *routing.Catalog) {
			c.Accept = []routing.Acceptance{{Code: "open_pilot", ID: "a", Why: "it goes on until further notice"}}
		}, `"accept":[{"code":"open_pilot","id":"a","why":"it goes on until further notice"}]`},
		{"parameters of a call", func(c *routing.Catalog) {
			c.Methods[0].Products[0].Params = map[string]string{"specified_channel": "pcredit", "A<b": ""}
		}, `"params":{"A\u003cb":"","specified_channel":"pcredit"}`},
		{"hours", func(c *routing.Catalog) {
			c.Availability[0].Except = []methods.Match{{Hours: []methods.Hours{
				{Days: []time.Weekday{time.Sunday, time.Saturday}}, {From: 22 * time.Hour, Until: 6*time.Hour + 5*time.Minute}, {Until: time.Minute},
			}}}
		}, `"except":[{"hours":[{"days":["sun","sat"]},{"from":"22:00","until":"06:05"},{"until":"00:01"}]}]`},
		{"exception of an audience", func(c *routing.Catalog) {
			c.Availability[0].Except = []methods.Match{{Audience: [][]methods.Trait{{"vip"}}}, {Surfaces: []methods.Surface{"app"}}}
		}, `"except":[{"audience":[["vip"]]},{"surfaces":["app"]}]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := soundShop()
			test.change(&c)
			data, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(data), test.want) {
				t.Errorf("the JSON form does not have %s:\n%s", test.want, data)
			}
			got, err := routing.ParseCatalog(data)
			if err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
			if diff := cmp.Diff(c, got); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
		})
	}
}

// As parts of a larger document, catalogs and orders are read as strictly as by
// themselves. What is refused leaves the value as it was.
func TestPartsOfALargerDocument(t *testing.T) {
	type document struct {
		Catalog routing.Catalog
		Order   routing.Order
	}
	var got document
	good := `{"Catalog": {"name": "my shop"}, "Order": {"platform": "shop", "amount": "1 CNY", "at": "2024-09-12T00:00:00Z"}}`
	if err := json.Unmarshal([]byte(good), &got); err != nil {
		t.Fatal(err)
	}
	if got.Catalog.Name != "my shop" || got.Order.Platform != "shop" {
		t.Errorf("read as %q and %v", got.Catalog.Name, got.Order)
	}
	for _, test := range []struct{ name, text, path string }{
		{"a catalog", `{"Catalog": {"name": "other", "Version": "2"}}`, `["Version"]`},
		{"an order", `{"Order": {"platform": "other", "amount": 1, "at": "2024-09-12T00:00:00Z"}}`, "amount"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var fault routing.Fault
			err := json.Unmarshal([]byte(test.text), &got)
			if !errors.As(err, &fault) || fault.Path != test.path {
				t.Errorf("error is %v, want a fault of %s", err, test.path)
			}
			if got.Catalog.Name != "my shop" || got.Order.Platform != "shop" {
				t.Errorf("changed to %q and %v", got.Catalog.Name, got.Order)
			}
		})
	}
}

// A custom limit is code: a catalog that has one is refused a JSON form
// rather than written without it.
func TestLimitOfOnesOwnHasNoJSON(t *testing.T) {
	c := soundShop()
	c.Limits[1].Limit = down{}
	data, err := json.Marshal(c)
	if err == nil || !strings.Contains(err.Error(), "limits[1] (also): a routing_test.down has no JSON form") {
		t.Errorf("error is %v, want one that names the rule and the type; the form is %s", err, data)
	}
}

// The zone counts for what stands before it as well.
func TestZoneMayComeLast(t *testing.T) {
	c := soundShop()
	c.Availability[0].When.Period.From = time.Date(2024, 9, 11, 16, 0, 0, 0, time.UTC)
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	last := strings.TrimSuffix(strings.Replace(string(data), `"zone":"+08:00",`, "", 1), "}") + `, "zone": "+08:00"}`
	got, err := routing.ParseCatalog([]byte(last))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A date where the zone is wrong or the text breaks off says nothing of the zone:
// one fault is enough.
func TestOneFaultAboutTheZone(t *testing.T) {
	tests := []struct{ name, text, path string }{
		{"wrong", `{"limits": [{"id": "l", "max": "1 CNY", "window": "day", "counter": "c", "sources": ["s"]}], "sources": [{"id": "s", "url": "u"}], "zone": "CST"}`, "zone"},
		{"a number", `{"availability": [], "zone": 8}`, "zone"},
		{"the text breaks off", `{"limits": [{"when": {"from": "2024-01-01"}}], "name"`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := routing.ParseCatalog([]byte(test.text))
			if diff := cmp.Diff([]string{test.path}, paths(catalogFaults(t, err))); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
}

// Faults are in the order of the text even where it breaks off: that a list is no
// text is known only at its end, after the faults inside it.
func TestFaultsAreInTheOrderOfTheText(t *testing.T) {
	data := []byte(`{"name": ["\ud800"], "x`)
	_, catalogErr := routing.ParseCatalog(data)
	checkPlaces(t, data, catalogFaults(t, catalogErr))
	data = []byte(`{"id": ["\ud800"], "x`)
	_, orderErr := routing.ParseOrder(data)
	checkPlaces(t, data, orderFaults(t, orderErr))
}

// Lines and columns are right where a fault is found after one that stands behind
// it, lines further down.
func TestPlacesOfFaultsFoundLate(t *testing.T) {
	_, err := routing.ParseCatalog([]byte("{\"name\":\n  [\n\n \"\\ud800\"],\n\"version\":\n\n   5}"))
	got := lines(catalogFaults(t, err))
	want := `	name (2:3): "[\n\n \"\\ud800\"]" is an array: want a string
	name (4:3): "\\ud800" has half of a surrogate pair
	version (7:4): "5" is a number: want a string
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestOrderIsReadInFull(t *testing.T) {
	got, err := routing.ParseOrder([]byte(` {"id": "订单 1", "platform": "taobao", "surface": "app", "amount": "299.00 CNY",
		"at": "2023-12-01T12:00:00.000000001+05:45", "region": "CN", "traits": ["no_bound_card", "vip"], "buyer": "b\ud83d\udcb01",
		"merchant": "m\/1", "usage": {"static_code.day": "420.00 CNY", "Own counter": "0 JPY"},
		"allow": ["alipay"], "block": ["huabei"], "tried": ["ecny"], "prefer": ["jd_pay", "alipay"]}` + "\r\n\t "))
	if err != nil {
		t.Fatal(err)
	}
	want := routing.Order{
		ID: "订单 1", Platform: "taobao", Surface: "app", Amount: limits.MustParseMoney("299.00 CNY"),
		At:     time.Date(2023, 12, 1, 12, 0, 0, 1, time.FixedZone("", (5*60+45)*60)),
		Region: "CN", Traits: []methods.Trait{"no_bound_card", "vip"}, Buyer: limits.Hide("b\U0001f4b01"), Merchant: limits.Hide("m/1"),
		Usage: limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("420.00 CNY")}, "Own counter": {Amount: limits.MustParseMoney("0 JPY")}},
		Allow: []methods.ID{"alipay"}, Block: []methods.ID{"huabei"}, Tried: []methods.ID{"ecny"}, Prefer: []methods.ID{"jd_pay", "alipay"},
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	type plain routing.Order // without methods that hide the buyer
	if diff := cmp.Diff(plain(want), plain(got)); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if got.At.Format(time.RFC3339Nano) != "2023-12-01T12:00:00.000000001+05:45" {
		t.Errorf("the time is %v, not as written", got.At)
	}
}

func TestOrderTimesOfEveryForm(t *testing.T) {
	tests := []struct {
		name, text string
		want       time.Time
	}{
		{"in UTC", "2023-12-01T12:00:00Z", time.Date(2023, 12, 1, 12, 0, 0, 0, time.UTC)},
		{"at an unknown offset", "2023-12-01T12:00:00-00:00", time.Date(2023, 12, 1, 12, 0, 0, 0, time.UTC)},
		{"with a tenth of a second", "2023-12-01T12:00:00.1+00:00", time.Date(2023, 12, 1, 12, 0, 0, 100_000_000, time.UTC)},
		{"with nine decimal places", "2023-12-01T12:00:00.100000000-23:59", time.Date(2023, 12, 2, 11, 59, 0, 100_000_000, time.UTC)},
		{"on a leap day", "2024-02-29T23:59:59+08:00", time.Date(2024, 2, 29, 15, 59, 59, 0, time.UTC)},
		{"at the first instant", "2000-01-01T00:00:00Z", time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"at the last nanosecond", "2199-12-31T23:59:59.999999999Z", time.Date(2199, 12, 31, 23, 59, 59, 999_999_999, time.UTC)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o, err := routing.ParseOrder([]byte(`{"platform": "p", "amount": "0 CNY", "at": "` + test.text + `"}`))
			if err != nil {
				t.Fatal(err)
			}
			if !o.At.Equal(test.want) {
				t.Errorf("at %v, want %v", o.At, test.want)
			}
		})
	}
}

// catalogFaults returns the faults of an error, which must be a *CatalogError.
func catalogFaults(t *testing.T, err error) []routing.Fault {
	t.Helper()
	var bad *routing.CatalogError
	if !errors.As(err, &bad) {
		t.Fatalf("error is %v, want a *CatalogError", err)
	}
	return bad.Faults
}

// RFC 3339 writes offsets in whole minutes: others are written in UTC.
func TestOrderAtAnOffsetWithSeconds(t *testing.T) {
	o := routing.Order{Platform: "p", Amount: limits.MustParseMoney("1.00 CNY")}
	o.At = time.Date(2023, 12, 1, 12, 0, 0, 1, time.FixedZone("", 5*60*60+30*60+7))
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	got, err := routing.ParseOrder(data)
	if err != nil || !got.At.Equal(o.At) {
		t.Errorf("read back from %s: %v, %v, want %v", data, got.At, err, o.At)
	}
}
