package routing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func (k *checker) checkAvailability() {
	for i := range k.catalog.Availability {
		e := &k.catalog.Availability[i]
		id(k, k.entries, e.ID, "availability[%d].id", i)
		if !k.methods[e.Method] {
			k.addf(string(e.Method), "is not a method of the catalog"+near(k, e.Method, k.methods, methodIDs), "availability[%d].method", i)
		}
		oneOf(k, e.Status, methods.Statuses(), false, "availability[%d].status", i)
		if e.Rank < 0 || e.Rank > methods.MaxRank {
			k.addf(strconv.Itoa(e.Rank), fmt.Sprintf("is out of range: want 0 to %d", methods.MaxRank), "availability[%d].rank", i)
		}
		if e.Status == methods.Pilot && len(e.When.Audience) == 0 && !e.When.Rollout.IsSet() {
			k.addf("pilot", "is for everybody: want an audience or a rollout in when", "availability[%d].status", i)
		}
		if e.Within != "" && !k.methods[e.Within] {
			k.addf(string(e.Within), "is not a method of the catalog"+near(k, e.Within, k.methods, methodIDs), "availability[%d].within", i)
		}
		owner := path{"availability", i}
		k.checkMatches(e.When, e.Except, owner)
		if len(e.Products) > 0 {
			k.checkProducts(e.Products, owner.String())
		}
		k.checkEvidence(&e.Evidence, owner)
		k.count(e.When.Platforms, e.Except, 1)
	}
}

// path names an element of a list, as text only when there is a fault.
type path struct {
	list  string
	index int
}

func (p path) String() string { return p.list + "[" + strconv.Itoa(p.index) + "]" }

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

func (k *checker) checkEvidence(e *methods.Evidence, owner path) {
	if problem := textProblem(e.Stated); problem != "" {
		k.add(owner.String()+".stated", e.Stated, problem)
	}
	if problem := textProblem(e.Conflict); problem != "" {
		k.add(owner.String()+".conflict", e.Conflict, problem)
	}
	oneOf(k, e.Confidence, methods.Confidences(), true, "%s.confidence", owner)
	if len(e.Sources) == 0 || !k.sources[e.Sources[0]] || len(e.Sources) > 1 {
		k.checkSourceList(e.Sources, true, owner.String())
	}
}

func (k *checker) checkMatches(when methods.Match, except []methods.Match, owner path) {
	k.checkMatch(&when, owner, ".when")
	for i := range except {
		field := ".except[" + strconv.Itoa(i) + "]"
		if except[i].IsZero() {
			k.add(owner.String()+field, "", "matches every order: want at least one condition")
			continue
		}
		k.checkMatch(&except[i], owner, field)
	}
}

func (k *checker) checkMatch(m *methods.Match, owner path, field string) {
	k.checkMatchPlatforms(m.Platforms, owner, field)
	for i, s := range m.Surfaces {
		if !methods.ValidID(string(s)) {
			k.addf(string(s), idProblem(string(s)), "%s%s.surfaces[%d]", owner, field, i)
		}
	}
	for i, code := range m.Currencies {
		if _, err := limits.ParseCurrency(code); err != nil {
			k.addf(code, "is not a currency: want an active ISO 4217 code"+k.nearCurrency(code), "%s%s.currencies[%d]", owner, field, i)
		}
	}
	for i, region := range m.Regions {
		if !region.IsValid() {
			k.addf(string(region), wantRegion, "%s%s.regions[%d]", owner, field, i)
		}
	}
	for i, set := range m.Audience {
		if len(set) == 0 {
			k.addf("", "is empty: want at least one trait", "%s%s.audience[%d]", owner, field, i)
		}
		for j, trait := range set {
			if !k.traits[trait] {
				k.addf(string(trait), "is not a trait of the catalog"+near(k, trait, k.traits, traitIDs), "%s%s.audience[%d][%d]", owner, field, i, j)
			}
		}
	}
	k.checkRollout(m.Rollout, owner, field)
	k.checkPeriod(m.Period, owner, field)
}

