package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

const soundOrder = `{"id": "o1", "platform": "shop", "surface": "app",
 "amount": "299.00 CNY", "at": "2023-12-01T12:00:00+08:00", "region": "CN",
 "traits": ["vip"], "usage": {"static_code.day": "420.00 CNY"}}`

// badOrders are a sound order with one part replaced by another, and the paths of
// the faults that it must give. The rest of each fault is in bad_orders.golden.
var badOrders = []struct {
	name, part, by string
	paths          []string
}{
	{"empty", soundOrder, ``, []string{""}},
	{"null", soundOrder, `null`, []string{""}},
	{"list of orders", soundOrder, `[{}]`, []string{""}},
	{"two orders", `"}}`, `"}} {}`, []string{""}},
	{"cut short", `, "region": "CN",`, ``, []string{""}},
	{"nothing in it", soundOrder, `{}`, []string{"platform", "amount", "at"}},
	{"nothing in it but nulls", soundOrder, `{"platform": null, "amount": null, "at": null}`, []string{"platform", "amount", "at"}},
	{"invalid UTF-8", `o1`, "o\xff1", []string{"id"}},
	{"misspelled key", `"surface"`, `"surfase"`, []string{"surfase"}},
	{"key in upper case", `"region"`, `"Region"`, []string{`["Region"]`}},
	{"key twice", `"region"`, `"id": "o2", "region"`, []string{"id"}},
	{"id with an escape", `o1`, `\u001b[2J`, []string{"id"}},
	{"id too long", `o1`, strings.Repeat("o", routing.MaxText+1), []string{"id"}},
	{"platform missing", `"platform": "shop", `, ``, []string{"platform"}},
	{"platform a number", `"shop"`, `1`, []string{"platform"}},
	{"surface in upper case", `"app"`, `"App"`, []string{"surface"}},
	{"surface a list", `"app"`, `["app"]`, []string{"surface"}},
	{"amount missing", `"amount": "299.00 CNY", `, ``, []string{"amount"}},
	{"amount a number", `"299.00 CNY"`, `299.00`, []string{"amount"}},
	{"amount with an exponent", `299.00 CNY`, `1e1000000000 CNY`, []string{"amount"}},
	{"amount in full-width digits", `299.00 CNY`, `２９９ CNY`, []string{"amount"}},
	{"amount of a million digits", `299.00 CNY`, strings.Repeat("9", 65000) + ` CNY`, []string{"amount"}},
	{"amount too precise", `299.00 CNY`, `299.001 CNY`, []string{"amount"}},
	{"amount negative", `299.00 CNY`, `-0.01 CNY`, []string{"amount"}},
	{"amount minus zero", `299.00 CNY`, `-0 CNY`, []string{"amount"}},
	{"currency in lower case", `299.00 CNY`, `299.00 cny`, []string{"amount"}},
	{"time missing", ` "at": "2023-12-01T12:00:00+08:00",`, ``, []string{"at"}},
	{"time a number", `"2023-12-01T12:00:00+08:00"`, `1701403200`, []string{"at"}},
	{"time a date", `2023-12-01T12:00:00+08:00`, `2023-12-01`, []string{"at"}},
	{"time without a zone", `12:00:00+08:00`, `12:00:00`, []string{"at"}},
	{"time in lower case", `T12:00:00+08:00`, `t12:00:00z`, []string{"at"}},
	{"time with one digit", `T12:00:00+08:00`, `T1:00:00+08:00`, []string{"at"}},
	{"time with a comma", `12:00:00+08:00`, `12:00:00,5Z`, []string{"at"}},
	{"time finer than nanoseconds", `12:00:00+08:00`, `12:00:00.0000000001Z`, []string{"at"}},
	{"time at the leap second", `12:00:00+08:00`, `23:59:60Z`, []string{"at"}},
	{"time at 24 hours", `12:00:00+08:00`, `24:00:00Z`, []string{"at"}},
	{"offset of 24 hours", `+08:00`, `+24:00`, []string{"at"}},
	{"offset of 60 minutes", `+08:00`, `+07:60`, []string{"at"}},
	{"offset of seconds", `+08:00`, `+08:00:00`, []string{"at"}},
	{"zone with a name", `12:00:00+08:00`, `12:00:00CST`, []string{"at"}},
	{"29 February of a common year", `2023-12-01`, `2023-02-29`, []string{"at"}},
	{"zero time", `2023-12-01T12:00:00+08:00`, `0001-01-01T00:00:00Z`, []string{"at"}},
	{"last nanosecond of 1999", `2023-12-01T12:00:00+08:00`, `1999-12-31T23:59:59.999999999Z`, []string{"at"}},
	{"first instant of 2200", `2023-12-01T12:00:00+08:00`, `2200-01-01T00:00:00Z`, []string{"at"}},
	{"region of three letters", `"CN"`, `"CHN"`, []string{"region"}},
	{"trait in upper case", `"vip"`, `"no_balance", "VIP"`, []string{"traits[1]"}},
	{"trait null, and a bad one after it", `"vip"`, `null, "VIP"`, []string{"traits[0]", "traits[1]"}},
	{"traits a string", `["vip"]`, `"vip"`, []string{"traits"}},
	{"usage a list", `{"static_code.day": "420.00 CNY"}`, `["420.00 CNY"]`, []string{"usage"}},
	{"usage null", `"420.00 CNY"`, `null`, []string{`usage["static_code.day"]`}},
	{"usage negative", `"420.00 CNY"`, `"-1 CNY"`, []string{`usage["static_code.day"]`}},
	{"usage negative in a text that is cut off", `"420.00 CNY"}}`, `"-1 CNY", `, []string{`usage["static_code.day"]`, "usage"}},
	{"usage of nothing", `"420.00 CNY"`, `{}`, []string{`usage["static_code.day"]`}},
	{"outage that ends in a year that no order has", `"usage"`, `"down": {"alipay": "0001-01-01T00:00:00Z", "ecny": "9999-12-31T23:59:59-01:00"}, "usage"`, []string{"down.alipay", "down.ecny"}},
	{"usage a number", `"420.00 CNY"`, `420`, []string{`usage["static_code.day"]`}},
	{"usage of a counter twice", `"420.00 CNY"`, `"420.00 CNY", "static_code.day": "1 CNY"`, []string{`usage["static_code.day"]`}},
	{"counter with an escape", `"static_code.day": "420.00 CNY"`, `"\u001b[2J": ""`, []string{`usage["\x1b[2J"]`}},
	{"counter without a name", `"static_code.day": "420.00 CNY"`, `"": ""`, []string{`usage[""]`}},
	{"half a surrogate pair", `vip`, `v\udc00p`, []string{"traits[0]"}},
	{"nests too deep", `["vip"]`, strings.Repeat("[", 40), []string{"traits[0]"}},
	{"many at once", soundOrder,
		"{\"id\": 1,\n\"platform\": \"\",\n\"surface\": \"APP\", \"SURFACE\": \"\",\n\"amount\": \"1.234 CNY\", \"at\": \"now\",\n\"region\": \"cn\", \"traits\": [\"a b\", 2, \"c\\td\"], \"usage\": {\"x\": \"1\"}, \"allow\": {}}",
		[]string{"id", "platform", "surface", `["SURFACE"]`, "amount", "at", "region", "traits[0]", "traits[1]", "traits[2]", "usage.x", "allow"}},
}

