// Myshop is a web shop's checkout to copy: a page that lists the payment methods, the button that
// starts a payment, the provider's callback and refunds, with a ledger that holds caps. It
// teaches in which order these write things down, so that a double click, a lost answer or
// a restart never counts a payment twice or loses one: see the comment of package shop.
//
//	go run ./examples/myshop          prints the address of the shop, until interrupted
//	go run ./examples/myshop -demo    prints a day of the shop, in at most 40 lines
//	go run ./examples/myshop -catalog examples/myshop/sample/catalog.json
//
// With -catalog it prints what differs whenever the file changes, and decides by it from
// then on. Everything is lost when it ends; examples/myshop/postgres keeps it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("myshop", flag.ContinueOnError)
	flags.SetOutput(stderr)
	demo := flags.Bool("demo", false, "print a day of the shop instead of serving")
	catalog := flags.String("catalog", "", "serve by the rules in this `file`, and read it again when it changes")
	listen := flags.String("listen", "localhost:8080", "serve buyers at this `address`")
	staff := flags.String("staff", "localhost:8081", "serve refunds at this `address`, which only staff should reach")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	err := error(nil)
	if *demo {
		err = tell(ctx, stdout)
	} else {
		err = serve(ctx, options{*listen, *staff, *catalog}, stdout, stderr)
	}
	if err != nil {
		fmt.Fprintln(stderr, "myshop:", err)
		return 1
	}
	return 0
}
