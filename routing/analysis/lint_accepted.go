package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/routing"
)

// leaveOut drops the findings that are accepted, and reports what is accepted and not
// found.
func (l *linter) leaveOut(accepted []routing.Acceptance) {
	type key struct {
		code FindingCode
		id   string
	}
	meant, found := map[key]bool{}, map[key]bool{}
	for _, a := range accepted {
		meant[key{FindingCode(a.Code), a.ID}] = true
	}
	l.found = slices.DeleteFunc(l.found, func(f Finding) bool {
		own, given := key{f.Code, f.ID}, key{f.Code, l.givenID(f)}
		found[own], found[given] = true, true
		return meant[own] || meant[given]
	})
	for i, a := range accepted {
		if found[key{FindingCode(a.Code), a.ID}] || !l.looksFor(FindingCode(a.Code)) {
			continue
		}
		l.report(Finding{Code: FindingStaleAcceptance, Path: fmt.Sprintf("accept[%d]", i), ID: a.ID},
			"it accepts %s, but lint does not find that", "已接受 %s，但检查未发现该问题", a.Code)
	}
}

// givenID is the id that a finding's limit rule has in the catalog as it was given, where
// one may be for each of its methods apart, and else the finding's own id.
func (l *linter) givenID(f Finding) string {
	n, ok := l.x.ruleOf[f.ID]
	if !ok {
		return f.ID
	}
	return l.rules[l.x.given[n].number].ID
}

// looksFor reports whether the options ask for findings of a code.
func (l *linter) looksFor(code FindingCode) bool {
	switch code {
	case FindingFarDate, FindingEndedPilot:
		return !l.options.Now.IsZero()
	case FindingOldSource:
		return l.options.MaxAge > 0
	case FindingOldEvidence:
		return !l.options.ReviewedBefore.IsZero()
	}
	return true
}
