package analysis

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/limits"
)

// How what a limit rule says differs, one bit each.
const (
	otherReason  int32 = 1 << iota // against a method that is not offered
	otherRefusal                   // whether it refuses
	otherRules                     // whether it applies to an offer
	otherCap                       // its cap, where it applies to the offers of both
	otherTotal                     // as well: one of the two caps is on a total
)

func (c *comparison) addRules(f ref, v, w *verdict) ref {
	old, new := c.old.sayings(v), c.new.sayings(w)
	ids := append(sortedKeys(old), sortedKeys(new)...)
	slices.Sort(ids)
	type change struct {
		id    string
		delta ref
	}
	var changes []change
	offersDiffer := false
	for _, id := range slices.Compact(ids) {
		delta := c.ruleDelta(old[id], new[id])
		if delta == leaf(0) {
			continue
		}
		changes = append(changes, change{id, delta})
		offersDiffer = offersDiffer || slices.ContainsFunc(c.values(delta), func(bits int32) bool { return bits >= otherRules })
	}
	if offersDiffer {
		f = c.addRooms(f, v, w)
	}
	for _, ch := range changes {
		var onOld, onNew rules
		if _, ok := old[ch.id]; ok {
			onOld = rules(ch.id)
		}
		if _, ok := new[ch.id]; ok {
			onNew = rules(ch.id)
		}
		f = c.combine(f, ch.delta, func(n, bits int32) int32 {
			l := c.labels.all[n]
			if bits == 0 {
				return n
			}
			return c.labels.number(l.withRule(bits, onOld, onNew))
		})
	}
	return f
}

// withRule adds what a limit rule changes.
func (l label) withRule(bits int32, old, new rules) label {
	var matters bool
	switch {
	case l.before != l.after:
		matters = bits&otherRefusal != 0
	case l.before:
		if bits&(otherRules|otherReason|otherTotal) != 0 { // a reason can only be that of a total, which refuses sooner or later
			l.kinds |= reasons
			matters = true
		}
		matters = matters || bits&otherCap != 0 && l.kinds&headroom != 0
	case bits&otherReason != 0:
		l.kinds |= reasons
		matters = true
	}
	if matters {
		return l.because(old, new)
	}
	return l
}

// saying is what a limit rule says to a method, and where it applies to its offers.
type saying struct {
	judge *judge
	cap   capKey
	said  ref // numbers of judge.answers
	bites ref // 1 where it applies to the method or to one that it lives within
}

// sayings returns what each rule that may matter to a method says, by its id.
func (j *judge) sayings(v *verdict) map[string]saying {
	all := map[string]saying{}
	if v == nil {
		return all
	}
	for rule, bites := range j.applying(v) {
		r := j.limit(rule)
		all[r.ID] = saying{judge: j, cap: keyOf(capOf(r)), said: leaf(0), bites: bites}
	}
	for _, r := range v.rules {
		id := j.limit(r.rule).ID
		s := all[id]
		s.said = r.said
		all[id] = s
	}
	return all
}

func (c *comparison) ruleDelta(s, t saying) ref {
	if s.judge == nil {
		s.said, s.bites = leaf(0), leaf(0)
	}
	if t.judge == nil {
		t.said, t.bites = leaf(0), leaf(0)
	}
	said := c.combine(s.said, t.said, func(a, b int32) int32 {
		var bits int32
		x, y := c.old.answers.all[a], c.new.answers.all[b]
		if reasonOf(x, s.cap) != reasonOf(y, t.cap) {
			bits |= otherReason
		}
		if x.refuses() != y.refuses() {
			bits |= otherRefusal
		}
		return bits
	})
	bites := c.combine(s.bites, t.bites, func(a, b int32) int32 {
		switch {
		case a != b:
			return otherRules
		case a == 1 && s.cap != t.cap && (s.cap.IsTotal() || t.cap.IsTotal()):
			return otherCap | otherTotal
		case a == 1 && s.cap != t.cap:
			return otherCap
		}
		return 0
	})
	return c.combine(said, bites, either)
}

// capKey is a cap that can be compared.
type capKey struct {
	min, max limits.Money
	window   limits.Window
	counter  limits.Counter
	per      string
}

func keyOf(c limits.Cap) capKey {
	key := capKey{min: c.Min, max: c.Max, window: c.Window, counter: c.Counter}
	for _, subject := range c.Per {
		key.per += string(subject) + " "
	}
	return key
}

// IsTotal reports whether the cap bounds a running total.
func (k capKey) IsTotal() bool { return k.counter != "" }

// reason is what counts of a limit rule's reason against a method that is not
// offered. The zero reason is none.
type reason struct {
	says    says
	unknown unmet
	bound   limits.Money
	total   capKey
}

// reasonOf is the reason that a rule has. That of a total is there whatever it
// says as long as nothing has been paid: some usage brings it out.
func reasonOf(a answer, cap capKey) reason {
	switch {
	case !a.applies:
	case a.unknown != 0 && a.refuses():
		return reason{unknown: a.unknown}
	case a.unknown != 0 && cap.IsTotal():
		return reason{unknown: a.unknown, total: capKey{max: cap.max, counter: cap.counter}}
	case a.unknown != 0:
	case a.says == foreign:
		return reason{says: foreign, bound: cmp.Or(cap.max, cap.min)}
	case cap.IsTotal():
		return reason{total: cap}
	case a.says == below:
		return reason{says: below, bound: cap.min}
	case a.says == above:
		return reason{says: above, bound: cap.max}
	}
	return reason{}
}

// addRooms adds where the headroom of offers differs, or which totals bound them.
func (c *comparison) addRooms(f ref, v, w *verdict) ref {
	if v == nil || w == nil {
		return f
	}
	rooms, totals := newTable[room](), newTable[rules]()
	onOld, onNew := c.old.applying(v), c.new.applying(w)
	f = c.addRoom(f, c.combine(c.old.roomOf(v, onOld, rooms), c.new.roomOf(w, onNew, rooms), func(a, b int32) int32 {
		return bit(a != b && rooms.all[a].offered && rooms.all[b].offered)
	}))
	return c.addRoom(f, c.combine(c.old.totalsOf(onOld, totals), c.new.totalsOf(onNew, totals), func(a, b int32) int32 {
		return bit(a != b)
	}))
}

// addRoom adds where something is 1 that makes the headroom of offers another one.
func (c *comparison) addRoom(f, differ ref) ref {
	return c.combine(f, differ, func(n, differ int32) int32 {
		l := c.labels.all[n]
		if differ == 1 && l.before && l.after {
			l.kinds |= headroom
		}
		return c.labels.number(l)
	})
}

// totalsOf returns the caps on totals that apply, each as a line, whichever rules
// they are of, as numbers of the table.
func (j *judge) totalsOf(applying map[int]ref, totals *table[rules]) ref {
	f := leaf(0)
	for _, rule := range sortedKeys(applying) {
		cap := capOf(j.limit(rule))
		if !cap.IsTotal() {
			continue
		}
		line := rules(capText(cap))
		f = j.combine(f, applying[rule], func(n, applies int32) int32 {
			if applies == 0 {
				return n
			}
			return totals.number(totals.all[n].with(line))
		})
	}
	return f
}
