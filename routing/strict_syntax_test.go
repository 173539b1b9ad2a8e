package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// What is JSON and what is not, encoding/json knows too: the value of a key that
// is not known is read over if it is JSON, and otherwise ends the reading.
func TestSyntaxIsThatOfJSON(t *testing.T) {
	for _, value := range []string{
		`0`, `-0`, `7`, `10`, `-12.5`, `0.5`, `1e5`, `1E+05`, `1.5e-7`, `123456789012345678901234567890`,
		`01`, `-`, `-a`, `1.`, `.5`, `1.e5`, `1e`, `1e+`, `1e+a`, `+1`, `0x10`, `1_000`, `Infinity`, `NaN`, `１`,
		`true`, `false`, `null`, `tru`, `True`, `nul`, `falsey`, `undefined`,
		`""`, `"a b"`, `"\"\\\/\b\f\n\r\t\u00e9"`, `"\ud83d\udcb0"`, `"支付"`, `'a'`, `"\x41"`, `"\u12"`, `"\u12g4"`, `"\u"`, `"\`, `"`, `"a`, "\"\t\"", "\"\x00\"", "\"\x7f\"",
		`"\U0041"`, `"\`, "\"\\\x01\"", `"\支"`,
		`[]`, `[ ]`, `[1]`, `[1, [2, {"a": []}]]`, `[1,]`, `[,1]`, `[,]`, `[1 2]`, `[1`, `]`, `[1}`, `[1,,2]`,
		`{}`, `{ }`, `{"a": 1}`, `{"a": {"b": null}, "c": "d"}`, `{"a": 1,}`, `{,}`, `{"a"}`, `{"a":}`, `{"a" 1}`, `{a: 1}`, `{1: 1}`, `{"a": 1 "b": 2}`, `{"a": 1]`, `{`, `}`,
		``, ` `, "1\v", "1\f", "\u00a01", "1\u2028", `1//`, `/**/1`, `1,`, `1}`,
	} {
		t.Run(fmt.Sprintf("%q", strings.ReplaceAll(value, "/", "|")), func(t *testing.T) {
			data := []byte(`{"x": ` + value + ` }`)
			_, err := routing.ParseCatalog(data)
			faults := catalogFaults(t, err)
			checkPlaces(t, data, faults)
			if stopped := len(faults) > 1; stopped == json.Valid(data) {
				t.Errorf("valid is %t, but the faults are\n%s", json.Valid(data), lines(faults))
			}
		})
	}
}

