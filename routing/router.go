package routing

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// Router is a compiled [Catalog]. It is immutable and safe for concurrent use.
// The zero Router knows no platform; make one with [Compile].
type Router struct {
	name, version string
	zone          *time.Location

	platforms names.Numbering[methods.Platform] // the platforms, then their aliases
	aliasOf   []uint32                          // the platform of each alias

	platformNames []methods.Text // by platform; nil if none has a name

	methods  []methods.Method
	methodOf names.Numbering[methods.ID]
	fragments

	blocks   []block // by platform, and one more
	rows     []row
	details  []detail
	specials []uint32 // places of rows that are special or have Excepts, by platform
	children []child  // by platform, parents first

	entries []string // ids
	origins []origin

	rules     []rule         // sorted by id
	given     []limits.Limit // those that the numbers of a rule do not hold
	limits    []limitRow
	bounds    []bound    // and one more
	occasions []occasion // see bound.others
	everyRule uint32     // limits[:everyRule] are for any platform and method
	methodAt  []uint32   // where the rules for one method on any platform begin, by method

	servings    []serving
	scopes      []scope
	exceptAt    []uint32 // where each list of Excepts begins in exceptRows; list 0 is empty
	exceptRows  []exceptRow
	exceptForms []methods.Match // what reasons tell of Excepts, each once

	hoursAt   []uint32 // where each list of hours begins in weekSpans; list 0 is empty
	weekSpans []weekSpan
	offset    int64 // of the zone, in seconds

	rollouts   bool // some rule has one
	hasCustom  bool // some limit is not a Cap
	audiences  []audience
	whos       []who
	traitSets  []traitSet
	wideTraits []uint32

	audienceTraits uint64 // the traits below 64 that audiences of entries name

	mustState     uint64   // the traits below 64 of which silence is no answer
	wideMustState []uint32 // the others, sorted

	surfaces   names.Vocabulary[methods.Surface]
	traits     names.Vocabulary[methods.Trait]
	regions    names.Vocabulary[methods.Region]
	currencies names.Vocabulary[string]
	regionOf   [26 * 26]uint16
	currencyOf [currencySpan]uint16

	// The reasons against an order's surface, currency and region by sets of them, and
	// against its surface by servings: see columns.
	surfaceFails, currencyFails, regionFails, servingFails []column
}

// origin is what is only needed to explain an entry, and what many share.
type origin struct {
	foundation
	products    []methods.Product
	productJSON []string // of each
	parentID    methods.ID
	parent      uint32 // the number of parentID
}

// foundation is how well a rule is founded, as offers and reasons say.
type foundation struct {
	sources    []string
	confidence methods.Confidence
	conflict   string
	json       string // its keys in a reason
	evidence   string // those behind the sources
}

func (f *foundation) equal(other *methods.Evidence) bool {
	return f.confidence == other.Confidence && f.conflict == other.Conflict && slices.Equal(f.sources, other.Sources)
}

// isShared reports whether an origin has nothing but its foundation.
func (o *origin) isShared() bool { return len(o.products) == 0 && o.parentID == "" }

// platform returns the number of the platform that a name or an alias stands for.
func (r *Router) platform(name uint32) uint32 {
	if ids := uint32(len(r.blocks) - 1); name >= ids {
		return r.aliasOf[name-ids]
	}
	return name
}

// rowOf finds the first row of a method on a platform.
func (r *Router) rowOf(platform, method uint32) (uint32, bool) {
	from, to := r.blocks[platform].row, r.blocks[platform].more
	i, found := slices.BinarySearchFunc(r.rows[from:to], method, func(w row, method uint32) int {
		return cmp.Compare(r.details[w.detail].method, method)
	})
	return from + uint32(i), found
}

// methodOn is the method of a row.
func (r *Router) methodOn(at uint32) uint32 { return r.details[r.rows[at].detail].method }

// eachEntry calls each for the first row of a method on a platform and for those of
// its further entries.
func (r *Router) eachEntry(first uint32, each func(at uint32)) {
	each(first)
	more := &r.details[r.rows[first].detail]
	for at := more.more; at < more.to; at++ {
		each(at)
	}
}

// limitsFor returns the rows of the limit rules for the method of a row.
func (r *Router) limitsFor(platform, first uint32) [4][]limitRow {
	b := r.bounds[r.rows[first].bound:]
	return r.limitsOf(platform, r.methodOn(first), b[0].limits, b[1].limits)
}

// limitsOf returns the rows of the limit rules for a method on a platform: those
// for all methods and for this one on any platform, and the platform's own.
func (r *Router) limitsOf(platform, method, from, to uint32) [4][]limitRow {
	b := r.blocks[platform : platform+2]
	return [4][]limitRow{
		r.limits[:r.everyRule],
		r.limits[r.methodAt[method]:r.methodAt[method+1]],
		r.limits[b[0].limits:b[1].limits],
		r.limits[from:to],
	}
}

// eachTrait calls each for the values of a set.
func (r *Router) eachTrait(set *traitSet, each func(value uint32)) {
	for few := set.bits; few != 0; few &= few - 1 {
		each(uint32(bits.TrailingZeros64(few)))
	}
	for _, value := range r.wideTraits[set.wide:set.to] {
		each(value)
	}
}

func (r *Router) methodIDs() []methods.ID {
	ids := make([]methods.ID, len(r.methods))
	for i, m := range r.methods {
		ids[i] = m.ID
	}
	return ids
}

// parentOf returns the number of the parent of a row's entry, and one that no method
// has if there is none.
func (r *Router) parentOf(at uint32) uint32 {
	const none = ^uint32(0)
	w := &r.rows[at]
	if w.flags&hasParent == 0 {
		return none
	}
	return r.origins[r.details[w.detail].origin].parent
}
