// Package sample is the catalog and the orders that the shops of this example are tried
// with.
package sample

import (
	_ "embed"
	"net/http"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Catalog is the shop's own catalog: what its contracts with the wallets and its risk rules
// say.
//
//go:embed catalog.json
var Catalog []byte

// ChromeOnDesktop is the User-Agent header of the browser that they are tried with.
const ChromeOnDesktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

// Refundable are the catalog's counters of which a refund gives room back.
func Refundable() []limits.Counter { return []limits.Counter{"alipay.day", "friend_pay.day"} }

// Baskets returns orders of two buyers and of a guest. A real shop has its orders in a
// database, and shows each only to the buyer's own session.
func Baskets(*http.Request) []shop.Basket {
	return []shop.Basket{
		{ID: "o1", Amount: limits.MustParseMoney("299.00 CNY"), Buyer: "b1"},
		{ID: "o2", Amount: limits.MustParseMoney("1800.00 CNY"), Buyer: "b1"},
		{ID: "o3", Amount: limits.MustParseMoney("3000.01 CNY"), Buyer: "b2", Traits: []methods.Trait{"virtual_goods"}},
		{ID: "o4", Amount: limits.MustParseMoney("59.90 CNY")}, // of a guest
	}
}

// Basket returns one of them, and false if there is none of that id.
func Basket(r *http.Request, id string) (shop.Basket, bool) {
	for _, b := range Baskets(r) {
		if b.ID == id {
			return b, true
		}
	}
	return shop.Basket{}, false
}
