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
	platform uint32
	surface  uint32
	region   uint32
	value    uint32 // of the currency
	currency limits.Currency

	// Which condition fails when the order's surface, region or product does not
	// do: the fact itself, or that it is not known.
	badSurface, badRegion, badProduct reasonCode

	// hard is true if a value is 64 or more, so that bits do not do.
	hard bool

	// The buyer is forgotten when the decision is made. The bucket is that for the
	// last salt asked for, or -1.
	buyer  string
	salt   methods.SaltState
	bucket int32

	wide []uint32 // traits from 64 on, sorted
}

// The instants that an order may have, in Unix seconds: see firstYear.
var (
	firstSecond = time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	lastSecond  = time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
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
	currency := o.Amount.Currency()
	if !currency.IsValid() || o.Amount.Minor() < 0 {
		return false
	}
	f.now = seconds*int64(time.Second) + int64(o.At.Nanosecond())
	f.amount = o.Amount.Minor()
	f.platform = r.platform(platform)
	f.value, f.currency = uint32(r.currencyOf[currency]), currency
	f.hard = f.value >= 64
	f.buyer, f.bucket = o.Buyer, -1
	return r.readSurface(o, f) && r.readRegion(o, f) && r.readTraits(o, f) &&
		(len(o.Usage) == 0 || usageIsSound(o.Usage)) &&
		r.knowsAll(o.Allow) && r.knowsAll(o.Block) && r.knowsAll(o.Tried) && r.knowsAll(o.Prefer)
}

// platform returns the number of the platform that a name or an alias stands for.
func (r *Router) platform(name uint32) uint32 {
	if own := uint32(len(r.blocks) - 1); name >= own {
		return r.aliasOf[name-own]
	}
	return name
}

func (r *Router) readSurface(o *Order, f *facts) bool {
	if o.Surface == "" {
		f.surface, f.badSurface, f.badProduct = missing, unknownSurface, unknownSurface
		return true
	}
	f.badSurface, f.badProduct = onSurface, noProduct
	f.surface = r.surfaces.of(o.Surface)
	f.hard = f.hard || f.surface >= 64
	return f.surface != unnamed || methods.ValidID(string(o.Surface))
}

func (r *Router) readRegion(o *Order, f *facts) bool {
	if o.Region == "" {
		f.region, f.badRegion = missing, unknownRegion
		return true
	}
	f.badRegion = inRegion
	if !o.Region.IsValid() {
		return false
	}
	f.region = uint32(r.regionOf[regionIndex(o.Region)])
	f.hard = f.hard || f.region >= 64
	return true
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
		if _, ok := r.methodOf[id]; !ok {
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
			if _, ok := r.methodOf[id]; !ok {
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
	wantID     = `is not an id: want lower-case ASCII words joined by "_" or "."`
	wantRegion = "is not an ISO 3166-1 alpha-2 code: want two upper-case letters"
)
