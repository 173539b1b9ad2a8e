package main

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

// nearest writes a function for each method with several rules on a platform: the first
// check that fails of the rule that is nearest to offering.
func (w *writer) nearest() {
	w.shop.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		for _, method := range shop.MethodsOf(rules) {
			of := shop.OfMethod(rules, method)
			if len(of) == 1 {
				continue
			}
			w.line("func nearest%s(f *switchFacts) Code {", title(goName(string(id)))+title(goName(string(method))))
			w.line("near, code := far, Announced")
			for _, r := range of {
				w.distance(r)
			}
			w.line("return code\n}\n")
		}
	})
	w.line("// far is beyond the distance of every rule, and alone that of one of which only nobody has\n// said that it offers.")
	w.line("const (\nfar = 1 << 30\nalone = 1\n)\n")
}

// distance writes how near a rule is. The checks are made from the last to the first, so
// that the code of the first that fails is left.
func (w *writer) distance(r *shop.Rule) {
	w.line("{")
	checks := w.checks(r)
	if r.Refuses != "" {
		w.line("d, c := %d, %s", checks[0].step, checks[0].code)
		checks = checks[1:]
	} else {
		w.line("d, c := 0, Announced")
	}
	for _, c := range slices.Backward(checks) {
		if r.Refuses != "" {
			w.line("if %s {\nd += %d\n}", c.fail, c.step)
		} else {
			w.line("if %s {\nd += %d\nc = %s\n}", c.fail, c.step, c.code)
		}
	}
	if codeIs(r, "Unreported") {
		w.line("if d == %d {\nd = alone\n}", incurable|unmet)
	}
	w.line("if d < near {\nnear, code = d, c\n}\n}")
}

func codeIs(r *shop.Rule, name string) bool { return r.Refuses != "" && codeName(r.Refuses) == name }

// product returns the product of an offer, as an expression: it may depend on the rule
// that offers, and on the surface.
func (w *writer) product(p *platform, method methods.ID) string {
	name := goName(string(method))
	var offering []int
	rules := shop.OfMethod(p.rules, method)
	for i, r := range rules {
		if r.Refuses == "" {
			offering = append(offering, i)
		}
	}
	result := w.productOf(rules[offering[len(offering)-1]])
	for _, i := range slices.Backward(offering[:len(offering)-1]) {
		if one := w.productOf(rules[i]); one != result {
			result = fmt.Sprintf("either(%sRule == %d, %s, %s)", name, i+1, one, result)
		}
	}
	return result
}

func (w *writer) productOf(r *shop.Rule) string {
	if len(r.Products) == 0 {
		return `""`
	}
	served, _ := r.Served()
	code, first := "", ""
	same := true
	for _, surface := range served {
		for _, product := range r.Products {
			if len(product.Surfaces) == 0 || slices.Contains(product.Surfaces, surface) {
				code += fmt.Sprintf("case %s:\nreturn %q\n", w.surfaces([]methods.Surface{surface}), product.ID)
				if first == "" {
					first = product.ID
				}
				same = same && first == product.ID
				break
			}
		}
	}
	if same {
		return fmt.Sprintf("%q", first)
	}
	number, ok := w.productLists[code]
	if !ok {
		number = len(w.productCode)
		w.productLists[code] = number
		w.productCode = append(w.productCode, code)
	}
	return fmt.Sprintf("product%d(f.surface)", number)
}

// products writes the functions that productOf calls.
func (w *writer) products() {
	for number, code := range w.productCode {
		w.line("func product%d(surface uint32) string {\nswitch surface {\n%s}\nreturn \"\"\n}\n", number, code)
	}
	w.line(`func either(first bool, one, other string) string {
	if first {
		return one
	}
	return other
}

func boundIf(holds bool, most int64) int64 {
	if holds {
		return most
	}
	return math.MaxInt64
}
`)
}

// facts writes how an order becomes numbers.
func (w *writer) facts() {
	w.line(`// switchFacts is an order as numbers.
type switchFacts struct {
	at      int64 // Unix seconds: all rules begin and end on one
	fen     int64 // minor units; of yuan, if yuan is true
	yuan    bool
	surface uint32
	traits  uint64 // that are stated
	unknown uint64 // that are neither stated nor lacked, and should be
}

func switchFactsOf(o *routing.Order) switchFacts {
	f := switchFacts{
		at:      o.At.Unix(),
		fen:     o.Amount.Minor(),
		yuan:    o.Amount.Currency() == limits.CNY,
		surface: switchSurface(o.Surface),
		unknown: mustState,
	}
	for _, t := range o.Traits {
		f.traits |= switchTrait(t)
	}
	f.unknown &^= f.traits
	for _, t := range o.Lacks {
		f.unknown &^= switchTrait(t)
	}
	return f
}
`)
	var must uint64
	for _, t := range w.shop.MustState {
		if i := slices.Index(w.traits, t); i >= 0 {
			must |= 1 << i
		}
	}
	w.line("const mustState = %#x\n", must)
	w.line("func switchSurface(s methods.Surface) uint32 {\nswitch s {")
	for i, s := range w.allSurfaces() {
		w.line("case %q:\nreturn %#x", s, 1<<i)
	}
	w.line("}\nreturn 0\n}\n")
	w.line("func switchTrait(t methods.Trait) uint64 {\nswitch t {")
	for i, t := range w.traits {
		w.line("case %q:\nreturn %#x", t, uint64(1)<<i)
	}
	w.line("}\nreturn 0\n}")
}
