// Shoprules is a shop whose rules recur and count: friends may not pay between 00:00 and
// 00:30 and at weekends, nor more than three times a day, and a buyer pays at most 5,000
// yuan in any 24 hours. All of it is data, in catalog.json.
//
//	go run ./examples/shoprules
//
// It routes orders and says why a method is missing and until when; asks Lint what is
// questionable; moves the closing time by a minute and asks Diff what that alters; and
// reserves payments in a ledger until the counts are reached.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

//go:embed catalog.json
var rules []byte

const friendPay = methods.ID("friend_pay")

func main() {
	if err := show(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func show(out io.Writer) error {
	catalog, err := routing.ParseCatalog(rules)
	if err != nil {
		return err
	}
	router, err := routing.Compile(catalog)
	if err != nil {
		return err
	}
	for _, part := range []func(io.Writer, routing.Catalog, *routing.Router) error{explain, lint, diff, reserve} {
		if err := part(out, catalog, router); err != nil {
			return err
		}
	}
	return nil
}

// explain asks for a friend's payment on a Friday night, on a Sunday, and after three
// payments.
func explain(out io.Writer, _ routing.Catalog, router *routing.Router) error {
	fmt.Fprintln(out, "May a friend pay?")
	for _, at := range []string{"2026-11-27T00:29:59+08:00", "2026-11-27T00:30:00+08:00", "2026-11-29T12:00:00+08:00"} {
		if err := ask(out, router, at, limits.CountOnly(0)); err != nil {
			return err
		}
	}
	return ask(out, router, "2026-11-27T12:00:00+08:00", limits.CountOnly(3))
}

func ask(out io.Writer, router *routing.Router, at string, friends limits.Used) error {
	when, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return err
	}
	decision, err := router.Route(routing.Order{
		Platform: "shop", Amount: limits.MustParseMoney("100.00 CNY"), At: when,
		Usage: limits.Usage{"friend_pay.day": friends, "all.24h": {Amount: limits.MustParseMoney("0.00 CNY")}},
	})
	if err != nil {
		return err
	}
	why, excluded := decision.Why(friendPay)
	if !excluded {
		fmt.Fprintf(out, "  %s  yes\n", when.Format("Mon 15:04:05"))
		return nil
	}
	for _, reason := range why.Reasons {
		fmt.Fprintf(out, "  %s  no: %s. %s.\n", when.Format("Mon 15:04:05"), reason.Text().EN, reason.Remedy.Text().EN)
	}
	return nil
}