func (k *checker) checkMatchPlatforms(platforms []methods.Platform, owner path, field string) {
	var seen map[methods.Platform]bool
	if len(platforms) > 1 {
		seen = make(map[methods.Platform]bool, len(platforms))
	}
	for i, p := range platforms {
		switch {
		case !k.platforms[p]:
			k.addf(string(p), "is not a platform of the catalog"+near(k, p, k.platforms, platformIDs), "%s%s.platforms[%d]", owner, field, i)
		case seen[p]:
			k.addf(string(p), "is there twice", "%s%s.platforms[%d]", owner, field, i)
		case seen != nil:
			seen[p] = true
		}
	}
}

func (k *checker) nearCurrency(code string) string {
	if len(k.faults) >= mostSuggestions {
		return ""
	}
	var known []string
	for c := range limits.Currencies() {
		known = append(known, c.String())
	}
	// A lower-case code is nearer to its own than to any other.
	return suggest(strings.ToUpper(clip(code)), known)
}

func (k *checker) checkRollout(r methods.Rollout, owner path, field string) {
	if r.BasisPoints < 0 || r.BasisPoints > methods.Buckets {
		k.addf(strconv.Itoa(r.BasisPoints), "is out of range: want 0 to 10000 basis points (100 %)", "%s%s.rollout.percent", owner, field)
	}
	if r.BasisPoints != 0 && r.Salt == "" {
		k.addf("", "is missing: want a salt for the rollout", "%s%s.rollout.salt", owner, field)
	}
	if len(r.Salt) > methods.MaxSalt {
		k.addf(r.Salt, fmt.Sprintf("is too long: want at most %d bytes", methods.MaxSalt), "%s%s.rollout.salt", owner, field)
	} else if problem := textProblem(r.Salt); problem != "" {
		k.addf(r.Salt, problem, "%s%s.rollout.salt", owner, field)
	}
}

// The years that dates in a catalog may lie in.
const (
	firstDate = 1970
	lastDate  = 2199
)

func (k *checker) checkPeriod(p methods.Period, owner path, field string) {
	inRange := func(name string, t time.Time) bool {
		if y := t.UTC().Year(); !t.IsZero() && (y < firstDate || y > lastDate) {
			k.addf(t.Format(time.RFC3339), fmt.Sprintf("is out of range: want the years %d to %d", firstDate, lastDate), "%s%s.%s", owner, field, name)
			return false
		}
		return true
	}
	sound := inRange("from", p.From)
	sound = inRange("until", p.Until) && sound
	if sound && !p.From.IsZero() && !p.Until.IsZero() && !p.From.Before(p.Until) {
		k.addf(p.Until.Format(time.RFC3339Nano), "is not after from, "+p.From.Format(time.RFC3339Nano)+": a period is [from, until)", "%s%s.until", owner, field)
	}
}

// checkNesting finds methods that live within one that is not on the platform, or
// within each other.
func (k *checker) checkNesting() {
	type place struct {
		platform methods.Platform
		method   methods.ID
	}
	if !slices.ContainsFunc(k.catalog.Availability, func(e methods.Availability) bool { return e.Within != "" }) {
		return
	}
	parents := map[place][]methods.ID{}
	onPlatform := func(e *methods.Availability) []methods.Platform {
		if len(e.When.Platforms) > 0 {
			return e.When.Platforms
		}
		return platformIDs(k.catalog)
	}
	for i := range k.catalog.Availability {
		e := &k.catalog.Availability[i]
		for _, p := range onPlatform(e) {
			at := place{p, e.Method}
			parents[at] = append(parents[at], e.Within)
		}
	}
	for i := range k.catalog.Availability {
		e := &k.catalog.Availability[i]
		if e.Within == "" {
			continue
		}
		for _, p := range onPlatform(e) {
			if _, ok := parents[place{p, e.Within}]; !ok {
				k.addf(string(e.Within), fmt.Sprintf("has no entry on platform %q, where %q lives within it", p, e.Method), "availability[%d].within", i)
				break
			}
			if reaches(e.Within, e.Method, func(m methods.ID) []methods.ID { return parents[place{p, m}] }) {
				k.addf(string(e.Within), fmt.Sprintf("lives within %q itself on platform %q", e.Method, p), "availability[%d].within", i)
				break
			}
		}
	}
}

