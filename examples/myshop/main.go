// Myshop is an ordinary web shop that uses paymux: a catalog of its own in Go, the
// surface from the User-Agent header, and an http.Handler that lists the methods,
// decides once more when the buyer pays, and holds the room in a ledger.
//
//	go run ./examples/myshop            a few requests, and what the shop answers
//	go run ./examples/myshop -listen localhost:8080
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("myshop", flag.ContinueOnError)
	flags.SetOutput(stderr)
	listen := flags.String("listen", "", "serve on this `address` instead of showing a few requests")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	router, err := routing.Compile(shopCatalog())
	if err != nil {
		fmt.Fprintln(stderr, "myshop:", err)
		return 1
	}
	if *listen == "" {
		if err := show(router, stdout); err != nil {
			fmt.Fprintln(stderr, "myshop:", err)
			return 1
		}
		return 0
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	err = http.ListenAndServe(*listen, newShop(router, log, time.Now, demoBaskets()))
	fmt.Fprintln(stderr, "myshop:", err)
	return 1
}

func demoBaskets() map[string]basket {
	return map[string]basket{
		"o1": {amount: limits.MustParseMoney("299.00 CNY"), buyer: "b1"},
		"o2": {amount: limits.MustParseMoney("3000.01 CNY"), buyer: "b2", traits: []methods.Trait{virtualGoods}},
	}
}

// The browsers of the shown requests.
const (
	chromeOnDesktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
	weChatOnIPhone  = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN"
)

// show prints what the shop answers to a few requests on the evening of Double 11.
func show(router *routing.Router, out io.Writer) error {
	now := time.Date(2026, 11, 11, 20, 0, 0, 0, time.FixedZone("", 8*3600))
	s := newShop(router, slog.New(slog.DiscardHandler), func() time.Time { return now }, demoBaskets())
	for _, request := range []struct{ verb, url, browser string }{
		{"GET", "/checkout?order=o1", chromeOnDesktop},
		{"GET", "/checkout?order=o1", weChatOnIPhone},
		{"POST", "/pay?order=o1&method=wechat_pay&attempt=a1", weChatOnIPhone},
		{"POST", "/pay?order=o1&method=wechat_pay&attempt=a1", weChatOnIPhone},
		{"POST", "/pay?order=o1&method=alipay&attempt=a2", weChatOnIPhone},
		{"POST", "/pay?order=o2&method=alipay&attempt=a1", chromeOnDesktop},
	} {
		r := httptest.NewRequest(request.verb, request.url, nil)
		r.Header.Set("User-Agent", request.browser)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if _, err := fmt.Fprintf(out, "%s %s (%s)\n%d %s\n", request.verb, request.url, methods.SurfaceOf(request.browser), w.Code, w.Body); err != nil {
			return err
		}
	}
	return nil
}
