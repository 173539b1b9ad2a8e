package browser_test

import (
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The whole life of a payment, as the buyer has it. Nothing on the page needs script.
func TestAPaymentFromTheListToTheLastRefund(t *testing.T) {
	for _, test := range []struct {
		name     string
		lang     string
		device   device
		noScript bool
	}{
		{"in English", "en", desktop, false},
		{"in Chinese, on a phone", "zh", phone, false},
		{"in English, on a phone, without script", "en", phone, true},
		{"in Chinese, without script", "zh", desktop, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, options{})
			b := open(t, test.device)
			b.call(emulation.SetScriptExecutionDisabled.Method, emulation.SetScriptExecutionDisabledParams{Value: test.noScript})
			b.do(chromedp.Navigate(w.url + "/?lang=" + test.lang))
			b.press(phrases{"Order o1", "订单 o1"}.in(test.lang))
			b.see(choose.in(test.lang))
			b.pick(alipay, test.lang)
			b.see("o1_0001")
			b.press("付款")
			b.see(paid.in(test.lang))
			wantStatuses(t, w, "/orders/o1/pay", http.StatusSeeOther)
			wantStatuses(t, w, "/callback", http.StatusNoContent)
			w.paidOnce("o1")

			w.refund("o1", "r1", "100.00 CNY")
			b.do(chromedp.Reload())
			b.see(phrases{"Refund in progress: ¥100.00.", "退款处理中：¥100.00。"}.in(test.lang))
			w.refund("o1", "r2", "199.00 CNY")
			b.do(chromedp.Reload())
			b.see(phrases{"Refund in progress: ¥299.00.", "退款处理中：¥299.00。"}.in(test.lang))
		})
	}
}

// wantStatuses fails unless the posts to a path were answered so.
func wantStatuses(t *testing.T, w *world, path string, want ...int) {
	t.Helper()
	if got := w.posts(path); !slices.Equal(got, want) {
		t.Errorf("posts to %s are answered with %v, want %v", path, got, want)
	}
}

// Both clicks of a double click send the form. The first is held until the second has come,
// so that they meet in the shop.
func TestADoubleClickPaysOnce(t *testing.T) {
	start, pay := newMeeting("/orders/o1/pay"), newMeeting("/cashier/o1_0001")
	w := newWorld(t, options{wrap: func(next http.Handler) http.Handler { return start.of(pay.of(next)) }})
	b := open(t, desktop)
	b.visit(w, "o1", "en")
	b.press("Alipay")
	b.doubleClick("Continue to payment", start)
	b.see("o1_0001")
	b.doubleClick("Pay", pay)
	b.see("Paid (Alipay). Thank you!")
	w.paidOnce("o1")
}

// meeting lets the first two posts to a path meet: the first goes on when the second is there.
type meeting struct {
	path          string
	posts         atomic.Int32
	first, second chan struct{} // closed when it has come
}

func newMeeting(path string) *meeting {
	return &meeting{path: path, first: make(chan struct{}), second: make(chan struct{})}
}

func (m *meeting) of(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.URL.Path == m.path {
			switch m.posts.Add(1) {
			case 1:
				close(m.first)
				select {
				case <-m.second:
				case <-r.Context().Done():
				}
			case 2:
				close(m.second)
			}
		}
		next.ServeHTTP(w, r)
	})
}

func TestTheBackButtonShowsWhatIsTrueNow(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, desktop)
	b.toCashier(w, "en")
	b.do(chromedp.NavigateBack())
	b.see("Payment started (Alipay).")
	b.press("Continue to payment")
	b.see("o1_0001")
	b.press("Pay")
	b.see("Paid (Alipay). Thank you!")
	b.do(chromedp.NavigateBack())
	b.see("Nothing to pay.")
	b.do(chromedp.NavigateBack())
	b.see("Paid (Alipay). Thank you!")
	w.paidOnce("o1")
}

func TestRefreshingChangesNothing(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, desktop)
	b.toCashier(w, "en")
	b.do(chromedp.Reload())
	b.press("Pay")
	b.see("Paid (Alipay). Thank you!")
	b.do(chromedp.Reload())
	b.see("Paid (Alipay). Thank you!")
	wantStatuses(t, w, "/orders/o1/pay", http.StatusSeeOther)
	wantStatuses(t, w, "/cashier/o1_0001", http.StatusSeeOther)
	w.paidOnce("o1")
}

