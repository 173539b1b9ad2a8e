package strictjson

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Faults returns the faults that the reader found and, among them, those that the caller
// found in what was read, of which it knows the paths but not the places. They are in the
// order of the text.
//
// A fault of the caller's at or below a value that was already found faulty is dropped: it
// says nothing new. So is one without a value above such a value: what is missed there may
// be what could not be read. What is not in the text, such as a key that is missing, gets the place
// of what should contain it, and [TooManyFaults] the end.
//
// F is Fault or a type of the caller's that is defined alike.
func Faults[F faultLike](r *Reader, found []F) []F {
	if len(r.faults) == 0 && len(found) == 0 {
		return nil
	}
	all := r.formFaults()
	faulty := make(map[string]bool, len(all))
	for _, f := range all {
		faulty[f.Path] = true
	}
	unread := above(found, all)
	var kept []located
	for _, f := range found {
		if f := Fault(f); !isWithin(f.Path, faulty) && (f.Value != "" || !unread[f.Path]) {
			kept = append(kept, located{Fault: f})
		}
	}
	r.locate(kept)
	all = append(all, kept...)
	r.countLines(all)
	faults := make([]F, len(all))
	for i, f := range all {
		faults[i] = F(f.Fault)
	}
	return faults
}

// faultLike is Fault and every type that is defined as it is.
type faultLike interface {
	~struct {
		Path         string
		Line, Column int
		Value        string
		Problem      string
	}
}

// located is a fault with its place in the text.
type located struct {
	Fault
	at int
}

// formFaults gives the reader's own faults their paths.
func (r *Reader) formFaults() []located {
	all := make([]located, len(r.faults))
	order := make([]int, len(r.faults))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(r.faults[i].place, r.faults[j].place) })
	r.walk(func(number int, p place, t *trail) {
		for len(order) > 0 && r.faults[order[0]].place == number {
			i := order[0]
			order = order[1:]
			f := r.faults[i]
			path := t.path(r, p.depth)
			if f.hasKey {
				path = AppendKey(path, f.key)
			}
			if f.at < 0 {
				f.at = r.valueAt(p)
			}
			all[i] = located{Fault{Path: string(path), Value: f.value, Problem: f.problem}, f.at}
		}
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

// above returns the paths of faults that have no value and lie above others.
func above[F faultLike](found []F, others []located) map[string]bool {
	lie := map[string]bool{}
	for _, f := range found {
		if f := Fault(f); f.Value == "" && f.Path != "" {
			lie[f.Path] = false
		}
	}
	if len(lie) == 0 {
		return nil
	}
	for _, f := range others {
		for end := strings.LastIndexAny(f.Path, ".["); end > 0; end = strings.LastIndexAny(f.Path[:end], ".[") {
			if _, ok := lie[f.Path[:end]]; ok {
				lie[f.Path[:end]] = true
			}
		}
	}
	return lie
}

// wanted is a tree of the paths to look for, so that the places are walked once.
type wanted struct {
	faults   []int // whose path ends here
	children map[string]*wanted
}

// add puts a path such as "entries[3].when.surfaces[0]" into the tree.
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

// locate gives faults that have only paths their places.
func (r *Reader) locate(faults []located) {
	root := &wanted{}
	for i, f := range faults {
		root.add(f.Path, i)
	}
	if len(faults) == 0 {
		return
	}
	var open [MaxDepth + 1]*wanted // what is looked for, by depth
	r.walk(func(_ int, p place, t *trail) {
		depth, at := p.depth, p.at
		switch {
		case depth == 0:
			open[0] = root
		case open[depth-1] == nil || len(open[depth-1].children) == 0:
			open[depth] = nil
		case p.kind == element:
			open[depth] = open[depth-1].children[strconv.Itoa(t.counts[depth])]
		default:
			var key string
			key, at = r.memberAt(p)
			open[depth] = open[depth-1].children[key]
		}
		if found := open[depth]; found != nil {
			found.place(at, faults)
		}
	})
	if last := &faults[len(faults)-1]; last.Problem == TooManyFaults {
		last.at = len(r.doc)
	}
}

// place gives every fault at or below w a place, which deeper ones overwrite.
func (w *wanted) place(at int, faults []located) {
	for _, i := range w.faults {
		faults[i].at = at
	}
	for _, child := range w.children {
		child.place(at, faults)
	}
}

// countLines puts faults into the order of the text and gives them lines and columns.
func (r *Reader) countLines(faults []located) {
	slices.SortStableFunc(faults, func(f, g located) int { return cmp.Compare(f.at, g.at) })
	line, start, counted := 1, 0, 0
	for i := range faults {
		f := &faults[i]
		passed := r.doc[counted:f.at]
		line += bytes.Count(passed, []byte("\n"))
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			start = counted + last + 1
		}
		counted = f.at
		f.Line, f.Column = line, f.at-start+1
	}
}
