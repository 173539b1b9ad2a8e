// Package methods is the vocabulary of payment methods: what the buyer picks,
// which product of a wallet serves it, and where, when and for whom a platform
// offers it.
//
// A [Method] is what the buyer picks, such as Alipay. A [Product] is what the
// shop calls for it on a [Surface], such as WeChat Pay's JSAPI inside WeChat. An
// [Availability], called an entry, is one dated, sourced statement that a method is live, in
// pilot, announced, absent ... on a platform. A [Match] selects the orders that an entry or a
// limit rule is about, and a [Rollout] a stable share of buyers.
//
// Everything here is plain data. Package routing binds it to limits and decides.
// Values may be read by many goroutines at once, as long as none changes them. The
// functions keep no state, return lists that are the caller's, and are safe for
// concurrent use.
//
// # When and Except
//
// An entry applies to an order where its When matches and none of its Excepts
// does. A deny list, a maintenance window or "not for new buyers" is an Except;
// "or" between whole conditions is two entries.
//
// Every field of a Match that is set must hold; the zero Match selects every
// order. A fact that the order does not state (no surface, no region, no buyer
// for a rollout) makes a condition on it undecided, in When and in Except alike,
// and what is undecided is never offered. A trait that is not stated does not
// hold, unless the catalog marks it must_state: then it is undecided too.
//
// # Who is refunded
//
// Wallets refund the account that has paid. If a friend pays, that is as a rule the friend, and
// not the buyer. An exception is reported of Taobao: what the platform takes from the seller's
// deposit, after the goods have been received, goes to the buyer's balance (wodefinance.com,
// undated, the only source).
//
// # Ids
//
// Ids are lower-case ASCII words joined by underscores, with dots between parts:
// "taobao.wechat_qr.2023". [ValidID] checks the form.
package methods
