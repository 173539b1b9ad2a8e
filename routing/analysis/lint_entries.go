package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// where is the function that is 1 where a function's value is one that counts.
func (d *diagram) where(f ref, counts func(v int32) bool) ref {
	return d.replace(f, func(v int32) int32 {
		if counts(v) {
			return 1
		}
		return 0
	})
}

// both is 1 where two functions of 0 and 1 are.
func (d *diagram) both(f, g ref) ref {
	return d.combine(f, g, func(a, b int32) int32 { return a & b })
}

// entries learns which of a method's entries speak, grant and offer, and which
// stand in each other's way.
func (s *survey) entries(j *judge, v *verdict) {
	offers := j.offers(v)
	numbers := s.x.entries[place{s.platform, v.method}]
	met := make([]ref, len(numbers)) // where all conditions of each are met
	for i, n := range numbers {
		met[i] = s.entry(j, v, n, offers)
	}
	for i, n := range numbers {
		for k, before := range numbers[:i] {
			s.pair(j, v, [2]int{before, n}, [2]ref{met[k], met[i]})
		}
	}
}

// entry learns about one entry, and returns where it could grant.
func (s *survey) entry(j *judge, v *verdict, n int, offers ref) ref {
	e := &s.x.catalog.Availability[n]
	speaks := j.where(v.says, func(said int32) bool { return j.speeches.all[said].entry == n })
	if speaks != leaf(0) {
		s.speaks[n] = true
	}
	if !e.Status.Grants() {
		return leaf(0)
	}
	met := j.where(j.withExcepts(j.unmetBy(&e.When), e.Except, s.platform), func(v int32) bool { return v == 0 })
	if _, o, ok := s.show(j, met); ok {
		s.holds[n] = o
	}
	if j.both(met, speaks) != leaf(0) {
		s.decides[n] = true
	}
	serving := j.both(speaks, offers)
	if _, o, ok := s.show(j, serving); ok {
		s.offers[n] = o
		served := j.combine(serving, v.says, func(serving, said int32) int32 {
			return serving * int32(j.speeches.all[said].product+2)
		})
		for _, p := range j.values(served) {
			if p >= 2 {
				s.products[s.x.productKey(n, int(p-2))] = true
			}
		}
	}
	grants := j.both(speaks, j.where(v.says, func(said int32) bool { return j.speeches.all[said].grants() }))
	open := j.both(grants, s.opens(j, e.Within))
	if open != leaf(0) {
		s.opened[n] = true
	} else if _, o, ok := s.show(j, grants); ok {
		s.closed[n] = o
	}
	for _, said := range j.values(j.combine(met, v.says, func(met, said int32) int32 { return met * (said + 1) })) {
		if said == 0 || j.speeches.all[said-1].entry == n {
			continue
		}
		if s.shadows[n] == nil {
			s.shadows[n] = map[string]bool{}
		}
		s.shadows[n][j.entry(said-1).ID] = true
	}
	return met
}

func (x *index) productKey(entry, n int) productKey {
	e := &x.catalog.Availability[entry]
	if len(e.Products) > 0 {
		return productKey{entry: entry, n: n}
	}
	return productKey{method: e.Method, entry: -1, n: n}
}

// pair learns whether two entries grant the same orders, the earlier of the
// catalog first.
func (s *survey) pair(j *judge, v *verdict, n [2]int, met [2]ref) {
	e, f := &s.x.catalog.Availability[n[0]], &s.x.catalog.Availability[n[1]]
	overlapping := j.both(met[0], met[1])
	if overlapping == leaf(0) {
		return
	}
	speaking := j.where(v.says, func(said int32) bool { return j.speeches.all[said].entry == n[0] })
	first := j.both(overlapping, speaking) // and not one before both
	if blocked := s.blocked(j, v, first, f); blocked != leaf(0) {
		s.overlap(j, BlockedEntry, n[1], n[0], blocked)
	}
	if e.Rank != f.Rank || e.Within != f.Within || !sameProducts(s.x.productsOf(e), s.x.productsOf(f)) {
		s.overlap(j, AmbiguousEntry, n[1], n[0], first)
	}
}

// sameProducts reports whether two entries' products come to the same.
func sameProducts(all, others []methods.Product) bool {
	return slices.EqualFunc(all, others, func(p, q methods.Product) bool {
		return productText(&p) == productText(&q) && slices.Equal(p.Surfaces, q.Surfaces)
	})
}

