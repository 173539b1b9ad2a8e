package routingtest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// check compares a decision with what a file expects of it, the pinned decision apart.
func (f *goldenFile) check(d *routing.Decision) error {
	var errs []error
	for _, m := range f.Offered {
		if _, ok := d.Offer(m); !ok {
			errs = append(errs, fmt.Errorf("want %s offered, got: %s", m, decided(d, m)))
		}
	}
	for _, m := range slices.Sorted(maps.Keys(f.Not)) {
		code := f.Not[m]
		if !slices.Contains(routing.Codes(), code) {
			errs = append(errs, fmt.Errorf("%q of %s is not a reason code: want one of %q", code, m, routing.Codes()))
			continue
		}
		why, _ := d.Why(m)
		if !slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool { return r.Code == code }) {
			errs = append(errs, fmt.Errorf("want %s excluded with %s, got: %s", m, code, decided(d, m)))
		}
	}
	return errors.Join(errs...)
}

// verdict is what a decision's JSON form says about a method: how it is offered, or
// against it each reason's code and rule.
type verdict struct {
	Method  methods.ID `json:"method"`
	Product string     `json:"product"`
	Entry   string     `json:"entry"`
	Min     string     `json:"min"`
	Max     string     `json:"max"`
	Limits  []string   `json:"limits"`
	Reasons []struct {
		Code routing.Code `json:"code"`
		Rule string       `json:"rule"`
	} `json:"reasons"`
}

func (v *verdict) String() string {
	if v.Entry != "" {
		text := "offered by " + v.Entry
		for _, part := range [][2]string{{" through ", v.Product}, {" from ", v.Min}, {" up to ", v.Max}, {" under ", strings.Join(v.Limits, ", ")}} {
			if part[1] != "" {
				text += part[0] + part[1]
			}
		}
		return text
	}
	var reasons []string
	for _, r := range v.Reasons {
		reason := string(r.Code)
		if r.Rule != "" {
			reason += " (" + r.Rule + ")"
		}
		reasons = append(reasons, reason)
	}
	return "excluded: " + strings.Join(reasons, ", ")
}

// changes says which methods the JSON forms of two decisions decide otherwise, and by
// which rules. It is empty where only other parts differ.
func changes(want, got []byte) string {
	before, after := verdicts(want), verdicts(got)
	all := maps.Clone(before)
	maps.Copy(all, after)
	var b strings.Builder
	for _, m := range slices.Sorted(maps.Keys(all)) {
		if before[m] != after[m] {
			fmt.Fprintf(&b, "  %s\n    want %s\n    got  %s\n", m, cmp.Or(before[m], "no decision"), cmp.Or(after[m], "no decision"))
		}
	}
	return b.String()
}

// verdicts reads what it knows of a decision's JSON form.
func verdicts(decision []byte) map[methods.ID]string {
	var form struct {
		Offers   []verdict `json:"offers"`
		Excluded []verdict `json:"excluded"`
	}
	if json.Unmarshal(decision, &form) != nil {
		return map[methods.ID]string{} // a pinned decision that somebody has edited: the lines show it
	}
	all := map[methods.ID]string{}
	for _, v := range slices.Concat(form.Offers, form.Excluded) {
		all[v.Method] = v.String()
	}
	return all
}
