package analysis

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/methods"
)

// exceptsOn returns the Excepts that can match on a platform.
func exceptsOn(all []methods.Match, p methods.Platform) []*methods.Match {
	var on []*methods.Match
	for i := range all {
		if isOn(&all[i], p) {
			on = append(on, &all[i])
		}
	}
	return on
}

// exceptsAlike returns the Excepts that can match on a platform, those together that read
// alike: that are the same but for their rollout.
func exceptsAlike(all []methods.Match, p methods.Platform) [][]*methods.Match {
	var groups [][]*methods.Match
	at := map[string]int{}
	for _, m := range exceptsOn(all, p) {
		key := formOf(*m)
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], m)
	}
	return groups
}

// formOf is what an Except selects by, as a key.
func formOf(m methods.Match) string {
	instant := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	return fmt.Sprintf("%q %q %q %q %q %s %s %v", m.Platforms, m.Surfaces, m.Currencies, m.Regions, m.Audience,
		instant(m.Period.From), instant(m.Period.Until), m.Hours)
}
