// Package provider plays a payment provider on this machine: orders that end by themselves,
// a cashier page where the buyer pays, and signed notices that come late, repeatedly and in
// any order. It does what WeChat Pay (API v3) and Alipay do, in as few words as possible:
// an order's id is the merchant's, a call may be repeated, a notice is signed with
// SHA256withRSA over its time, a nonce and its body, and is sent again until it is answered
// with a status of 2xx.
//
// A [Stub] is both sides at once. Its methods [Stub.Create], [Stub.Query], [Stub.Close],
// [Stub.Refund] and [Stub.Verify] are what a shop gets from a provider's SDK, where they
// call the provider's servers. The others are the provider's own business.
package provider
