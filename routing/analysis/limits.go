package analysis

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// answer is what a limit rule says to an order for which nothing has been paid
// yet. The zero answer is that it does not apply.
type answer struct {
	applies bool
	total   bool  // the cap bounds a total
	unknown unmet // facts that are missing to know whether it applies
	says    says
}

type says uint8

const (
	allows says = iota
	below
	above
	foreign // the order is in another currency than the cap
)

// refuses reports whether the rule excludes a method.
func (a answer) refuses() bool { return a.applies && a.says != allows }

// undecided reports whether a refusal is only that something is not known.
func (a answer) undecided() bool { return a.unknown != 0 || a.says == foreign }

// answers returns what a rule says on a platform, as numbers of the table, of
// which 0 is that it does not apply.
func (s *space) answers(rule *routing.LimitRule, p methods.Platform, t *table[answer]) ref {
	f := s.withExcepts(s.unmetBy(&rule.When), rule.Except, p)
	f = s.replace(f, func(v int32) int32 {
		u, matching := unpack(v)
		if matching > 0 || u&^unknownFacts != 0 {
			return t.number(answer{})
		}
		return t.number(answer{applies: true, total: capOf(rule).IsTotal(), unknown: u})
	})
	cap := capOf(rule)
	said := s.on(s.amountAxis(), func(value int) int32 { return int32(s.says(cap, s.amounts[value])) })
	return s.combine(f, said, func(v, said int32) int32 {
		a := t.all[v]
		if !a.applies {
			return v
		}
		a.says = says(said)
		return t.number(a)
	})
}

// says is what a cap says to the amounts of a span, which lie on one side of each
// of its bounds.
func (s *space) says(cap limits.Cap, p span) says {
	switch {
	case !p.isOwn(cap):
		return foreign
	case cap.Min.IsValid() && p.min < cap.Min.Minor():
		return below
	case cap.Max.IsValid() && p.min > cap.Max.Minor():
		return above
	}
	return allows
}