// The page that says why a click was refused is the answer to a post: refreshing it clicks
// again.
func TestRefreshingARefusalAsksAgain(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, desktop)
	b.expect(http.StatusServiceUnavailable)
	b.visit(w, "o1", "en")
	w.down.Store(true)
	b.pick(alipay, "en")
	b.see("We can't confirm your payment yet.")
	w.down.Store(false)
	b.do(chromedp.Reload())
	b.see("o1_0001")
	b.press("Pay")
	b.see("Paid (Alipay). Thank you!")
	w.paidOnce("o1")
}

func TestAnotherMethodIsChosen(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, phone)
	b.visit(w, "o1", "en")
	b.pick(weChatPay, "en")
	b.see("o1_0001")
	b.do(chromedp.NavigateBack())
	b.press("Choose another method")
	b.see("How would you like to pay?")
	b.pick(alipay, "en")
	b.see("o1_0002")
	b.press("Pay")
	b.see("Paid (Alipay). Thank you!")
	if first := w.stub.Balance("o1_0001"); first.IsValid() {
		t.Errorf("the first attempt has been paid as well: %s", first)
	}
}

func TestAPaymentThatTakesTooLongIsOver(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, desktop)
	b.toCashier(w, "en")
	w.setClock(w.clock().Add(15 * time.Minute))
	b.press("Pay")
	b.see("How would you like to pay?")
	b.pick(alipay, "en")
	b.see("o1_0002")
	if first := w.stub.Balance("o1_0001"); first.IsValid() {
		t.Errorf("the first attempt has been paid: %s", first)
	}
}

func TestTheLanguageChangesOnThePage(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, phone)
	b.visit(w, "o2", "en")
	for range 2 {
		b.press("中文")
		b.see("仅支持 ¥2,000.00 及以下的订单")
		b.press("English")
		b.see("Only for payments up to ¥2,000.00")
	}
	b.press("中文")
	b.press("我的小店")
	b.see("示例订单")
}

// Nothing but Tab, the arrows and Enter.
func TestAPaymentByKeyboardOnly(t *testing.T) {
	w := newWorld(t, options{})
	b := open(t, desktop)
	b.do(chromedp.Navigate(w.url + "/?lang=en"))
	b.tabTo("Order o1")
	b.key("\r")
	b.see("How would you like to pay?")
	b.tabTo("Alipay")
	b.key(" ")
	b.tabTo("Continue to payment")
	b.key("\r")
	b.see("o1_0001")
	b.tabTo("Pay")
	b.key("\r")
	b.see("Paid (Alipay). Thank you!")
	w.paidOnce("o1")
}

// The rules change while buyers look: the page follows, and so does what may be paid.
func TestANewCatalogChangesTheList(t *testing.T) {
	data, err := os.ReadFile("../sample/catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "catalog.json")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	logged := make(lines, 100)
	w := newWorld(t, options{catalog: file, log: slog.NewTextHandler(logged, nil)})
	b := open(t, desktop)
	b.visit(w, "o1", "en")
	b.see("Up to ¥2,000.00")

	const old = `"methods": ["friend_pay"], "max": "2000.00 CNY"`
	changed := strings.Replace(string(data), old, strings.Replace(old, "2000.00", "250.00", 1), 1)
	if changed == string(data) {
		t.Fatalf("the catalog has no %s", old)
	}
	if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	logged.wait(t, "the catalog is in force")
	b.expect(http.StatusConflict)
	b.pick(phrases{en: "Ask a friend to pay"}, "en")
	b.see("This method is not available now.")
	b.see("Only for payments up to ¥250.00")
	b.visit(w, "o1", "en")
	b.see("Not available now")
}

// lines are written by a log, each by itself.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// wait waits for a line that has a text.
func (l lines) wait(t *testing.T, text string) {
	t.Helper()
	for {
		select {
		case line := <-l:
			if strings.Contains(line, text) {
				return
			}
		case <-t.Context().Done():
			t.Fatal("the test has ended")
		}
	}
}
