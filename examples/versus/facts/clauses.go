package facts

import (
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Clause is a part of a rule: it holds if all atoms of one of its alternatives do.
type Clause [][]Atom

// Atom is a comparison of one fact.
type Atom struct {
	Op     Op
	Fact   string
	Number int64
	Values []string
}

// Op is how an atom compares its fact.
type Op uint8

// The comparisons.
const (
	AtLeast Op = iota // a number
	AtMost            // a number
	Before            // a number
	In                // one of the values
	NotIn             // none of them
	Is                // the trait is stated
	IsNot             // the trait is not stated
)

// Clauses returns what must hold for a rule to offer its method, its parent apart. What
// cannot fail is left out.
func Clauses(s *shop.Shop, r *shop.Rule) []Clause {
	var all []Clause
	add := func(alternatives ...[]Atom) { all = append(all, alternatives) }
	for _, atom := range period(r.From.Unix(), !r.From.IsZero(), r.Until.Unix(), !r.Until.IsZero()) {
		add([]Atom{atom})
	}
	if surfaces, _ := r.Served(); len(surfaces) > 0 {
		add([]Atom{{Op: In, Fact: Surface, Values: texts(surfaces)}})
	}
	if len(r.Currencies) > 0 {
		var codes []string
		for _, c := range r.Currencies {
			codes = append(codes, c.String())
		}
		add([]Atom{{Op: In, Fact: Currency, Values: codes}})
	}
	if len(r.Audience) > 0 {
		all = append(all, sets(r.Audience, Is))
	}
	for _, set := range r.Except {
		all = append(all, noneOf(s, set))
	}
	plain, others := s.BoundsOf(r)
	for i := range others {
		add(append(outside(s, &others[i]), within(s, r, &others[i])...)...)
	}
	if plain.IsBound() && r.TakesYuan() {
		add(within(s, r, &plain)...)
	}
	return all
}

// Alternatives multiplies clauses out: a rule holds if all atoms of one of the results do.
func Alternatives(clauses []Clause) [][]Atom {
	all := [][]Atom{nil}
	for _, clause := range clauses {
		var next [][]Atom
		for _, before := range all {
			for _, alternative := range clause {
				next = append(next, slices.Concat(before, alternative))
			}
		}
		all = next
	}
	return all
}

// Join writes clauses with the operators && and ||, and "true" if there are none.
func Join(clauses []Clause, write func(Atom) string) string {
	var terms []string
	for _, clause := range clauses {
		var alternatives []string
		for _, atoms := range clause {
			var parts []string
			for _, atom := range atoms {
				parts = append(parts, write(atom))
			}
			alternatives = append(alternatives, strings.Join(parts, " && "))
		}
		term := strings.Join(alternatives, " || ")
		if len(alternatives) > 1 {
			term = "(" + term + ")"
		}
		terms = append(terms, term)
	}
	if len(terms) == 0 {
		return "true"
	}
	return strings.Join(terms, " && ")
}

func period(from int64, hasFrom bool, until int64, hasUntil bool) []Atom {
	var atoms []Atom
	if hasFrom {
		atoms = append(atoms, Atom{Op: AtLeast, Fact: At, Number: from})
	}
	if hasUntil {
		atoms = append(atoms, Atom{Op: Before, Fact: At, Number: until})
	}
	return atoms
}

func sets(audience [][]methods.Trait, op Op) Clause {
	var clause Clause
	for _, set := range audience {
		var atoms []Atom
		for _, t := range set {
			atoms = append(atoms, Atom{Op: op, Fact: Holds(t)})
		}
		clause = append(clause, atoms)
	}
	return clause
}

// noneOf holds if a set of traits is known not to be met.
func noneOf(s *shop.Shop, set []methods.Trait) Clause {
	var clause Clause
	for _, t := range set {
		atom := Atom{Op: IsNot, Fact: Holds(t)}
		if slices.Contains(s.MustState, t) {
			atom = Atom{Op: Is, Fact: Lacks(t)}
		}
		clause = append(clause, []Atom{atom})
	}
	return clause
}

// outside returns the alternatives in which a bound does not apply.
func outside(s *shop.Shop, b *shop.Bound) Clause {
	var clause Clause
	if !b.From.IsZero() {
		clause = append(clause, []Atom{{Op: Before, Fact: At, Number: b.From.Unix()}})
	}
	if !b.Until.IsZero() {
		clause = append(clause, []Atom{{Op: AtLeast, Fact: At, Number: b.Until.Unix()}})
	}
	if len(b.Audience) > 0 {
		var none []Clause
		for _, set := range b.Audience {
			none = append(none, noneOf(s, set))
		}
		clause = append(clause, Alternatives(none)...)
	}
	return clause
}

// within returns the alternatives in which an amount is within bounds.
func within(s *shop.Shop, r *shop.Rule, b *shop.Bound) Clause {
	yuan := []string{limits.CNY.String()}
	var atoms []Atom
	if !r.TakesOnlyYuan() {
		atoms = append(atoms, Atom{Op: In, Fact: Currency, Values: yuan})
	}
	if b.Min > 0 {
		atoms = append(atoms, Atom{Op: AtLeast, Fact: Fen, Number: b.Min})
	}
	if b.Max != shop.Unbounded {
		atoms = append(atoms, Atom{Op: AtMost, Fact: Fen, Number: b.Max})
	}
	if !s.IsYuanOnly || r.TakesOnlyYuan() {
		return Clause{atoms}
	}
	return Clause{{{Op: NotIn, Fact: Currency, Values: yuan}}, atoms[1:]}
}

func texts[S ~string](values []S) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}
