package routing

import (
	"math/bits"
	"slices"
	"strings"
)

// Code says what a [Reason] is about. The empty Code is none; no decision has it.
//
// The codes, in the order in which a method's reasons are given, and what their remedies
// ask for (see [Action]):
//
//	CODE               MEANING                                                       REMEDY
//	not_listed         the platform has no entry for the method                      none
//	announced          only announced so far                                         none
//	applied            only applied for so far                                       none
//	withdrawn          it has been withdrawn                                         none
//	absent             it is known not to be offered                                 none
//	unreported ?       nobody has reported whether it is offered                     none
//	not_started        the entry's period has not begun                              wait_until
//	ended              the entry's period is over                                    none
//	outside_hours      outside of the entry's times of the day or week               wait_until
//	surface            not on this surface                                           move_to
//	unknown_surface ?  the order does not state its surface                          state
//	currency           not in this currency                                          pay_in
//	region             not in the buyer's region                                     none
//	unknown_region ?   the order does not state a region                             state
//	audience           only for orders with certain traits                           state
//	unknown_trait ?    the order does not say whether a trait holds                  state
//	outside_rollout    not in the share of buyers                                    none
//	unknown_buyer ?    a share of buyers, and the order names no buyer               state
//	excepted           an Except selects the order                                   wait_until, move_to, pay_in
//	no_product         no product of the method serves the surface                   move_to
//	below_min          the amount is under a minimum                                 pay_at_least
//	above_max          the amount is over a maximum                                  pay_at_most
//	cap_reached        the amount is over what is left of a total                    pay_at_most, wait_until
//	count_reached      the number of payments of a total is reached                  wait_until
//	unknown_usage ?    the order does not state what has been paid                   state
//	limit_currency ?   the limit or its usage is in another currency                 pay_in, state
//	limit_error ?      a custom limit returned an error                              none
//	parent             the method is nested in one that is not offered               the parent's
//	not_allowed        Order.Allow does not list it                                  none
//	blocked            Order.Block lists it                                          none
//	tried              Order.Tried lists it                                          none
//	down               out of service, as Order.Down says                            wait_until
//	unavailable        to buyers only: no single change helps (see PublicExclusion)  none
//
// A code with ? does not refuse: something is not known, and what is not known is not
// offered. So the code parent does not refuse where no reason against the parent does.
//
// Where the remedy of the table would not help, it is none. A limit rule that neither an
// amount nor a reset cures is cured by leaving its When: move_to, pay_in or wait_until.
type Code string

// The codes.
const (
	CodeNotListed Code = "not_listed" // only [Decision.Why] gives it

	// The status of the nearest entry does not grant.
	CodeAnnounced  Code = "announced"
	CodeApplied    Code = "applied"
	CodeWithdrawn  Code = "withdrawn"
	CodeAbsent     Code = "absent"
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
	CodeNoProduct      Code = "no_product"

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

// With more codes than bits this does not compile. notListed is never in a set.
const _ codeSet = 1 << (notListed - 1)

func (c reasonCode) bit() codeSet { return 1 << c }

func (s codeSet) has(c reasonCode) bool { return s&c.bit() != 0 }

func (s codeSet) first() reasonCode { return reasonCode(bits.TrailingZeros32(uint32(s))) }

func (s codeSet) len() int { return bits.OnesCount32(uint32(s)) }

// ofEntry are the codes of an entry and its product, and ofOrder those that come last: of its
// parent and of the order itself.
const (
	ofEntry = codeSet(1<<(noProduct+1) - 1)
	ofOrder = codeSet(1<<(down+1) - 1<<parentExcluded)
)

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
