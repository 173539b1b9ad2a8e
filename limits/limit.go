package limits

import "time"

// Counter names a running total, such as "static_code.day". The same name always
// means a total over the same [Window]. The empty Counter is none.
//
// A [Cap] by itself takes any name. A catalog requires the form of an id, as
// [github.com/paymux/paymux/methods.ValidID] checks it: lower-case ASCII letters and
// digits in words joined by single underscores, in parts joined by single dots, at
// most 128 bytes.
type Counter string

// Usage says what has been paid so far, by counter, in the window that holds the
// payment's time. A counter that is missing is not known, which is not the same
// as zero. The zero Usage knows no total. An amount or a count that is negative is
// no total either.
type Usage map[Counter]Used

// Subject names whose total a cap counts. It is an open set, of which a catalog
// requires the form of an id, as of a [Counter]. The empty Subject is none:
// [Cap.Validate] refuses it.
type Subject string

// The subjects that an order can state.
const (
	Buyer    Subject = "buyer"
	Merchant Subject = "merchant"
)

// maxSubjects is how many subjects a cap may name. A cap is validated whenever it is
// asked, and what a ledger keeps of a total has the value of each of them.
const maxSubjects = 16

// Query is what a [Limit] is asked about: the next payment, but for its amount.
// Limits must not keep or change its Usage. The zero Query has no currency: a [Cap]
// with a bound cannot be decided for it.
type Query struct {
	Currency Currency
	At       time.Time // the instant of the payment, in any zone; the zero Time is one like any other, in the year 1
	Usage    Usage
}

// A Limit bounds the next payment. An error means that the limit cannot be
// decided, which callers must treat as a refusal: the headroom beside it says nothing.
//
// Every Limit keeps these laws, and package limitstest checks exactly them:
//
//   - deterministic: the same query has the same answer, however often the limit
//     is called.
//   - pure: the query is left unchanged, its Usage included, which the limit does
//     not keep.
//   - concurrent: any number of goroutines may call it at once, and each gets
//     the answer that it would get alone.
//   - total: no query makes it panic, the zero Query included.
//   - decisive: there are queries that it decides, with an answer other than an error.
//   - zone: the zone in which the query's instant is written never matters.
//   - clock: the wall clock never matters: time comes in with the query.
//   - currency: the headroom is unbounded, empty or in the query's currency; if it
//     can be none of these, the answer is an error.
//   - monotone: more usage never gives more room.
//   - exact: where it keeps a [Cap], its bounds are never one minor unit off the
//     cap's, outside or inside.
//   - capped: where it keeps a [Cap], it allows no amount that the cap refuses,
//     and none at all where the cap is undecided.
//   - resets: a reset is after the query's instant. If a [Cap] that it keeps sets the
//     bound, the reset is that cap's. If several set the same bound, it is the latest of
//     theirs, where none at all is the latest.
//
// A Limit may be stricter than the caps that it keeps, never looser. One that is
// stricter by as little as a minor unit, or not monotone in a counter, by design, says so
// with Stricter or Grants of limitstest.QuerySet, and keeps the other laws.
type Limit interface {
	Headroom(Query) (Headroom, error)
}
