package analysis

import (
	"cmp"
	"slices"
)

// list is a list, mostly sorted and without repetition: the number of one in [lists]. Equal lists
// have the same number, and the empty one is 0.
type list int32

// lists numbers sorted lists, so that a list can be a value of a function and part of
// another table's values.
type lists[T comparable] struct {
	compare func(a, b T) int
	cells   table[cell[T]]
}

// cell is a list by its first value and the rest of it.
type cell[T comparable] struct {
	head T
	rest list
}

func newLists[T comparable](compare func(a, b T) int) *lists[T] { return &lists[T]{compare: compare} }

func (l *lists[T]) push(head T, rest list) list { return list(l.cells.number(cell[T]{head, rest}) + 1) }

// before returns a list with a value more in front: in no order, and perhaps repeated.
func (l *lists[T]) before(of list, v T) list { return l.push(v, of) }

// with returns a list with a value more, unless it has it.
func (l *lists[T]) with(of list, v T) list {
	if of == 0 {
		return l.push(v, 0)
	}
	c := l.cells.all[of-1]
	switch order := l.compare(v, c.head); {
	case order < 0:
		return l.push(v, of)
	case order == 0:
		return of
	}
	return l.push(c.head, l.with(c.rest, v))
}

// union returns a list of the values of both.
func (l *lists[T]) union(of, other list) list {
	if of == 0 || of == other {
		return other
	}
	for other != 0 {
		c := l.cells.all[other-1]
		of, other = l.with(of, c.head), c.rest
	}
	return of
}

// values returns a list's values.
func (l *lists[T]) values(of list) []T {
	var all []T
	for of != 0 {
		c := l.cells.all[of-1]
		all, of = append(all, c.head), c.rest
	}
	return all
}

func sorted[S cmp.Ordered](all []S) []S {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}
