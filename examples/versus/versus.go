// Package versus states the same shop rules in several ways that a Go team may
// choose from, and measures them beside each other: code written by hand, a naive
// list of rules, four engines for general rules, and paymux.
//
// The test of this package makes sure that all decide alike. Its benchmark and
// cmd/table measure them.
package versus
