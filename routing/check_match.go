package routing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// checkMatches checks the When and the Excepts of an entry or a limit rule.
func (k *checker) checkMatches(when *methods.Match, except []methods.Match, at owner) {
	at.inner = ".when"
	k.checkMatch(when, at)
	at.inner = ".except"
	for i := range except {
		at.nth = i + 1
		if except[i].IsZero() {
			k.add(at.String(), "", "matches every order: want at least one condition")
			continue
		}
		k.checkMatch(&except[i], at)
	}
}

func (k *checker) checkMatch(m *methods.Match, at owner) {
	k.checkMatchPlatforms(m.Platforms, at)
	k.checkSurfaces(m.Surfaces, at)
	for i, code := range m.Currencies {
		if problem := k.currencyProblem(code); problem != "" {
			k.element(at, "currencies", i, code, problem)
		}
	}
	k.checkRegions(m.Regions, at)
	for i, set := range m.Audience {
		if len(set) == 0 {
			k.element(at, "audience", i, "", "is empty: want at least one trait")
		}
		for j, trait := range set {
			if !k.hasTrait(trait) {
				k.element(at, "audience["+strconv.Itoa(i)+"]", j, string(trait), k.unknownTrait(trait))
			}
		}
	}
	if m.Rollout.IsSet() {
		k.checkRollout(m.Rollout, at)
	}
	if !m.Period.IsZero() {
		k.checkPeriod(m.Period, at)
	}
	k.checkHours(m.Hours, at)
}

// checkMatchPlatforms also refuses a platform named twice: the entry would be
// there twice.
func (k *checker) checkMatchPlatforms(platforms []methods.Platform, at owner) {
	seen := repeats[methods.Platform]{list: platforms}
	for i, p := range platforms {
		switch first, again := seen.before(i); {
		case !k.isPlatform(p):
			k.element(at, "platforms", i, string(p), k.unknownPlatform(p))
		case again:
			k.twice(at, "platforms", i, first, string(p))
		}
	}
}

func (k *checker) isPlatform(p methods.Platform) bool {
	if p != k.lastPlatform || p == "" {
		number, ok := k.platforms.Find(p)
		if !ok {
			return false
		}
		k.lastPlatform, k.lastNumber = p, number
	}
	return true
}

func (k *checker) currencyProblem(code string) string {
	if k.currencies.Has(code) {
		return ""
	}
	_, err := limits.ParseCurrency(code)
	if err == nil {
		k.currencies.Add(code)
		return ""
	}
	problem := "is not a currency: want an ISO 4217 code"
	if bad := (*limits.CurrencyError)(nil); errors.As(err, &bad) && len(k.faults) < strictjson.MaxSuggestions {
		problem += suggestCurrency(bad)
	}
	return problem
}

func (k *checker) checkRollout(r methods.Rollout, at owner) {
	if r.BasisPoints < 0 || r.BasisPoints > methods.Buckets {
		k.field(at, "rollout.percent", strconv.Itoa(r.BasisPoints), "is out of range: want 0 to 10000 basis points (100 %)")
	}
	if r.Salt == "" {
		k.field(at, "rollout.salt", "", "is missing: want a salt for the rollout")
	} else if len(r.Salt) > methods.MaxSalt {
		k.field(at, "rollout.salt", r.Salt, fmt.Sprintf("is too long: want at most %d bytes", methods.MaxSalt))
	} else {
		k.text(at, "rollout.salt", r.Salt)
	}
}

func (k *checker) checkPeriod(p methods.Period, at owner) {
	sound := k.checkDate(p.From, at, "from")
	sound = k.checkDate(p.Until, at, "until") && sound
	if sound && !p.From.IsZero() && !p.Until.IsZero() && !p.From.Before(p.Until) {
		k.field(at, "until", p.Until.Format(time.RFC3339Nano),
			"is not after from, "+p.From.Format(time.RFC3339Nano)+": want a later time, as until is exclusive")
	}
}

// checkDate checks a bound of a period, which may be open.
func (k *checker) checkDate(t time.Time, at owner, field string) bool {
	if second := t.Unix(); !t.IsZero() && (second < 0 || second >= lastSecond) {
		k.field(at, field, t.Format(time.RFC3339), dateOutOfRange)
		return false
	}
	return true
}

// onPlatforms reports whether any Except names platforms, so that the list of
// Excepts differs from one platform to the next.
func onPlatforms(except []methods.Match) bool {
	return slices.ContainsFunc(except, func(m methods.Match) bool { return len(m.Platforms) > 0 })
}
