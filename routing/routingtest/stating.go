package routingtest

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// checkStatingLess leaves one fact out of an order. A trait that need not be stated is not
// left out: where the order does not state it, it does not hold.
func checkStatingLess(t *rapid.T, s *subject, o routing.Order) string {
	silent := s.silences(o)
	if len(silent) == 0 {
		return ""
	}
	less := rapid.SampledFrom(silent).Draw(t, "left out")
	before := offered(s.route(t, s.router, o))
	for _, m := range offered(s.route(t, s.router, less.order)) {
		if !slices.Contains(before, m) {
			return fmt.Sprintf("without %s, %s is offered; with it, it was not", less.fact, m)
		}
	}
	return ""
}

// silence is an order without one of its facts.
type silence struct {
	fact  string
	order routing.Order
}

func (s *subject) silences(o routing.Order) []silence {
	var all []silence
	leaveOut := func(fact string, change func(*routing.Order)) {
		less := o
		change(&less)
		all = append(all, silence{fact, less})
	}
	if o.Surface != "" {
		leaveOut("the surface", func(o *routing.Order) { o.Surface = "" })
	}
	if o.Region != "" {
		leaveOut("the region", func(o *routing.Order) { o.Region = "" })
	}
	if o.Buyer != (limits.Hidden{}) {
		leaveOut("the buyer", func(o *routing.Order) { o.Buyer = limits.Hidden{} })
	}
	for _, counter := range slices.Sorted(maps.Keys(o.Usage)) {
		leaveOut("the usage of "+string(counter), func(o *routing.Order) {
			o.Usage = maps.Clone(o.Usage)
			delete(o.Usage, counter)
		})
	}
	for _, trait := range s.source.MustState() {
		isIt := func(t methods.Trait) bool { return t == trait }
		if slices.Contains(o.Traits, trait) {
			leaveOut("the trait "+string(trait), func(o *routing.Order) { o.Traits = slices.DeleteFunc(slices.Clone(o.Traits), isIt) })
		}
		if slices.Contains(o.Lacks, trait) {
			leaveOut("the lack of "+string(trait), func(o *routing.Order) { o.Lacks = slices.DeleteFunc(slices.Clone(o.Lacks), isIt) })
		}
	}
	return all
}
