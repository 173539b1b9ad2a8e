package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// overlap is orders to which two rules apply.
type overlap struct {
	code      FindingCode
	severity  Severity // that of the code, if it is empty
	other     int
	regions   []Region
	candidate candidate
}

// overlap adds the orders of which a function is not 0 to the overlaps of a rule.
func (in *inspection) overlap(all []overlap, ev *evaluator, code FindingCode, other int, f mdd.Ref) []overlap {
	if ev.inTime(f) == mdd.Leaf(0) {
		return all
	}
	return append(all, overlap{code: code, other: other, regions: in.regions(ev.space, f), candidate: ev.first(f, in.platform)})
}

// regions returns where a function is not 0.
func (in *inspection) regions(s *space, f mdd.Ref) []Region {
	boxes, ok := s.Boxes(f, in.bounds.regions)
	if !ok {
		in.exceed("regions")
		return nil
	}
	boxes = s.merge(boxes)
	all := make([]Region, len(boxes))
	for i, b := range boxes {
		all[i] = s.region(b, in.names)
	}
	return all
}

// reportOverlaps reports the overlaps of an entry or a limit rule with others, each of
// them once: with all regions on all platforms. The ids of the others are looked up by
// their numbers.
func (l *linter) reportOverlaps(f Finding, all []overlap, idOf func(n int) string) {
	for _, o := range joined(all) {
		other := idOf(o.other)
		f.Code, f.Regions, f.Witness, f.Others = o.code, o.regions, l.witness(o.candidate), []string{other}
		f.Severity = o.severity
		text := overlapTexts[o.code]
		l.report(f, text.EN, text.ZH, other)
	}
}

// isEverywhere reports whether, for each method, one rule applies wherever another does.
func (l *linter) isEverywhere(other, rule int) bool {
	return l.beside[[2]int{rule, other}] == l.applied[rule]
}

// joined puts together what is about the same two rules, which several methods and
// platforms may be under.
func joined(all []overlap) []*overlap {
	type key struct {
		code  FindingCode
		other int
	}
	found := map[key]*overlap{}
	known := map[key]*regionSet{}
	var inOrder []*overlap
	for _, o := range all {
		k := key{o.code, o.other}
		if found[k] == nil {
			found[k], known[k] = &overlap{code: o.code, severity: o.severity, other: o.other, candidate: o.candidate}, &regionSet{}
			inOrder = append(inOrder, found[k])
		}
		for _, r := range o.regions {
			if known[k].add(r) {
				found[k].regions = append(found[k].regions, r)
			}
		}
	}
	return inOrder
}

// regionSet is regions that differ, by some of their facts.
type regionSet struct {
	alike map[regionKey][]Region
}

type regionKey struct {
	platform         methods.Platform
	from             time.Time
	least            limits.Money
	stated, unstated int
	surfaces         int
	buckets          int
}

// add adds a region, and reports whether it was not in the set.
func (s *regionSet) add(r Region) bool {
	key := regionKey{r.Platforms[0], time.Time{}, limits.Money{}, len(r.Stated), len(r.Unstated), len(r.Surfaces.Names), len(r.Buckets)}
	if len(r.Periods) > 0 {
		key.from = r.Periods[0].From
	}
	if len(r.Amounts) > 0 {
		key.least = r.Amounts[0].Min
	}
	for _, known := range s.alike[key] {
		if known.equal(&r) {
			return false
		}
	}
	if s.alike == nil {
		s.alike = map[regionKey][]Region{}
	}
	s.alike[key] = append(s.alike[key], r)
	return true
}

var overlapTexts = map[FindingCode]methods.Text{
	FindingShadowedEntry: {
		EN: "%s comes first and grants, but its parent is not offered there: this entry would offer the method",
		ZH: "排在前面的 %s 先开放，但其父级支付方式不可用；该条目本可提供该支付方式",
	},
	FindingConflictingEntry: {
		EN: "%s grants the same orders with another rank, product or parent: only their order in the catalog decides",
		ZH: "%s 也对相同订单开放，但排序、支付产品或父级支付方式不同：仅以目录中的先后为准",
	},
	FindingConflictingLimit: {
		EN: "%s bounds the same total for the same orders, by another amount or number of payments: only the lower one counts",
		ZH: "%s 对相同订单的同一累计额另设金额或笔数上限：以较低者为准",
	},
	FindingRedundantCap: {
		EN: "%s allows less over the same or a longer time, for the same orders",
		ZH: "对相同订单，%s 的周期相同或更长，限额却更低",
	},
	FindingNoAmount: {
		EN: "its minimum is above the maximum of %s: for the same orders no amount is left",
		ZH: "其最低金额高于 %s 的单笔限额，相同订单任何金额均无法支付",
	},
}
