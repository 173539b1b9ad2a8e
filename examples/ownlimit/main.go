// Ownlimit is a custom limit, tested with the kit and used in a catalog: at
// night a payment may be lower than by day.
//
//	go run ./examples/ownlimit
//	go test ./examples/ownlimit
//
// Its tests also keep the limit's first draft, which is off by one fen, and show
// what the kit says of it.
package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var shopLimit = nightLimit{
	daily: limits.Cap{
		Max: limits.MustParseMoney("2000.00 CNY"), Window: limits.Day(china),
		Counter: "shop.day", Per: []limits.Subject{limits.Buyer},
	},
	night: limits.MustParseMoney("200.00 CNY"),
}

func main() {
	if err := show(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ownlimit:", err)
		os.Exit(1)
	}
}

// show routes the same order before and after 23:00.
func show(out io.Writer) error {
	evidence := methods.Evidence{Sources: []string{"risk_rules"}}
	router, err := routing.Compile(routing.Catalog{
		Name: "night shop", Version: "1", Zone: china,
		Sources:   []methods.Source{{ID: "risk_rules", Title: "Our risk rules"}},
		Methods:   []methods.Method{{ID: methods.Alipay, Name: methods.Text{EN: "Alipay", ZH: "支付宝"}}},
		Platforms: []routing.PlatformInfo{{ID: "night_shop"}},
		Availability: []methods.Availability{
			{ID: "alipay.live", Method: methods.Alipay, Status: methods.StatusLive, Evidence: evidence},
		},
		Limits: []routing.LimitRule{{ID: "night", Limit: shopLimit, Evidence: evidence}},
	})
	if err != nil {
		return err
	}
	for _, minute := range []int{59, 60} {
		decision, err := router.Route(routing.Order{
			Platform: "night_shop",
			Amount:   limits.MustParseMoney("200.01 CNY"),
			At:       time.Date(2026, 11, 21, 22, minute, 0, 0, time.FixedZone("", int(china/time.Second))),
			Usage:    limits.Usage{"shop.day": {Amount: limits.MustParseMoney("150.00 CNY")}},
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\n\n", decision); err != nil {
			return err
		}
	}
	return nil
}
