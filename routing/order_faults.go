package routing

import (
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// orderFaults lists what is wrong with an order whatever the catalog.
func orderFaults(o *Order) []Fault { return append(partFaults(o), entryFaults(o)...) }

// entryFaults lists what is wrong with the entries of an order's maps. ParseOrder looks at
// each while it is read.
func entryFaults(o *Order) []Fault {
	var faults []Fault
	add := func(key string, entry, value, problem string) {
		path := strictjson.AppendKey([]byte(key), entry)
		faults = append(faults, Fault{Path: string(path), Value: strictjson.Clip(value), Problem: problem})
	}
	for _, id := range unsound(o.Down, isOutageEnd) {
		add("down", string(id), o.Down[id].Format(time.RFC3339), outageOutOfRange)
	}
	for _, counter := range unsound(o.Usage, isUsage) {
		value, problem := usageProblem(o.Usage[counter])
		add("usage", string(counter), value, problem)
	}
	return faults
}

// usageProblem says what is wrong with a total that is not isUsage, and what to quote of it.
func usageProblem(used limits.Used) (value, problem string) {
	const want = ": want an amount, a number of payments or both, of zero or more"
	if used.IsZero() {
		return "", "states no total" + want
	}
	return used.String(), "is not a total" + want
}

// partFaults lists what is wrong with an order but for entryFaults.
func partFaults(o *Order) []Fault {
	var faults []Fault
	add := func(path, value, problem string) {
		faults = append(faults, Fault{Path: path, Value: strictjson.Clip(value), Problem: problem})
	}
	if problem := textProblem(o.ID); problem != "" {
		add("id", o.ID, problem)
	}
	if o.Platform == "" {
		add("platform", "", "is missing: want the platform that the order is placed on")
	}
	if o.Surface != "" && !methods.ValidID(string(o.Surface)) {
		add("surface", string(o.Surface), idFault(o.Surface, ""))
	}
	if !o.Amount.IsValid() {
		add("amount", "", "is missing: want an amount with a currency")
	} else if o.Amount.Sign() < 0 {
		add("amount", o.Amount.String(), "is negative: want zero or more")
	}
	if s := o.At.Unix(); o.At.IsZero() {
		add("at", "", "is missing: want the time of the order")
	} else if s < firstSecond || s >= lastSecond {
		add("at", o.At.Format(time.RFC3339), "is out of range: want "+yearsFrom(firstSecond))
	}
	if o.Region != "" && !o.Region.IsValid() {
		add("region", string(o.Region), wantRegion)
	}
	for i, trait := range o.Traits {
		if !methods.ValidID(string(trait)) {
			add(fmt.Sprintf("traits[%d]", i), string(trait), idFault(trait, ""))
		}
	}
	for i, trait := range o.Lacks {
		if !methods.ValidID(string(trait)) {
			add(fmt.Sprintf("lacks[%d]", i), string(trait), idFault(trait, ""))
		}
	}
	for _, i := range inBoth(o) {
		add(fmt.Sprintf("lacks[%d]", i), string(o.Lacks[i]), "is among traits as well: want each trait in one of the two")
	}
	return faults
}

// unsound returns the keys of what is not sound, sorted.
func unsound[K ~string, V any](all map[K]V, isSound func(V) bool) []K {
	var keys []K
	for key, value := range all {
		if !isSound(value) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// isOutageEnd reports whether an order may say that a method is down until then: the
// zero time is not known.
func isOutageEnd(until time.Time) bool {
	second := until.Unix()
	return until.IsZero() || second >= firstSecond && second < lastSecond
}

// inBoth returns the places in Order.Lacks of traits that Order.Traits has as well.
func inBoth(o *Order) []int {
	const few = 32
	var stated map[methods.Trait]bool
	if len(o.Traits) > few && len(o.Lacks) > few {
		stated = make(map[methods.Trait]bool, len(o.Traits))
		for _, trait := range o.Traits {
			stated[trait] = true
		}
	}
	var both []int
	for i, trait := range o.Lacks {
		if stated[trait] || stated == nil && slices.Contains(o.Traits, trait) {
			both = append(both, i)
		}
	}
	return both
}

// outageOutOfRange is what is wrong with the end of an outage that no order can reach.
var outageOutOfRange = "is out of range: want " + yearsFrom(firstSecond)

// isUsage reports whether a total states an amount, a count or both, and neither is
// negative.
func isUsage(used limits.Used) bool {
	count, _ := used.Count()
	return !used.IsZero() && used.Amount.Sign() >= 0 && count >= 0
}
