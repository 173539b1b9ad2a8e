package analysis

import "slices"

// Choice is a set of names that an order may state. The zero Choice has every
// name, and has orders that state none.
type Choice[S ~string] struct {
	Names    []S  `json:"names,omitempty"`
	Others   bool `json:"others,omitempty"`   // every name but Names, rather than these
	Unstated bool `json:"unstated,omitempty"` // orders that state none as well
}

// IsZero reports whether c has every name.
func (c Choice[S]) IsZero() bool { return len(c.Names) == 0 && !c.Others && !c.Unstated }

// Contains reports whether c has an order that states the name, or none if it is
// empty.
func (c Choice[S]) Contains(name S) bool {
	switch {
	case c.IsZero():
		return true
	case name == "":
		return c.Unstated
	}
	return slices.Contains(c.Names, name) != c.Others
}

func (c Choice[S]) equal(d Choice[S]) bool {
	return c.Others == d.Others && c.Unstated == d.Unstated && slices.Equal(c.Names, d.Names)
}
