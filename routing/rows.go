package routing

import (
	"math"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// What the router looks at while it decides. All of it is free of pointers, so
// that the garbage collector never walks it, and lies in a few long slices:
//
//	blocks   one per platform: where its rows begin
//	rows     one per platform, method and entry: those of a platform side by side,
//	         first that of each method's first entry, in the order of Catalog.Methods,
//	         then those of all further entries
//	details  what rows have in common, or what few of them need
//	bounds   what a platform's limit rules for a method come to
//	limits   one per limit rule and place where it applies
//	scopes   the conditions of limit rules and of Excepts, stored once and shared
//
// An order is turned into small numbers once (facts.go): its instant into
// nanoseconds and seconds, its amount into minor units, its surface, currency and
// region into the numbers of a vocabulary, its traits into bits. From there a
// decision is integer work on neighboring memory: the cost of an order depends on
// its platform's own rows and not on the size of the catalog.
//
// There is one way to decide. Short loops evaluate all rows of the platform
// (route_rows.go): they call nothing and do not branch on any condition, because which
// conditions fail is what a processor cannot foresee. What they find about a row is one
// number (finding.go): which conditions are not met, and how far the entry is from
// granting. So another loop has only to take the least of those of a method, and a last
// one compares the amount with every method's plain caps. What the loops cannot say is
// added where a flag of the row or of the block asks for it, and only there
// (route_entries.go, route_limits.go): a condition that does not fit into a row
// (special), Excepts, limit rules beside the plain caps, parents, and what the order
// itself says of methods. An order with a value that has no column (facts.isWide) takes
// every row for one that is special.
//
// A condition on a list of names is the number of an interned set; set 0 contains
// everything, so that "no condition" is no case of its own. For each value that a
// fact can have there is a column with an element for each set: the code of the
// reason if the set does not have the value. The column of "not known" has the code
// that says so, for every set but 0: a fact that is missing never satisfies a
// condition. The codes of all conditions are joined to a codeSet. An entry grants if
// it is empty, its size is the number of unmet conditions, and its bits are the codes
// of the reasons. So the explanation costs nothing more than the decision, and becomes
// text only when it is needed (explain.go).
//
// A row is 32 bytes, half a cache line: fetching them is most of what an order costs in a
// catalog that fits into no cache. Hence seconds in 32 bits, set numbers in 8, and hence
// everything that the loops do not need is elsewhere. What does not fit, such as an instant
// within a second or the 256th list of currencies, is said by a scope, and such a row is
// special.
//
// Rules that name no platform are not copied to every platform: they are kept
// once, for all methods or for one (limitRows).
type block struct {
	row, more uint32 // its rows; from more on those of further entries
	limits    uint32 // of the platform's rules for any method
	specials  uint32 // into Router.specials
	children  uint32 // into Router.children

	records uint32 // the most that a decision can have

	triggers  uint64 // limit rules beside the plain caps may apply if one of these traits is stated
	currency  uint8  // of the plain caps; 0 if there are none
	hasOthers bool   // whatever the order, some method may need more than the loops
}

// row is an availability entry on one platform.
type row struct {
	from, until uint32 // half-open, see seconds
	who         uint32 // into audiences and whos
	bound       uint32 // of the limit rules for the method on its platform; see first
	entry       uint32
	detail      uint32
	rank        int16

	serving             uint8 // into Router.servings
	currencies, regions uint8 // sets

	status uint8 // the reason's bit of a status that does not grant
	flags  uint8
}

// first returns the place among the platform's rows of the first row of the method of
// a further entry, which has no bound of its own.
func (w *row) first() uint32 { return w.bound }

// Bits of row.flags.
const (
	special    uint8 = 1 << iota // the loops cannot say whether its conditions are met
	hasExcepts                   // the entry has Excepts
	hasParent                    // the entry has a parent
	needsMore                    // of a method's first row: whatever is stated, the loops may not be all
	rivals                       // of a method's first row: entries that may grant it have different parents
)

// child is an entry with a parent: the verdict about its method, its row as the verdict
// has it, and the verdict about the parent.
type child struct{ verdict, row, parent uint32 }

// detail is what explains a row, and what evaluate does not need.
type detail struct {
	method   uint32
	origin   uint32
	scope    uint32 // the conditions, if the row does not hold them exactly
	more, to uint32 // the rows of the method's further entries on the platform
}

// never is the second of a period that has no end. No order has it.
const never = math.MaxUint32

// seconds returns a period in seconds from firstSecond on, before which
// no order is. It reports false if that would not be exact: such as for a bound
// within a second, or beyond the year 2136. Orders later than that have the last
// second before never (facts.read), and so are after every bound that is given in
// seconds.
func seconds(p methods.Period) (from, until uint32, ok bool) {
	until = never
	if !p.From.IsZero() {
		s := max(p.From.Unix()-firstSecond, 0)
		if s >= never-1 || p.From.Nanosecond() != 0 {
			return 0, 0, false
		}
		from = uint32(s)
	}
	if !p.Until.IsZero() {
		s := p.Until.Unix() - firstSecond
		if s < 0 || s >= never-1 || p.Until.Nanosecond() != 0 {
			return 0, 0, false
		}
		until = uint32(s)
	}
	return from, until, true
}

// scope returns the conditions of a row.
func (r *Router) scope(w *row) scope {
	if number := r.details[w.detail].scope; number != 0 {
		return r.scopes[number]
	}
	s := scope{
		from: (firstSecond + int64(w.from)) * int64(time.Second), until: forever, who: w.who,
		surfaces: r.servings[w.serving].surfaces, products: r.servings[w.serving].products,
		currencies: uint16(w.currencies), regions: uint16(w.regions),
	}
	if w.until != never {
		s.until = (firstSecond + int64(w.until)) * int64(time.Second)
	}
	return s
}

// setConditions writes the conditions of a scope, its Excepts apart, into a row. It
// reports false if the row cannot hold them exactly. The serving is that of the scope.
func (w *row) setConditions(s *scope, serving uint32, p methods.Period) bool {
	if serving >= fewSets || max(s.currencies, s.regions) >= fewSets {
		return false
	}
	w.serving, w.currencies, w.regions = uint8(serving), uint8(s.currencies), uint8(s.regions)
	var ok bool
	w.from, w.until, ok = seconds(p)
	return ok
}

// serving is where an entry serves: on which surfaces it is offered and, of those that
// its products serve, on which.
type serving struct {
	surfaces, products uint16 // sets
}

// scope is a When, or one of the matches of an Except, without its platforms.
type scope struct {
	from, until int64 // Unix nanoseconds, half-open; see bounds
	who         uint32
	surfaces    uint16
	products    uint16 // of an entry: the surfaces that its products serve
	currencies  uint16
	regions     uint16
	excepts     uint32 // of a When: a list of further scopes, 0 is none
}

// exceptRow is an Except in a list of them.
type exceptRow struct {
	scope uint32
	form  uint32 // into Router.exceptForms
	back  uint32 // how far back in the list the last one with this form is; 0 if there is none
}

// forever is the end of a period that has none.
const forever = math.MaxInt64

// always is the scope without conditions, at index 0 of Router.scopes.
var always = scope{until: forever}

// bounds returns a period in nanoseconds. Bounds that are open become instants
// that no order can pass: orders lie between the years 2000 and 2200, and
// differences between any two of these numbers do not overflow.
func bounds(p methods.Period) (from, until int64) {
	until = forever
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

// audience is the two sets of traits of a who, as bits, because hardly any has more: an
// order is in it if it states all of one or all of two. The same set twice is one, and
// no set is everybody. That of a who that has more is empty, as the bits do not say it.
type audience struct{ one, two uint64 }

// who is whom a scope selects, and at which hours: an audience, a rollout, and times of
// the week. Number 0 is everybody at all times.
type who struct {
	hasMore  bool // its audience is not all: there are further or wide sets, a rollout or hours
	rollout  bool
	points   int32 // of the rollout
	sets, to uint32
	hours    uint32 // into Router.hoursAt, 0 is all the time
	salt     methods.SaltState
}

// traitSet is a set of traits that must all be stated. Traits from 64 on are kept
// as a list beside it.
type traitSet struct {
	bits     uint64
	wide, to uint32
}

// rule is a limit rule. Rules are sorted by id.
type rule struct {
	id       string
	min, max int64  // 0 and math.MaxInt64 where there is none
	origin   uint32 // for its sources
	scope    uint32 // its When, at any of its places
	limit    uint32 // into Router.given, unless the numbers hold all of it
	currency uint8
	kind     uint8
	counter  uint8 // the currency of the counter; 0 if it only counts payments
}

// Bits of rule.kind.
const (
	isTotal     uint8 = 1 << iota // max bounds the total of the rule's counter
	isCustom                      // a Limit that is not a Cap: it must be called
	ownCurrency                   // the rule applies to its own currency only
	hasMin
	hasMax
)

// cap returns a rule's cap, and false if its limit is not a Cap.
func (r *Router) capOf(l *rule) (limits.Cap, bool) {
	if l.kind&(isCustom|isTotal) != 0 {
		c, ok := r.given[l.limit].(limits.Cap)
		return c, ok
	}
	var c limits.Cap
	// The numbers come from amounts in this currency: there is no error.
	if l.kind&hasMin != 0 {
		c.Min, _ = limits.MoneyFromMinor(l.min, limits.Currency(l.currency))
	}
	if l.kind&hasMax != 0 {
		c.Max, _ = limits.MoneyFromMinor(l.max, limits.Currency(l.currency))
	}
	return c, true
}

// limitRow is a limit rule at one of the places where it applies.
type limitRow struct {
	rule  uint32
	scope uint32
}

// plain reports whether a limit row is a cap on one payment without further
// conditions.
func (r *Router) plain(l limitRow) bool {
	return l.scope == 0 && r.rules[l.rule].kind&(isTotal|isCustom) == 0
}

// bound is all that most orders need to know of the limit rules for a method: the
// bounds of its plain caps taken together, and when other rules may apply.
type bound struct {
	min, max int64
	limits   uint32 // the platform's own rules for the method; up to those of the next bound
	currency uint8  // of the plain caps; 0 if there are none
	foreign  uint8  // 1 if some plain cap applies to orders in another currency as well, which it refuses
	others   uint8  // into Router.occasions: when other rules may apply
	kind     uint8  // hasMin and hasMax, as the plain caps have them
}

// occasion is when limit rules may apply: within a time in seconds as those of rows,
// half-open, and where one of some traits is stated.
type occasion struct {
	from, until uint32
	triggers    uint64
}

// The first occasions, and how many there may be. Where there would be more, the
// others are taken for always.
const (
	neverOccurs uint8 = iota
	alwaysOccurs
	mostOccasions = 256
)
