package routing

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// facts is an order in the router's numbers.
type facts struct {
	now      int64 // Unix nanoseconds
	amount   int64 // minor units
	traits   uint64
	second   uint32 // since the beginning of firstYear, at most never-1
	platform uint32
	surface  uint32
	region   uint32
	value    uint32 // of the currency
	currency limits.Currency

	// hard is true if a value is 64 or more, so that bits and columns do not do.
	hard bool

	// The buyer is forgotten when the decision is made. The bucket is that for the
	// last salt asked for, or -1.
	bucket int32
	salt   methods.SaltState
	buyer  string

	wide []uint32 // traits from 64 on, sorted
}

// The instants that an order may have, in Unix seconds: see firstYear.
const (
	firstSecond = 946684800  // 2000-01-01T00:00:00Z
	lastSecond  = 7258118400 // 2200-01-01T00:00:00Z
)

// read turns the order into facts. It reports false if the order is malformed, of
// which faults then says all.
func (r *Router) read(o *Order, f *facts) bool {
	platform, ok := r.platforms.find(o.Platform)
	if !ok {
		return false
	}
	seconds := o.At.Unix()
	if seconds < firstSecond || seconds >= lastSecond {
		return false
	}
	currency, amount := o.Amount.Currency(), o.Amount.Minor()
	if !currency.IsValid() || amount < 0 {
		return false
	}
	f.now = seconds*int64(time.Second) + int64(o.At.Nanosecond())
	f.second = uint32(min(seconds-firstSecond, never-1))
	f.amount = amount
	f.platform = r.platform(platform)
	f.value, f.currency = uint32(r.currencyOf[currency]), currency
	f.surface, f.region = missing, missing
	if o.Surface != "" {
		number, ok := r.surfaces.find(o.Surface)
		f.surface = firstNamed + number
		if !ok {
			f.surface = unnamed
			if !methods.ValidID(string(o.Surface)) {
				return false
			}
		}
	}
	if o.Region != "" {
		if !o.Region.IsValid() {
			return false
		}
		f.region = uint32(r.regionOf[regionIndex(o.Region)])
	}
	f.hard = max(f.value, f.surface, f.region) >= 64
	return r.readTraits(o, f) && (len(o.Usage) == 0 || usageIsSound(o.Usage)) &&
		(len(o.Allow)|len(o.Block)|len(o.Tried)|len(o.Prefer) == 0 ||
			r.knowsAll(o.Allow) && r.knowsAll(o.Block) && r.knowsAll(o.Tried) && r.knowsAll(o.Prefer))
}

// platform returns the number of the platform that a name or an alias stands for.
func (r *Router) platform(name uint32) uint32 {
	if own := uint32(len(r.blocks) - 1); name >= own {
		return r.aliasOf[name-own]
	}
	return name
}

func (r *Router) readTraits(o *Order, f *facts) bool {
	f.traits, f.wide = 0, f.wide[:0]
	for _, trait := range o.Traits {
		number, ok := r.traits.find(trait)
		value := firstNamed + number
		switch {
		case !ok:
			if !methods.ValidID(string(trait)) {
				return false
			}
		case value < 64:
			f.traits |= 1 << value
		default:
			if f.wide == nil {
				f.wide = make([]uint32, 0, len(o.Traits))
			}
			f.wide = append(f.wide, value)
		}
	}
	if len(f.wide) > 1 {
		slices.Sort(f.wide)
	}
	return true
}

func usageIsSound(usage limits.Usage) bool {
	for _, used := range usage {
		if !used.IsValid() || used.Sign() < 0 {
			return false
		}
	}
	return true
}

func (r *Router) knowsAll(ids []methods.ID) bool {
	for _, id := range ids {
		if _, ok := r.methodOf.find(id); !ok {
			return false
		}
	}
	return true
}

// orderError lists everything that makes read refuse the order.
func (r *Router) orderError(o *Order) error {
	var faults []Fault
	add := func(path, value, problem string) {
		faults = append(faults, Fault{Path: path, Value: clip(value), Problem: problem})
	}
	if _, ok := r.platforms.find(o.Platform); !ok && o.Platform != "" {
		add("platform", string(o.Platform), notPlatform)
	}
	faults = append(faults, orderFaults(o)...)
	for _, list := range []struct {
		name string
		ids  []methods.ID
	}{{"allow", o.Allow}, {"block", o.Block}, {"tried", o.Tried}, {"prefer", o.Prefer}} {
		for i, id := range list.ids {
			if _, ok := r.methodOf.find(id); !ok {
				add(fmt.Sprintf("%s[%d]", list.name, i), string(id), notMethod)
			}
		}
	}
	return &OrderError{Faults: faults, router: r}
}

// orderFaults lists what is wrong with an order whatever the catalog.
func orderFaults(o *Order) []Fault {
	var faults []Fault
	add := func(path, value, problem string) {
		faults = append(faults, Fault{Path: path, Value: clip(value), Problem: problem})
	}
	if o.Platform == "" {
		add("platform", "", "is missing: want the platform that the order is placed on")
	}
	if o.Surface != "" && !methods.ValidID(string(o.Surface)) {
		add("surface", string(o.Surface), wantID)
	}
	if !o.Amount.IsValid() {
		add("amount", "", "is missing: want an amount with a currency")
	} else if o.Amount.Sign() < 0 {
		add("amount", o.Amount.String(), "is negative: want zero or more")
	}
	if s := o.At.Unix(); o.At.IsZero() {
		add("at", "", "is missing: want the time of the order")
	} else if s < firstSecond || s >= lastSecond {
		add("at", o.At.Format(time.RFC3339), fmt.Sprintf("is out of range: want the years %d to %d", firstYear, lastYear-1))
	}
	if o.Region != "" && !o.Region.IsValid() {
		add("region", string(o.Region), wantRegion)
	}
	for i, trait := range o.Traits {
		if !methods.ValidID(string(trait)) {
			add(fmt.Sprintf("traits[%d]", i), string(trait), wantID)
		}
	}
	for _, counter := range sortedCounters(o.Usage) {
		if used := o.Usage[counter]; !used.IsValid() || used.Sign() < 0 {
			add(string(appendKey([]byte("usage"), string(counter))), used.String(), "is not a total: want an amount of zero or more")
		}
	}
	return faults
}

func (r *Router) methodIDs() []methods.ID {
	ids := make([]methods.ID, len(r.methods))
	for i, m := range r.methods {
		ids[i] = m.ID
	}
	return ids
}

func sortedCounters(usage limits.Usage) []limits.Counter {
	counters := make([]limits.Counter, 0, len(usage))
	for counter := range usage {
		counters = append(counters, counter)
	}
	slices.SortFunc(counters, func(x, y limits.Counter) int { return cmp.Compare(x, y) })
	return counters
}

const (
	wantID     = `is not an id: want lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`
	wantRegion = "is not an ISO 3166-1 alpha-2 code: want two upper-case letters"
)
