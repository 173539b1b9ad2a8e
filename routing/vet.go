package routing

import (
	"fmt"
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/names"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// Vet names everything in an order that no rule of its platform uses: a surface, a
// trait, a counter, or a method in one of the order's lists. Each may be misspelled; the
// nearest name that is used is added, or all of them if they are few. Deciding ignores
// such facts, and so they are no faults to [Router.Route].
//
// The faults are in the order of the order's fields. There is none where the platform is
// not known, and none of a nil or zero router. Counters are left out where the platform has
// a custom limit, which may use any. Vet costs time in proportion to the rules of the
// platform: it is for tests, logs and tools, not for every order.
func (r *Router) Vet(o Order) []Fault {
	if !r.isCompiled() {
		return nil
	}
	platform, ok := r.platforms.Find(o.Platform)
	if !ok {
		return nil
	}
	v := vetting{
		router: r, platform: r.platform(platform), scopes: map[uint32]bool{},
		surfaces: map[string]bool{}, traits: map[string]bool{}, counters: map[string]bool{}, methods: map[string]bool{},
	}
	v.use()
	v.vet("surface", string(o.Surface), "surface", v.surfaces)
	vetList(&v, "traits", o.Traits, "trait", v.traits)
	vetList(&v, "lacks", o.Lacks, "trait", v.traits)
	if !v.custom {
		vetKeys(&v, "usage", o.Usage, "counter", v.counters)
	}
	vetList(&v, "allow", o.Allow, "method", v.methods)
	vetList(&v, "block", o.Block, "method", v.methods)
	vetList(&v, "tried", o.Tried, "method", v.methods)
	vetList(&v, "prefer", o.Prefer, "method", v.methods)
	vetKeys(&v, "down", o.Down, "method", v.methods)
	return v.faults
}

// vetting is what the rules of a platform use, and what an order has beside that.
type vetting struct {
	router   *Router
	platform uint32
	scopes   map[uint32]bool // that have been looked at
	custom   bool            // some rule has a custom limit

	surfaces, traits, counters, methods map[string]bool

	faults []Fault
}

// use collects what the rules of the platform use.
func (v *vetting) use() {
	r := v.router
	b := r.blocks[v.platform : v.platform+2]
	for at := b[0].row; at < b[0].more; at++ {
		v.methods[string(r.methods[r.methodOn(at)].ID)] = true
		r.eachEntry(at, func(entry uint32) {
			s := r.scope(&r.rows[entry])
			v.useScope(&s)
		})
		for _, rows := range r.limitsFor(v.platform, at) {
			for _, l := range rows {
				v.useRule(l)
			}
		}
	}
}

func (v *vetting) useRule(l limitRow) {
	rule := &v.router.rules[l.rule]
	v.custom = v.custom || rule.kind&isCustom != 0
	if rule.kind&isTotal != 0 {
		v.counters[string(v.router.given[rule.limit].(limits.Cap).Counter)] = true
	}
	v.useShared(l.scope)
}

// useShared is useScope, once for each of the router's scopes.
func (v *vetting) useShared(number uint32) {
	if !v.scopes[number] {
		v.scopes[number] = true
		v.useScope(&v.router.scopes[number])
	}
}

// useScope collects what a When and its Excepts name.
func (v *vetting) useScope(s *scope) {
	r := v.router
	for _, set := range []uint16{s.surfaces, s.products} {
		if set != names.AnySet {
			for _, surface := range r.surfaces.In(set) {
				v.surfaces[string(surface)] = true
			}
		}
	}
	w := &r.whos[s.who]
	for i := w.sets; i < w.to; i++ {
		r.eachTrait(&r.traitSets[i], func(value uint32) { v.traits[string(r.traits.Name(value))] = true })
	}
	for _, except := range r.exceptRows[r.exceptAt[s.excepts]:r.exceptAt[s.excepts+1]] {
		v.useShared(except.scope)
	}
}

func vetList[S ~string](v *vetting, key string, list []S, kind string, used map[string]bool) {
	for i, name := range list {
		v.vet(fmt.Sprintf("%s[%d]", key, i), string(name), kind, used)
	}
}

func vetKeys[M ~map[K]V, K ~string, V any](v *vetting, key string, m M, kind string, used map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		v.vet(string(strictjson.AppendKey([]byte(key), string(name))), string(name), kind, used)
	}
}

// vet adds a fault for a name that is not used. What is not stated is none.
func (v *vetting) vet(path, name, kind string, used map[string]bool) {
	if name == "" || used[name] {
		return
	}
	problem := fmt.Sprintf("is a %s that no rule of %q uses", kind, v.router.platforms.Name(v.platform))
	if len(v.faults) < strictjson.MaxSuggestions {
		problem += strictjson.Suggest(strictjson.Clip(name), slices.Sorted(maps.Keys(used)))
	}
	v.faults = append(v.faults, Fault{Path: path, Value: strictjson.Clip(name), Problem: problem})
}
