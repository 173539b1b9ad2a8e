package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Reason is one rule's reason against a method. Which fields are set depends on
// the code. The zero Reason is none: it has no code, and an empty text.
type Reason struct {
	Code Code

	// Undecided is true where the rule does not refuse outright: a fact is
	// missing, or the parent is itself only undecided.
	Undecided bool

	Rule    string   // id of the availability entry or limit rule; empty for the order's own lists
	Sources []string // ids of the rule's sources

	Confidence methods.Confidence // of the rule; empty: not assessed
	Conflict   string             // what other sources say against the rule

	Requested limits.Money   // the order's amount, where a limit refuses
	Limit     limits.Money   // the bound that is not kept, or that is in another currency
	Used      limits.Money   // what has been paid, where a total is capped
	Over      limits.Money   // by how much the amount is above the bound, or what is left of it
	Short     limits.Money   // by how much the amount is below the bound
	Counter   limits.Counter // of the total
	Window    limits.Window  // over which the total adds up; not in the JSON form
	Count     int64          // how many payments there have been, where their number is capped
	MaxCount  int64          // how many there may be; also where their number is not known
	Resets    time.Time      // when the total resets; zero: never

	// Except is the Except that takes the order out, without its rollout, and
	// TraitNames are the names of the traits of its audience, in their order. They are
	// zero for other codes.
	Except     methods.Match
	TraitNames []methods.Text

	At         time.Time    // when the period starts, or when it ended
	Parent     methods.ID   // the method in whose cashier it is
	ParentName methods.Text // of Parent
	Detail     string       // the error of a custom limit, cut after 4,096 bytes

	Remedy Remedy
}
