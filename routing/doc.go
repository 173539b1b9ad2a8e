// Package routing decides which payment methods a checkout offers for an order,
// and says why not the others.
//
// A [Catalog] says which methods there are, where, when and for whom a platform
// offers them, and which limits hold. [Compile] turns it into a [Router], which
// is immutable and safe for concurrent use. [Router.Route] takes an [Order] and
// returns a [Decision]: the offers ([Offer]) in the order to show them, and for
// every other method of the platform an [Exclusion] with all reasons ([Reason]), each
// with its numbers, its source and a [Remedy].
//
//	A method is offered when some availability entry grants it and every limit
//	rule that applies leaves room for the amount.
//
//	router, err := routing.Compile(catalog)
//	decision, err := router.Route(routing.Order{
//		Platform: "taobao",
//		Surface:  methods.SurfaceApp,
//		Amount:   limits.MustParseMoney("300.01 CNY"),
//		At:       time.Now(),
//	})
//	for _, offer := range decision.Offers() { ... }
//	for _, exclusion := range decision.Excluded() { ... }
//
// Deciding uses no clock, network, environment or randomness: the same catalog and order give
// the same decision, byte for byte, on every machine.
//
// # How a decision is made
//
// A malformed order (an unknown platform, a negative amount, no time) is an
// [*OrderError] that names every faulty field. Otherwise each method with an entry on the
// order's platform is offered or excluded.
//
//  1. The method's entries are tried in catalog order. The first whose conditions all hold
//     grants the method: its status is pilot or live, its When matches, none of its Excepts
//     does, and a product serves the surface. Products are the entry's own, or else the
//     method's. The first that serves the surface is taken; a method without products needs
//     none. Where a later entry would grant, but an earlier one with another parent fails
//     only for missing facts, the method is undecided: which entry holds is not known.
//  2. If none grants, the nearest entry explains, and each of its unmet conditions is a
//     reason. An Except that cannot be decided adds a reason for each missing fact. Excepts
//     that read alike are one reason, and no_product is left out if the entry refuses the
//     surface anyway.
//  3. The nearest entry is one whose conditions all hold but for its status, unreported. If
//     there is none, it is the one with the fewest conditions that nothing cures; of several,
//     the one with the fewest unmet conditions, then one in force, then the first in the
//     catalog. Nothing cures a status, an end, a region, a rollout, an audience that is known not to
//     hold, an Except by traits or regions alone, or a surface if no product serves any that
//     the entry allows.
//  4. Every limit rule for the method is evaluated, granted or not, if its When matches and
//     none of its Excepts does. It refuses an amount outside its headroom (codes below_min, and
//     above_max or, if the headroom is that of a total or resets, cap_reached). It refuses any
//     amount once there are as many payments as it allows (count_reached). If less is left
//     than the minimum, there is no room, and the upper bound refuses every amount. A limit
//     that cannot be decided (no usage, another currency, an error) refuses too, undecided.
//     If facts are missing to know whether the rule applies, it is evaluated all the same: if
//     it refuses, those facts are the reasons, undecided; if not, it cuts the headroom.
//  5. A method nested in another, its parent, is excluded if the parent is (code parent). Its
//     headroom is cut to the parent's, and the parent's limit rules and caps are its own too.
//  6. Order.Allow, Order.Block, Order.Tried and Order.Down exclude methods.
//
// Nothing stops at the first refusal: all reasons are given, each missing fact once. Those of
// the entry come first, then those of each limit rule, by the rules' ids, then the parent,
// then the order's lists; each of these groups is in the order of [Codes].
//
// Offers are sorted by Order.Prefer, then by the entry's rank (unranked entries last), then
// by the entry's place in the catalog. Exclusions are in the order of Catalog.Methods.
//
// # What is not known
//
// Stating less never offers more: dropping surface, region, buyer, usage, a trait or a lack
// never adds an offer, as long as the traits in an entry's Excepts and in a limit rule's When
// are must_state, and so are the audience traits of a method's entries where their parents
// differ. So mark every trait that forbids something must_state, such as tobacco. Lint names
// each that is not, as open_trait.
//
// A trait that the order does not state does not hold. If the catalog says must_state, it is
// unknown instead, unless Order.Lacks has it. An audience is met if one of its sets holds, not
// met if each set has a trait that does not hold, and otherwise unknown. A region that ISO
// 3166-1 does not assign is unknown.
//
// An exclusion is undecided if none of its reasons refuses outright: something is only not
// known, and stating it may bring the method back. A nested method is refused when its parent
// is refused, and undecided when its parent is undecided.
//
// What no rule uses is ignored, such as a misspelled trait. [Router.Vet] names it.
//
// # Remedies
//
// A remedy says how to change the order so that the rule no longer gives this reason: pay at
// most or at least an amount, move to another surface, wait, state a fact, pay in another
// currency. [Code] says which code has which remedy, and [Remedy] how each is found.
//
// A remedy cures its own reason. If the change brings about another one, such as an Except,
// the next decision says so. Nobody knows how much a custom limit leaves when it resets:
// there, waiting may not be enough.
//
// # From order to money
//
// A checkout asks several times. Each time it builds the order anew from what it knows itself:
// the amount, traits and buyer never come from a request.
//
//	// The list: look up what has been paid, decide, show.
//	router := rules.Current() // a live.Router: one for all steps of a request
//	order.Usage, err = checkout.Usage(ctx, router, books, order, nil)
//	decision, err := router.Route(order)
//	send(decision.Public())
//
//	// The buyer picks a method: decide again, hold the room, call the provider.
//	offer, held, err := checkout.Reserve(ctx, router, books, order, attempt)
//	call(offer.Product, attempt.ID, held.Amount)
//
//	// The provider reports that the money has moved. If it has closed the order: Release.
//	held, err = books.Confirm(ctx, attempt.ID, paid)
//
// The example of package [github.com/paymux/paymux/routing/checkout] runs all of it, and its
// comment says what to know of providers: their notices, refusals, closing and refunds.
//
// Show a decision, never charge by it: it is good for its order and its instant. When the
// buyer pays, the amount, the time, the browser, the totals and the rules may have changed, so
// checkout.Reserve decides again. From then on the reservation counts, until its hold ends.
//
// Send [Decision.Public] to the browser, and nothing else of a decision. The server calls the
// provider: [Offer].Product names the call and the parameters that choose its variant, and
// [limits.Money] has the amount as text and in minor units. What identifies you and the payer,
// such as appid, openid or the client's IP address, is yours to add. The attempt's id is the
// order number at the provider, so a second click is the same payment, as long as the product
// is the same. If the buyer goes on elsewhere, such as on a phone, close the old order and
// begin a new attempt. Package [github.com/paymux/paymux/limits/ledger] says how long links,
// orders and holds live, and in which order they must end.
//
// If the buyer has not signed in, leave Order.Buyer empty: methods whose totals are the buyer's
// are not offered.
//
// Log the decision ([Decision.LogValue]) with the list, and the offer with the attempt: they
// have catalog, entry and rules, and no id of a buyer or merchant.
//
// Package [github.com/paymux/paymux/routing/live] puts new rules in force while the program
// runs. A request that began with the old ones ends with them, and a reserved attempt stays in
// the totals of its offer.
//
// A shop with many merchants has one catalog. Order.Allow lists the methods in the merchant's
// contract (an empty list is none), and a trait such as seller_accepts_wechat_pay meets an
// entry's audience. A merchant with rules of its own is a platform of its own. Order.Merchant
// is the subject of a merchant's totals, and selects no rule.
//
// # An amount that the method changes
//
// A fee or a discount changes what is paid, and limits are about what is paid. First route
// with the order's own amount, and list what is offered. When the buyer has chosen, add the
// fee or take off the discount, and route again with that amount. Only the offer of this
// second decision holds: the fee may take the payment over a bound. Reserve the second amount,
// because it is what the wallet counts. The example of fees for [Router.Route] shows it. A fee
// that the wallet itself adds, as for installments, is not in the order's amount at all.
//
// # The JSON form of a catalog
//
// [ParseCatalog] reads one object. Keys are the fields' names in Go, in lower case and with
// underscores, except that Parent is "within"; one that is left out is the field's zero
// value, and so is an empty list. A period is written as from and until, a rollout in percent,
// and a cap as min, max, max_count, window, counter and per beside the rule's own keys. Faults
// name keys as they are written here, also in a catalog made in Go. What stands behind // here
// is explanation: JSON has no comments.
//
//	{
//	  "name": "my shop", "version": "2026-11-21",
//	  "zone": "+08:00",                                  // of dates, hours and calendar windows
//	  "sources": [{"id": "s1", "title": "...", "publisher": "...", "date": "2024-09", "url": "...", "quote": "..."}],
//	  "default_sources": ["s1"],                         // of entries and limit rules that name none
//	  "region_sets": {"eea": ["AT", "BE"]},              // in a list of regions "eea" stands for these
//	  "traits": [{"id": "no_bound_card", "name": {"en": "...", "zh": "..."},
//	    "must_state": true,                              // silence is not known
//	    "per_method": true}],                            // one for each method: no_bound_card.alipay
//	  "methods": [{
//	    "id": "wechat_pay", "name": {"en": "...", "zh": "..."},
//	    "payer": "buyer",                                // or friend
//	    "products": [{                                   // the best first
//	      "id": "wechat_jsapi", "surfaces": ["wechat_browser"],
//	      "flow": "in_app",                              // see methods.Flows
//	      "api": "POST /v3/pay/transactions/jsapi",
//	      "link_life": "2h",                             // of the link or code; or 90s, 5m, 1h30m
//	      "sources": ["s1"],
//	      "params": {"specified_channel": "pcredit"}}]}], // what the call needs beside the order
//	  "platforms": [{"id": "taobao", "name": {"en": "...", "zh": "..."}, "aliases": ["tb"]}],
//	  "availability": [{
//	    "id": "taobao.wechat_qr.2023", "method": "wechat_qr",
//	    "status": "pilot",                               // see methods.Statuses
//	    "rank": 2,                                       // 1 comes first
//	    "when": {
//	      "platforms": ["taobao"], "surfaces": ["app"], "currencies": ["CNY"], "regions": ["CN"],
//	      "audience": [["no_bound_card"], ["a", "b"]],   // the first, or a and b
//	      "rollout": {"percent": "0.05", "salt": "qr"},  // of buyers, in steps of 0.01
//	      "from": "2023-11-30", "until": "2024-09-12",   // half-open; or RFC 3339
//	      "hours": [{"days": ["sat", "sun"]},            // any of them: at the weekend,
//	                {"from": "22:00", "until": "06:00"}]}, // or every night; one left out is midnight
//	    "except": [{"from": "2023-12-31", "until": "2024-01-01"}],
//	    "products": [], "within": "",
//	    "stated": "...", "confidence": "medium", "conflict": "...", "sources": ["s1"]}],
//	  "limits": [{
//	    "id": "taobao.wechat_qr.day", "methods": ["wechat_qr"], "when": {}, "except": [],
//	    "each_method": true,                             // a rule and a counter for each method
//	    "min": "0.01 CNY", "max": "300.00 CNY",          // both inclusive
//	    "max_count": 3,                                  // how many payments a total may have
//	    "window": "day",                                 // or week, week:sun, month, quarter, year, lifetime,
//	                                                     // rolling:24h; "": one payment
//	    "counter": "wechat_qr.day", "per": ["buyer"],    // of a total, and whose
//	    "stated": "...", "confidence": "high", "sources": ["s1"]}],
//	  "accept": [{"code": "open_pilot", "id": "taobao.wechat_qr.2023", "why": "..."}] // findings of Lint that are meant
//	}
//
// # The JSON form of an order
//
// [ParseOrder] reads one object. Only platform, amount and at are required.
//
//	{
//	  "id": "20231215-0001", "platform": "taobao", "surface": "app",
//	  "amount": "300.01 CNY", "at": "2023-12-15T20:00:00+08:00",
//	  "region": "CN",
//	  "traits": ["no_bound_card"], "lacks": ["tobacco"], // that hold, and that do not
//	  "buyer": "b-1", "merchant": "m-1",                 // read, never written
//	  "usage": {"wechat_qr.day": "120.00 CNY",           // by counter, paid so far: an amount,
//	            "friend_pay.day": {"amount": "80.00 CNY", "count": 3}}, // or with the number of payments
//	  "allow": ["alipay"],                               // [] is none; without the key any
//	  "block": [], "tried": [], "prefer": [],
//	  "down": {"jd_pay": "2023-12-15T21:00:00+08:00"}    // until when; null: nobody knows
//	}
package routing
