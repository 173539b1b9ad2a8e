package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Remedy is how the order would have to change so that a rule no longer gives a
// reason. Do says which of the other fields are set. The zero Remedy says nothing, and
// has an empty text; that nothing helps is said by [ActionNone].
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
