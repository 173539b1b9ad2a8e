package limits_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

func TestUsedText(t *testing.T) {
	for _, tt := range []struct {
		name string
		used limits.Used
		text string
		json string
	}{
		{"nothing stated", limits.Used{}, "unknown", `""`},
		{"an amount alone", limits.Used{Amount: money("420 CNY")}, "420.00 CNY", `"420.00 CNY"`},
		{"an amount and a count", limits.NewUsed(money("420 CNY"), 3), "420.00 CNY in 3 payments", `{"amount":"420.00 CNY","count":3}`},
		{"one payment", limits.NewUsed(money("420 CNY"), 1), "420.00 CNY in 1 payment", `{"amount":"420.00 CNY","count":1}`},
		{"no payments", limits.NewUsed(money("0 CNY"), 0), "0.00 CNY in 0 payments", `{"amount":"0.00 CNY","count":0}`},
		{"a count alone", limits.CountOnly(2), "2 payments", `{"count":2}`},
		{"a count of zero", limits.CountOnly(0), "0 payments", `{"count":0}`},
		{"the largest count", limits.CountOnly(math.MaxInt64), "9223372036854775807 payments", `{"count":9223372036854775807}`},
		{"a negative count", limits.CountOnly(-1), "-1 payments", `{"count":-1}`},
		{"a negative amount", limits.Used{Amount: money("-1 JPY")}, "-1 JPY", `"-1 JPY"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.used.String(); got != tt.text {
				t.Errorf("String: %q, want %q", got, tt.text)
			}
			data, err := json.Marshal(tt.used)
			if err != nil || string(data) != tt.json {
				t.Errorf("Marshal: %s, %v, want %s", data, err, tt.json)
			}
			read := limits.CountOnly(99)
			if err := json.Unmarshal(data, &read); err != nil || !read.Equal(tt.used) {
				t.Errorf("Unmarshal: %v, %v, want %v", read, err, tt.used)
			}
		})
	}
}

// A count that nobody stated is not zero.
func TestAnUnknownCountIsNotZero(t *testing.T) {
	stated, silent := limits.NewUsed(money("1 CNY"), 0), limits.Used{Amount: money("1 CNY")}
	if stated == silent || silent.IsZero() || !(limits.Used{}).IsZero() {
		t.Errorf("%v and %v are the same, or are nothing", stated, silent)
	}
	if n, ok := silent.Count(); ok || n != 0 {
		t.Errorf("Count of %v: %d, %v, want 0, false", silent, n, ok)
	}
	if n, ok := stated.Count(); !ok || n != 0 {
		t.Errorf("Count of %v: %d, %v, want 0, true", stated, n, ok)
	}
}

func TestUsedRefusesOtherJSON(t *testing.T) {
	for _, tt := range []struct{ data, kind string }{
		{`null`, "syntax"}, {`420`, "syntax"}, {`true`, "syntax"}, {`[]`, "syntax"}, {`{}`, "syntax"},
		{`{"count": null}`, "syntax"}, {`{"count": "3"}`, "syntax"}, {`{"count": 3.0}`, "syntax"}, {`{"count": 1e2}`, "syntax"},
		{`{"count": 9223372036854775808}`, "syntax"}, {`{"count": [3]}`, "syntax"}, {`{"Count": 3}`, "syntax"},
		{`{"count": 3, "count": 3}`, "syntax"}, {`{"amount": "1 CNY", "amount": "1 CNY"}`, "syntax"},
		{`{"amount": null, "count": 3}`, "syntax"}, {`{"amount": 420, "count": 3}`, "syntax"}, {`{"sum": "1 CNY"}`, "syntax"},
		{`{"amount": "420.00", "count": 3}`, "syntax"}, {`{"amount": "", "count": 3}`, "syntax"},
		{`{"amount": "0.001 CNY"}`, "precision"}, {`"0.001 CNY"`, "precision"}, {`"1 ABC"`, "currency"},
	} {
		kept := limits.CountOnly(99)
		err := json.Unmarshal([]byte(tt.data), &kept)
		if kind(err) != tt.kind || kept != limits.CountOnly(99) {
			t.Errorf("%s: %v, %v, want a %s error", tt.data, kept, err, tt.kind)
		}
	}
	// Texts that encoding/json would not pass on.
	for _, data := range []string{``, `{`, `{"count"`, `{"count":`, `{"count": 3`, `{"count": 3}}`, `"1 CNY" "1 CNY"`} {
		kept := limits.CountOnly(99)
		if err := kept.UnmarshalJSON([]byte(data)); kind(err) != "syntax" || kept != limits.CountOnly(99) {
			t.Errorf("%q: %v, %v, want a SyntaxError", data, kept, err)
		}
	}
}

// Law 5, for Used.
func TestUsedJSONIsInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := fromMinor(t, rapid.Int64Range(-limits.MaxMinor, limits.MaxMinor).Draw(t, "minor"), limits.KWD)
		count := rapid.Int64().Draw(t, "count")
		used := rapid.SampledFrom([]limits.Used{
			{}, {Amount: amount}, limits.NewUsed(amount, count), limits.CountOnly(count),
		}).Draw(t, "used")
		data, err := json.Marshal(used)
		if err != nil {
			t.Fatal(err)
		}
		var read limits.Used
		if err := json.Unmarshal(data, &read); err != nil || read != used {
			t.Errorf("%s is read as %v, %v, want %v", data, read, err, used)
		}
	})
}

func ExampleNewUsed() {
	used := limits.NewUsed(limits.MustParseMoney("420.00 CNY"), 3)
	count, known := used.Count()
	fmt.Println(used.Amount, count, known)
	// Output: 420.00 CNY 3 true
}

// A counter of which no cap has a Max counts the payments in all currencies.
func ExampleCountOnly() {
	used := limits.CountOnly(2)
	fmt.Println(used, used.Amount.IsValid())
	// Output: 2 payments false
}

// An amount alone says nothing about how many payments there were.
func ExampleUsed_Count() {
	_, known := limits.Used{Amount: limits.MustParseMoney("420.00 CNY")}.Count()
	fmt.Println(known)
	// Output: false
}

func ExampleUsed_IsZero() {
	fmt.Println(limits.Used{}.IsZero(), limits.CountOnly(0).IsZero())
	// Output: true false
}

func ExampleUsed_Equal() {
	amount := limits.MustParseMoney("420.00 CNY")
	fmt.Println(limits.NewUsed(amount, 0).Equal(limits.Used{Amount: amount}))
	// Output: false
}

func ExampleUsed_String() {
	amount := limits.MustParseMoney("420.00 CNY")
	fmt.Println(limits.NewUsed(amount, 3))
	fmt.Println(limits.Used{Amount: amount})
	fmt.Println(limits.CountOnly(1))
	fmt.Println(limits.Used{})
	// Output:
	// 420.00 CNY in 3 payments
	// 420.00 CNY
	// 1 payment
	// unknown
}

func ExampleUsed_MarshalJSON() {
	amount := limits.MustParseMoney("420.00 CNY")
	for _, used := range []limits.Used{limits.NewUsed(amount, 3), {Amount: amount}, limits.CountOnly(2)} {
		data, err := json.Marshal(used)
		fmt.Println(string(data), err)
	}
	// Output:
	// {"amount":"420.00 CNY","count":3} <nil>
	// "420.00 CNY" <nil>
	// {"count":2} <nil>
}

func ExampleUsed_UnmarshalJSON() {
	var usage limits.Usage
	err := json.Unmarshal([]byte(`{"friend_pay.day": {"amount": "420.00 CNY", "count": 3}, "shop.month": "9000.00 CNY"}`), &usage)
	fmt.Println(usage, err)
	// Output: map[friend_pay.day:420.00 CNY in 3 payments shop.month:9000.00 CNY] <nil>
}
