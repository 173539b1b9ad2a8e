// Package routing decides which payment methods a checkout offers for an order,
// and says why not the others.
//
// A [Catalog] says which methods there are, where, when and for whom a platform
// offers them, and which limits hold. [Compile] turns it into a [Router], which
// is immutable and safe for concurrent use. [Router.Route] takes an [Order] and
// returns a [Decision]: the [Offer]s in the order to show them, and for every
// other method of the platform an [Exclusion] with all its [Reason]s, each with
// its numbers, its source and a [Remedy].
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
// Deciding uses no clock, no network, no environment and no randomness: time
// comes in with the order, and the same catalog and order give the same decision,
// byte for byte, on every machine.
//
// # How a decision is made
//
// An order that is malformed (an unknown platform, a negative amount, no time
// ...) is an [*OrderError] that names every faulty field. Otherwise each method
// that has an availability entry on the order's platform is either offered or
// excluded.
//
//  1. The method's entries are tried in catalog order. The first one whose
//     conditions are all met grants the method: its status is pilot or live, its
//     When matches, none of its Excepts does, and one of its own products, or of the
//     method's if it has none, serves the surface. A method without any products
//     needs none. The product is the first that serves the surface.
//     An entry before it that only missing facts keep from granting, and that has
//     another parent, leaves the method undecided with these facts: which of the two
//     it is, is not known.
//  2. If none grants, the nearest entry explains. Its unmet conditions are the
//     reasons, in this order: a status that does not grant (announced, applied,
//     withdrawn, absent, unreported); a period not started or ended; the time of the
//     day or week; the surface, or that it is not known; the currency; the region, or that it is not known; the
//     audience, or that some of its traits are not known; the rollout, or that the
//     buyer is not known; each Except that matches, those that read alike once; and
//     that no product serves the surface, unless the entry refuses it anyway. An
//     Except that may or may not match, because facts are missing, adds those facts,
//     each once for the entry.
//  3. Nearest is an entry of which only nobody has reported that it grants, if there
//     is one. Otherwise it is the one with the fewest conditions that nothing cures: a
//     status, an end, a region, a rollout, an audience that is known not to hold, an
//     Except by traits or regions alone, and a surface where no product serves any
//     that the entry allows. Of several, it is the one with the fewest unmet
//     conditions, then one in force, then the first in the catalog.
//  4. Every limit rule for the method is evaluated, granted or not, where its When
//     matches and none of its Excepts does. It refuses an amount outside of its
//     headroom: below_min, and above_max or, where the headroom is that of a total
//     or resets, cap_reached; count_reached, where there may be no more payments. A headroom without any room, because less is
//     left than the minimum, refuses every amount with its upper bound. A limit
//     that cannot be decided (usage not given, another currency, an error) refuses
//     as well, undecided. A rule of which it is not known whether it applies is
//     evaluated all the same: where it refuses or cannot be decided, the missing facts
//     are the reasons, undecided; where it does not refuse, it cuts the headroom
//     like any other.
//  5. A method whose entry is within another, its parent, is excluded where the
//     parent is (parent), and its headroom is cut to the parent's: the parent's limit
//     rules and caps are its own as well.
//  6. Order.Allow, Order.Block, Order.Tried and Order.Down exclude methods.
//
// Nothing stops at the first refusal: all reasons are given. Those of the entry and
// of the product come first, in the order of [Codes] and each missing fact once;
// then those of limit rules in the order of the rules' ids, for one rule in the
// order of Codes; then the parent; then the order's own lists.
//
// Offers are sorted by Order.Prefer, then by the entry's rank (unranked entries
// last), then by the entry's place in the catalog. Exclusions are in the order of
// Catalog.Methods.
//
// # What is not known
//
// Stating less never offers more: leaving out the surface, the region, the buyer, a
// total, a trait or a lack never adds an offer, as long as the traits in an entry's
// Excepts and in a limit rule's When must be stated, and so must the audience traits of
// a method's entries where their parents differ.
//
// A trait that the order does not state does not hold, unless the catalog says that it
// must be stated: then it is not known, unless it is in Order.Lacks. An audience is met
// if one of its sets holds, not met if each has a trait that does not hold, and
// otherwise not known. A region that ISO 3166-1 does not assign is not known.
//
// An exclusion is undecided where no reason of it refuses outright: something is only
// not known, and stating it may bring the method back. A nested method is refused when
// its parent is refused, and undecided when its parent is undecided.
//
// What no rule uses is ignored, such as a misspelled trait: [Router.Vet] names it.
//
// # Remedies
//
// A remedy says how the order would have to change so that the rule no longer
// gives this reason. A cap on a total that is reached is cured by paying what is
// left, if that is more than zero and at least the cap's own minimum; otherwise by
// waiting for the total to reset (and by paying at most the cap, if the
// amount is above it), as is a number of payments; a lifetime total by neither. Surfaces to move to are those
// that the entry allows and that one of its products serves. The traits to state
// are those missing from the set of the audience that lacks the fewest, among those
// of which no trait is known not to hold. Outside of its hours an entry is cured by
// waiting for the first instant at which they and its period hold, if there is one. An
// Except is cured by waiting for its end or that of its hours (those that touch are one),
// if the entry lasts longer; else by a surface, else by a currency, that the entry allows
// and the Except does not name. A limit rule that neither an amount nor a reset cures is
// cured by leaving its When in the same way. An excluded parent has the remedy of its
// first reason that has one. Nothing helps where the entry has ended. A limit in
// another currency is cured by paying in its own, with the usage in it as well.
//
// Each remedy cures its own reason. What else the change would bring about, such as
// another Except, is for the next decision to say. Of a custom limit it is not
// known how much it leaves when it resets: there, waiting may not be enough.
//
// # From order to money
//
// A checkout asks several times, each time with an order that it builds anew from what it
// knows itself: the amount, traits and buyer never come from a request.
//
//	// The list: look up what has been paid, decide, show.
//	router := rules.Current() // one for all steps of an order
//	order.Usage, err = checkout.Usage(ctx, router, books, order, nil)
//	decision, err := router.Route(order)
//	send(decision.Public())
//
//	// The buyer picks a method: decide again, hold the room, call the provider.
//	offer, held, err := checkout.Reserve(ctx, router, books, order, attempt)
//	call(offer.Product, attempt.ID, held.Amount)
//
//	// The provider reports: the money has moved, or Release.
//	held, err = books.Confirm(ctx, attempt.ID, paid)
//
// (The example of package [github.com/paymux/paymux/routing/checkout] runs all of it.) When
// the buyer pays, everything is asked again: the amount, the time, the browser, the totals
// and the rules may have changed. A decision is good for the order and the instant that it
// was made for: show it, never charge by it. checkout.Reserve decides once more, and from
// then on the reservation counts, until its hold ends. A method with a fee or a discount
// changes the amount: the next section has what is asked then.
//
// The list goes to the browser as [Decision.Public]; nothing else of a decision does. The
// hand-off goes to the provider from the server: [Offer].Product has the call and its
// parameters, and [limits.Money] the amount as text and in minor units. The attempt's id is
// the order number at the provider: a second click sends the same one, and is the same
// payment. How long links, orders and holds live, and in which order they must end, is in
// package [github.com/paymux/paymux/limits/ledger].
//
// A buyer who comes back because a method has failed gets a list without it: put it in
// Order.Tried, and release its reservation when the provider has closed it. A buyer who has
// not signed in is an order without a buyer: methods whose totals are the buyer's are not
// offered.
//
// Log the decision ([Decision.LogValue]) with the list, and the offer with the attempt when
// the buyer pays: catalog, entry and rules of each. None of them has the id of a buyer or
// merchant.
//
// New rules are put in force while the program runs by package
// [github.com/paymux/paymux/routing/live]: what began with the old ones ends with them. An
// attempt that is already reserved stays reserved in the totals of its offer.
//
// A shop with many merchants has one catalog. What a merchant accepts is said by each order:
// Order.Allow lists the methods in its contract (an empty list is none), a trait such as
// seller_accepts_wechat_pay opens what an entry's audience asks for, and merchants whose
// rules are their own are platforms of their own. Order.Merchant is the subject of a
// merchant's totals, and selects no rule.
//
// # An amount that the method changes
//
// A method's fee or discount changes what is paid, and limits are about what is paid.
// First route with the order's own amount, and list what is offered. When the buyer has
// chosen, add the fee or take off the discount, and route once more with that amount: only
// the offer of this second decision holds, as the fee may take the payment over a bound.
// Reserve the second amount in the ledger: it is what the wallet counts. The example of
// fees for [Router.Route] shows it.
//
// # The JSON form of a catalog
//
// [ParseCatalog] reads one object. A key that is left out, and a list that is empty,
// is the zero value of its field in Go; the names are those of the fields, in lower
// case and with underscores. A period is written as from and until, a rollout in
// percent, and a cap as min, max, max_count, window, counter and per beside the rule's own keys.
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
// (Comments are not JSON: they are faults, too.)
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
//
// # Changing the rules
//
// Adding a limit rule, narrowing a When, adding or widening an Except, and blocking a
// method or taking it out of service never add an offer, as long as the entries of a
// method on a platform have the same parent, if any. Otherwise an entry that no longer
// grants hands over to the next, which another parent may allow.
//
// The order of limit rules never matters. That of entries matters where more than
// one of a method can grant, or is equally near to granting, and for offers of equal
// rank.
package routing
