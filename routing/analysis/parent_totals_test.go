package analysis

import (
	"slices"
	"testing"

	"github.com/paymux/paymux/limits"
)

// appliedCap is a cap on a total that applies surely, or perhaps.
type appliedCap struct {
	cap     limits.Cap
	applies int32
}

// The payment that the parent's order is about, in fen. Caps whose bounds are 3 leave room
// for it.
const payment = 2

// appliedCaps returns caps on amounts, on payments and on both, some of which the order
// exceeds, each applying surely and perhaps.
func appliedCaps() []appliedCap {
	var all []appliedCap
	for count := range int64(3) {
		for most := range int64(payment + 3) {
			c := limits.Cap{MaxCount: count}
			switch {
			case most > 0:
				c.Max = money(most, limits.CNY)
			case count == 0:
				continue
			}
			all = append(all, applying(c)...)
		}
		if count > 0 {
			all = append(all, applying(limits.Cap{MaxCount: count, Min: money(payment+1, limits.CNY)})...)
		}
	}
	return all
}

func applying(c limits.Cap) []appliedCap {
	var exceeded int32
	if c.Max.IsValid() && c.Max.Minor() < payment || c.Min.Minor() > payment {
		exceeded = applyExceeded
	}
	return []appliedCap{{c, applySurely | exceeded}, {c, applyPerhaps | exceeded}}
}

// listsOf returns every list of up to so many, repeats included.
func listsOf(all []appliedCap, most int) [][]appliedCap {
	lists, longest := [][]appliedCap{nil}, [][]appliedCap{nil}
	for range most {
		var longer [][]appliedCap
		for _, list := range longest {
			for _, c := range all {
				longer = append(longer, append(slices.Clip(list), c))
			}
		}
		lists, longest = append(lists, longer...), longer
	}
	return lists
}

// statusUnder is the status of a parent that caps alone have something against, as a
// router finds it.
func statusUnder(all []appliedCap, used limits.Used) int32 {
	status := offered
	for _, a := range all {
		t := total{used: used}
		refuses := a.cap.CountReached(used) || a.applies&applyExceeded != 0 ||
			a.cap.Max.IsValid() && used.Amount.Minor()+payment > a.cap.Max.Minor()
		switch {
		case t.lacks(a.cap), refuses && a.applies&applySurely == 0:
			if status == offered {
				status = undecided
			}
		case refuses:
			status = excluded
		}
	}
	return status
}

// keptState is what is kept of caps on one total.
type keptState struct {
	status int32
	total  parentTotal
}

func keptOf(all []appliedCap) keptState {
	s := keptState{status: offered}
	for _, a := range all {
		if a.applies&applyExceeded != 0 {
			s.status = undecided
		}
	}
	for _, a := range all {
		if s.status == offered || a.applies&applySurely != 0 {
			s.total = s.total.with(a.cap, a.applies)
		}
	}
	return s
}

// What is kept of caps on a parent's total tells them apart exactly if some usage does.
func TestParentTotalsDifferWhereSomeUsageShowsIt(t *testing.T) {
	var usages []limits.Used
	for amount := range int64(6) {
		m := money(amount, limits.CNY)
		if amount == 5 {
			m = limits.Money{}
		}
		usages = append(usages, limits.Used{Amount: m})
		for count := range int64(4) {
			usages = append(usages, limits.NewUsed(m, count))
		}
	}
	type example struct {
		shown string // the status under each usage
		kept  keptState
		caps  []appliedCap
	}
	byKept, byShown := map[keptState]example{}, map[string]example{}
	for _, caps := range listsOf(appliedCaps(), 3) {
		var shown []byte
		for _, used := range usages {
			shown = append(shown, byte(statusUnder(caps, used)))
		}
		e := example{string(shown), keptOf(caps), caps}
		if other, ok := byKept[e.kept]; ok && other.shown != e.shown {
			t.Fatalf("%v and %v: kept alike as %+v, some usage tells them apart", caps, other.caps, e.kept)
		}
		if other, ok := byShown[e.shown]; ok && other.kept != e.kept {
			t.Fatalf("%v and %v: kept as %+v and %+v, no usage tells them apart", caps, other.caps, e.kept, other.kept)
		}
		byKept[e.kept], byShown[e.shown] = e, e
	}
}
