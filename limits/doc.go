// Package limits says how much may be paid: exact money, the windows in which
// payments add up, and the limits that bound the next payment.
//
// [Money] is a whole number of a currency's minor units; it never rounds and
// never converts. A [Limit] answers one question, what the next payment may
// amount to, with a [Headroom]: a closed interval of amounts. [Cap] is the Limit
// for nearly every need: at most so much for one payment or, with a [Window] and
// a [Counter], at most so much or so many payments in total. Several limits at once are the
// intersection of their headrooms ([Intersect]); the zero Headroom, unbounded, is its
// identity. Package decimal in a signature is github.com/shopspring/decimal.
//
//	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
//	room, err := single.Headroom(limits.Query{Currency: limits.CNY, At: at})
//	if err != nil {
//		return err // not decided: do not offer it
//	}
//	room.Allows(limits.MustParseMoney("300.00 CNY")) // true
//	room.Allows(limits.MustParseMoney("300.01 CNY")) // false
//
// # Bounds
//
// Every bound is inclusive: at most 300 yuan allows 300.00 and refuses 300.01.
//
// Hostile input costs little. An amount has at most [MaxMinor] minor units, a cap
// names at most 16 subjects, a rolling window lasts at most 50 years, and an error
// quotes at most 48 bytes of what it was given. NewMoney refuses a decimal of more
// than 48 digits, and ParseMoney more than 48 decimal places. Reading a text takes time in
// proportion to its length.
//
// # What is not known is not allowed
//
// A cap on a total whose usage is not given cannot be decided, and says so with
// a [*UsageError]; it never takes a missing amount or count for zero. A cap in another
// currency than the payment's says so with a [*CurrencyMismatchError]. Callers
// must treat both as a refusal.
//
// # Purity
//
// Nothing here reads a clock, the environment or the network, and nothing keeps
// state. All types are values; all functions are safe for concurrent use.
package limits
