package analysis

import "slices"

// where is the function that is 1 where a function's value is one that counts.
func (d *diagram) where(f ref, counts func(v int32) bool) ref {
	return d.replace(f, func(v int32) int32 {
		if counts(v) {
			return 1
		}
		return 0
	})
}

// both is 1 where two functions of 0 and 1 are.
func (d *diagram) both(f, g ref) ref {
	return d.combine(f, g, func(a, b int32) int32 { return a & b })
}

// among is 1 for some values of an axis.
func (d *diagram) among(axis int, has func(value int) bool) ref {
	return d.on(axis, func(value int) int32 {
		if has(value) {
			return 1
		}
		return 0
	})
}

// dependsOn reports whether a function looks at an axis.
func (d *diagram) dependsOn(f ref, axis int) bool {
	seen := map[ref]bool{}
	var visit func(f ref) bool
	visit = func(f ref) bool {
		if d.top(f) >= axis || seen[f] {
			return d.top(f) == axis
		}
		seen[f] = true
		return slices.ContainsFunc(d.children(f), visit)
	}
	return visit(f)
}

// support returns for each value of an axis whether a function is ever other than
// 0 with it.
func (d *diagram) support(f ref, axis int) []bool {
	values := make([]bool, d.sizes[axis])
	seen := map[ref]bool{}
	var visit func(f ref)
	visit = func(f ref) {
		if f == leaf(0) || seen[f] {
			return
		}
		seen[f] = true
		switch top := d.top(f); {
		case top > axis:
			for value := range values {
				values[value] = true
			}
		case top == axis:
			for value, child := range d.children(f) {
				values[value] = values[value] || child != leaf(0)
			}
		default:
			for _, child := range d.children(f) {
				visit(child)
			}
		}
	}
	visit(f)
	return values
}
