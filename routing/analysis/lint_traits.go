package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
)

// reportTraits reports on traits that an order may forget, and is then offered what it
// would not be if it stated them.
func (l *linter) reportTraits() {
	openers := l.openers()
	for i, t := range l.traits {
		if t.MustState {
			continue
		}
		var ids []string
		for trait, rules := range openers {
			if trait == t.ID || t.PerMethod && l.isOf(trait, t.ID) {
				ids = append(ids, rules...)
			}
		}
		if len(ids) == 0 {
			continue
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		f := Finding{Code: FindingOpenTrait, Path: fmt.Sprintf("traits[%d]", i), ID: string(t.ID), Others: ids}
		l.report(f, "an order that does not mention it is not refused by %[1]s: declare it must_state, so that silence counts as unknown",
			"订单未注明该标签时，不会被 %[1]s 拒绝：请声明 must_state，使未注明视为未知", ids)
	}
}

// openers returns, by each trait, the entries of which an Except asks for it and the
// limit rules of which the When does.
func (l *linter) openers() map[methods.Trait][]string {
	openers := map[methods.Trait][]string{}
	add := func(m *methods.Match, id string) {
		for _, set := range m.Audience {
			for _, trait := range set {
				openers[trait] = append(openers[trait], id)
			}
		}
	}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		for n := range e.Except {
			add(&e.Except[n], e.ID)
		}
	}
	for i := range l.x.catalog.Limits {
		add(&l.x.catalog.Limits[i].When, l.x.catalog.Limits[i].ID)
	}
	return openers
}

// isOf reports whether a trait is that of a method, of a trait that is one for each.
func (l *linter) isOf(trait, perMethod methods.Trait) bool {
	m, ok := strings.CutPrefix(string(trait), string(perMethod)+".")
	return ok && l.x.methods[methods.ID(m)] != nil
}
