package routing_test

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// noon is the time of the examples' orders.
var noon = time.Date(2023, 12, 15, 12, 0, 0, 0, time.FixedZone("", 8*60*60))

// orderOf is an order on the marketplace of the package's example.
func orderOf(amount string) routing.Order {
	return routing.Order{
		ID: "o1", Platform: "marketplace", Surface: methods.SurfaceApp,
		Amount: limits.MustParseMoney(amount), At: noon,
		Traits: []methods.Trait{china.NoBoundCard}, Buyer: limits.Hide("b1"),
	}
}

func ExampleCompile() {
	catalog := marketplace()
	catalog.Availability[1].Method = "wechat_qrcode"
	catalog.Limits[0].Limit = limits.Cap{Min: limits.MustParseMoney("500 CNY"), Max: limits.MustParseMoney("300 CNY")}
	_, err := routing.Compile(catalog)

	var faulty *routing.CatalogError
	if errors.As(err, &faulty) {
		for _, fault := range faulty.Faults {
			fmt.Println(fault.Path)
		}
	}
	// Output:
	// availability[1].method
	// limits[0].min
}

func ExampleMustCompile() {
	router := routing.MustCompile(marketplace())
	decision, err := router.Route(orderOf("300.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(decision.Offers()), "offers")
	// Output: 2 offers
}

func ExampleRouter_Route() {
	router := routing.MustCompile(marketplace())
	decision, err := router.Route(orderOf("300.01 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	for _, offer := range decision.Offers() {
		fmt.Println(offer.Method, offer.Product.ID, offer.Product.Flow)
	}

	// A malformed order is an error that names what is wrong.
	order := orderOf("300.01 CNY")
	order.Platform = "marketplaces"
	_, err = router.Route(order)
	fmt.Println(err)
	// Output:
	// alipay alipay_app app_switch
	// routing: bad order: platform: "marketplaces" is not a platform of the catalog; did you mean "marketplace"?
}

// A server that routes many orders keeps a decision for each worker.
func ExampleRouter_RouteInto() {
	router := routing.MustCompile(marketplace())
	var decision routing.Decision
	for _, amount := range []string{"300.00 CNY", "300.01 CNY"} {
		if err := router.RouteInto(&decision, orderOf(amount)); err != nil {
			log.Fatal(err)
		}
		_, offered := decision.Offer(methods.WeChatQR)
		fmt.Println(decision.Amount(), offered)
	}
	// Output:
	// 300.00 CNY true
	// 300.01 CNY false
}

// What has been paid so far is looked up before routing, for the caps that the
// order may meet.
func ExampleRouter_Caps() {
	router := routing.MustCompile(marketplace())
	order := orderOf("100.00 CNY")
	order.Surface = methods.SurfaceDesktopWeb
	caps, err := router.Caps(order)
	if err != nil {
		log.Fatal(err)
	}
	order.Usage = limits.Usage{}
	for _, c := range caps {
		from, until := c.Window.Span(order.At)
		fmt.Println(c.Counter, "per", c.Per, "from", from.In(noon.Location()).Format(time.DateTime), "for", until.Sub(from))
		order.Usage[c.Counter] = limits.Used{Amount: limits.MustParseMoney("450.00 CNY")} // as the shop's ledger has it
	}
	decision, err := router.Route(order)
	if err != nil {
		log.Fatal(err)
	}
	if exclusion, excluded := decision.Why(methods.WeChatQR); excluded {
		fmt.Println(exclusion.Reasons[len(exclusion.Reasons)-1].Text().EN)
	}
	// Output:
	// wechat_qr.day per [buyer] from 2023-12-15 00:00:00 for 24h0m0s
	// ¥100.00 is ¥50.00 more than the ¥50.00 left of the ¥500.00 daily limit; the full limit is available again by 2023-12-16 00:00 UTC+08:00
}

// The buyer is not printed, by whatever verb.
func ExampleOrder_String() {
	fmt.Println(orderOf("300.01 CNY"))
	// Output: {"id":"o1","platform":"marketplace","surface":"app","amount":"300.01 CNY","at":"2023-12-15T12:00:00+08:00","traits":["no_bound_card"]}
}

func ExampleOrder_GoString() {
	fmt.Printf("%#v\n", orderOf("300.01 CNY"))
	// Output: {"id":"o1","platform":"marketplace","surface":"app","amount":"300.01 CNY","at":"2023-12-15T12:00:00+08:00","traits":["no_bound_card"]}
}

// stdout logs to standard output, without the time.
func stdout() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if len(groups) == 0 && a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	}))
}

func ExampleOrder_LogValue() {
	stdout().Info("checkout", "order", orderOf("300.01 CNY"))
	// Output: level=INFO msg=checkout order.id=o1 order.platform=marketplace order.surface=app order.amount="300.01 CNY" order.at=2023-12-15T12:00:00.000+08:00
}

func ExampleOrder_MarshalJSON() {
	data, err := orderOf("300.01 CNY").MarshalJSON()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output: {"id":"o1","platform":"marketplace","surface":"app","amount":"300.01 CNY","at":"2023-12-15T12:00:00+08:00","traits":["no_bound_card"]}
}

func ExampleOrder_Format() {
	fmt.Printf("%d\n", orderOf("300.01 CNY"))
	// Output: {"id":"o1","platform":"marketplace","surface":"app","amount":"300.01 CNY","at":"2023-12-15T12:00:00+08:00","traits":["no_bound_card"]}
}

// A trait that is misspelled changes no decision: it is as if nobody had stated it.
func ExampleRouter_Vet() {
	order := orderOf("300.00 CNY")
	order.Traits = append(order.Traits, "no_bound_crad")
	for _, fault := range routing.MustCompile(marketplace()).Vet(order) {
		fmt.Println(fault)
	}
	// Output:
	// traits[1]: "no_bound_crad" is a trait that no rule of "marketplace" uses; did you mean "no_bound_card"?
}
