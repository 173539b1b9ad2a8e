package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/paymux/paymux/examples/myshop/internal/lifetest"
)

// What is paid at one shop is paid at the other, and the program ends when it is told to.
func TestBothShopsHaveTheSameOrders(t *testing.T) {
	t.Cleanup(func() {
		exec(t, connect(t, server.DSN()), "DROP SCHEMA IF EXISTS myshop, myshop_ledger CASCADE")
	})
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, server.DSN(), [2]string{"127.0.0.1:0", "127.0.0.1:0"}, in, slog.New(slog.DiscardHandler))
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	var shops []string
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "Stop") {
		_, address, _ := strings.Cut(lines.Text(), ": ")
		shops = append(shops, strings.TrimSuffix(address, "/"))
	}
	if len(shops) != 2 {
		t.Fatalf("shops %q, run: %v", shops, <-ended)
	}
	for _, step := range []struct {
		name, url string
		form      url.Values // POST if not nil
		want      string
	}{
		{"a click at the second shop", shops[1] + "/orders/o1/pay?lang=en", url.Values{"method": {"alipay"}, "amount": {"299.00 CNY"}}, "Payment page"},
		{"the order at the first", shops[0] + "/orders/o1?lang=en", nil, "Payment started (Alipay)."},
		{"the payment, as far as the second shop's page", shops[0] + "/cashier/o1_0001", url.Values{"do": {"pay"}}, "Paid (Alipay). Thank you!"},
		{"the order at the first shop again", shops[0] + "/orders/o1?lang=en", nil, "Paid (Alipay). Thank you!"},
	} {
		if got := lifetest.Fetch(t, step.url, step.form); !strings.Contains(got, step.want) {
			t.Errorf("%s: no %q in:\n%s", step.name, step.want, got)
		}
	}
	interrupt()
	if err := <-ended; err != nil {
		t.Errorf("run: %v", err)
	}
}
