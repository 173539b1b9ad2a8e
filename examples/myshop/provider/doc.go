// Package provider plays a payment provider on this machine: orders that end by themselves,
// a cashier page where the buyer pays, and signed notices that come late, repeatedly and in
// any order. It does what WeChat Pay (API v3) and Alipay do, in as few words as possible:
// an order's id is the merchant's, a call may be repeated, a notice is signed with
// SHA256withRSA over its time, a nonce and its body, and is sent again until it is answered
// with a status of 2xx.
//
// Where the real ones differ:
//
//   - WeChat Pay wants its answer within five seconds. It signs the notice, and encrypts the
//     resource in it with AES-256-GCM under the merchant's APIv3 key.
//   - Alipay sends form parameters, signed among themselves, and wants the body to be the
//     word success. Any other body is sent again.
//   - A notice tells of a payment. That an order has closed, ask: WeChat Pay does not tell,
//     and Alipay not for every product.
//   - time_expire ends WeChat Pay's order for the payer, but does not close it: close it.
//   - Alipay does not know an order until the buyer has opened its page or scanned its code.
//   - How far a refund is has a query of its own, which here is the same call again.
//
// A [Stub] is both sides at once. Its methods [Stub.Create], [Stub.Query], [Stub.Close],
// [Stub.Refund] and [Stub.Verify] are what a shop gets from a provider's SDK, where they
// call the provider's servers. The others are the provider's own business.
package provider
