package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// read turns the order into facts. It reports false if the order is malformed, of
// which faults then says all.
func (r *Router) read(o *Order, f *facts) bool {
	platform, ok := r.platforms.Find(o.Platform)
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
	f.surface, f.region = r.surfaces.Value(o.Surface), names.Missing
	if f.surface == names.Unnamed && !methods.ValidID(string(o.Surface)) {
		return false
	}
	if o.Region != "" {
		if !o.Region.IsValid() {
			return false
		}
		f.region = uint32(r.regionOf[regionIndex(o.Region)])
	}
	f.isWide = max(f.value, f.surface, f.region) >= 64
	return r.readTraits(o, f) && (len(o.Usage) == 0 || usageIsSound(o.Usage)) &&
		(len(o.Allow)|len(o.Block)|len(o.Tried)|len(o.Prefer) == 0 ||
			r.knowsAll(o.Allow) && r.knowsAll(o.Block) && r.knowsAll(o.Tried) && r.knowsAll(o.Prefer))
}

func (r *Router) readTraits(o *Order, f *facts) bool {
	f.traits, f.wide = 0, f.wide[:0]
	for _, trait := range o.Traits {
		value := r.traits.Value(trait)
		switch {
		case value < names.FirstNamed:
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
		if !used.Amount.IsValid() || used.Amount.Sign() < 0 {
			return false
		}
	}
	return true
}

func (r *Router) knowsAll(ids []methods.ID) bool {
	for _, id := range ids {
		if _, ok := r.methodOf.Find(id); !ok {
			return false
		}
	}
	return true
}
