package mdd

// memo is what one operation has worked out, by the pair of functions. It is
// cleared in one step, however much it has held.
type memo struct {
	slots []slot // open addressing, at most half full
	round uint32 // slots of other rounds are free
	count int
}

type slot struct {
	f, g   Ref
	result Ref
	round  uint32
}

func (m *memo) clear() {
	m.count = 0
	m.round++
	if m.round == 0 { // after four billion rounds the numbers come again
		clear(m.slots)
		m.round = 1
	}
}

func (m *memo) get(f, g Ref) (Ref, bool) {
	if len(m.slots) == 0 {
		return 0, false
	}
	s := m.find(f, g)
	return s.result, s.round == m.round
}

func (m *memo) put(f, g, result Ref) {
	if 2*m.count >= len(m.slots) {
		m.grow()
	}
	*m.find(f, g) = slot{f, g, result, m.round}
	m.count++
}

// find returns the slot of a pair, or the free one where it belongs.
func (m *memo) find(f, g Ref) *slot {
	for at := mix(uint64(uint32(f))<<32|uint64(uint32(g)), 1); ; at++ {
		s := &m.slots[at&uint64(len(m.slots)-1)]
		if s.round != m.round || s.f == f && s.g == g {
			return s
		}
	}
}

func (m *memo) grow() {
	old := m.slots
	m.slots = make([]slot, max(64, 2*len(old)))
	for _, s := range old {
		if s.round == m.round {
			*m.find(s.f, s.g) = s
		}
	}
}
