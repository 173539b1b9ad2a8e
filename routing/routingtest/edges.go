package routingtest

import (
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// edges are the values that a set of rules can tell apart. An order's decision by
// these rules depends only on which of them each of its facts is, and on which side
// of which instant, bound and share it lies.
type edges struct {
	surfaces   list[methods.Surface]
	currencies list[limits.Currency]
	regions    list[methods.Region]
	traits     list[methods.Trait]
	instants   list[int64] // Unix nanoseconds
	rollouts   list[methods.Rollout]
	caps       []limits.Cap

	own      bool // there is a limit that is not a Cap: its edges are not known
	learned  map[string]ownLimit
	counters list[limits.Counter] // of such limits
	bounds   list[limits.Money]   // of such limits
}

// list is values, each once, in the order in which they were added.
type list[T comparable] struct {
	all  []T
	seen map[T]bool
}

func (l *list[T]) add(values ...T) {
	for _, v := range values {
		if !l.seen[v] {
			if l.seen == nil {
				l.seen = map[T]bool{}
			}
			l.seen[v] = true
			l.all = append(l.all, v)
		}
	}
}

// edgesOf returns the edges of a whole catalog.
func edgesOf(c *routing.Catalog) *edges {
	e := &edges{learned: learnAll(c)}
	for i := range c.Methods {
		e.addProducts(c.Methods[i].Products)
	}
	for i := range c.Availability {
		e.addEntry(&c.Availability[i])
	}
	for i := range c.Limits {
		e.addLimit(&c.Limits[i])
	}
	return e
}

func (e *edges) addEntry(entry *methods.Availability) {
	e.addMatches(entry.When, entry.Except)
	e.addProducts(entry.Products)
}

func (e *edges) addLimit(rule *routing.LimitRule) {
	e.addMatches(rule.When, rule.Except)
	cap, ok := rule.Limit.(limits.Cap)
	if !ok {
		own := e.learned[rule.ID]
		e.own = true
		e.currencies.add(own.currencies...)
		e.counters.add(own.counters...)
		e.bounds.add(own.bounds...)
		return
	}
	e.caps = append(e.caps, cap)
	e.currencies.add(cap.Currency())
}

func (e *edges) addProducts(products []methods.Product) {
	for _, p := range products {
		e.surfaces.add(p.Surfaces...)
	}
}

func (e *edges) addMatches(when methods.Match, except []methods.Match) {
	for _, m := range append([]methods.Match{when}, except...) {
		e.surfaces.add(m.Surfaces...)
		e.regions.add(m.Regions...)
		for _, code := range m.Currencies {
			if c, err := limits.ParseCurrency(code); err == nil {
				e.currencies.add(c)
			}
		}
		for _, set := range m.Audience {
			e.traits.add(set...)
		}
		for _, t := range []time.Time{m.Period.From, m.Period.Until} {
			if !t.IsZero() {
				e.instants.add(t.UnixNano())
			}
		}
		if m.Rollout.IsSet() {
			e.rollouts.add(m.Rollout)
		}
	}
}

// otherSurface is a surface that no rule names.
func (e *edges) otherSurface() methods.Surface {
	return another(e.surfaces.all, "another_surface")
}

func (e *edges) otherTrait() methods.Trait { return another(e.traits.all, "another_trait") }

func another[S ~string](all []S, name S) S {
	for slices.Contains(all, name) {
		name += "_more"
	}
	return name
}

// otherRegion is a region that no rule names, if there is one.
func (e *edges) otherRegion() (methods.Region, bool) {
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			if r := methods.Region([]byte{a, b}); !slices.Contains(e.regions.all, r) {
				return r, true
			}
		}
	}
	return "", false
}

// otherCurrency is a currency that no rule names, if there is one.
func (e *edges) otherCurrency() (limits.Currency, bool) {
	for c := range limits.Currencies() {
		if !slices.Contains(e.currencies.all, c) {
			return c, true
		}
	}
	return 0, false
}

// The instants that an order may have, in Unix nanoseconds, both inclusive.
var (
	firstInstant = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	lastInstant  = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano() - 1
)

// isInstant compares times, as Unix nanoseconds end in 2262 and a limit may say that it
// starts anew after that.
func isInstant(t time.Time) bool {
	return !t.Before(instant(firstInstant)) && !t.After(instant(lastInstant))
}

// tries is how many buyers are tried to find one on a given side of every rollout.
const tries = 200_000

// buyers returns a buyer for each way in which a buyer can lie in some rollouts and
// outside of others. It reports false if there are too many ways, or some that no
// buyer was found for.
func buyers(rollouts []methods.Rollout) (ids []string, all bool) {
	const most = 256
	shares := map[string][]int{}
	var salts []string
	for _, r := range rollouts {
		if shares[r.Salt] == nil {
			salts = append(salts, r.Salt)
		}
		if r.BasisPoints > 0 && r.BasisPoints < methods.Buckets {
			shares[r.Salt] = append(shares[r.Salt], r.BasisPoints)
		} else if shares[r.Salt] == nil {
			shares[r.Salt] = []int{}
		}
	}
	ways := 1
	for _, salt := range salts {
		slices.Sort(shares[salt])
		shares[salt] = slices.Compact(shares[salt])
		ways = min(ways*(len(shares[salt])+1), most+1)
	}
	found := map[string]bool{}
	for n := 0; n < tries && len(found) < min(ways, most); n++ {
		buyer := "buyer" + strconv.Itoa(n)
		var way []byte
		for _, salt := range salts {
			side, _ := slices.BinarySearch(shares[salt], methods.Bucket(salt, buyer)+1)
			way = strconv.AppendInt(append(way, ' '), int64(side), 10)
		}
		if !found[string(way)] {
			found[string(way)] = true
			ids = append(ids, buyer)
		}
	}
	return ids, len(found) == ways
}
