package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

func (w *writer) line(format string, args ...any) {
	if len(args) == 0 {
		w.WriteString(format + "\n")
		return
	}
	fmt.Fprintf(w, format+"\n", args...)
}

// method writes how a method of a platform is decided: by a chain of checks if it has
// one rule, else by which of its rules offers, and if none does by the nearest.
func (w *writer) method(p *platform, method methods.ID, detailed bool) {
	rules := shop.OfMethod(p.rules, method)
	name := goName(string(method))
	isParent := slices.Contains(p.parents, method)
	if len(rules) == 1 && rules[0].Refuses != "" {
		w.line("excluded = append(excluded, Exclusion{%q, %s})", method, w.checks(rules[0])[0].code)
		return
	}
	if len(rules) == 1 {
		if p.late {
			w.line("%sRule := 0", name)
		}
		w.bounds(p, rules[0], detailed, isParent)
		w.line("switch {")
		for _, c := range w.checks(rules[0]) {
			w.exclude(c.fail, method, c.code)
		}
	} else {
		w.line("%sRule := 0", name)
		w.line("switch {")
		for i, r := range rules {
			if r.Refuses == "" {
				w.line("case %s:\n%sRule = %d", w.passes(r), name, i+1)
			}
		}
		w.line("}")
		w.bounds(p, rules[0], detailed, isParent)
		w.line("switch {")
		w.exclude(name+"Rule == 0", method, fmt.Sprintf("nearest%s(&f)", title(goName(string(p.id)))+title(name)))
	}
	for _, c := range w.boundChecks(rules[0]) {
		w.exclude(c.fail, method, c.code)
	}
	for _, parent := range p.parents {
		var inside []string
		for i, r := range rules {
			if r.Parent == parent {
				inside = append(inside, fmt.Sprintf("%sRule == %d", name, i+1))
			}
		}
		switch {
		case len(inside) == 0:
		case len(rules) == 1 || len(inside) == len(shop.Offering(valuesOf(rules))):
			w.exclude("!"+goName(string(parent)), method, "Parent")
		default:
			w.exclude("!"+goName(string(parent))+" && ("+strings.Join(inside, " || ")+")", method, "Parent")
		}
	}
	w.line("default:")
	if isParent {
		w.line("%s = true", name)
	}
	if p.late {
		if len(rules) == 1 {
			w.line("%sRule = 1", name)
		}
		w.line("%sOffered = true", name)
	} else {
		w.offer(p, rules[0], detailed)
	}
	w.line("}")
}

func valuesOf(rules []*shop.Rule) []shop.Rule {
	all := make([]shop.Rule, len(rules))
	for i, r := range rules {
		all[i] = *r
	}
	return all
}

func (w *writer) exclude(fails string, method methods.ID, code string) {
	w.line("case %s:\nexcluded = append(excluded, Exclusion{%q, %s})", fails, method, code)
}

// bounds declares what a method leaves behind for those after it.
func (w *writer) bounds(p *platform, r *shop.Rule, detailed, isParent bool) {
	name := goName(string(r.Method))
	if isParent {
		w.line("%s := false", name)
	}
	if p.late && len(shop.Offering(valuesOf(shop.OfMethod(p.rules, r.Method)))) > 0 {
		w.line("%sOffered := false", name)
	}
}

// offer appends the offer of a method.
func (w *writer) offer(p *platform, r *shop.Rule, detailed bool) {
	if !detailed {
		w.line("offered = append(offered, %q)", r.Method)
		return
	}
	least, most := w.room(p, r.Method)
	w.line("offers = append(offers, Offer{%q, %s, %s, %s})", r.Method, w.product(p, r.Method), least, most)
}

// late lists what is offered on a platform where that has to wait for all.
func (w *writer) late(p *platform, detailed bool) {
	if !p.late {
		return
	}
	offering := shop.Offering(p.rules)
	for i := 0; i < len(offering); i++ {
		r := offering[i]
		name := goName(string(r.Method))
		of := shop.Offering(valuesOf(shop.OfMethod(p.rules, r.Method)))
		if len(of) == 1 {
			w.line("if %sOffered {", name)
		} else {
			w.line("if %sOffered && %sRule == %d {", name, name, p.place(r))
		}
		w.offer(p, r, detailed)
		w.line("}")
	}
}

// goName turns an id into a name of Go.
func goName(id string) string {
	words := strings.Split(id, "_")
	for i := range words[1:] {
		words[1+i] = title(words[1+i])
	}
	name := strings.Join(words, "")
	if name[0] >= '0' && name[0] <= '9' {
		return "p" + name
	}
	return name
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
