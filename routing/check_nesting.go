package routing

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// nesting is which methods live within which, by platform. Each statement is kept
// once, however many entries make it.
type nesting struct {
	parents map[nest][]methods.ID // of methods that live within others
	circles map[edge]bool         // and whether it closes a circle
	listed  map[nest]bool         // parents, and whether they have an entry
	state   map[nest]nestState
}

// edge is a method on a platform that lives within another.
type edge struct {
	nest
	parent methods.ID
}

// nest is a method on a platform.
type nest struct {
	platform methods.Platform
	method   methods.ID
}

// nestState is how far the search for circles has come with a method.
type nestState uint8

const (
	unseen nestState = iota
	open             // among the parents of the method that is looked at
	closed
)

// checkNesting finds methods that live within one that is not on the platform, or
// within themselves at some remove.
func (k *checker) checkNesting() {
	n := nesting{
		parents: map[nest][]methods.ID{},
		circles: map[edge]bool{},
		listed:  map[nest]bool{},
		state:   map[nest]nestState{},
	}
	var nested []int
	platforms := make([]methods.Platform, len(k.catalog.Platforms))
	for i := range k.catalog.Platforms {
		platforms[i] = k.catalog.Platforms[i].ID
	}
	platformsOf := func(e *methods.Availability) []methods.Platform {
		if len(e.When.Platforms) > 0 {
			return e.When.Platforms
		}
		return platforms
	}
	for i := range k.catalog.Availability {
		if e := &k.catalog.Availability[i]; e.Within != "" {
			nested = append(nested, i)
			for _, p := range platformsOf(e) {
				n.add(nest{p, e.Method}, e.Within)
			}
		}
	}
	if len(nested) == 0 {
		return
	}
	for i := range k.catalog.Availability {
		e := &k.catalog.Availability[i]
		for _, p := range platformsOf(e) {
			if at := (nest{p, e.Method}); n.isParent(at) {
				n.listed[at] = true
			}
		}
	}
	for _, i := range nested {
		e := &k.catalog.Availability[i]
		for _, p := range platformsOf(e) {
			if problem := n.problem(nest{p, e.Method}, e.Within); problem != "" {
				k.field(owner{list: "availability", index: i}, "within", string(e.Within), problem)
				break
			}
		}
	}
}

// add notes that a method lives within another.
func (n *nesting) add(child nest, parent methods.ID) {
	if _, again := n.circles[edge{child, parent}]; !again {
		n.circles[edge{child, parent}] = false
		n.parents[child] = append(n.parents[child], parent)
		n.listed[nest{child.platform, parent}] = false
	}
}

func (n *nesting) isParent(at nest) bool {
	_, ok := n.listed[at]
	return ok
}

// problem says what is wrong with a method's parent.
func (n *nesting) problem(child nest, parent methods.ID) string {
	if !n.listed[nest{child.platform, parent}] {
		return fmt.Sprintf("has no entry on platform %q, where %q lives within it", clip(child.platform), clip(child.method))
	}
	n.visit(child)
	if n.circles[edge{child, parent}] {
		return fmt.Sprintf("lives within %q itself on platform %q", clip(child.method), clip(child.platform))
	}
	return ""
}

// visit looks for circles among the parents of a method, each of which it looks at
// once. A circle is found where it closes.
func (n *nesting) visit(child nest) {
	if n.state[child] == closed {
		return
	}
	n.state[child] = open
	for _, parent := range n.parents[child] {
		at := nest{child.platform, parent}
		switch n.state[at] {
		case unseen:
			n.visit(at)
		case open:
			n.circles[edge{child, parent}] = true
		}
	}
	n.state[child] = closed
}
