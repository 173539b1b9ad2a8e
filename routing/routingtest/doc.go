// Package routingtest checks a catalog: that it keeps the laws of routing, that
// nothing in it is useless, and that it decides what you wrote down.
//
// A catalog does not fail where it is written. An entry behind a wider one, a
// limit for a method that the platform does not have, a pilot whose dates have
// passed each other: it compiles, and the method is missing on the day that
// somebody looks.
//
// # Check a catalog
//
//	func TestCatalog(t *testing.T) {
//		routingtest.Run(t, catalog())
//	}
//
// [Run] has a subtest for each law of [Laws], and one for what analysis.Lint finds. That is
// proved for all orders. A finding comes with an order that shows it, if there is one, and
// with what is decided about that order:
//
//	shop.alipay.vip (unreachable_entry): no order is offered alipay by it: ...
//	  order  {"platform":"shop","surface":"app","amount":"1.00 CNY","at":"2024-01-01T00:00:00+08:00","traits":["vip"]}
//	  so     offered alipay for 0.01 CNY to 300.00 CNY (shop.alipay)
//
// # Write down what matters
//
// [Golden] checks a router by a folder of files. Each has an order and what is expected
// of its decision. It can be written before the rule, and says no more than it means:
//
//	{"order": {"platform": "shop", "surface": "app", "amount": "300.01 CNY", "at": "2026-12-01T12:00:00+08:00"},
//	 "offered": ["alipay"], "not": {"wechat_qr": "above_max"}}
//
//	func TestDecisions(t *testing.T) {
//		routingtest.Golden(t, router, "testdata/decisions")
//	}
//
// "decision": {} pins the whole decision: go test -update fills it in, and later renews it.
//
// # Properties of a shop
//
// What holds for all orders is a [Property], checked with [Orders], which are biased
// toward what the catalog offers and toward its edges:
//
//	func TestMinorsNeverSeeCredit(t *testing.T) {
//		rapid.Check(t, routingtest.Property(catalog(), func(t *routingtest.T) {
//			t.State("minor")
//			t.RequireExcluded("huabei")
//		}))
//	}
//
// [Laws] is all laws of routing as one property, for rapid.MakeFuzz.
//
// # Rules that no test touches
//
// A [Coverage] takes the place of the router, in Golden and in properties. It says which
// entries, Excepts, limit rules and reason codes no order has touched, as a table and as a
// file to review:
//
//	coverage, err := routingtest.NewCoverage(catalog())
//	routingtest.Golden(t, coverage, "testdata/decisions")
//	coverage.Golden(t, "testdata/untouched.txt")
//
// This package imports testing and pgregory.net/rapid, and registers the flag
// -update: import it from tests only.
package routingtest
