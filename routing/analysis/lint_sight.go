package analysis

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// sight is orders of which one may become a witness. The buyer, which may take long
// to find, is only looked for then. The zero sight is that there are none.
type sight struct {
	order  routing.Order // but for its buyer
	box    box
	buyers *space // that knows the rollouts
}

func (s *sight) isSeen() bool { return s.order.Platform != "" }

// show returns the first orders of which a function is not 0, if there are any.
func (s *survey) show(sp *space, f ref) sight {
	b, ok := sp.firstBox(f)
	if !ok {
		return sight{}
	}
	return s.sight(sp, b)
}

func (s *survey) sight(sp *space, b box) sight {
	return sight{
		order:  sp.exampleButBuyer(b, s.platform, s.zone),
		box:    b,
		buyers: &space{salts: sp.salts, cuts: sp.cuts},
	}
}

// regions returns where a function is not 0.
func (s *survey) regions(sp *space, f ref) []Region {
	boxes, ok := sp.boxes(f, MaxRegions)
	if !ok {
		s.fail("MaxRegions", MaxRegions)
		return nil
	}
	boxes = sp.merge(boxes)
	all := make([]Region, len(boxes))
	for i, b := range boxes {
		all[i] = sp.region(b, s.names, s.zone)
	}
	return all
}

func (s *survey) fail(bound string, most int) {
	if s.err == nil {
		s.err = &BoundError{Platform: s.platform, Bound: bound, Most: most}
	}
}

// firstBox returns the first box where a function is not 0.
func (d *diagram) firstBox(f ref) (box, bool) {
	b := box{sets: make([]set, len(d.sizes))}
	for !f.isLeaf() {
		axis, children := d.top(f), d.children(f)
		at := slices.IndexFunc(children, func(child ref) bool { return child != leaf(0) })
		f = children[at]
		b.sets[axis] = setOf(d.sizes[axis], func(value int) bool { return children[value] == f })
	}
	b.value = f.value()
	return b, b.value != 0
}

// witness returns an order that was seen, or the zero order if there is none.
func (l *linter) witness(s sight) routing.Order {
	if !s.isSeen() || l.err != nil {
		return routing.Order{}
	}
	buyer, ok := s.buyers.exampleBuyer(s.box)
	if !ok {
		l.err = &BoundError{Platform: s.order.Platform, Bound: "MaxBuyers", Most: MaxBuyers}
	}
	s.order.Buyer = limits.Hide(buyer)
	return s.order
}

// whatFits returns an order on one of some platforms, as far as a match is
// concerned, for which a function is not 0.
func (l *linter) whatFits(platforms []methods.Platform, m *methods.Match, of func(*space) ref) routing.Order {
	if len(platforms) == 0 {
		return routing.Order{}
	}
	sp := newSpace()
	sp.addMatch(m)
	for i := range l.x.catalog.Limits { // a witness states what has been paid
		if cap := capOf(&l.x.catalog.Limits[i]); cap.Currency() != 0 {
			sp.addCap(cap)
		}
	}
	sp.close(MaxNodes)
	s := newSurvey(l.x, platforms[0])
	return l.witness(s.show(sp, of(sp)))
}
