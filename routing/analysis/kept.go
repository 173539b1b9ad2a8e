package analysis

import "github.com/paymux/paymux/routing/analysis/internal/mdd"

// kept is a function that is worked out once.
type kept struct {
	f     mdd.Ref
	known bool
}

func (k *kept) get(of func() mdd.Ref) mdd.Ref {
	if !k.known {
		k.f = of()
		k.known = true
	}
	return k.f
}
