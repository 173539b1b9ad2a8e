package routing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// checkCap tests the conditions of a cap one by one, so that all that is wrong with
// it is said at once: Validate stops at the first.
func (k *checker) checkCap(cap limits.Cap, at owner) {
	before := len(k.faults)
	if cap.MaxCount != 0 {
		k.field(at, "max_count", strconv.FormatInt(cap.MaxCount, 10), "is not supported yet: want zero")
	}
	k.checkBounds(cap, at)
	if cap.IsTotal() {
		k.checkTotal(cap, at)
	}
	k.checkSubjects(cap, at)
	if cap.Counter != "" && len(k.faults) == before {
		k.checkCounter(cap, at)
	}
}

func (k *checker) checkBounds(cap limits.Cap, at owner) {
	low := k.capFault(limits.Cap{Min: cap.Min}, at)
	high := k.capFault(limits.Cap{Max: cap.Max}, at)
	if !low && !high {
		k.capFault(limits.Cap{Min: cap.Min, Max: cap.Max}, at)
	}
	if !cap.IsTotal() && !cap.Min.IsValid() && !cap.Max.IsValid() {
		k.field(at, "max", "", "is missing: want min, max or both")
	}
}

// checkTotal checks a window, a counter and a maximum, of which each needs the others.
func (k *checker) checkTotal(cap limits.Cap, at owner) {
	most, _ := limits.MoneyFromMinor(0, limits.CNY)
	k.capFault(limits.Cap{Max: most, Window: cap.Window, Counter: cap.Counter}, at)
	if !cap.Window.IsValid() && cap.Counter == "" {
		k.field(at, "counter", "", "is missing: want a counter for the total")
	}
	if cap.Counter != "" {
		if problem := idFault(nil, cap.Counter); problem != "" {
			k.field(at, "counter", string(cap.Counter), problem)
		}
	}
	switch {
	case cap.Max.IsValid():
	case cap.Counter == "":
		k.field(at, "max", "", "is missing: want the most that the total may reach")
	default:
		k.capFault(limits.Cap{Window: limits.Lifetime(), Counter: cap.Counter}, at)
	}
}

func (k *checker) checkSubjects(cap limits.Cap, at owner) {
	if !cap.IsTotal() {
		k.capFault(limits.Cap{Per: cap.Per}, at)
	}
	before := len(k.faults)
	seen := make(map[limits.Subject]bool, len(cap.Per))
	for i, subject := range cap.Per {
		problem := idFault(nil, subject)
		if problem == "" && seen[subject] {
			problem = "is there twice"
		}
		if problem != "" {
			k.element(at, "per", i, string(subject), problem)
		}
		seen[subject] = true
	}
	if len(k.faults) == before {
		most, _ := limits.MoneyFromMinor(0, limits.CNY)
		k.capFault(limits.Cap{Max: most, Window: limits.Lifetime(), Counter: "any", Per: cap.Per}, at)
	}
}

// capFault adds what Validate says of a part of a cap, and reports whether it says
// anything.
func (k *checker) capFault(part limits.Cap, at owner) bool {
	err := part.Validate()
	if err == nil {
		return false
	}
	var bad *limits.CapError
	errors.As(err, &bad)
	problem := "cannot be: want "
	if bad.Value == "" {
		problem = "is missing: want "
	}
	k.field(at, strings.ToLower(bad.Field), bad.Value, problem+prose.Plain(bad.Want))
	return true
}

// counterUse is how the first rule that names a counter uses it.
type counterUse struct {
	rule string
	cap  limits.Cap
}

// checkCounter makes sure that a counter means one total: the same window, the
// same currency and the same subjects wherever it is named.
func (k *checker) checkCounter(cap limits.Cap, at owner) {
	first, ok := k.counters[cap.Counter]
	if !ok {
		k.counters[cap.Counter] = counterUse{k.catalog.Limits[at.index].ID, cap}
		return
	}
	if first.cap.Window != cap.Window {
		k.field(at, "window", cap.Window.String(),
			fmt.Sprintf("differs from %q of %q: a counter has one window", first.cap.Window, clip(first.rule)))
	}
	if first.cap.Currency() != cap.Currency() {
		k.field(at, "max", cap.Max.String(),
			fmt.Sprintf("differs in currency from %q, %s: a counter has one currency", clip(first.rule), first.cap.Currency()))
	}
	if !slices.Equal(first.cap.Per, cap.Per) {
		k.field(at, "per", fmt.Sprint(cap.Per), fmt.Sprintf("differs from %s of %q: a counter has one list of subjects",
			clip(fmt.Sprintf("%q", first.cap.Per)), clip(first.rule)))
	}
}
