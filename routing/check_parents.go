package routing

import (
	"fmt"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// parentGraph holds the parents of methods, by platform. Each statement is kept once,
// however many entries make it.
type parentGraph struct {
	parents map[listing][]methods.ID // of methods that have any
	circles map[edge]bool            // and whether it closes a circle
	listed  map[listing]bool         // parents, and whether they have an entry
	state   map[listing]visitState
	depth   map[listing]int // of those that are closed: the length of the longest chain of parents
}

// edge is a method on a platform and a parent of it.
type edge struct {
	listing
	parent methods.ID
}

// listing is a method on a platform.
type listing struct {
	platform methods.Platform
	method   methods.ID
}

// visitState is how far the search for circles has come with a method.
type visitState uint8

const (
	unseen visitState = iota
	open              // among the parents of the method that is looked at
	closed
)

// checkParents finds methods with a parent that is not on the platform, methods that
// are their own parents at some remove, and chains of parents that are too long.
func (k *checker) checkParents() {
	var children []int
	areParents := map[methods.ID]bool{}
	for i := range k.catalog.Availability {
		if e := &k.catalog.Availability[i]; e.Parent != "" && k.methods.Has(e.Method) && k.methods.Has(e.Parent) {
			children = append(children, i)
			areParents[e.Parent] = true
		}
	}
	if len(children) == 0 {
		return
	}
	n := parentGraph{
		parents: map[listing][]methods.ID{},
		circles: map[edge]bool{},
		listed:  map[listing]bool{},
		state:   map[listing]visitState{},
		depth:   map[listing]int{},
	}
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
	for _, i := range children {
		e := &k.catalog.Availability[i]
		for _, p := range platformsOf(e) {
			n.add(listing{p, e.Method}, e.Parent)
		}
	}
	for i := range k.catalog.Availability {
		e := &k.catalog.Availability[i]
		if !areParents[e.Method] {
			continue
		}
		for _, p := range platformsOf(e) {
			if at := (listing{p, e.Method}); n.isParent(at) {
				n.listed[at] = true
			}
		}
	}
	for _, i := range children {
		e := &k.catalog.Availability[i]
		for _, p := range platformsOf(e) {
			if problem := n.problem(listing{p, e.Method}, e.Parent, k.dangling); problem != "" {
				k.field(owner{list: "availability", index: i}, "within", string(e.Parent), problem)
				break
			}
		}
	}
}

// add notes a parent of a method.
func (n *parentGraph) add(child listing, parent methods.ID) {
	if _, again := n.circles[edge{child, parent}]; !again {
		n.circles[edge{child, parent}] = false
		n.parents[child] = append(n.parents[child], parent)
		n.listed[listing{child.platform, parent}] = false
	}
}

func (n *parentGraph) isParent(at listing) bool {
	_, ok := n.listed[at]
	return ok
}

// problem says what is wrong with a method's parent. Where a method or a platform
// of the catalog may be misspelled, the parent's entry may be the one.
func (n *parentGraph) problem(child listing, parent methods.ID, misspelled bool) string {
	if !n.listed[listing{child.platform, parent}] {
		if misspelled {
			return ""
		}
		return fmt.Sprintf("has no entry on platform %q, where it is the parent of %q: want one there", strictjson.Clip(child.platform), strictjson.Clip(child.method))
	}
	n.visit(child)
	switch {
	case n.circles[edge{child, parent}]:
		id := strictjson.Clip(child.method)
		return fmt.Sprintf("has %q among its own parents on platform %q: want one that is not nested in %q", id, strictjson.Clip(child.platform), id)
	case n.depth[listing{child.platform, parent}] == maxParents: // once for all children of the child
		return fmt.Sprintf("has a chain of %d parents itself on platform %q: want at most %d above %q",
			maxParents, strictjson.Clip(child.platform), maxParents, strictjson.Clip(child.method))
	}
	return ""
}

// visitStep is a method that is looked at, and how many of its parents have been.
type visitStep struct {
	at   listing
	next int
}

// visit looks for circles among the parents of a method, each of which it looks at
// once, and counts the chain of its parents. A circle is found where it closes. The
// steps are a list because a hostile chain is as long as the catalog.
func (n *parentGraph) visit(child listing) {
	if n.state[child] == closed {
		return
	}
	n.state[child] = open
	for steps := []visitStep{{at: child}}; len(steps) > 0; {
		top := &steps[len(steps)-1]
		parents := n.parents[top.at]
		if top.next == len(parents) {
			n.close(top.at)
			steps = steps[:len(steps)-1]
			continue
		}
		parent := parents[top.next]
		top.next++
		at := listing{child.platform, parent}
		switch n.state[at] {
		case unseen:
			n.state[at] = open
			steps = append(steps, visitStep{at: at})
		case open:
			n.circles[edge{top.at, parent}] = true
		}
	}
}

// close ends the look at a method whose parents have all been looked at.
func (n *parentGraph) close(at listing) {
	n.state[at] = closed
	for _, parent := range n.parents[at] {
		n.depth[at] = max(n.depth[at], 1+n.depth[listing{at.platform, parent}])
	}
}
