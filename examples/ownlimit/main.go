// Ownlimit is a custom limit, tested with the kit and used in a catalog: on the last
// day of each month a payment is at most 200 yuan. A catalog cannot say that as data.
//
//	go run ./examples/ownlimit
//	go test ./examples/ownlimit
//
// Its tests also keep the limit's first draft, which takes the day from the instant as it
// is written, and show what the kit says of it.
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

var shopLimit = monthEndLimit{
	daily: limits.Cap{
		Max: limits.MustParseMoney("2000.00 CNY"), Window: limits.Day(china),
		Counter: "shop.day", Per: []limits.Subject{limits.Buyer},
	},
	monthEnd: limits.MustParseMoney("200.00 CNY"),
}

func main() {
	if err := show(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ownlimit:", err)
		os.Exit(1)
	}
}

// show routes the same order in the last minute of a month's last day but one, and in the
// first of its last.
func show(out io.Writer) error {
	evidence := methods.Evidence{Sources: []string{"risk_rules"}}
	router, err := routing.Compile(routing.Catalog{
		Name: "month end shop", Version: "1", Zone: china,
		Sources:   []methods.Source{{ID: "risk_rules", Title: "Our risk rules"}},
		Methods:   []methods.Method{{ID: methods.Alipay, Name: methods.Text{EN: "Alipay", ZH: "支付宝"}}},
		Platforms: []routing.PlatformInfo{{ID: "month_end_shop"}},
		Availability: []methods.Availability{
			{ID: "alipay.live", Method: methods.Alipay, Status: methods.StatusLive, Evidence: evidence},
		},
		Limits: []routing.LimitRule{{ID: "month_end", Limit: shopLimit, Evidence: evidence}},
	})
	if err != nil {
		return err
	}
	for _, minute := range []int{59, 60} {
		decision, err := router.Route(routing.Order{
			Platform: "month_end_shop",
			Amount:   limits.MustParseMoney("200.01 CNY"),
			At:       time.Date(2026, 11, 29, 23, minute, 0, 0, time.FixedZone("", int(china/time.Second))),
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
