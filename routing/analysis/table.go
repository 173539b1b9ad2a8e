package analysis

// table numbers values: the functions of a space are to numbers. The zero table
// has none.
type table[T comparable] struct {
	all []T
	of  map[T]int32
}

// newTable returns a table in which 0 is the zero value. Once a diagram is exhausted
// all its functions are 0, so that number has to be one.
func newTable[T comparable]() *table[T] {
	t := &table[T]{}
	var zero T
	t.number(zero)
	return t
}

func (t *table[T]) number(v T) int32 {
	n, ok := t.of[v]
	if !ok {
		if t.of == nil {
			t.of = map[T]int32{}
		}
		n = int32(len(t.all))
		t.of[v] = n
		t.all = append(t.all, v)
	}
	return n
}
