package routingtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

func TestGolden(t *testing.T) {
	routingtest.Golden(t, routing.MustCompile(shop()), "testdata/decisions")
}

const question = `{"order": {"id": "o1", "platform": "shop", "surface": "app", "amount": "300.00 CNY",
	"at": "2024-01-01T00:00:00+08:00", "region": "CN", "buyer": "secret", "usage": {"wechat.day": "0 CNY"}}, "decision": {}}`

// stating is the question with something else than a decision expected.
func stating(expected string) string { return strings.Replace(question, `"decision": {}`, expected, 1) }

// questionFile writes a question into a new file.
func questionFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "question.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A question is answered by -update, and from then on the answer is required.
func TestGoldenFileIsWrittenAndRequired(t *testing.T) {
	file, router := questionFile(t, question), routing.MustCompile(shop())
	if err := routingtest.GoldenFile(router, file, false); err == nil || !strings.Contains(err.Error(), "no decision is pinned yet: -update writes it") {
		t.Errorf("a question without an answer: %v", err)
	}
	if err := routingtest.GoldenFile(router, file, true); err != nil {
		t.Fatal(err)
	}
	once := read(t, file)
	if _, decision, ok := strings.Cut(once, `"decision"`); !ok || strings.Contains(decision, "secret") || !strings.Contains(once, `"buyer": "secret"`) {
		t.Errorf("the buyer is to stay in the order and out of the decision:\n%s", once)
	}
	if err := routingtest.GoldenFile(router, file, false); err != nil {
		t.Errorf("the answer that was written is refused: %v", err)
	}
	if err := routingtest.GoldenFile(router, file, true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(once, read(t, file)); diff != "" {
		t.Errorf("written again (-once +again):\n%s", diff)
	}
	lower := with(func(c *routing.Catalog) { c.Limits[0].Limit = limits.Cap{Min: cny("0.01"), Max: cny("299.99")} })
	err := routingtest.GoldenFile(routing.MustCompile(lower), file, false)
	for _, want := range []string{"the decision differs (-want +got; -update writes it)", "-  ", "+  ",
		"  alipay\n    want offered by alipay.live through app from 0.01 CNY up to 300.00 CNY under alipay.bounds\n    got  excluded: above_max (alipay.bounds)\n"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with a lower limit: %v, want %q in it", err, want)
		}
	}
	if diff := cmp.Diff(once, read(t, file)); diff != "" {
		t.Errorf("the file was changed (-before +after):\n%s", diff)
	}
}

// How the JSON is laid out, and how its characters are escaped, does not matter.
func TestGoldenFileComparesMeaning(t *testing.T) {
	file, router := questionFile(t, question), routing.MustCompile(with(func(c *routing.Catalog) { c.Name = "<shop> & 店" }))
	if err := routingtest.GoldenFile(router, file, true); err != nil {
		t.Fatal(err)
	}
	other := strings.ReplaceAll(strings.ReplaceAll(read(t, file), "\n", " "), "&", `\u0026`)
	if err := routingtest.GoldenFile(router, questionFile(t, other), false); err != nil {
		t.Errorf("%v", err)
	}
}

