package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/shop"
)

// check is one check of a rule: how it passes, how it fails, and what that is called.
// step is what it adds to the distance of a rule that does not offer.
type check struct {
	pass, fail, code string
	step             int
}

// The distance of a rule is led by how many of its unmet conditions nothing cures; then
// come how many there are, and whether the rule is in force.
const (
	incurable  = 1 << 16
	unmet      = 1 << 1
	notInForce = 1
)

// checks returns the checks of a rule, its bounds and its parent apart, in the order of
// the codes, leaving out those that cannot fail.
func (w *writer) checks(r *shop.Rule) []check {
	var cs []check
	add := func(code, pass, fail string, step int) { cs = append(cs, check{pass, fail, code, step}) }
	if r.Refuses != "" {
		add(codeName(r.Refuses), "false", "true", incurable|unmet)
	}
	if !r.From.IsZero() {
		add("NotStarted", "f.at >= "+instant(r.From), "f.at < "+instant(r.From), unmet|notInForce)
	}
	if !r.Until.IsZero() {
		add("Ended", "f.at < "+instant(r.Until), "f.at >= "+instant(r.Until), incurable|unmet|notInForce)
	}
	served, isServed := r.Served()
	step := unmet
	if !isServed {
		step |= incurable
	}
	if len(r.Surfaces) > 0 {
		mask := w.surfaces(r.Surfaces)
		add("Surface", "f.surface&"+mask+" != 0", "f.surface&"+mask+" == 0", step)
	}
	if len(r.Currencies) > 0 {
		if !r.TakesOnlyYuan() {
			panic("currencies other than the yuan")
		}
		add("Currency", "f.yuan", "!f.yuan", unmet)
	}
	if len(r.Audience) > 0 {
		add("Audience", w.states("f.traits", r.Audience), "!("+w.states("f.traits", r.Audience)+")", unmet)
	}
	if len(r.Except) > 0 {
		if w.mustState(r.Except) {
			maybe := w.states("f.unknown", r.Except)
			add("UnknownTrait", "!("+maybe+")", maybe, unmet)
		}
		add("Excepted", "!("+w.states("f.traits", r.Except)+")", w.states("f.traits", r.Except), incurable|unmet)
	}
	if !slices.Equal(served, r.Surfaces) {
		named, fail := w.surfaces(r.Surfaces), "f.surface&"+w.surfaces(served)+" == 0"
		if len(r.Surfaces) > 0 {
			fail = "f.surface&" + named + " != 0 && " + fail // one cause has one code
		}
		add("NoProduct", "f.surface&"+w.surfaces(served)+" != 0", fail, step)
	}
	return cs
}

// passes joins the checks of a rule that offers its method if all pass.
func (w *writer) passes(r *shop.Rule) string {
	var all []string
	for _, c := range w.checks(r) {
		all = append(all, c.pass)
	}
	if len(all) == 0 {
		return "true"
	}
	return strings.Join(all, " && ")
}

// boundChecks returns the checks of the amount.
func (w *writer) boundChecks(r *shop.Rule) []check {
	var cs []check
	plain, others := w.shop.BoundsOf(r)
	for i := range others {
		b := &others[i]
		when, sure := w.applies(b)
		refuses := fmt.Sprintf("(!f.yuan || f.fen > %d)", b.Max)
		if sure != when {
			cs = append(cs, check{fail: refuses + " && " + when + " && !(" + sure + ")", code: "UnknownTrait"})
		}
		cs = append(cs,
			check{fail: "!f.yuan && " + sure, code: "LimitCurrency"},
			check{fail: fmt.Sprintf("f.fen > %d && %s", b.Max, sure), code: "AboveMax"})
	}
	if plain.IsBound() {
		cs = append(cs, check{fail: "!f.yuan", code: "LimitCurrency"})
		if plain.Min > 0 {
			cs = append(cs, check{fail: fmt.Sprintf("f.fen < %d", plain.Min), code: "BelowMin"})
		}
		if plain.Max != shop.Unbounded {
			cs = append(cs, check{fail: fmt.Sprintf("f.fen > %d", plain.Max), code: "AboveMax"})
		}
	}
	return cs
}

