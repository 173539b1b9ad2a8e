// Package shop holds the rules that every competitor states in its own language,
// and the orders that they are asked about.
//
// A rule says of a method on a platform that it is offered for some time, on some
// surfaces, in some currencies and to some buyers, or why it is not. A method may have
// several rules on a platform: the first that holds and offers is the one that counts.
// Bounds on the amount are a method's own, on every platform or on one; they are
// inclusive and in yuan.
package shop

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Shop is a set of rules.
type Shop struct {
	Name    string
	Methods []methods.ID

	// Rules are grouped by platform. Those of a platform are in the order in which they
	// are tried.
	Rules  []Rule
	Bounds []Bound // in the order in which the first that refuses is told

	// IsYuanOnly is true if an order in another currency has no bounds. Otherwise it
	// cannot be decided, and a method with bounds is not offered for it.
	IsYuanOnly bool

	Traits []methods.Trait // that the rules and the bounds ask about

	// MustState are the traits that an order states or lacks: if it does neither, what
	// depends on them is not known.
	MustState []methods.Trait

	// Surfaces are those that orders come from.
	Surfaces []methods.Surface
}

// Rule is a statement about a method on a platform. Its conditions are in the order in
// which they are checked where only the first that fails is told.
type Rule struct {
	Platform    methods.Platform
	Method      methods.ID
	Refuses     routing.Code      // why it never offers the method; empty if it may
	From, Until time.Time         // half-open; a zero bound is open
	Surfaces    []methods.Surface // any, if empty
	Currencies  []limits.Currency // any, if empty
	Audience    [][]methods.Trait // one of these must be wholly stated, if there are any
	Except      [][]methods.Trait // none of these may be
	Products    []methods.Product // the first for the surface is used; one must be, if there are any
	Parent      methods.ID        // offered only where that method is, and for no other amounts
	Rank        int               // offers are shown by rank, those of rank 0 last, then as the rules are tried
	Min, Max    int64             // bounds for this rule alone, in fen; 0 is none
}

// Bound bounds what may be paid by a method, in fen.
type Bound struct {
	Method      methods.ID
	Platform    methods.Platform // any, if empty
	From, Until time.Time
	Audience    [][]methods.Trait
	Min, Max    int64 // 0 is none
}

// isPlain reports whether a bound holds for every order.
func (b *Bound) isPlain() bool {
	return b.From.IsZero() && b.Until.IsZero() && len(b.Audience) == 0
}

// Unbounded is the Max of bounds that have none.
const Unbounded = math.MaxInt64

// BoundsOf returns what bounds the amount of a rule: the bounds that hold for every
// order, made one, and those that hold for some. There may be no plain bounds: see
// HasBounds.
func (s *Shop) BoundsOf(r *Rule) (plain Bound, others []Bound) {
	plain = Bound{Method: r.Method, Min: r.Min, Max: cmp.Or(r.Max, Unbounded)}
	for i := range s.Bounds {
		b := &s.Bounds[i]
		switch {
		case b.Method != r.Method || b.Platform != "" && b.Platform != r.Platform:
		case b.isPlain():
			plain.Min, plain.Max = max(plain.Min, b.Min), min(plain.Max, cmp.Or(b.Max, Unbounded))
		default:
			others = append(others, *b)
			others[len(others)-1].Max = cmp.Or(b.Max, Unbounded)
		}
	}
	return plain, others
}

// IsBound reports whether bounds leave some amounts out.
func (b *Bound) IsBound() bool { return b.Min != 0 || b.Max != Unbounded }

// TakesYuan reports whether an order in yuan can meet the rule: if not, its bounds
// never matter.
func (r *Rule) TakesYuan() bool {
	return len(r.Currencies) == 0 || slices.Contains(r.Currencies, limits.CNY)
}

// TakesOnlyYuan reports whether the bounds matter to every order that gets past
// the currency.
func (r *Rule) TakesOnlyYuan() bool {
	return len(r.Currencies) == 1 && r.TakesYuan()
}

// Served returns the surfaces on which a rule can offer its method: those that it names
// and that one of its products serves. Empty is any; false is that there are none.
func (r *Rule) Served() ([]methods.Surface, bool) {
	if len(r.Products) == 0 {
		return r.Surfaces, true
	}
	var served []methods.Surface
	for _, p := range r.Products {
		if len(p.Surfaces) == 0 {
			return r.Surfaces, true
		}
		for _, surface := range p.Surfaces {
			named := len(r.Surfaces) == 0 || slices.Contains(r.Surfaces, surface)
			if named && !slices.Contains(served, surface) {
				served = append(served, surface)
			}
		}
	}
	return served, len(served) > 0
}

// ByPlatform calls each for every platform with its rules.
func (s *Shop) ByPlatform(each func(platform methods.Platform, rules []Rule)) {
	for rules := s.Rules; len(rules) > 0; {
		n := 1
		for n < len(rules) && rules[n].Platform == rules[0].Platform {
			n++
		}
		each(rules[0].Platform, rules[:n])
		rules = rules[n:]
	}
}

// Offering returns the rules of a platform that can offer their method, in the order in
// which offers are shown.
func Offering(rules []Rule) []*Rule {
	var offering []*Rule
	for i := range rules {
		if rules[i].Refuses == "" {
			offering = append(offering, &rules[i])
		}
	}
	slices.SortStableFunc(offering, func(x, y *Rule) int {
		return cmp.Compare(uint16(x.Rank)-1, uint16(y.Rank)-1) // rank 0 becomes the last
	})
	return offering
}

// OfMethod returns the rules about a method, in their order.
func OfMethod(rules []Rule, method methods.ID) []*Rule {
	var of []*Rule
	for i := range rules {
		if rules[i].Method == method {
			of = append(of, &rules[i])
		}
	}
	return of
}

// MethodsOf returns the methods that rules are about, parents before their children.
func MethodsOf(rules []Rule) []methods.ID {
	var ids []methods.ID
	add := func(id methods.ID) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for i := range rules {
		if rules[i].Parent != "" {
			add(rules[i].Parent)
		}
		add(rules[i].Method)
	}
	return ids
}

// TraitsOf returns the traits that rules ask about, and those that only their bounds do.
func (s *Shop) TraitsOf(rules []Rule) (ofRules, ofBounds []methods.Trait) {
	for i := range rules {
		ofRules = appendTraits(appendTraits(ofRules, rules[i].Audience, nil), rules[i].Except, nil)
	}
	for i := range rules {
		_, others := s.BoundsOf(&rules[i])
		for _, b := range others {
			ofBounds = appendTraits(ofBounds, b.Audience, ofRules)
		}
	}
	return ofRules, ofBounds
}

// appendTraits appends the traits of sets that are neither there nor among others.
func appendTraits(all []methods.Trait, sets [][]methods.Trait, others []methods.Trait) []methods.Trait {
	for _, set := range sets {
		for _, trait := range set {
			if !slices.Contains(all, trait) && !slices.Contains(others, trait) {
				all = append(all, trait)
			}
		}
	}
	return all
}
