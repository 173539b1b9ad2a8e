package routing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// located gives faults of meaning their places in the text, and puts them among
// the faults of form. A fault at or below a value that was already found faulty in
// form is dropped: it says nothing new.
func located(data []byte, form, meaning []Fault) []Fault {
	faulty := make(map[string]bool, len(form))
	for _, f := range form {
		faulty[f.Path] = true
	}
	root := &wanted{}
	var kept []Fault
	for _, f := range meaning {
		if !isWithin(f.Path, faulty) {
			root.add(f.Path, len(kept))
			kept = append(kept, f)
		}
	}
	if last := len(kept) - 1; last >= 0 {
		s := &scanner{data: data, line: 1}
		root.find(s, kept)
		if kept[last].Problem == tooManyFaults {
			kept[last].Line, kept[last].Column = s.place(len(data))
		}
	}
	all := append(form, kept...)
	slices.SortStableFunc(all, func(f, g Fault) int {
		return cmp.Or(cmp.Compare(f.Line, g.Line), cmp.Compare(f.Column, g.Column))
	})
	return all
}

// isWithin reports whether a path, or any value that contains it, is in the set.
func isWithin(path string, set map[string]bool) bool {
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
	for path != "" {
		var name string
		name, path = cutStep(path)
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

// cutStep splits the first step off a path: a key, or an index as a number.
func cutStep(path string) (step, rest string) {
	if quoted, err := strconv.QuotedPrefix(strings.TrimPrefix(path, "[")); err == nil {
		step, _ = strconv.Unquote(quoted) // cannot fail
		return step, path[len("[")+len(quoted)+len("]"):]
	}
	if inBrackets, ok := strings.CutPrefix(path, "["); ok {
		step, rest, _ = strings.Cut(inBrackets, "]")
		return step, rest
	}
	path = strings.TrimPrefix(path, ".")
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

// find walks the next value and places every fault below it. What is not in the
// text, such as a key that is missing, gets the place of what should contain it.
// Of keys that are there twice the first counts, as when the text was read.
func (w *wanted) find(s *scanner, faults []Fault) {
	w.place(s, s.start(), faults)
	below := func(name string) {
		child := w.children[name]
		if child == nil {
			s.skip()
			return
		}
		delete(w.children, name)
		child.find(s, faults)
	}
	switch c := s.next(); {
	case len(w.children) == 0:
		s.skip()
	case c == '{' && s.enter():
		s.members(func(name []byte, _ int) { below(string(name)) })
		s.depth--
	case c == '[':
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