// blocked is where the method is not offered though its entry grants, and would be
// by another entry.
func (s *survey) blocked(j *judge, v *verdict, granted ref, other *methods.Availability) ref {
	f := j.combine(granted, j.offers(v), func(granted, offers int32) int32 { return granted &^ offers })
	if products := s.x.productsOf(other); len(products) > 0 {
		f = j.both(f, j.among(surfaceAxis, func(surface int) bool {
			return slices.ContainsFunc(products, func(p methods.Product) bool { return j.serves(&p, surface) })
		}))
	}
	for _, r := range v.rules {
		f = j.both(f, j.where(r.said, func(said int32) bool { return !j.answers.all[said].refuses() }))
	}
	return j.both(f, s.opens(j, other.Within))
}

// opens is where a method that another lives within is offered.
func (s *survey) opens(j *judge, parent methods.ID) ref {
	if parent == "" || j.listed(parent) == nil {
		return leaf(1)
	}
	return j.offers(j.about(parent))
}

func (s *survey) overlap(j *judge, code FindingCode, n, other int, f ref) {
	if r, o, ok := s.show(j, f); ok {
		s.overlaps = append(s.overlaps, overlap{code, n, other, r, o})
	}
}

// entries reports on entries.
func (l *linter) entries(all []survey) {
	holds := union(all, func(s *survey) map[int]routing.Order { return s.holds })
	speaks := union(all, func(s *survey) map[int]bool { return s.speaks })
	offers := union(all, func(s *survey) map[int]routing.Order { return s.offers })
	opened := union(all, func(s *survey) map[int]bool { return s.opened })
	decides := union(all, func(s *survey) map[int]bool { return s.decides })
	closed := union(all, func(s *survey) map[int]routing.Order { return s.closed })
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		f := Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}
		offer, isOffered := offers[i]
		switch o, isClosed := closed[i]; {
		case !e.Status.Grants():
			if !speaks[i] {
				f.Code = SilentEntry
				l.report(f, "it does not grant, and another entry is nearer for every order: it explains nothing",
					"该条目不授予，且对任何订单都有更接近的条目：它不说明任何事")
			}
		case isOffered:
			f.Witness = offer
			l.plain(f, e)
			f.Witness = routing.Order{}
		case isClosed && !opened[i]:
			f.Code, f.Witness = ClosedParent, o
			l.report(f, "%s lives within %s, which is never offered where this entry grants",
				"%s 位于 %s 之内，而该条目授予时后者从不提供", e.Method, e.Within)
			f.Witness = routing.Order{}
		default:
			l.dead(f, e, holds[i], shadowsOf(all, i), decides[i])
		}
		l.matches(f, e.When, e.Except)
		l.overlaps(all, i, f, AmbiguousEntry, BlockedEntry)
	}
}

func shadowsOf(all []survey, n int) []string {
	ids := map[string]bool{}
	for i := range all {
		for id := range all[i].shadows[n] {
			ids[id] = true
		}
	}
	return sortedKeys(ids)
}

// dead reports an entry by which nothing is offered, though it may decide about
// orders that meet its conditions.
func (l *linter) dead(f Finding, e *methods.Availability, o routing.Order, shadows []string, decides bool) {
	f.Code, f.Witness, f.Others = DeadEntry, o, shadows
	switch {
	case o.Platform == "":
		l.report(f, "no order meets all its conditions", "没有订单满足其全部条件")
	case !decides:
		l.report(f, "no order is offered %s by it: where its conditions are met, earlier entries speak (%s)",
			"没有订单因它获得 %s：条件满足时由更早的条目决定（%s）", e.Method, strings.Join(shadows, ", "))
	default:
		l.report(f, "no order is offered %s by it: where it speaks, no product serves, or limit rules or the method that it lives within refuse",
			"没有订单因它获得 %s：由它决定时没有可用产品，或被限额规则、上级方式拒绝", e.Method)
	}
}

// plain reports what an entry that offers says by itself.
func (l *linter) plain(f Finding, e *methods.Availability) {
	if e.Status == methods.Pilot && e.When.Period.Until.IsZero() {
		f.Code = OpenPilot
		l.report(f, "a pilot without an end", "试点没有结束日期")
	}
	if e.Confidence == methods.Low {
		f.Code = LowConfidence
		l.report(f, "its confidence is low, and orders are offered %s by it", "可信度低，却有订单因它获得 %s", e.Method)
	}
}

