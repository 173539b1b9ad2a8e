package routing

import (
	"fmt"
	"reflect"
	"strconv"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func (k *checker) checkAvailability() {
	for i := range k.catalog.Availability {
		e, at := &k.catalog.Availability[i], owner{list: "availability", index: i}
		if problem := k.entryIDFault(e.ID, at); problem != "" {
			k.field(at, "id", e.ID, problem)
		}
		method, ok := k.methods.Find(e.Method)
		if !ok {
			k.field(at, "method", string(e.Method), k.unknownMethod(e.Method))
		}
		if problem := oneOf(e.Status, k.statuses); problem != "" {
			k.field(at, "status", string(e.Status), problem)
		}
		if e.Rank < 0 || e.Rank > methods.MaxRank {
			k.field(at, "rank", strconv.Itoa(e.Rank), fmt.Sprintf("is out of range: want 0 to %d", methods.MaxRank))
		}
		if e.Status == methods.StatusPilot && len(e.When.Audience) == 0 && !e.When.Rollout.IsSet() {
			k.field(at, "status", "pilot", "is for everybody: want an audience or a rollout in when")
		}
		if e.Parent != "" && !k.methods.Has(e.Parent) {
			k.field(at, "within", string(e.Parent), k.unknownMethod(e.Parent))
		}
		k.checkMatches(&e.When, e.Except, at)
		if len(e.Products) > 0 {
			k.checkProducts(e.Products, at)
		}
		k.checkEvidence(&e.Evidence, at)
		k.countEntry(e, method)
	}
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
	if len(k.sourcesOf(e)) == 0 {
		k.field(at, "sources", "", "is missing: want at least one source")
	}
	k.checkSourceList(e.Sources, at)
}

func (k *checker) checkLimits() {
	for i := range k.catalog.Limits {
		rule, at := &k.catalog.Limits[i], owner{list: "limits", index: i}
		if problem := k.entryIDFault(rule.ID, at); problem != "" {
			k.field(at, "id", rule.ID, problem)
		}
		k.checkRuleMethods(rule.Methods, at)
		k.checkMatches(&rule.When, rule.Except, at)
		k.checkEvidence(&rule.Evidence, at)
		if limit, ok := rule.Limit.(limits.Cap); ok {
			k.checkCap(limit, at)
		} else {
			k.checkCustomLimit(rule.Limit, at)
		}
		k.countRule(rule)
	}
	k.checkCounterCurrencies()
}

// checkCustomLimit checks a limit that is not a Cap. The JSON form has no key for it, so
// its faults are about the whole rule.
func (k *checker) checkCustomLimit(limit limits.Limit, at owner) {
	if _, ok := limit.(*limits.Cap); ok {
		k.add(at.String(), "", "has a *limits.Cap, which could change later, as its Limit: want a limits.Cap")
	} else if limit == nil {
		k.add(at.String(), "", "has no Limit: want a limits.Cap or a custom limit")
	} else if isNil(limit) {
		k.add(at.String(), "", fmt.Sprintf("has a nil %T as its Limit: want a limit", limit))
	}
}

// checkRuleMethods also refuses a method named twice: the rule would be
// evaluated, and cited, twice.
func (k *checker) checkRuleMethods(ids []methods.ID, at owner) {
	seen := repeats[methods.ID]{list: ids}
	for i, m := range ids {
		switch first, again := seen.before(i); {
		case !k.methods.Has(m):
			k.element(at, "methods", i, string(m), k.unknownMethod(m))
		case again:
			k.twice(at, "methods", i, first, string(m))
		}
	}
}

// isNil reports whether an interface holds a nil pointer or a nil function.
func isNil(v any) bool {
	held := reflect.ValueOf(v)
	return (held.Kind() == reflect.Pointer || held.Kind() == reflect.Func) && held.IsNil()
}
