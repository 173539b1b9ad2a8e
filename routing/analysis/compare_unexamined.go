package analysis

import "github.com/paymux/paymux/routing/analysis/internal/mdd"

// addUnexamined adds where a limit that is not a cap, of the method or of one that it
// is nested in, differs or does not apply to the same orders.
func (c *comparison) addUnexamined(f mdd.Ref, v, w *verdict) mdd.Ref {
	before, after := c.old.unexamined(v), c.new.unexamined(w)
	for _, id := range idsOf(before, after) {
		n, isOld := c.d.old.ruleOf[id]
		k, isNew := c.d.new.ruleOf[id]
		same := isOld && isNew && c.d.sameLimit(n, k)
		var onOld, onNew list
		if isOld {
			onOld = c.rule(id)
		}
		if isNew {
			onNew = c.rule(id)
		}
		delta := c.Combine(before[id], after[id], func(a, b int32) int32 { return bit(a != b || a != 0 && !same) })
		f = c.CombineKnowing(f, delta, rightIsNone, func(n, _ int32) int32 {
			l := c.labels.all[n]
			l.kinds |= unread
			return c.labels.number(c.because(l, onOld, onNew))
		})
	}
	return f
}

// unexamined returns what each rule whose limit is not a cap says to a method or to
// those that it is nested in by the nearest entry, by its id.
func (ev *evaluator) unexamined(v *verdict) map[string]mdd.Ref {
	all := map[string]mdd.Ref{}
	if v == nil {
		return all
	}
	for _, r := range v.rules {
		if l := ev.limit(r.number); !isExamined(l) {
			all[l.ID] = r.result
		}
	}
	for _, parent := range v.parents {
		for id, f := range ev.unexamined(ev.listed(parent)) {
			nested := ev.nested(v, parent, f, 0)
			if own, ok := all[id]; ok {
				nested = ev.CombineKnowing(own, nested, noneOfBoth, func(a, _ int32) int32 { return a })
			}
			all[id] = nested
		}
	}
	return all
}
