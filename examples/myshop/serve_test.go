package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/paymux/paymux/examples/myshop/internal/lifetest"
)

// lines gives a test the lines of a program's output as they come.
func lines(t *testing.T) (io.Writer, func() string) {
	t.Helper()
	r, w := io.Pipe()
	t.Cleanup(func() { _ = r.Close() })
	scanner := bufio.NewScanner(r)
	return w, func() string {
		if !scanner.Scan() {
			t.Fatalf("no more lines: %v", scanner.Err())
		}
		return scanner.Text()
	}
}

// The program prints an address whose page leads to a payment, and ends when it is told to.
func TestThePrintedAddressLeadsToAPayment(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var stderr bytes.Buffer
	stdout, next := lines(t)
	status := make(chan int)
	go func() {
		status <- run(ctx, []string{"-listen", "127.0.0.1:0", "-staff", "127.0.0.1:0"}, stdout, &stderr)
	}()
	shop, _ := strings.CutPrefix(next(), "Shop: ")
	shop = strings.TrimSuffix(shop, "/")
	next()
	_, refunds, _ := strings.Cut(next(), "' ")
	next()

	for _, step := range []struct {
		name, url string
		form      url.Values // POST if not nil
		want      string
	}{
		{"the page of orders", shop + "/", nil, `href="/orders/o1?lang=en"`},
		{"the page of methods", shop + "/orders/o1?lang=zh", nil, "请选择支付方式"},
		{"a click, as far as the provider's page", shop + "/orders/o1/pay?lang=en", url.Values{"method": {"alipay"}, "amount": {"299.00 CNY"}}, "Payment page"},
		{"the payment, as far as the shop's page", shop + "/cashier/o1_0001", url.Values{"do": {"pay"}}, "Paid (Alipay). Thank you!"},
		{"a refund", refunds, url.Values{"refund": {"r1"}, "amount": {"100.00 CNY"}}, "199.00 CNY can still be refunded"},
		{"the page afterwards", shop + "/orders/o1?lang=zh", nil, "支付成功（支付宝），感谢您的购买！退款处理中：¥100.00。"},
	} {
		if got := lifetest.Fetch(t, step.url, step.form); !strings.Contains(got, step.want) {
			t.Errorf("%s: no %q in:\n%s", step.name, step.want, got)
		}
	}

	interrupt()
	if got := <-status; got != 0 {
		t.Errorf("status %d after an interrupt: %s", got, &stderr)
	}
}

func TestAnAddressThatIsTakenIsAnError(t *testing.T) {
	var stderr bytes.Buffer
	if status := run(t.Context(), []string{"-listen", "127.0.0.1:0", "-staff", "999.0.0.1:1"}, io.Discard, &stderr); status != 1 {
		t.Errorf("status %d: %s", status, &stderr)
	}
}

func TestACatalogThatDoesNotExistIsAnError(t *testing.T) {
	var stderr bytes.Buffer
	if status := run(t.Context(), []string{"-catalog", t.TempDir() + "/none.json"}, io.Discard, &stderr); status != 1 || !strings.Contains(stderr.String(), "none.json") {
		t.Errorf("status %d: %s", status, &stderr)
	}
}