func TestBadOrders(t *testing.T) {
	var all strings.Builder
	for _, bad := range badOrders {
		if strings.Count(soundOrder, bad.part) == 0 {
			t.Errorf("%s: nothing to replace", bad.name)
		}
		data := []byte(strings.Replace(soundOrder, bad.part, bad.by, 1))
		_, err := routing.ParseOrder(data)
		var got *routing.OrderError
		if !errors.As(err, &got) {
			t.Errorf("%s: ParseOrder = %v, want an *OrderError", bad.name, err)
			continue
		}
		checkPlaces(t, data, got.Faults)
		fmt.Fprintf(&all, "%s\n%s\n", bad.name, lines(got.Faults))
		t.Run(bad.name, func(t *testing.T) {
			if diff := cmp.Diff(bad.paths, paths(got.Faults)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
	golden(t, "bad_orders.golden", all.String())
}

// An order's id is held to the same rule on both ways in.
func TestAnIDIsTakenFromGoAsFromJSON(t *testing.T) {
	router := routing.MustCompile(soundShop())
	problems := func(t *rapid.T, err error) []string {
		var bad *routing.OrderError
		if err != nil && !errors.As(err, &bad) {
			t.Fatalf("error is %v, want an *OrderError", err)
		}
		var all []string
		if bad != nil {
			for _, f := range bad.Faults {
				all = append(all, f.Path+": "+f.Problem)
			}
		}
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		order := routing.Order{
			ID:       rapid.StringOfN(rapid.RuneFrom([]rune("o1 \t\n\x1b\x7f\u00a0\u200b\u202e支")), 0, 8, -1).Draw(t, "id"),
			Platform: "shop", Amount: limits.MustParseMoney("299.00 CNY"), At: time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC),
		}
		_, inGo := router.Route(order)
		data, err := json.Marshal(order)
		if err != nil {
			t.Fatal(err)
		}
		_, inJSON := routing.ParseOrder(data)
		if diff := cmp.Diff(problems(t, inGo), problems(t, inJSON)); diff != "" {
			t.Errorf("%s: faults in Go and in JSON (-Go +JSON):\n%s", data, diff)
		}
	})
}

// orderFaults returns the faults of an error, which must be an *OrderError.
func orderFaults(t *testing.T, err error) []routing.Fault {
	t.Helper()
	var bad *routing.OrderError
	if !errors.As(err, &bad) {
		t.Fatalf("error is %v, want an *OrderError", err)
	}
	return bad.Faults
}
