package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
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

// parseFlags says on w what is wrong with the flags, and what -help asks for.
func parseFlags(args []string, w io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("checkout", flag.ContinueOnError)
	flags.SetOutput(w)
	o.register(flags)
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	err := o.check(flags)
	if err != nil {
		fmt.Fprintln(w, "checkout:", err)
	}
	return o, err
}

func (o *options) register(flags *flag.FlagSet) {
	flags.Func("platform", "`id` of the platform of one order, such as taobao", func(s string) error {
		o.order.Platform = methods.Platform(s)
		return nil
	})
	flags.Func("surface", "the `surface` on which the checkout runs, such as app or wechat_browser", func(s string) error {
		o.order.Surface = methods.Surface(s)
		return nil
	})
	flags.Func("region", "the buyer's `country`, such as CN", func(s string) error {
		o.order.Region = methods.Region(s)
		return nil
	})
	flags.Func("trait", "a `trait` that holds, such as no_bound_card; may be repeated", func(s string) error {
		o.order.Traits = append(o.order.Traits, methods.Trait(s))
		return nil
	})
	flags.Func("lacks", "a `trait` that is known not to hold; may be repeated", func(s string) error {
		o.order.Lacks = append(o.order.Lacks, methods.Trait(s))
		return nil
	})
	flags.Func("buyer", "the buyer's `id` in the shop, which decides gradual rollouts", func(s string) error {
		o.order.Buyer = limits.Hide(s)
		return nil
	})
	flags.Func("usage", "what has been paid so far, as the order's `JSON`: {\"static_code.day\": \"420.00 CNY\"}", func(s string) (err error) {
		o.order.Usage, err = parseUsage(s)
		return err
	})
	flags.StringVar(&o.amount, "amount", "", "the order's `amount`, such as \"300.00 CNY\"")
	flags.StringVar(&o.at, "at", "", "the order's `time`: 2023-12-15 (in the catalog's zone) or RFC 3339")
	flags.StringVar(&o.orders, "orders", "", "route the orders of a `file` of JSON lines; - is standard input")
	flags.StringVar(&o.catalog, "catalog", "", "a catalog's JSON `file`, instead of the built-in one")
	flags.BoolVar(&o.show.all, "all", false, "print every method and reason, not the first ten lines")
	flags.BoolVar(&o.show.json, "json", false, "print each decision as one line of JSON")
	flags.StringVar(&o.show.lang, "lang", "en", "the `language` of tables and reasons: en or zh")
	flags.BoolVar(&o.sources, "sources", false, "print every method, and what each rule that decided rests on; JSON says it by ids")
	flags.Func("method", "show only why one method, by its `id`, is offered or not", func(s string) error {
		o.show.method = methods.ID(s)
		return nil
	})
}

// parseUsage reads usage as part of an order, so that it is as strict: a counter that is there
// twice is an error, where encoding/json would take the last.
func parseUsage(text string) (limits.Usage, error) {
	data, err := json.Marshal(map[string]any{
		"platform": "any", "amount": "0.00 CNY", "at": "2000-01-01T00:00:00Z", "usage": json.RawMessage(text),
	})
	if err != nil {
		return nil, errors.New("is not JSON")
	}
	order, err := routing.ParseOrder(data)
	if bad := (*routing.OrderError)(nil); errors.As(err, &bad) {
		for i := range bad.Faults {
			bad.Faults[i].Line = 0 // of an order that nobody has written
		}
	}
	return order.Usage, err
}

var ofOneOrder = []string{"surface", "region", "trait", "lacks", "buyer", "usage", "amount", "at"}

// check refuses flags that contradict each other or lack what they need.
func (o *options) check(flags *flag.FlagSet) error {
	described := ""
	flags.Visit(func(f *flag.Flag) {
		if slices.Contains(ofOneOrder, f.Name) {
			described = f.Name
		}
	})
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
	case o.order.Platform == "" && described != "":
		return fmt.Errorf("-%s describes one order: want -platform as well", described)
	}
	return nil
}

// complete reads what of the order needs more than its flag: its amount, and its time in
// the catalog's zone.
func (o *options) complete(zone *time.Location) (err error) {
	if o.order.Amount, err = limits.ParseMoney(o.amount); err != nil {
		return fmt.Errorf("-amount: %w", err)
	}
	if o.order.At, err = parseTime(o.at, zone); err != nil {
		return fmt.Errorf("-at: %w", err)
	}
	return nil
}

// parseTime reads a date, which is the start of that day in the zone, or an
// RFC 3339 time.
func parseTime(s string, zone *time.Location) (time.Time, error) {
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
