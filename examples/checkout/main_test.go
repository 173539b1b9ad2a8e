package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// single is the order of the design's demonstration.
func single(amount string, more ...string) []string {
	return append([]string{"-platform", "taobao", "-surface", "app", "-amount", amount,
		"-at", "2023-12-15", "-trait", "no_bound_card"}, more...)
}

const goodLine = `{"id": "good", "platform": "taobao", "surface": "app", "amount": "300.01 CNY", "at": "2023-12-15T00:00:00+08:00", "traits": ["no_bound_card"]}`

func TestRun(t *testing.T) {
	for _, test := range []struct {
		name   string
		args   []string
		stdin  string
		status int
		stderr string // must be in it
	}{
		{name: "telling orders"},
		{name: "one fen over the cap in Chinese", args: single("300.01 CNY", "-lang", "zh", "-all")},
		{name: "one fen over the cap in ten lines of Chinese", args: single("300.01 CNY", "-lang", "zh")},
		{name: "a time in UTC", args: []string{"-platform", "taote", "-surface", "app", "-amount", "99 CNY", "-at", "2026-11-26T16:00:00Z", "-lang", "zh"}},
		{name: "one fen over the cap", args: single("300.01 CNY", "-all")},
		{name: "one fen over the cap in ten lines", args: single("300.01 CNY")},
		{name: "at the cap", args: single("300.00 CNY", "-all")},
		{name: "why not the QR code", args: single("300.01 CNY", "-method", "wechat_qr")},
		{name: "why not the QR code in Chinese", args: single("300.01 CNY", "-method", "wechat_qr", "-lang", "zh")},
		{name: "why not the QR code as JSON", args: single("300.01 CNY", "-method", "wechat_qr", "-json")},
		{name: "why Alipay as JSON", args: single("300.01 CNY", "-method", "alipay", "-json")},
		{
			name: "what an account of class 1 may still pay",
			args: []string{
				"-platform", "pinduoduo", "-surface", "app", "-amount", "120 CNY", "-at", "2026-11-27",
				"-trait", "account_class_1.alipay", "-trait", "paying_from_balance",
				"-usage", `{"account_class_1.lifetime.alipay": "900.00 CNY"}`, "-method", "alipay",
			},
		},
		{name: "usage that is no JSON", args: single("300.01 CNY", "-usage", "900 CNY"), status: unusable, stderr: "-usage"},
		{
			name: "a counter that is there twice", args: single("300.01 CNY", "-usage", `{"a.day": "1.00 CNY", "a.day": "2.00 CNY"}`),
			status: unusable, stderr: `usage["a.day"]: "a.day" is there twice: want each counter once`,
		},
		{
			name: "usage and more", args: single("300.01 CNY", "-usage", `{}, "region": "CN"`),
			status: unusable, stderr: "-usage",
		},
		{name: "usage without an order", args: []string{"-usage", "{}"}, status: unusable, stderr: "-usage describes one order: want -platform as well"},
		{name: "sources of the QR code", args: single("300.01 CNY", "-method", "wechat_qr", "-sources")},
		{
			name: "sources in Chinese",
			args: []string{"-platform", "taote", "-surface", "app", "-amount", "99 CNY", "-at", "2026-11-27", "-lang", "zh", "-sources"},
		},
		{name: "sources beside JSON", args: single("300.01 CNY", "-json", "-sources"), status: unusable, stderr: "-sources and -json"},
		{name: "a method that Taobao does not list", args: single("300.01 CNY", "-method", "jd_pay")},
		{name: "JSON lines from standard input", args: []string{"-orders", "-", "-json"}, stdin: goodLine + "\n\n"},
		{
			name: "bad lines among good ones", args: []string{"-orders", "-", "-json"},
			stdin:  "{\"platform\": \"taobo\"}\n" + goodLine + "\nnonsense\n" + strings.Replace(goodLine, "taobao", "taobo", 1),
			status: someFailed, stderr: `line 4: routing: bad order: platform: "taobo" is not a platform of the catalog; did you mean "taobao"?`,
		},
		{
			name: "a platform that is not known", args: []string{"-platform", "taobo", "-amount", "1.00 CNY", "-at", "2024-01-01"},
			status: someFailed, stderr: `did you mean "taobao"?`,
		},
		{
			name: "a trait that is misspelled", args: append(single("300.00 CNY"), "-trait", "no_balanc", "-lacks", "invitd"),
			stderr: `checkout: warning: traits[1]: "no_balanc" is a trait that no rule of "taobao" uses; did you mean "no_balance"?`,
		},
		{
			name: "Alipay on the desktop page of JD",
			args: []string{"-platform", "jd", "-surface", "desktop_web", "-amount", "100 CNY", "-at", "2026-11-01", "-method", "alipay"},
		},
		{name: "an amount with too many places", args: single("300.001 CNY"), status: unusable, stderr: "-amount"},
		{name: "help", args: []string{"-help"}, stderr: "-lang"},
		{name: "a method that is not known", args: single("300.01 CNY", "-method", "wechatqr"), status: unusable, stderr: `"wechatqr" is not in the catalog: want one of alipay, wechat_pay, wechat_qr,`},
		{name: "an hour of one digit", args: []string{"-platform", "taobao", "-amount", "1.00 CNY", "-at", "2025-01-01T1:00:00Z"}, status: unusable, stderr: "-at"},
		{name: "a date that is none", args: []string{"-platform", "taobao", "-amount", "1.00 CNY", "-at", "2024-02-30"}, status: unusable, stderr: "-at"},
		{name: "a language that it does not speak", args: []string{"-lang", "fr"}, status: unusable, stderr: "want en or zh"},
		{name: "an order without a platform", args: []string{"-amount", "1.00 CNY"}, status: unusable, stderr: "want -platform as well"},
		{name: "a catalog that is not there", args: []string{"-catalog", "nowhere.json"}, status: unusable, stderr: "nowhere.json"},
		{name: "an argument that is no flag", args: []string{"taobao"}, status: unusable, stderr: `unexpected argument "taobao"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(test.args, strings.NewReader(test.stdin), &stdout, &stderr)
			if status != test.status {
				t.Errorf("exit status %d, want %d; stderr:\n%s", status, test.status, &stderr)
			}
			if !strings.Contains(stderr.String(), test.stderr) || (test.stderr == "") != (stderr.Len() == 0) {
				t.Errorf("stderr is %q, want %q in it", &stderr, test.stderr)
			}
			golden(t, test.name, stdout.Bytes())
		})
	}
}

// golden compares output with the file of the test's name; a test without output
// has none.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", strings.ReplaceAll(name, " ", "_")+".golden")
	if *update && len(got) > 0 {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil && (len(got) > 0 || !os.IsNotExist(err)) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", file, diff)
	}
}

func TestBuyerDecidesARollout(t *testing.T) {
	args := []string{"-catalog", writeCatalog(t, `{"rollout": {"percent": "50", "salt": "r"}}`), "-platform", "corner_shop", "-amount", "1.00 CNY", "-at", "2026-01-01"}
	want := map[string]string{"": "?", "b1": "-", "b2": "-", "b3": "+", "b4": "-"}
	got := map[string]string{}
	for buyer := range want {
		var stdout, stderr bytes.Buffer
		run(append(args, "-buyer", buyer), nil, &stdout, &stderr)
		_, verdict, _ := strings.Cut(stdout.String()+stderr.String(), "\n  ")
		got[buyer], _, _ = strings.Cut(verdict, " ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("buyers are offered the method (-want +got):\n%s", diff)
	}
}

// writeCatalog writes a catalog of one shop and one method, live where a match says.
func writeCatalog(t *testing.T, when string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "catalog.json")
	catalog := fmt.Sprintf(`{"name": "mine", "zone": "+08:00", "sources": [{"id": "s", "title": "t"}], "methods": [{"id": "cash"}],
		"platforms": [{"id": "corner_shop"}],
		"availability": [{"id": "cash.live", "method": "cash", "status": "live", "when": %s, "sources": ["s"]}]}`, when)
	if err := os.WriteFile(file, []byte(catalog), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestOwnCatalogReplacesTheBuiltInOne(t *testing.T) {
	var stdout, stderr bytes.Buffer
	status := run([]string{"-catalog", writeCatalog(t, "{}"), "-platform", "corner_shop", "-amount", "1.00 CNY", "-at", "2026-01-01", "-all"}, nil, &stdout, &stderr)
	if status != allRouted || !strings.Contains(stdout.String(), "cash.live") {
		t.Errorf("status %d, stdout:\n%s\nstderr:\n%s", status, &stdout, &stderr)
	}
}

func TestLineTooLongIsReportedAndTheNextIsRouted(t *testing.T) {
	long := `{"id": "` + strings.Repeat("x", 3<<20) + `"}`
	var stdout, stderr bytes.Buffer
	status := run([]string{"-orders", "-", "-json"}, strings.NewReader(long+"\n"+goodLine), &stdout, &stderr)
	if status != someFailed || !strings.HasPrefix(stderr.String(), "line 1: ") {
		t.Errorf("status %d, stderr %q", status, &stderr)
	}
	if !strings.Contains(stdout.String(), `"good"`) {
		t.Errorf("the good line was not routed: %q", &stdout)
	}
}
