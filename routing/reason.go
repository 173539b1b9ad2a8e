package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Offer is a method that the order may be paid with. The zero Offer is none:
// [Decision.Offer] returns it with false.
type Offer struct {
	Method  methods.ID
	Name    methods.Text
	Payer   methods.Payer
	Product methods.Product // zero if the method has none
	Rank    int             // of the entry; 0 is unranked
	Parent  methods.ID      // the method whose cashier it lives in, or empty

	// Headroom is what this order may amount to with this method. It contains the
	// order's amount, and any other amount in it would be offered as well.
	Headroom limits.Headroom

	Entry   string   // id of the availability entry that grants the method
	Limits  []string // ids of the limit rules that apply, sorted; with those of the method that it lives within
	Sources []string // ids of the sources of the entry and the limit rules

	// Caps are the caps on totals among the limit rules, as a ledger needs them to
	// reserve the payment.
	Caps []limits.Cap
}

// Exclusion is a method that the order may not be paid with. The zero Exclusion is
// none: [Decision.Why] returns it with false.
type Exclusion struct {
	Method methods.ID
	Name   methods.Text

	// Undecided is true where no reason refuses outright: something is only not
	// known.
	Undecided bool

	Reasons []Reason // at least one
}

// Reason is one rule's reason against a method. Which fields are set depends on
// the code. The zero Reason is none: it has no code, and an empty text.
type Reason struct {
	Code Code

	// Undecided is true where the rule does not refuse outright: a fact is
	// missing, or the parent is itself only undecided.
	Undecided bool

	Rule    string   // id of the availability entry or limit rule; empty for the order's own lists
	Sources []string // ids of the rule's sources

	Requested limits.Money   // the order's amount, where a limit refuses
	Limit     limits.Money   // the bound that is not kept, or that is in another currency
	Used      limits.Money   // what has been paid, where a total is capped
	Over      limits.Money   // by how much the amount is above the bound, or what is left of it
	Short     limits.Money   // by how much the amount is below the bound
	Counter   limits.Counter // of the total
	Resets    time.Time      // when the total starts anew; zero: never

	At         time.Time    // when the period starts, or when it ended
	Parent     methods.ID   // the method that it lives within
	ParentName methods.Text // of Within
	Detail     string       // the error of a limit of your own, cut after MaxText bytes

	Remedy Remedy
}

// Action is what a [Remedy] asks for. The empty Action is none of them, not [ActionNone]; no
// decision has it.
type Action string

// The actions.
const (
	ActionPayAtMost  Action = "pay_at_most"
	ActionPayAtLeast Action = "pay_at_least"
	ActionMoveTo     Action = "move_to"    // to one of Surfaces
	ActionWaitUntil  Action = "wait_until" // and pay at most Amount, if it is set
	ActionState      Action = "state"      // all of Traits, or the missing Facts
	ActionPayIn      Action = "pay_in"     // one of Currencies
	ActionNone       Action = "none"       // nothing about the order would help
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
	TraitNames []methods.Text // of Traits, one each
	Facts      []string       // fields of the order's JSON form, such as "surface" or "usage.static_code.day"
	Currencies []string
}
