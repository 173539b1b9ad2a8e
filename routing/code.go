package routing

import "math/bits"

// Code says what a [Reason] is about. The empty Code is none; no decision has it.
type Code string

// The codes, in the order in which a method's reasons are given.
const (
	// NotListed: the platform has no entry for the method. Only [Decision.Why]
	// gives it.
	NotListed Code = "not_listed"

	// The status of the nearest entry does not grant.
	Announced Code = "announced"
	Applied   Code = "applied"
	Withdrawn Code = "withdrawn"
	Absent    Code = "absent"

	// A condition of the nearest entry is not met.
	NotStarted     Code = "not_started"
	Ended          Code = "ended"
	OnSurface      Code = "surface"
	UnknownSurface Code = "unknown_surface"
	InCurrency     Code = "currency"
	InRegion       Code = "region"
	UnknownRegion  Code = "unknown_region"
	ToAudience     Code = "audience"
	OutsideRollout Code = "outside_rollout"
	UnknownBuyer   Code = "unknown_buyer"
	Excepted       Code = "excepted"

	// No product of the method serves the surface.
	NoProduct Code = "no_product"

	// A limit rule refuses, or cannot be decided.
	BelowMin      Code = "below_min"
	AboveMax      Code = "above_max"
	CapReached    Code = "cap_reached"
	UnknownUsage  Code = "unknown_usage"
	LimitCurrency Code = "limit_currency"
	LimitError    Code = "limit_error"

	// The method lives within another that is not offered.
	Parent Code = "parent"

	// The order itself excludes the method.
	NotAllowed Code = "not_allowed"
	Blocked    Code = "blocked"
	Tried      Code = "tried"
)

// reasonCode is a Code as the router records it: its place in codes, which is
// the order in which reasons are given.
type reasonCode uint8

const (
	announced reasonCode = iota
	applied
	withdrawn
	absent
	notStarted
	ended
	onSurface
	unknownSurface
	inCurrency
	inRegion
	unknownRegion
	toAudience
	outsideRollout
	unknownBuyer
	excepted
	noProduct
	belowMin
	aboveMax
	capReached
	unknownUsage
	limitCurrency
	limitError
	parentExcluded
	notAllowed
	blocked
	tried
	notListed
)

var codes = [...]Code{
	announced: Announced, applied: Applied, withdrawn: Withdrawn, absent: Absent,
	notStarted: NotStarted, ended: Ended,
	onSurface: OnSurface, unknownSurface: UnknownSurface,
	inCurrency: InCurrency, inRegion: InRegion, unknownRegion: UnknownRegion,
	toAudience: ToAudience, outsideRollout: OutsideRollout, unknownBuyer: UnknownBuyer,
	excepted: Excepted, noProduct: NoProduct,
	belowMin: BelowMin, aboveMax: AboveMax, capReached: CapReached,
	unknownUsage: UnknownUsage, limitCurrency: LimitCurrency, limitError: LimitError,
	parentExcluded: Parent, notAllowed: NotAllowed, blocked: Blocked, tried: Tried,
	notListed: NotListed,
}

// Codes lists the codes in the order in which a method's reasons are given.
func Codes() []Code { return append([]Code{NotListed}, codes[:notListed]...) }

// IsUndecided reports whether the code stands for something that is only not
// known, rather than for a refusal. [Parent] may be either: see
// [Reason.Undecided].
func (c Code) IsUndecided() bool {
	switch c {
	case UnknownSurface, UnknownRegion, UnknownBuyer, UnknownUsage, LimitCurrency, LimitError:
		return true
	}
	return false
}

// codeSet is a set of reason codes, one bit each.
type codeSet uint32

func (c reasonCode) bit() codeSet { return 1 << c }

func (s codeSet) has(c reasonCode) bool { return s&c.bit() != 0 }

func (s codeSet) len() int { return bits.OnesCount32(uint32(s)) }

// unknownFacts are the conditions that fail because the order does not state
// something; every other condition that fails refuses outright.
const unknownFacts = codeSet(1<<unknownSurface | 1<<unknownRegion | 1<<unknownBuyer)

// undecidedCodes are all codes that do not refuse outright.
const undecidedCodes = unknownFacts | codeSet(1<<unknownUsage|1<<limitCurrency|1<<limitError)
