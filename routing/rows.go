package routing

import (
	"math"
	"time"

	"github.com/paymux/paymux/methods"
)

// What the router looks at while it decides. All of it is free of pointers, so
// that the garbage collector never walks it, and lies in a few long slices:
//
//	blocks   one per platform: where its slots begin
//	slots    one per platform and method, in the order of Catalog.Methods: where
//	         its rows and its limit rows begin
//	rows     one per platform and availability entry, in catalog order
//	limits   one per limit rule and place where it applies
//	scopes   the conditions of limit rules and of Excepts, stored once and shared
//
// An order is turned into small numbers once (facts.go): its instant into
// nanoseconds, its amount into minor units, its surface, currency and region into
// the numbers of a vocabulary, its traits into bits. From there a decision is
// integer work on neighbouring memory: the cost of an order depends on its
// platform's own rows and not on the size of the catalog.
//
// A condition on a list of names is the number of an interned set of bits; set 0
// contains everything, so that "no condition" needs no branch. The bit for "not
// stated" is in set 0 only: a fact that is missing never satisfies a condition.
// Each condition that fails sets one bit of a codeSet, computed without branching;
// an entry grants if the set is empty, its size is the number of unmet conditions,
// and its bits are the codes of the reasons. So the explanation costs nothing more
// than the decision, and becomes text only when somebody asks (explain.go).
//
// Rules that name no platform are not copied to every platform: they are kept
// once, for all methods or for one (limitRows).
type block struct {
	slot   uint32
	limits uint32 // of the platform's rules for any method
	nested uint32 // into Router.nested: the slots in an order that puts parents first
}

type slot struct {
	method uint32
	row    uint32
	limits uint32 // of the rules for this platform and method
}

// scope is a When, or one of the matches of an Except, without its platforms.
type scope struct {
	from, until int64 // Unix nanoseconds, half-open; see bounds
	who         uint32
	surfaces    uint16
	currencies  uint16
	regions     uint16
	products    uint16 // of a row: the surfaces that its products serve
	excepts     uint32 // of a When: a list of further scopes, 0 is none
}

// row is an availability entry on one platform.
type row struct {
	scope
	entry  uint32
	origin uint32
	bound  uint32 // of the limit rules for the row's method on its platform
	rank   int16
	status uint8 // the reason's bit of a status that does not grant
	flags  uint8
}

// Bits of row.flags.
const (
	nested uint8 = 1 << iota // the entry is within another method
	simple                   // it is the method's only one, and all numbers: see judge
)

// always is the scope without conditions, at index 0 of Router.scopes.
var always = scope{until: math.MaxInt64}

// bounds returns a period in nanoseconds. Bounds that are open become instants
// that no order can pass: orders lie between the years 2000 and 2200, and
// differences between any two of these numbers do not overflow.
func bounds(p methods.Period) (from, until int64) {
	until = math.MaxInt64
	if !p.From.IsZero() {
		from = max(p.From.UnixNano(), 0)
	}
	if !p.Until.IsZero() {
		until = max(p.Until.UnixNano(), 0)
	}
	return from, until
}

// instant turns nanoseconds back into a time in the catalog's zone.
func (r *Router) instant(nanos int64) time.Time {
	return time.Unix(0, nanos).In(r.zone)
}

// who is an audience and a rollout. Number 0 is everybody.
//
// The first two sets of traits are repeated as bits, because hardly any audience
// has more: an order is in it if it states all of one or all of two.
type who struct {
	one, two uint64
	hard     bool // there is more to ask: further or wide sets, or a rollout
	rollout  bool
	points   int32 // of the rollout
	sets, to uint32
	salt     methods.SaltState
}

// traitSet is a set of traits that must all be stated. Traits from 64 on are kept
// as a list beside it.
type traitSet struct {
	bits     uint64
	wide, to uint32
}

// limitRow is a limit rule at one of the places where it applies.
type limitRow struct {
	min, max int64 // 0 and math.MaxInt64 where there is none
	scope    uint32
	rule     uint32 // into Router.rules, which are sorted by id
	currency uint8
	kind     uint8
}

// bound is all that most orders need to know of the limit rules for a method: the
// bounds of its plain caps taken together, and when there is more to ask.
type bound struct {
	min, max int64
	wake     uint64 // other rules apply only if one of these traits is stated
	hard     bool   // there are others that may apply whatever is stated
	own      bool   // the plain caps apply to their own currency only
	currency uint8  // of the plain caps; 0 if there are none
}

// plain reports whether a row is a cap on one payment without further conditions.
func (l *limitRow) plain() bool { return l.scope == 0 && l.kind&^ownCurrency == 0 }

// Bits of limitRow.kind.
const (
	isTotal     uint8 = 1 << iota // max bounds the total of the rule's counter
	isOwn                         // a Limit that is not a Cap: it must be asked
	ownCurrency                   // the rule applies to its own currency only
)