// applies returns when a bound may hold, and when it is known to.
func (w *writer) applies(b *shop.Bound) (may, does string) {
	var when []string
	if !b.From.IsZero() {
		when = append(when, "f.at >= "+instant(b.From))
	}
	if !b.Until.IsZero() {
		when = append(when, "f.at < "+instant(b.Until))
	}
	if len(b.Audience) == 0 {
		return strings.Join(when, " && "), strings.Join(when, " && ")
	}
	does = strings.Join(append(when[:len(when):len(when)], w.states("f.traits", b.Audience)), " && ")
	if !w.mustState(b.Audience) {
		return does, does
	}
	return strings.Join(append(when, w.states("(f.traits|f.unknown)", b.Audience)), " && "), does
}

// room returns the amounts of an offer, as expressions.
func (w *writer) room(p *platform, method methods.ID) (least, most string) {
	r := shop.OfMethod(p.rules, method)[0]
	plain, others := w.shop.BoundsOf(r)
	lows, highs := []string{fmt.Sprint(plain.Min)}, []string{amount(plain.Max)}
	for i := range others {
		when, _ := w.applies(&others[i])
		highs = append(highs, fmt.Sprintf("boundIf(%s, %d)", when, others[i].Max))
	}
	for _, of := range shop.OfMethod(p.rules, method) {
		if of.Parent != "" {
			low, high := w.room(p, of.Parent)
			lows, highs = append(lows, low), append(highs, high)
			break
		}
	}
	return smallest("max", "0", lows), smallest("min", amount(shop.Unbounded), highs)
}

// smallest joins bounds, but for those that are none.
func smallest(function, none string, bounds []string) string {
	bounds = slices.DeleteFunc(bounds, func(b string) bool { return b == none })
	switch len(bounds) {
	case 0:
		return none
	case 1:
		return bounds[0]
	}
	return function + "(" + strings.Join(bounds, ", ") + ")"
}

func amount(fen int64) string {
	if fen == shop.Unbounded {
		return "math.MaxInt64"
	}
	return fmt.Sprint(fen)
}

func instant(t time.Time) string {
	return fmt.Sprintf("%d /* %s */", t.Unix(), t.Format("2006-01-02"))
}

func codeName(code routing.Code) string {
	return [...]string{"Announced", "Applied", "Withdrawn", "Absent", "Unreported"}[slices.Index(byhand.Codes[:], code)]
}

func (w *writer) surfaces(list []methods.Surface) string {
	var bits uint64
	for _, s := range list {
		bits |= 1 << slices.Index(w.allSurfaces(), s)
	}
	return fmt.Sprintf("%#x /* %s */", bits, joined(list))
}

// allSurfaces are the surfaces that orders come from and that rules and products name.
func (w *writer) allSurfaces() []methods.Surface {
	all := slices.Clone(w.shop.Surfaces)
	add := func(list []methods.Surface) {
		for _, s := range list {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	for i := range w.shop.Rules {
		add(w.shop.Rules[i].Surfaces)
		for _, p := range w.shop.Rules[i].Products {
			add(p.Surfaces)
		}
	}
	return all
}

// states writes that one of several sets of traits is wholly in a mask. For the traits
// that are not known, that one of the sets may be: they have one trait each.
func (w *writer) states(mask string, sets [][]methods.Trait) string {
	var single uint64
	var terms []string
	for _, set := range sets {
		var bits uint64
		for _, trait := range set {
			bits |= 1 << slices.Index(w.traits, trait)
		}
		if len(set) == 1 {
			single |= bits
		} else {
			terms = append(terms, fmt.Sprintf("%s&%#x == %#x /* %s */", mask, bits, bits, joined(set)))
		}
	}
	if single != 0 {
		terms = append(terms, fmt.Sprintf("%s&%#x != 0", mask, single))
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return "(" + strings.Join(terms, " || ") + ")"
}

func (w *writer) mustState(sets [][]methods.Trait) bool {
	return slices.ContainsFunc(sets, func(set []methods.Trait) bool {
		return slices.ContainsFunc(set, func(t methods.Trait) bool { return slices.Contains(w.shop.MustState, t) })
	})
}

func joined[S ~string](list []S) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = string(s)
	}
	return strings.Join(texts, ", ")
}
