package routing

import (
	"encoding/binary"
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/methods"
)

// scope compiles a match, but for its platforms and a When's Excepts.
func (b *builder) scope(m *methods.Match) scope {
	s := scope{
		who:        b.who(m),
		surfaces:   b.surfaceSet(m.Surfaces),
		currencies: b.currencySet(m.Currencies),
		regions:    b.regionSet(m.Regions),
	}
	s.from, s.until = bounds(m.Period)
	return s
}

// who interns an audience, a rollout and hours.
func (b *builder) who(m *methods.Match) uint32 {
	if len(m.Audience)+len(m.Hours) == 0 && !m.Rollout.IsSet() {
		return 0
	}
	hours := b.hours(m.Hours)
	b.key = binary.LittleEndian.AppendUint32(b.key[:0], hours)
	b.key = append(b.key, m.Rollout.Salt...)
	b.key = append(b.key, 0, byte(m.Rollout.BasisPoints), byte(m.Rollout.BasisPoints>>8))
	for _, set := range m.Audience {
		b.key = append(b.key, 1)
		for _, trait := range set {
			b.key = append(append(b.key, trait...), 0)
		}
	}
	if id, ok := b.whoOf[string(b.key)]; ok {
		return id
	}
	r := b.router
	w := who{
		salt:    methods.SaltOf(m.Rollout.Salt),
		points:  int32(m.Rollout.BasisPoints),
		rollout: m.Rollout.IsSet(),
		hours:   hours,
		hasMore: m.Rollout.IsSet() || hours != 0 || len(m.Audience) > 2,
		sets:    uint32(len(r.traitSets)),
	}
	r.rollouts = r.rollouts || w.rollout
	var narrow audience
	for i, set := range m.Audience {
		s := b.traitSet(set)
		r.traitSets = append(r.traitSets, s)
		w.hasMore = w.hasMore || s.wide != s.to
		if narrow.two = s.bits; i == 0 {
			narrow.one = s.bits
		}
	}
	if w.hasMore {
		narrow = audience{} // the bits do not say it all
	}
	w.to = uint32(len(r.traitSets))
	id := uint32(len(r.whos))
	r.whos = append(r.whos, w)
	r.audiences = append(r.audiences, narrow)
	b.whoOf[string(b.key)] = id
	return id
}

func (b *builder) traitSet(traits []methods.Trait) traitSet {
	r := b.router
	s := traitSet{wide: uint32(len(r.wideTraits))}
	for _, trait := range traits {
		if value := r.traits.Add(trait); value < 64 {
			s.bits |= 1 << value
		} else {
			r.wideTraits = append(r.wideTraits, value)
		}
	}
	// A trait named twice is missing once.
	wide := r.wideTraits[s.wide:]
	slices.Sort(wide)
	r.wideTraits = r.wideTraits[:int(s.wide)+len(slices.Compact(wide))]
	s.to = uint32(len(r.wideTraits))
	return s
}

// exceptScopes compiles Excepts, each once for all platforms. Their scopes lie behind
// each other; it returns the first. What they say of themselves is in b.forms.
func (b *builder) exceptScopes(except []methods.Match) (first uint32) {
	first = uint32(len(b.router.scopes))
	b.forms = b.forms[:0]
	for i := range except {
		b.router.scopes = append(b.router.scopes, b.scope(&except[i]))
		b.forms = append(b.forms, b.form(&except[i]))
	}
	b.formsRepeat = false
	if len(except) > 1 {
		sorted := slices.Sorted(slices.Values(b.forms))
		b.formsRepeat = len(slices.Compact(sorted)) < len(except)
	}
	return first
}

// form interns what a reason tells of an Except: the match without its rollout.
func (b *builder) form(m *methods.Match) uint32 {
	key := b.key[:0]
	list := func(n int, name func(i int) string) {
		for i := range n {
			key = append(append(key, name(i)...), ' ')
		}
		key = append(key, 0)
	}
	list(len(m.Platforms), func(i int) string { return string(m.Platforms[i]) })
	list(len(m.Surfaces), func(i int) string { return string(m.Surfaces[i]) })
	list(len(m.Currencies), func(i int) string { return m.Currencies[i] })
	list(len(m.Regions), func(i int) string { return string(m.Regions[i]) })
	for _, set := range m.Audience {
		list(len(set), func(i int) string { return string(set[i]) })
	}
	from, until := bounds(m.Period)
	key = binary.LittleEndian.AppendUint64(append(key, 1), uint64(from))
	key = binary.LittleEndian.AppendUint64(key, uint64(until))
	key = strconv.AppendBool(key, m.Period.From.IsZero())
	for _, h := range m.Hours {
		key = binary.LittleEndian.AppendUint16(key, uint16(h.From/time.Minute))
		key = binary.LittleEndian.AppendUint16(key, uint16(h.Until/time.Minute))
		for _, day := range h.Days {
			key = append(key, byte(day))
		}
		key = append(key, '.')
	}
	b.key = key
	number, ok := b.formOf[string(b.key)]
	if !ok {
		number = uint32(len(b.router.exceptForms))
		b.formOf[string(b.key)] = number
		form := cloneMatch(m)
		form.Rollout = methods.Rollout{}
		b.router.exceptForms = append(b.router.exceptForms, form)
	}
	return number
}

// excepts makes a list of the Excepts that can match on a platform, unless it is the
// last one. Those that name platforms come with them as sets.
func (b *builder) excepts(except []methods.Match, first uint32, named []map[methods.Platform]bool, p methods.Platform) uint32 {
	r := b.router
	last, from := len(r.exceptAt)-2, len(r.exceptRows)
	for i := range except {
		if len(except[i].Platforms) == 0 || named[i][p] {
			r.exceptRows = append(r.exceptRows, exceptRow{scope: first + uint32(i), form: b.forms[i]})
		}
	}
	list := r.exceptRows[from:]
	if b.formsRepeat {
		linkForms(list)
	}
	if slices.Equal(list, r.exceptRows[r.exceptAt[last]:from]) {
		r.exceptRows = r.exceptRows[:from]
		return uint32(last)
	}
	if len(list) == 0 {
		return 0
	}
	r.exceptAt = append(r.exceptAt, uint32(len(r.exceptRows)))
	return uint32(last + 1)
}

// linkForms tells each row that has the form of earlier ones how far back the last of
// them is.
func linkForms(list []exceptRow) {
	last := make(map[uint32]int, len(list))
	for i := range list {
		if before, ok := last[list[i].form]; ok {
			list[i].back = uint32(i - before)
		}
		last[list[i].form] = i
	}
}

// platformSets returns the platforms that each Except names: a list may be as long
// as the catalog's, and each of them is looked up.
func platformSets(except []methods.Match) []map[methods.Platform]bool {
	named := make([]map[methods.Platform]bool, len(except))
	for i, m := range except {
		named[i] = make(map[methods.Platform]bool, len(m.Platforms))
		for _, p := range m.Platforms {
			named[i][p] = true
		}
	}
	return named
}
