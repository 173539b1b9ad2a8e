// Checkout routes orders on the built-in catalog and prints each decision: which
// payment methods are offered, and why not the others.
//
//	go run ./examples/checkout
//	go run ./examples/checkout -platform taobao -surface app -amount "300.01 CNY" -at 2023-12-15 -trait no_bound_card
//	go run ./examples/checkout -orders orders.jsonl -json
//	go run ./examples/checkout -platform jd -surface app -amount "99 CNY" -at 2026-11-27 -sources
//
// Without flags it routes the orders of orders.jsonl: Taobao through six years,
// Pinduoduo and JD.com, and ¥300.00 beside ¥300.01.
//
// What of an order no rule of its platform uses, such as a misspelled trait, is a warning
// on standard error.
//
// The exit status is 0 if every order was routed, 1 if some could not be (each is
// reported on standard error, and the others are routed), and 2 if the flags or
// the catalog are unusable.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

//go:embed orders.jsonl
var tellingOrders string

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	allRouted = iota
	someFailed
	unusable
)

// options are the flags.
type options struct {
	order   routing.Order
	amount  string
	at      string
	orders  string
	catalog string
	sources bool
	show    display
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("checkout", flag.ContinueOnError)
	flags.SetOutput(stderr)
	o.register(flags)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return allRouted
	} else if err != nil {
		return unusable
	}
	if err := o.check(flags); err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return unusable
	}
	catalog, err := loadCatalog(o.catalog)
	if err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return unusable
	}
	router, err := routing.Compile(catalog)
	if err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return unusable
	}
	if err := knowsMethod(catalog, o.show.method); err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return unusable
	}
	o.show.out = stdout
	if o.sources {
		o.show.sources = sourcesOf(catalog)
	}
	if o.order.Platform != "" {
		return routeOne(&o, catalog, router, stderr)
	}
	lines, closeLines, err := openOrders(o.orders, stdin)
	if err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return unusable
	}
	defer closeLines()
	return routeLines(lines, router, &o.show, stderr)
}

func (o *options) register(flags *flag.FlagSet) {
	flags.Func("platform", "`id` of the platform of one order, such as taobao", func(s string) error {
		o.order.Platform = methods.Platform(s)
		return nil
	})
	flags.Func("surface", "where the checkout runs, such as `app` or wechat_browser", func(s string) error {
		o.order.Surface = methods.Surface(s)
		return nil
	})
	flags.Func("region", "the buyer's `country`, such as CN", func(s string) error {
		o.order.Region = methods.Region(s)
		return nil
	})
	flags.Func("trait", "a `fact` that holds, such as no_bound_card; may be repeated", func(s string) error {
		o.order.Traits = append(o.order.Traits, methods.Trait(s))
		return nil
	})
	flags.Func("lacks", "a `fact` that is known not to hold; may be repeated", func(s string) error {
		o.order.Lacks = append(o.order.Lacks, methods.Trait(s))
		return nil
	})
	flags.StringVar(&o.amount, "amount", "", "the order's `amount`, such as \"300.00 CNY\"")
	flags.StringVar(&o.at, "at", "", "the order's `time`: 2023-12-15 (in the catalog's zone) or RFC 3339")
	flags.StringVar(&o.orders, "orders", "", "route the orders of a `file` of JSON lines; - is standard input")
	flags.StringVar(&o.catalog, "catalog", "", "a catalog's JSON `file`, instead of the built-in one")
	flags.BoolVar(&o.show.json, "json", false, "print each decision as one line of JSON")
	flags.StringVar(&o.show.lang, "lang", "en", "the `language` of tables and reasons: en or zh")
	flags.BoolVar(&o.sources, "sources", false, "print what each rule that decided rests on; JSON says it by ids")
	flags.Func("method", "show only why one method, by its `id`, is offered or not", func(s string) error {
		o.show.method = methods.ID(s)
		return nil
	})
}

