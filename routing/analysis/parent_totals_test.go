package analysis

import (
	"testing"

	"pgregory.net/rapid"

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

func drawAppliedCaps(t *rapid.T, label string) []appliedCap {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) appliedCap {
		c := limits.Cap{MaxCount: rapid.Int64Range(0, 2).Draw(t, "payments")}
		if c.MaxCount == 0 || rapid.Bool().Draw(t, "bounds amounts") {
			c.Max = money(rapid.Int64Range(payment-1, payment+2).Draw(t, "most"), limits.CNY)
		} else if oneIn(t, 3, "has a minimum") {
			c.Min = money(payment+1, limits.CNY)
		}
		applies := pick(t, []int32{applySurely, applySurely, applyPerhaps}, "applies")
		if c.Max.IsValid() && c.Max.Minor() < payment || c.Min.Minor() > payment {
			applies |= applyExceeded
		}
		return appliedCap{c, applies}
	}), 0, 3).Draw(t, label)
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
	rapid.Check(t, func(t *rapid.T) {
		caps, others := drawAppliedCaps(t, "caps"), drawAppliedCaps(t, "other caps")
		differ := false
		for _, used := range usages {
			differ = differ || statusUnder(caps, used) != statusUnder(others, used)
		}
		if x, y := keptOf(caps), keptOf(others); (x != y) != differ {
			t.Fatalf("%v and %v: kept as %+v and %+v, some usage tells them apart: %t", caps, others, x, y, differ)
		}
	})
}
