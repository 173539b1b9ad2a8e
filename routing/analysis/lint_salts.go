package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// reportSalts reports entries that are rolled out with the salt of another method's, and
// so to the same buyers. A method that is nested in another may be meant for its buyers.
func (l *linter) reportSalts() {
	type shared struct {
		salt   string
		method methods.ID
	}
	first, inOrder := map[shared]int{}, map[string][]int{}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		r := e.When.Rollout
		if !e.Status.Grants() || r.BasisPoints == 0 || r.BasisPoints == methods.Buckets {
			continue
		}
		for _, n := range inOrder[r.Salt] {
			if l.reportSalt(i, n) {
				break
			}
		}
		key := shared{r.Salt, e.Method}
		if _, ok := first[key]; !ok {
			first[key] = i
			inOrder[r.Salt] = append(inOrder[r.Salt], i)
		}
	}
}

// reportSalt reports an entry beside an earlier one with the same salt, if they are for
// different methods on one platform.
func (l *linter) reportSalt(i, n int) bool {
	e, other := &l.x.catalog.Availability[i], &l.x.catalog.Availability[n]
	on := l.common(e.When.Platforms, other.When.Platforms)
	if e.Method == other.Method || e.Parent == other.Method || other.Parent == e.Method || len(on) == 0 {
		return false
	}
	m := e.When
	m.Rollout.BasisPoints = min(m.Rollout.BasisPoints, other.When.Rollout.BasisPoints)
	f := Finding{
		Code: FindingSharedSalt, Path: fmt.Sprintf("availability[%d].when.rollout", i), ID: e.ID, Others: []string{other.ID},
		Witness: l.boundWitness(&m, on, 0, methods.Period{}),
	}
	l.report(f, "%s has the same salt, so both methods go to the same buyers: give each a salt of its own",
		"%s 使用相同的 salt，两种支付方式面向同一批买家：请各用一个 salt", other.ID)
	return true
}
