package routing

import "hash/maphash"

// numbering numbers strings from 0 in the order in which they are added. It does what
// a map would, in half the time: routing looks up a platform, a surface and every
// trait of an order. Which slot a name hashes to differs from process to process
// and shows nowhere.
type numbering[S ~string] struct {
	all   []S
	slots []uint32 // open addressing, at most half full: a number, and one more
	seed  maphash.Seed
}

// add returns the number of a name, which is new if added is true.
func (n *numbering[S]) add(name S) (number uint32, added bool) {
	if number, ok := n.find(name); ok {
		return number, false
	}
	n.all = append(n.all, name)
	if 2*len(n.all) > len(n.slots) {
		n.grow(max(16, 4*len(n.all)))
	} else {
		n.put(uint32(len(n.all)))
	}
	return uint32(len(n.all) - 1), true
}

// grow makes a table of at least size slots.
func (n *numbering[S]) grow(size int) {
	slots := 16
	for slots < size {
		slots *= 2
	}
	n.slots, n.seed = make([]uint32, slots), maphash.MakeSeed()
	for i := range n.all {
		n.put(uint32(i + 1))
	}
}

func (n *numbering[S]) put(number uint32) {
	mask := uint64(len(n.slots) - 1)
	i := maphash.String(n.seed, string(n.all[number-1])) & mask
	for n.slots[i] != 0 {
		i = (i + 1) & mask
	}
	n.slots[i] = number
}

// find returns the number of a name.
func (n *numbering[S]) find(name S) (uint32, bool) {
	if len(n.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(n.slots) - 1)
	for i := maphash.String(n.seed, string(name)) & mask; ; i = (i + 1) & mask {
		number := n.slots[i]
		if number == 0 {
			return 0, false
		}
		if n.all[number-1] == name {
			return number - 1, true
		}
	}
}
