package routing

import (
	"math/bits"
	"slices"
	"strings"
)

// Code says what a [Reason] is about. The empty Code is none; no decision has it.
type Code string

// The codes, in the order in which a method's reasons are given.
const (
	// NotListed: the platform has no entry for the method. Only [Decision.Why]
	// gives it.
	CodeNotListed Code = "not_listed"

	// The status of the nearest entry does not grant.
	CodeAnnounced Code = "announced"
	CodeApplied   Code = "applied"
	CodeWithdrawn Code = "withdrawn"
	CodeAbsent    Code = "absent"

	// Nobody has said whether the method is offered here and then.
	CodeUnreported Code = "unreported"

	// A condition of the nearest entry is not met.
	CodeNotStarted     Code = "not_started"
	CodeEnded          Code = "ended"
	CodeOutsideHours   Code = "outside_hours"
	CodeSurface        Code = "surface"
	CodeUnknownSurface Code = "unknown_surface"
	CodeCurrency       Code = "currency"
	CodeRegion         Code = "region"
	CodeUnknownRegion  Code = "unknown_region"
	CodeAudience       Code = "audience"
	CodeUnknownTrait   Code = "unknown_trait"
	CodeOutsideRollout Code = "outside_rollout"
	CodeUnknownBuyer   Code = "unknown_buyer"
	CodeExcepted       Code = "excepted"

	// No product of the method serves the surface.
	CodeNoProduct Code = "no_product"

	// A limit rule refuses, or cannot be decided.
	CodeBelowMin      Code = "below_min"
	CodeAboveMax      Code = "above_max"
	CodeCapReached    Code = "cap_reached"
	CodeCountReached  Code = "count_reached"
	CodeUnknownUsage  Code = "unknown_usage"
	CodeLimitCurrency Code = "limit_currency"
	CodeLimitError    Code = "limit_error"

	// The parent is not offered.
	CodeParent Code = "parent"

	// The order itself excludes the method.
	CodeNotAllowed Code = "not_allowed"
	CodeBlocked    Code = "blocked"
	CodeTried      Code = "tried"
	CodeDown       Code = "down"
)

// CodeUnavailable is what a buyer is told of a method that no single change brings back:
// see [PublicExclusion]. No [Reason] has it.
const CodeUnavailable Code = "unavailable"

// reasonCode is a Code as the router records it: its place in codes, which is
// the order in which reasons are given.
type reasonCode uint8

const (
	announced reasonCode = iota
	applied
	withdrawn
	absent
	unreported
	notStarted
	ended
	outsideHours
	wrongSurface
	unknownSurface
	wrongCurrency
	wrongRegion
	unknownRegion
	wrongAudience
	unknownTrait
	outsideRollout
	unknownBuyer
	excepted
	noProduct
	belowMin
	aboveMax
	capReached
	countReached
	unknownUsage
	limitCurrency
	limitError
	parentExcluded
	notAllowed
	blocked
	tried
	down
	notListed
)

var codes = [...]Code{
	announced: CodeAnnounced, applied: CodeApplied, withdrawn: CodeWithdrawn, absent: CodeAbsent, unreported: CodeUnreported,
	notStarted: CodeNotStarted, ended: CodeEnded, outsideHours: CodeOutsideHours,
	wrongSurface: CodeSurface, unknownSurface: CodeUnknownSurface,
	wrongCurrency: CodeCurrency, wrongRegion: CodeRegion, unknownRegion: CodeUnknownRegion,
	wrongAudience: CodeAudience, unknownTrait: CodeUnknownTrait, outsideRollout: CodeOutsideRollout, unknownBuyer: CodeUnknownBuyer,
	excepted: CodeExcepted, noProduct: CodeNoProduct,
	belowMin: CodeBelowMin, aboveMax: CodeAboveMax, capReached: CodeCapReached, countReached: CodeCountReached,
	unknownUsage: CodeUnknownUsage, limitCurrency: CodeLimitCurrency, limitError: CodeLimitError,
	parentExcluded: CodeParent, notAllowed: CodeNotAllowed, blocked: CodeBlocked, tried: CodeTried, down: CodeDown,
	notListed: CodeNotListed,
}

// Codes lists the codes in the order in which a method's reasons are given.
func Codes() []Code { return slices.Concat([]Code{CodeNotListed}, codes[:notListed]) }

// IsUndecided reports whether the code stands for something that is only not
// known, rather than for a refusal. [CodeParent] may be either: see
// [Reason.Undecided].
func (c Code) IsUndecided() bool {
	i := slices.Index(codes[:], c)
	return i >= 0 && undecidedCodes.has(reasonCode(i))
}

// codeSet is a set of reason codes, one bit each.
type codeSet uint32

func (c reasonCode) bit() codeSet { return 1 << c }

func (s codeSet) has(c reasonCode) bool { return s&c.bit() != 0 }

func (s codeSet) len() int { return bits.OnesCount32(uint32(s)) }

// unknownFacts are the conditions that fail because the order does not state
// something; every other condition that fails refuses outright.
const unknownFacts = codeSet(1<<unknownSurface | 1<<unknownRegion | 1<<unknownTrait | 1<<unknownBuyer)

// undecidedCodes are all codes that do not refuse outright.
const undecidedCodes = unknownFacts | codeSet(1<<unreported|1<<unknownUsage|1<<limitCurrency|1<<limitError)

// String lists the codes of a set in the order in which reasons are given.
func (s codeSet) String() string {
	var names []string
	for c := range codes {
		if s.has(reasonCode(c)) {
			names = append(names, string(codes[c]))
		}
	}
	return strings.Join(names, ",")
}