// matches reports what is questionable about conditions by themselves.
func (l *linter) matches(f Finding, when methods.Match, except []methods.Match) {
	path := f.Path
	for i, m := range append([]methods.Match{when}, except...) {
		f.Path = path + ".when"
		if i > 0 {
			f.Path = fmt.Sprintf("%s.except[%d]", path, i-1)
		}
		l.rollout(f, m.Rollout)
		l.surfaces(f, m.Surfaces)
	}
}

// surfaces reports names that are likely to be misspelt: any word is a surface.
func (l *linter) surfaces(f Finding, names []methods.Surface) {
	path := f.Path
	for i, s := range names {
		if isBuiltIn(s) || l.x.isServed(s) {
			continue
		}
		f.Code, f.Path = StrangeSurface, fmt.Sprintf("%s.surfaces[%d]", path, i)
		l.report(f, "%s is no surface of package methods, and no product serves it", "%s 不是 methods 包中的界面，也没有产品服务于它", s)
	}
}

func isBuiltIn(s methods.Surface) bool {
	switch s {
	case methods.App, methods.MobileWeb, methods.DesktopWeb, methods.WeChatBrowser, methods.WeChatMiniProgram,
		methods.AlipayBrowser, methods.AlipayMiniProgram, methods.WeComBrowser, methods.InAppBrowser:
		return true
	}
	return false
}

// isServed reports whether any product names the surface.
func (x *index) isServed(s methods.Surface) bool {
	serves := func(p methods.Product) bool { return slices.Contains(p.Surfaces, s) }
	return slices.ContainsFunc(x.catalog.Methods, func(m methods.Method) bool { return slices.ContainsFunc(m.Products, serves) }) ||
		slices.ContainsFunc(x.catalog.Availability, func(e methods.Availability) bool { return slices.ContainsFunc(e.Products, serves) })
}

// rollout reports a share that is none or all.
func (l *linter) rollout(f Finding, r methods.Rollout) {
	f.Path += ".rollout"
	switch {
	case !r.IsSet():
	case r.BasisPoints == 0:
		f.Code = RolloutToNobody
		l.report(f, "a rollout to 0 %% of buyers selects nobody", "灰度比例为 0%%，不选中任何买家")
	case r.BasisPoints == methods.Buckets:
		f.Code = RolloutToAll
		l.report(f, "a rollout to 100 %% of buyers leaves out only those who are not known", "灰度比例为 100%%，仅未知买家不在其中")
	}
}

// overlaps reports what has been learned of an entry or a limit rule and another.
func (l *linter) overlaps(all []survey, n int, f Finding, codes ...FindingCode) {
	seen := map[[2]any]bool{}
	for i := range all {
		for _, o := range all[i].overlaps {
			key := [2]any{o.code, o.other}
			if o.id != n || seen[key] || !slices.Contains(codes, o.code) {
				continue
			}
			seen[key] = true
			f.Code, f.Region, f.Witness = o.code, o.region, o.witness
			f.Others = []string{l.idOf(o)}
			text := overlapTexts[o.code]
			l.report(f, text.EN, text.ZH, f.Others[0])
		}
	}
}

func (l *linter) idOf(o overlap) string {
	if o.code == AmbiguousEntry || o.code == BlockedEntry {
		return l.x.catalog.Availability[o.other].ID
	}
	return l.x.catalog.Limits[o.other].ID
}

var overlapTexts = map[FindingCode]methods.Text{
	BlockedEntry: {
		EN: "it would offer the method where %s grants before it, which no product serves or whose parent is not offered",
		ZH: "%s 先授予但没有可用产品或其上级方式不可用，而该条目本可提供",
	},
	AmbiguousEntry: {
		EN: "%s grants the same orders with another rank, product or parent: only their order in the catalog decides",
		ZH: "%s 对相同订单以不同的排序、产品或上级方式授予：仅由目录中的先后决定",
	},
	AmbiguousLimit: {
		EN: "%s bounds the same total for the same orders, by another amount: only the lower one counts",
		ZH: "%s 对相同订单的同一累计另有限额：仅较低者有效",
	},
	IdleCap: {
		EN: "it allows more than %s allows over a longer time for the same orders",
		ZH: "对相同订单，它允许的金额高于更长周期的 %s",
	},
	NoAmount: {
		EN: "its minimum is above the maximum of %s, so that no amount is left for the same orders",
		ZH: "其下限高于 %s 的上限，相同订单没有可付金额",
	},
}

func (l *linter) report(f Finding, en, zh string, args ...any) {
	f.Severity = severityOf(f.Code)
	l.add(f, en, zh, args...)
}
