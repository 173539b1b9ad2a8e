package routing

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