// check refuses flags that contradict each other or lack what they need.
func (o *options) check(flags *flag.FlagSet) error {
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q: everything is a flag, see -help", flags.Arg(0))
	case o.show.lang != "en" && o.show.lang != "zh":
		return fmt.Errorf("-lang %q: want en or zh", o.show.lang)
	case o.sources && o.show.json:
		return fmt.Errorf("-sources and -json: the JSON has the sources' ids, their confidence and what conflicts")
	case o.order.Platform != "" && o.orders != "":
		return fmt.Errorf("-platform and -orders: want one order or a file of them")
	case o.order.Platform != "" && (o.amount == "" || o.at == ""):
		return fmt.Errorf("-platform needs -amount and -at")
	case o.order.Platform == "" && (o.amount != "" || o.at != "" || o.order.Surface != "" || o.order.Region != "" || o.order.Traits != nil || o.order.Lacks != nil):
		return fmt.Errorf("-amount, -at, -surface, -region, -trait and -lacks describe one order: want -platform as well")
	}
	return nil
}

func loadCatalog(file string) (routing.Catalog, error) {
	if file == "" {
		return china.Catalog(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return routing.Catalog{}, err
	}
	catalog, err := routing.ParseCatalog(data)
	if err != nil {
		return routing.Catalog{}, fmt.Errorf("%s: %w", file, err)
	}
	return catalog, nil
}

// knowsMethod refuses a misspelled -method: of one that the catalog does not have, any
// decision says only that it is not listed.
func knowsMethod(catalog routing.Catalog, id methods.ID) error {
	if id == "" || slices.ContainsFunc(catalog.Methods, func(m methods.Method) bool { return m.ID == id }) {
		return nil
	}
	known := make([]string, len(catalog.Methods))
	for i, m := range catalog.Methods {
		known[i] = string(m.ID)
	}
	return fmt.Errorf("-method %q is not in the catalog: want one of %s", id, strings.Join(known, ", "))
}

// routeOne routes the order that the flags describe.
func routeOne(o *options, catalog routing.Catalog, router *routing.Router, stderr io.Writer) int {
	var err error
	if o.order.Amount, err = limits.ParseMoney(o.amount); err != nil {
		fmt.Fprintln(stderr, "checkout: -amount:", err)
		return unusable
	}
	if o.order.At, err = parseTime(o.at, catalog.Zone); err != nil {
		fmt.Fprintln(stderr, "checkout: -at:", err)
		return unusable
	}
	decision, err := router.Route(o.order)
	if err == nil {
		err = o.show.decision(o.order, decision)
	}
	if err != nil {
		fmt.Fprintln(stderr, "checkout:", err)
		return someFailed
	}
	warn(stderr, "checkout: ", router, o.order)
	return allRouted
}

// warn prints what of an order no rule of its platform uses: it may be misspelled.
func warn(stderr io.Writer, prefix string, router *routing.Router, order routing.Order) {
	for _, fault := range router.Vet(order) {
		fmt.Fprintf(stderr, "%swarning: %v\n", prefix, fault)
	}
}

// parseTime reads a date, which is the start of that day in the zone, or an
// RFC 3339 time.
func parseTime(s string, offset time.Duration) (time.Time, error) {
	zone := time.FixedZone("", int(offset/time.Second))
	if t, err := time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	// Parse takes an hour of one digit as well.
	if err != nil || s[len("2006-01-02T15")] != ':' {
		return t, fmt.Errorf("%q: want 2023-12-15 or RFC 3339, such as 2023-12-15T20:00:00+08:00", s)
	}
	return t, nil
}

// openOrders opens the orders to route: the telling ones if no file is named.
func openOrders(file string, stdin io.Reader) (io.Reader, func() error, error) {
	nothing := func() error { return nil }
	switch file {
	case "":
		return strings.NewReader(tellingOrders), nothing, nil
	case "-":
		return stdin, nothing, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	return f, f.Close, nil
}