// The nearest known name is suggested where it is near enough.
func TestSuggestions(t *testing.T) {
	long := strings.Repeat("x", 64)
	tests := []struct {
		name   string
		known  []methods.ID
		method methods.ID
		want   string
	}{
		{"a letter changed", []methods.ID{"alipay", "huabei"}, "alapay", `; did you mean "alipay"?`},
		{"a letter missing", []methods.ID{"alipay", "huabei"}, "alpay", `; did you mean "alipay"?`},
		{"a letter too many", []methods.ID{"alipay", "huabei"}, "allipay", `; did you mean "alipay"?`},
		{"two letters swapped", []methods.ID{"alipay", "huabei"}, "alipya", `; did you mean "alipay"?`},
		{"two swaps", []methods.ID{"alipay", "huabei"}, "ailpya", `; did you mean "alipay"?`},
		{"three faults in six letters", []methods.ID{"alipay"}, "axxxay", `; known: "alipay"`},
		{"three faults in a long name", []methods.ID{"meituan_monthly_pay"}, "maituan_monthlypey", `; did you mean "meituan_monthly_pay"?`},
		{"four faults in a long name", []methods.ID{"meituan_monthly_pay"}, "maitaan_monthlypey", `; known: "meituan_monthly_pay"`},
		{"a fault in a short name", []methods.ID{"jd", "tb"}, "jb", `; did you mean "jd"?`},
		{"two faults in a short name", []methods.ID{"jd", "tb"}, "xx", `; known: "jd", "tb"`},
		{"two letters for one", []methods.ID{"ab"}, "x", `; known: "ab"`},
		{"a letter that is in it", []methods.ID{"ab"}, "b", `; did you mean "ab"?`},
		{"the nearest of several", []methods.ID{"wechat_qr", "wechat_pay"}, "wechatpay", `; did you mean "wechat_pay"?`},
		{"the first of two as near", []methods.ID{"pay_a", "pay_b"}, "pay_c", `; did you mean "pay_a"?`},
		{"upper case", []methods.ID{"alipay"}, "ALIPAY", `; known: "alipay"`},
		{"nothing", []methods.ID{"alipay"}, "", `; known: "alipay"`},
		{"none is known", nil, "alipay", ``},
		{"many and none near", []methods.ID{"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"}, "alipay", ``},
		{"eight and none near", []methods.ID{"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"}, "alipay", `; known: "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"`},
		{"the longest that is looked for", []methods.ID{methods.ID(long + "yz")}, methods.ID(long), `; did you mean "` + long + `yz"?`},
		{"beyond the longest", []methods.ID{methods.ID(long)}, methods.ID(long + "y"), `; known: "` + long + `"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := soundShop()
			c.Methods, c.Limits, c.Availability = nil, c.Limits[:1], nil
			for _, m := range test.known {
				c.Methods = append(c.Methods, methods.Method{ID: m})
			}
			c.Limits[0].Methods = []methods.ID{test.method}
			_, err := routing.Compile(c)
			problem := "is not a method of the catalog"
			if test.method == "" {
				problem = "is missing: want a method of the catalog"
			}
			if diff := cmp.Diff(problem+test.want, catalogFaults(t, err)[0].Problem); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

// Only the first faults come with suggestions: looking for them takes as long as
// the catalog.
func TestSuggestionsAreForTheFirstFaults(t *testing.T) {
	misspelled := soundShop()
	misspelled.Limits = misspelled.Limits[:1]
	for range 60 {
		misspelled.Limits[0].Methods = append(misspelled.Limits[0].Methods, "alipey")
	}
	_, names := routing.Compile(misspelled)
	_, keys := routing.ParseCatalog(slow(`{"name": "x"`, `, "nam": 1`, 60, `}`))
	for _, test := range []struct {
		name string
		err  error
	}{{"names", names}, {"keys", keys}} {
		t.Run(test.name, func(t *testing.T) {
			suggested := 0
			for _, f := range catalogFaults(t, test.err) {
				if strings.Contains(f.Problem, "did you mean") {
					suggested++
				}
			}
			if suggested != 50 {
				t.Errorf("%d suggestions, want 50", suggested)
			}
		})
	}
}

func TestFaultsAreFoundInAnError(t *testing.T) {
	_, catalogErr := routing.ParseCatalog([]byte(`{"name": 1, "version": 2}`))
	_, orderErr := routing.ParseOrder([]byte(`{"id": 1}`))
	for _, err := range []error{catalogErr, orderErr} {
		var first routing.Fault
		if !errors.As(err, &first) || first.Path == "" || first.Line != 1 || first.Problem == "" {
			t.Errorf("the first fault in %v is %+v", err, first)
		}
	}
}

func TestFaultReadsAsASentence(t *testing.T) {
	tests := []struct {
		name  string
		fault routing.Fault
		want  string
	}{
		{"in a text", routing.Fault{Path: "limits[0].max", Line: 3, Column: 14, Value: "3e2", Problem: "is not an amount"}, `limits[0].max (3:14): "3e2" is not an amount`},
		{"in a Go value", routing.Fault{Path: "limits[0].max", Value: "x\x1b", Problem: "is not an amount"}, `limits[0].max: "x\x1b" is not an amount`},
		{"without a value", routing.Fault{Path: "name", Problem: "is missing"}, `name: is missing`},
		{"of all", routing.Fault{Line: 1, Column: 1, Problem: "is missing"}, `document (1:1): is missing`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.fault.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
