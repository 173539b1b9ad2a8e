package routing

import (
	"strconv"
	"strings"
)

// located gives faults of meaning their places in the text. A fault at or below a
// value that was already found faulty in form is dropped: it says nothing new.
func located(data []byte, form, meaning []Fault) []Fault {
	if len(meaning) == 0 {
		return nil
	}
	faulty := make(map[string]bool, len(form))
	for _, f := range form {
		faulty[f.Path] = true
	}
	root := &wanted{}
	var kept []Fault
	for _, f := range meaning {
		if !within(f.Path, faulty) {
			root.add(f.Path, len(kept))
			kept = append(kept, f)
		}
	}
	s := newScanner(data, MaxCatalogSize)
	root.find(s, kept)
	return kept
}

// within reports whether a path, or any value that contains it, is in the set.
func within(path string, set map[string]bool) bool {
	for end := len(path); end > 0; end = strings.LastIndexAny(path[:end], ".[") {
		if set[path[:end]] {
			return true
		}
	}
	return false
}

// wanted is a tree of the paths to look for, so that the text is walked once.
type wanted struct {
	faults   []int // whose path ends here
	children map[string]*wanted
}

// add puts a path such as "availability[3].when.surfaces[0]" into the tree.
func (w *wanted) add(path string, fault int) {
	for _, name := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		child := w.children[name]
		if child == nil {
			if w.children == nil {
				w.children = map[string]*wanted{}
			}
			child = &wanted{}
			w.children[name] = child
		}
		w = child
	}
	w.faults = append(w.faults, fault)
}

// find walks the next value and places every fault below it. What is not in the
// text, such as a key that is missing, gets the place of what should contain it.
func (w *wanted) find(s *scanner, faults []Fault) {
	at := s.start()
	w.place(s, at, faults)
	if len(w.children) == 0 {
		s.skip()
		return
	}
	below := func(name string) {
		if child := w.children[name]; child != nil {
			child.find(s, faults)
		} else {
			s.skip()
		}
	}
	switch s.next() {
	case '{':
		if s.enter() {
			s.members(func(name []byte, _ int) { below(string(name)) })
			s.depth--
		}
	case '[':
		s.array(func(i int) { below(strconv.Itoa(i)) })
	default:
		s.skip()
	}
}

// place gives every fault at or below w a place, which deeper ones overwrite.
func (w *wanted) place(s *scanner, at int, faults []Fault) {
	line, column := s.place(at)
	for _, i := range w.faults {
		faults[i].Line, faults[i].Column = line, column
	}
	for _, child := range w.children {
		child.place(s, at, faults)
	}
}
