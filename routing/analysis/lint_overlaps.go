package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
)

// overlap is orders to which two rules apply, and what they are.
type overlap struct {
	code    FindingCode
	id      int // the later of the two in the catalog, or the one that is idle
	other   int
	regions []Region
	sight   sight
}

// overlaps reports what has been learned of an entry or a limit rule and others, each
// of them once: with all regions on all platforms.
func (l *linter) overlaps(all []survey, n int, f Finding, codes ...FindingCode) {
	for _, o := range l.joined(all, n, codes) {
		if o.code == FindingRedundantCap && !l.isIdle(all, o) {
			continue
		}
		f.Code, f.Regions, f.Witness = o.code, o.regions, l.witness(o.sight)
		f.Others = []string{l.idOf(*o)}
		text := overlapTexts[o.code]
		l.report(f, text.EN, text.ZH, f.Others[0])
	}
}

// isIdle reports whether a cap is worth a word because one on a longer time is lower.
// A bound on single payments is usually a general one, and lower totals are for some
// orders: it is only idle if there are no others.
func (l *linter) isIdle(all []survey, o *overlap) bool {
	return capOf(&l.x.catalog.Limits[o.id]).IsTotal() || !slices.ContainsFunc(all, func(s survey) bool {
		others, isApplied := s.company[o.id]
		return isApplied && !others[o.other]
	})
}

// joined puts together what is about the same two rules, which several methods and
// platforms may be under.
func (l *linter) joined(all []survey, n int, codes []FindingCode) []*overlap {
	type pair struct {
		code  FindingCode
		other int
	}
	found := map[pair]*overlap{}
	seen := map[pair]map[string]bool{}
	var inOrder []*overlap
	for i := range all {
		for _, o := range all[i].overlaps {
			if o.id != n || !slices.Contains(codes, o.code) {
				continue
			}
			key := pair{o.code, o.other}
			if found[key] == nil {
				found[key] = &overlap{o.code, n, o.other, nil, o.sight}
				seen[key] = map[string]bool{}
				inOrder = append(inOrder, found[key])
			}
			for _, r := range o.regions {
				if text := r.String(); !seen[key][text] {
					seen[key][text] = true
					found[key].regions = append(found[key].regions, r)
				}
			}
		}
	}
	return inOrder
}

func (l *linter) idOf(o overlap) string {
	if o.code == FindingConflictingEntry || o.code == FindingShadowedEntry {
		return l.x.catalog.Availability[o.other].ID
	}
	return l.x.catalog.Limits[o.other].ID
}

var overlapTexts = map[FindingCode]methods.Text{
	FindingShadowedEntry: {
		EN: "it would offer the method where %s grants before it, which no product serves or whose parent is not offered",
		ZH: "%s 先授予但没有可用产品或其上级方式不可用，而该条目本可提供",
	},
	FindingConflictingEntry: {
		EN: "%s grants the same orders with another rank, product or parent: only their order in the catalog decides",
		ZH: "%s 对相同订单以不同的排序、产品或上级方式授予：仅由目录中的先后决定",
	},
	FindingConflictingLimit: {
		EN: "%s bounds the same total for the same orders, by another amount: only the lower one counts",
		ZH: "%s 对相同订单的同一累计另有限额：仅较低者有效",
	},
	FindingRedundantCap: {
		EN: "it allows more than %s allows over a longer time for the same orders",
		ZH: "对相同订单，它允许的金额高于更长周期的 %s",
	},
	FindingNoAmount: {
		EN: "its minimum is above the maximum of %s, so that no amount is left for the same orders",
		ZH: "其下限高于 %s 的上限，相同订单没有可付金额",
	},
}
