// Checkout shows what the library answers: which payment methods an order may be paid
// with, and why not with the others. Without flags it routes the orders of orders.jsonl:
// ¥300.00 beside ¥300.01, then Taobao through six years, Pinduoduo, JD.com and Taote. It
// prints at most ten lines a decision: + is offered, - is not, and ? is a method of which too
// little is known.
//
//	go run ./examples/checkout
//	go run ./examples/checkout -platform taobao -surface app -amount "300.01 CNY" -at 2023-12-15 -trait no_bound_card -all
//	go run ./examples/checkout -platform jd -surface app -amount "99 CNY" -at 2026-11-27 -sources
//	go run ./examples/checkout -orders examples/checkout/orders.jsonl -json
//
// The exit status is 0 if every order was routed, 1 if some could not be (each is reported
// on standard error, and the others are routed), and 2 if the flags or the catalog are
// unusable.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/paymux/paymux/routing"
)

// answer routes one order and prints the decision.
func answer(router *routing.Router, order routing.Order, show *display) error {
	decision, err := router.Route(order)
	if err != nil {
		return err
	}
	return show.decision(order, decision)
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	allRouted = iota
	someFailed
	unusable
)

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parseFlags(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return allRouted
	case err != nil:
		return unusable
	}
	status, err := route(o, stdin, stdout, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
	}
	return status
}

// route answers the order of the flags, or else those of a file.
func route(o options, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	catalog, err := loadCatalog(o.catalog)
	if err != nil {
		return unusable, err
	}
	router, err := routing.Compile(catalog)
	if err != nil {
		return unusable, err
	}
	if err := knowsMethod(catalog, o.show.method); err != nil {
		return unusable, err
	}
	o.show.out = stdout
	o.show.zone = time.FixedZone("", int(catalog.Zone/time.Second))
	o.show.platforms = platformNames(catalog)
	if o.sources {
		o.show.all, o.show.sources = true, sourcesOf(catalog)
	}
	if o.order.Platform == "" {
		return routeFile(o.orders, stdin, router, &o.show, stderr)
	}
	if err := o.complete(o.show.zone); err != nil {
		return unusable, err
	}
	if err := answer(router, o.order, &o.show); err != nil {
		return someFailed, err
	}
	warn(stderr, "checkout: ", router, o.order)
	return allRouted, nil
}

// warn prints what of an order no rule of its platform uses, such as a misspelled trait.
func warn(stderr io.Writer, prefix string, router *routing.Router, order routing.Order) {
	for _, fault := range router.Vet(order) {
		fmt.Fprintf(stderr, "%swarning: %v\n", prefix, fault)
	}
}
