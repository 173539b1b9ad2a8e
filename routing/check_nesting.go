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
	depth   map[nest]int // of those that are closed: how many they live within
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

// checkNesting finds methods that live within one that is not on the platform,
// within themselves at some remove, or within too many.
func (k *checker) checkNesting() {
	n := nesting{
		parents: map[nest][]methods.ID{},
		circles: map[edge]bool{},
		listed:  map[nest]bool{},
		state:   map[nest]nestState{},
		depth:   map[nest]int{},
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
		if e := &k.catalog.Availability[i]; e.Parent != "" && k.methods.Has(e.Method) && k.methods.Has(e.Parent) {
			nested = append(nested, i)
			for _, p := range platformsOf(e) {
				n.add(nest{p, e.Method}, e.Parent)
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
			if problem := n.problem(nest{p, e.Method}, e.Parent, k.dangling); problem != "" {
				k.field(owner{list: "availability", index: i}, "within", string(e.Parent), problem)
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

// problem says what is wrong with a method's parent. Where a method or a platform
// of the catalog may be misspelt, the parent's entry may be the one.
func (n *nesting) problem(child nest, parent methods.ID, misspelt bool) string {
	if !n.listed[nest{child.platform, parent}] {
		if misspelt {
			return ""
		}
		return fmt.Sprintf("has no entry on platform %q, where %q lives within it", clip(child.platform), clip(child.method))
	}
	n.visit(child)
	switch {
	case n.circles[edge{child, parent}]:
		return fmt.Sprintf("lives within %q itself on platform %q", clip(child.method), clip(child.platform))
	case n.depth[nest{child.platform, parent}] == maxParents: // once for all that live within the child
		return fmt.Sprintf("lives within %d others itself on platform %q: want no more around %q",
			maxParents, clip(child.platform), clip(child.method))
	}
	return ""
}

// nestStep is a method that is looked at, and how many of its parents have been.
type nestStep struct {
	at   nest
	next int
}

// visit looks for circles among the parents of a method, each of which it looks at
// once, and counts how many it lives within. A circle is found where it closes. The
// steps are a list because a hostile chain is as long as the catalog.
func (n *nesting) visit(child nest) {
	if n.state[child] == closed {
		return
	}
	n.state[child] = open
	for steps := []nestStep{{at: child}}; len(steps) > 0; {
		top := &steps[len(steps)-1]
		parents := n.parents[top.at]
		if top.next == len(parents) {
			n.close(top.at)
			steps = steps[:len(steps)-1]
			continue
		}
		parent := parents[top.next]
		top.next++
		at := nest{child.platform, parent}
		switch n.state[at] {
		case unseen:
			n.state[at] = open
			steps = append(steps, nestStep{at: at})
		case open:
			n.circles[edge{top.at, parent}] = true
		}
	}
}

// close ends the look at a method whose parents have all been looked at.
func (n *nesting) close(at nest) {
	n.state[at] = closed
	for _, parent := range n.parents[at] {
		n.depth[at] = max(n.depth[at], 1+n.depth[nest{at.platform, parent}])
	}
}
