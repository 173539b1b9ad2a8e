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
	if !ok || !isPlainWord(o.ID) && textProblem(o.ID) != "" {
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
	r.setTime(f, seconds, o.At.Nanosecond())
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
	f.setWide()
	return r.readTraits(o, f) && (len(o.Usage) == 0 || usageIsSound(o.Usage)) &&
		(len(o.Block)|len(o.Down) == 0 || r.knowsAll(o))
}

// isPlainWord reports whether an id is as most are, ASCII without blanks, and so sound.
func isPlainWord(id string) bool {
	for i := range len(id) {
		if id[i] <= ' ' || id[i] >= 0x7f {
			return false
		}
	}
	return len(id) <= maxText
}

// setTime sets the instant, in Unix seconds and nanoseconds of the second.
func (r *Router) setTime(f *facts, seconds int64, nanos int) {
	f.now = seconds*int64(time.Second) + int64(nanos)
	f.second = uint32(min(seconds-firstSecond, never-1))
	if len(r.weekSpans) > 0 {
		f.minute = uint16(r.intoWeek(seconds) / 60)
	}
}

// setWide notes whether a value is beyond the bits and columns.
func (f *facts) setWide() { f.isWide = max(f.value, f.surface, f.region) >= 64 }

// readTraits reads the traits that hold and those that do not.
func (r *Router) readTraits(o *Order, f *facts) bool {
	f.traits, f.lacks, f.wide = 0, 0, f.wide[:0]
	stated, ok := r.readList(o, o.Traits, 0, &f.traits, f)
	if !ok {
		return false
	}
	if len(o.Lacks) > 0 {
		lacked, ok := r.readList(o, o.Lacks, 1, &f.lacks, f)
		if !ok || f.traits&f.lacks != 0 || stated && lacked && len(inBoth(o)) > 0 {
			return false
		}
	}
	f.unknown = r.mustState &^ (f.traits | f.lacks)
	if len(f.wide) < 2 {
		return true
	}
	slices.Sort(f.wide)
	for i := range f.wide[1:] {
		if f.wide[i]|1 == f.wide[i+1] && f.wide[i] != f.wide[i+1] {
			return false
		}
	}
	return true
}

// readList reads traits, lacked or not, into bits and f.wide. It returns whether no
// rule names some of them, and false if one is malformed.
func (r *Router) readList(o *Order, traits []methods.Trait, lacked uint32, bits *uint64, f *facts) (unnamed, ok bool) {
	for _, trait := range traits {
		switch value := r.traits.Value(trait); {
		case value < names.FirstNamed:
			if !methods.ValidID(string(trait)) {
				return false, false
			}
			unnamed = true
		case value < 64:
			*bits |= 1 << value
		default:
			if f.wide == nil {
				f.wide = make([]uint32, 0, len(o.Traits)+len(o.Lacks))
			}
			f.wide = append(f.wide, value<<1|lacked)
		}
	}
	return unnamed, true
}

func usageIsSound(usage limits.Usage) bool {
	for _, used := range usage {
		if !isUsage(used) {
			return false
		}
	}
	return true
}

// knowsAll reports whether the catalog has every method that the order blocks or that
// is down: to ignore one would open a method.
func (r *Router) knowsAll(o *Order) bool {
	for _, id := range o.Block {
		if !r.methodOf.Has(id) {
			return false
		}
	}
	for id, until := range o.Down {
		if !r.methodOf.Has(id) || !isOutageEnd(until) {
			return false
		}
	}
	return true
}

// covered returns until when a scope that holds goes on doing so, as far as its period
// and its hours say.
func (d *Decision) covered(s *scope) int64 {
	return min(s.until, d.router.closing(d.router.whos[s.who].hours, d.facts.now))
}
