package routing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func (k *checker) checkAvailability() {
	for i := range k.catalog.Availability {
		e, at := &k.catalog.Availability[i], owner{list: "availability", index: i}
		if problem := idFault(k.entries, e.ID); problem != "" {
			k.field(at, "id", e.ID, problem)
		}
		if !k.methods.has(e.Method) {
			k.field(at, "method", string(e.Method), k.unknownMethod(e.Method))
		}
		if problem := oneOf(e.Status, k.statuses); problem != "" {
			k.field(at, "status", string(e.Status), problem)
		}
		if e.Rank < 0 || e.Rank > methods.MaxRank {
			k.field(at, "rank", strconv.Itoa(e.Rank), fmt.Sprintf("is out of range: want 0 to %d", methods.MaxRank))
		}
		if e.Status == methods.Pilot && len(e.When.Audience) == 0 && !e.When.Rollout.IsSet() {
			k.field(at, "status", "pilot", "is for everybody: want an audience or a rollout in when")
		}
		if e.Within != "" && !k.methods.has(e.Within) {
			k.field(at, "within", string(e.Within), k.unknownMethod(e.Within))
		}
		k.checkMatches(&e.When, e.Except, at)
		if len(e.Products) > 0 {
			k.checkProducts(e.Products, at)
		}
		k.checkEvidence(&e.Evidence, at)
		k.count(e.When.Platforms, e.Except, 1)
	}
}

// count adds to the rows that the catalog expands to.
func (k *checker) count(platforms []methods.Platform, except []methods.Match, perPlatform int) {
	places := len(platforms)
	if places == 0 {
		places = len(k.catalog.Platforms)
	}
	if onPlatforms(except) {
		perPlatform += len(except)
	}
	k.rows = min(k.rows+places*perPlatform, 1<<40)
}

// checkEvidence checks what a statement is founded on: at least one source.
func (k *checker) checkEvidence(e *methods.Evidence, at owner) {
	k.text(at, "stated", e.Stated)
	k.text(at, "conflict", e.Conflict)
	if e.Confidence != "" {
		if problem := oneOf(e.Confidence, k.confidences); problem != "" {
			k.field(at, "confidence", string(e.Confidence), problem)
		}
	}
	if len(e.Sources) == 0 {
		k.field(at, "sources", "", "is missing: want at least one source")
	}
	k.checkSourceList(e.Sources, at)
}

// counterUse is how the first rule that names a counter uses it.
type counterUse struct {
	rule string
	cap  limits.Cap
}

func (k *checker) checkLimits() {
	for i := range k.catalog.Limits {
		rule, at := &k.catalog.Limits[i], owner{list: "limits", index: i}
		if problem := idFault(k.entries, rule.ID); problem != "" {
			k.field(at, "id", rule.ID, problem)
		}
		k.checkRuleMethods(rule.Methods, at)
		k.checkMatches(&rule.When, rule.Except, at)
		k.checkEvidence(&rule.Evidence, at)
		switch limit := rule.Limit.(type) {
		case nil:
			k.field(at, "max", "", "is missing: want a limit")
		case limits.Cap:
			k.checkCap(limit, at)
		case *limits.Cap:
			k.field(at, "max", "", "is a *limits.Cap, which could change later: want a limits.Cap")
		}
		if len(rule.When.Platforms) > 0 || onPlatforms(rule.Except) {
			k.count(rule.When.Platforms, rule.Except, max(len(rule.Methods), 1))
		} else {
			k.rows += max(len(rule.Methods), 1)
		}
	}
}

// checkRuleMethods also refuses a method named twice: the rule would be asked, and
// cited, twice.
func (k *checker) checkRuleMethods(ids []methods.ID, at owner) {
	var seen map[methods.ID]bool
	if len(ids) > 1 {
		seen = make(map[methods.ID]bool, len(ids))
	}
	for i, m := range ids {
		switch {
		case !k.methods.has(m):
			k.element(at, "methods", i, string(m), k.unknownMethod(m))
		case seen[m]:
			k.element(at, "methods", i, string(m), "is there twice")
		case seen != nil:
			seen[m] = true
		}
	}
}

func (k *checker) checkCap(cap limits.Cap, at owner) {
	if cap.Validate() != nil {
		k.capFaults(cap, at)
		return
	}
	if !cap.Min.IsValid() && !cap.Max.IsValid() {
		k.field(at, "max", "", "is missing: want min, max or both")
		return
	}
	if cap.Counter == "" {
		return
	}
	if problem := idFault(nil, cap.Counter); problem != "" {
		k.field(at, "counter", string(cap.Counter), problem)
	}
	for i, subject := range cap.Per {
		if problem := idFault(nil, subject); problem != "" {
			k.element(at, "per", i, string(subject), problem)
		}
	}
	k.checkCounter(cap, at)
}

// capFaults lists what Validate finds, which stops at the first: here the bounds
// and the total are asked about one by one.
func (k *checker) capFaults(cap limits.Cap, at owner) {
	var before *limits.CapError
	for _, part := range [...]limits.Cap{
		{Min: cap.Min, Max: cap.Max},
		{Max: cap.Max, Window: cap.Window, Counter: cap.Counter, Per: cap.Per},
	} {
		var bad *limits.CapError
		if errors.As(part.Validate(), &bad) && (before == nil || *bad != *before) {
			problem := "cannot be: want "
			if bad.Value == "" {
				problem = "is missing: want "
			}
			k.field(at, strings.ToLower(bad.Field), bad.Value, problem+plain(bad.Want))
			before = bad
		}
	}
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
