package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

var update = flag.Bool("update", false, "write the golden file")

func TestOutputIsTheGoldenFile(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run(nil, &stdout, &stderr); status != 0 {
		t.Fatalf("status %d: %s", status, &stderr)
	}
	const file = "testdata/requests.golden"
	if *update {
		if err := os.WriteFile(file, stdout.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), stdout.String()); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", file, diff)
	}
}

// testShop is a shop whose clock stands still until the test moves it.
func testShop(t *testing.T, baskets map[string]basket) (*shop, *time.Time, *bytes.Buffer) {
	t.Helper()
	now := time.Date(2026, 11, 11, 20, 0, 0, 0, time.FixedZone("", 8*3600))
	var log bytes.Buffer
	router, err := routing.Compile(shopCatalog())
	if err != nil {
		t.Fatal(err)
	}
	return newShop(router, slog.New(slog.NewJSONHandler(&log, nil)), func() time.Time { return now }, baskets), &now, &log
}

func ask(t *testing.T, s *shop, verb, url, browser string) (int, string) {
	t.Helper()
	r := httptest.NewRequest(verb, url, nil)
	r.Header.Set("User-Agent", browser)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body)
}

// Whatever is listed can be paid, and nothing else: for every order, browser and
// method.
func TestListIsPay(t *testing.T) {
	browsers := []string{chromeOnDesktop, weChatOnIPhone, ""}
	for order := range demoBaskets() {
		for _, browser := range browsers {
			s, _, _ := testShop(t, demoBaskets())
			_, body := ask(t, s, "GET", "/checkout?order="+order, browser)
			var listed struct {
				Offers []struct {
					Method string `json:"method"`
				} `json:"offers"`
			}
			if err := json.Unmarshal([]byte(body), &listed); err != nil {
				t.Fatal(err)
			}
			offered := map[string]bool{}
			for _, o := range listed.Offers {
				offered[o.Method] = true
			}
			for _, method := range []string{"alipay", "wechat_pay", "friend_pay"} {
				want := http.StatusConflict
				if offered[method] {
					want = http.StatusOK
				}
				if got, body := ask(t, s, "POST", "/pay?order="+order+"&method="+method+"&attempt="+method, browser); got != want {
					t.Errorf("order %s, method %s, browser %q: status %d, want %d: %s", order, method, browser, got, want, body)
				}
			}
		}
	}
}

func TestWeChatPayStopsForMaintenanceBetweenListAndPayment(t *testing.T) {
	s, now, _ := testShop(t, demoBaskets())
	*now = time.Date(2026, 11, 25, 1, 59, 59, 0, now.Location())
	if _, body := ask(t, s, "GET", "/checkout?order=o1", chromeOnDesktop); !strings.Contains(body, `"wechat_native"`) {
		t.Fatalf("WeChat Pay is not listed before the maintenance: %s", body)
	}
	*now = now.Add(time.Second)
	status, body := ask(t, s, "POST", "/pay?order=o1&method=wechat_pay&attempt=a1", chromeOnDesktop)
	if status != http.StatusConflict || !strings.Contains(body, "2026-11-25T04:00:00+08:00") {
		t.Errorf("status %d, want a conflict that names the end of the maintenance: %s", status, body)
	}
}

func TestFriendPayKeepsTheDaysCap(t *testing.T) {
	buyer := inPilot(t)
	s, now, _ := testShop(t, map[string]basket{"o": {amount: limits.MustParseMoney("1500.00 CNY"), buyer: buyer}})
	pay := func(attempt string) int {
		status, _ := ask(t, s, "POST", "/pay?order=o&method=friend_pay&attempt="+attempt, chromeOnDesktop)
		return status
	}
	got := []int{pay("a1"), pay("a1"), pay("a2")}
	if _, err := s.books.Confirm(t.Context(), "o/a1", limits.MustParseMoney("1500.00 CNY")); err != nil {
		t.Fatal(err)
	}
	got = append(got, pay("a2"))
	*now = now.Add(4 * time.Hour)
	got = append(got, pay("a2"))
	if diff := cmp.Diff([]int{200, 200, 409, 409, 200}, got); diff != "" {
		t.Errorf("first payment, clicked twice, second, second once the first is paid, second after midnight (-want +got):\n%s", diff)
	}
}

// inPilot finds a buyer whom the pilot includes.
func inPilot(t *testing.T) string {
	t.Helper()
	for _, e := range shopCatalog().Availability {
		if e.ID != "friend_pay.pilot" {
			continue
		}
		for _, buyer := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
			if e.When.Rollout.Includes(buyer) {
				return buyer
			}
		}
	}
	t.Fatal("no buyer is in the pilot")
	return ""
}

func TestBuyersAreNotLogged(t *testing.T) {
	s, _, log := testShop(t, map[string]basket{"o": {amount: limits.MustParseMoney("1.00 CNY"), buyer: "recognizable"}})
	ask(t, s, "GET", "/checkout?order=o", chromeOnDesktop)
	if log.Len() == 0 || strings.Contains(log.String(), "recognizable") {
		t.Errorf("log: %s", log)
	}
}

// A product that the built-in catalog has as well is the same here, surfaces apart.
func TestProductsAreThoseOfTheBuiltInCatalog(t *testing.T) {
	builtIn := map[string]methods.Product{}
	for _, m := range china.Catalog().Methods {
		for _, p := range m.Products {
			builtIn[p.ID] = p
		}
	}
	for _, m := range shopMethods() {
		for _, p := range m.Products {
			want, known := builtIn[p.ID]
			want.Surfaces, want.Sources = p.Surfaces, p.Sources
			if diff := cmp.Diff(want, p); !known || diff != "" {
				t.Errorf("%s (-built in +here):\n%s", p.ID, diff)
			}
		}
	}
}

// The browser is told nothing of the rules.
func TestRulesStayInTheShop(t *testing.T) {
	s, _, _ := testShop(t, demoBaskets())
	for _, url := range []string{"/checkout?order=o2", "/pay?order=o2&method=alipay&attempt=a1", "/pay?order=o1&method=alipay&attempt=a1"} {
		verb := "POST"
		if strings.HasPrefix(url, "/checkout") {
			verb = "GET"
		}
		_, body := ask(t, s, verb, url, chromeOnDesktop)
		for _, rule := range []string{"virtual_goods", "every_payment", "friend_pay.day", "wallet_contracts", "risk_rules", ".live", "pilot", "new_buyer"} {
			if strings.Contains(body, rule) {
				t.Errorf("%s tells %q: %s", url, rule, body)
			}
		}
	}
}

func TestUnknownOrderIsNotFound(t *testing.T) {
	s, _, _ := testShop(t, nil)
	if status, _ := ask(t, s, "GET", "/checkout?order=nope", chromeOnDesktop); status != http.StatusNotFound {
		t.Errorf("status %d, want %d", status, http.StatusNotFound)
	}
}
