package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Remedy is how the order would have to change so that a rule no longer gives a
// reason. Do says which of the other fields are set. The zero Remedy says nothing, and
// has an empty text; that nothing helps is said by [ActionNone].
//
// How each is found:
//
//   - Surfaces to move to are those that the entry allows and a product serves.
//   - Traits to state are the missing ones of the audience's set that lacks the fewest, among
//     sets without a trait that is known not to hold.
//   - Outside its hours, an entry is cured by waiting for the first instant at which they and
//     its period hold, if there is one.
//   - An Except is cured by waiting for its end or that of its hours, if the entry lasts
//     longer (hours that touch are one); else by a surface, else by a currency, that the entry
//     allows and the Except does not name.
//   - A total is cured by paying what is left, if that is more than zero and at least the cap's
//     own minimum; otherwise by waiting for it to reset, and paying at most the cap if the
//     amount is above it. A number of payments is cured by waiting, a lifetime by neither.
//   - A limit in another currency is cured by paying in that one, with the usage in it too.
//   - A limit rule that neither an amount nor a reset cures is cured by leaving its When, as
//     with an Except.
//   - A parent has the remedy of its first reason that has one.
//   - Nothing helps once the entry has ended.
type Remedy struct {
	Do         Action
	Amount     limits.Money
	Until      time.Time
	Surfaces   []methods.Surface
	Traits     []methods.Trait
	TraitNames []methods.Text // of Traits, or of the traits among Facts, one each
	Facts      []string       // fields of the order's JSON form, such as "surface", "usage.static_code.day" or "trait.tobacco": whether that holds
	Currencies []string
}

// traitFact begins the name of the fact whether a trait holds.
const traitFact = "trait."