// Decisions are written for people to read.
func TestGoldenFileIsWrittenWithoutEscapes(t *testing.T) {
	const name = `<shop> & "店" \u003c\`
	file, router := questionFile(t, question), routing.MustCompile(with(func(c *routing.Catalog) { c.Name = name }))
	if err := routingtest.GoldenFile(router, file, true); err != nil {
		t.Fatal(err)
	}
	if want := `"name": "<shop> & \"店\" \\u003c\\"`; !strings.Contains(read(t, file), want) {
		t.Errorf("the file lacks %s:\n%s", want, read(t, file))
	}
	if err := routingtest.GoldenFile(router, file, false); err != nil {
		t.Errorf("the answer that was written is refused: %v", err)
	}
	err := routingtest.GoldenFile(routing.MustCompile(with(func(c *routing.Catalog) { c.Name = "a<b" })), file, false)
	if want := `"name": "a<b"`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the difference lacks %s: %v", want, err)
	}
}

// A file may state only what matters of a decision, before there is a rule for it.
func TestIntentions(t *testing.T) {
	tests := []struct{ name, expected, want string }{
		{"what is offered", `"offered": ["alipay"]`, ""},
		{"why not", `"not": {"wechat_pay": "not_started"}`, ""},
		{"both", `"offered": ["alipay"], "not": {"wechat_pay": "not_started"}`, ""},
		{"beside the decision", `"offered": ["wechat_pay"], "decision": {}`, "want wechat_pay offered, got: excluded wechat_pay: not_started (wechat_pay.live): "},
		{"what is not offered", `"offered": ["alipay", "wechat_pay"]`, "want wechat_pay offered, got: excluded wechat_pay: not_started (wechat_pay.live): "},
		{"a method that is not there", `"offered": ["alipya"]`, "want alipya offered, got: excluded alipya: not_listed"},
		{"another reason", `"not": {"wechat_pay": "region"}`, "want wechat_pay excluded with region, got: excluded wechat_pay: not_started (wechat_pay.live): "},
		{"no reason", `"not": {"alipay": "above_max"}`, "want alipay excluded with above_max, got: offered alipay by app for 0.01 CNY to 300.00 CNY (alipay.live)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := questionFile(t, stating(test.expected))
			before := read(t, file)
			switch err := routingtest.GoldenFile(routing.MustCompile(shop()), file, false); {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("error is %v, want %q in it", err, test.want)
			}
			if diff := cmp.Diff(before, read(t, file)); diff != "" {
				t.Errorf("the file was changed (-before +after):\n%s", diff)
			}
		})
	}
	t.Run("with -update", func(t *testing.T) {
		file := questionFile(t, stating(`"offered": ["alipay"], "not": {"wechat_pay": "not_started"}, "decision": {}`))
		if err := routingtest.GoldenFile(routing.MustCompile(shop()), file, true); err != nil {
			t.Fatal(err)
		}
		for _, kept := range []string{`"offered": [`, `"wechat_pay": "not_started"`, `"excluded": [`} {
			if !strings.Contains(read(t, file), kept) {
				t.Errorf("the file lacks %s:\n%s", kept, read(t, file))
			}
		}
		if err := routingtest.GoldenFile(routing.MustCompile(shop()), file, false); err != nil {
			t.Errorf("what was written is refused: %v", err)
		}
	})
}

func TestBadGoldenFiles(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", ``, "EOF"},
		{"not an object", `[]`, "want an object"},
		{"key in another case", strings.Replace(question, `"order"`, `"Order"`, 1), `unknown key "Order"`},
		{"escaped key in another case", strings.Replace(question, `"order"`, `"\u004frder"`, 1), `unknown key "Order"`},
		{"two orders", strings.TrimSuffix(question, "}") + "," + strings.TrimPrefix(question, "{"), `key "order" is there twice`},
		{"two decisions", stating(`"decision": {}, "decision": {}`), `key "decision" is there twice`},
		{"two lists of offers", stating(`"decision": {"a": [{"offers": [], "offers": []}]}`), `decision: key "offers" is there twice`},
		{"two codes of a method", stating(`"not": {"alipay": "audience", "alipay": "surface"}`), `not: key "alipay" is there twice`},
		{"offered is no list", stating(`"offered": "alipay"`), "offered: json: cannot unmarshal"},
		{"no code", stating(`"not": {"alipay": "to_much"}`), `"to_much" of alipay is not a reason code: want one of`},
		{"nothing expected", stating(`"offered": []`), "nothing is expected"},
		{"no end", strings.TrimSuffix(question, "}"), "EOF"},
		{"no value", `{"order"`, "EOF"},
		{"order is null", `{"order": null}`, "object"},
		{"no order", `{}`, "ends too early"},
		{"unknown key", `{"orders": {}}`, "orders"},
		{"text after it", question + "{}", "there is text after the object"},
		{"malformed order", strings.Replace(question, "300.00", "300.001", 1), "too many decimal places"},
		{"unknown platform", strings.Replace(question, `"shop"`, `"shpo"`, 1), `did you mean "shop"?`},
		{"another decision", stating(`"decision": {"offers": []}`), "the decision differs"},
		{"a decision of another form", stating(`"decision": {"offers": 1}`), "the decision differs"},
		{"no decision", stating(`"decision": {}`), "no decision is pinned yet"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := routingtest.GoldenFile(routing.MustCompile(shop()), questionFile(t, test.text), false)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q in it", err, test.want)
			}
		})
	}
	t.Run("not there", func(t *testing.T) {
		if err := routingtest.GoldenFile(routing.MustCompile(shop()), "testdata/nothing.json", false); !os.IsNotExist(err) {
			t.Errorf("error is %v, want one that says that it does not exist", err)
		}
	})
}