// reaches reports whether to is from, or among its parents at any remove.
func reaches(from, to methods.ID, parents func(methods.ID) []methods.ID) bool {
	seen := map[methods.ID]bool{}
	next := []methods.ID{from}
	for len(next) > 0 {
		m := next[len(next)-1]
		next = next[:len(next)-1]
		if m == to {
			return true
		}
		if m != "" && !seen[m] {
			seen[m] = true
			next = append(next, parents(m)...)
		}
	}
	return false
}

// counterUse is how the first rule that names a counter uses it.
type counterUse struct {
	rule     string
	window   limits.Window
	currency limits.Currency
	per      []limits.Subject
}

func (k *checker) checkLimits() {
	for i := range k.catalog.Limits {
		rule := &k.catalog.Limits[i]
		owner := path{"limits", i}
		id(k, k.entries, rule.ID, "limits[%d].id", i)
		k.checkRuleMethods(rule.Methods, i)
		k.checkMatches(rule.When, rule.Except, owner)
		k.checkEvidence(&rule.Evidence, owner)
		switch limit := rule.Limit.(type) {
		case nil:
			k.addf("", "is missing: want a limit", "limits[%d].max", i)
		case limits.Cap:
			k.checkCap(limit, owner)
		case *limits.Cap:
			k.addf("", "is a *limits.Cap, which could change later: want a limits.Cap", "limits[%d].max", i)
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
func (k *checker) checkRuleMethods(ids []methods.ID, i int) {
	var seen map[methods.ID]bool
	if len(ids) > 1 {
		seen = make(map[methods.ID]bool, len(ids))
	}
	for j, m := range ids {
		switch {
		case !k.methods[m]:
			k.addf(string(m), "is not a method of the catalog"+near(k, m, k.methods, methodIDs), "limits[%d].methods[%d]", i, j)
		case seen[m]:
			k.addf(string(m), "is there twice", "limits[%d].methods[%d]", i, j)
		case seen != nil:
			seen[m] = true
		}
	}
}

func (k *checker) checkCap(cap limits.Cap, owner path) {
	var bad *limits.CapError
	if err := cap.Validate(); errors.As(err, &bad) {
		k.add(owner.String()+"."+strings.ToLower(bad.Field), bad.Value, "cannot be: want "+bad.Want)
		return
	}
	if !cap.Min.IsValid() && !cap.Max.IsValid() {
		k.add(owner.String()+".max", "", "is missing: want min, max or both")
		return
	}
	if cap.Counter == "" {
		return
	}
	if !methods.ValidID(string(cap.Counter)) {
		k.add(owner.String()+".counter", string(cap.Counter), wantID)
	}
	for i, subject := range cap.Per {
		if !methods.ValidID(string(subject)) {
			k.addf(string(subject), idProblem(string(subject)), "%s.per[%d]", owner, i)
		}
	}
	k.checkCounter(cap, owner)
}

// checkCounter makes sure that a counter means one total: the same window, the
// same currency and the same subjects wherever it is named.
func (k *checker) checkCounter(cap limits.Cap, owner path) {
	rule := k.catalog.Limits[owner.index].ID
	first, ok := k.counters[string(cap.Counter)]
	if !ok {
		k.counters[string(cap.Counter)] = counterUse{rule, cap.Window, cap.Currency(), cap.Per}
		return
	}
	if first.window != cap.Window {
		k.add(owner.String()+".window", cap.Window.String(),
			fmt.Sprintf("differs from %q of %q: a counter has one window", first.window, first.rule))
	}
	if first.currency != cap.Currency() {
		k.add(owner.String()+".max", cap.Max.String(),
			fmt.Sprintf("differs in currency from %q, %s: a counter has one currency", first.rule, first.currency))
	}
	if !slices.Equal(first.per, cap.Per) {
		k.add(owner.String()+".per", fmt.Sprint(cap.Per),
			fmt.Sprintf("differs from %v of %q: a counter has one list of subjects", first.per, first.rule))
	}
}
