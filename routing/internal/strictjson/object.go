package strictjson

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Object is the JSON form of a T: an object that has some of the keys of the table, each
// at most once. Keys are written in the order of the table and read in any.
type Object[T any] []Field[T]

// Field says how the value of one key is read and written. The constructors of this
// package make most fields; any other is written out.
type Field[T any] struct {
	// Key is a word in lower case: letters, digits and "_".
	Key string

	// Read reads the key's value into *to, or adds a fault. It must read one value.
	Read func(r *Reader, to *T)

	// Write writes one value.
	Write func(w *Writer, from *T)

	// IsZero reports whether the key is left out when from is written. If it is nil, the
	// key is always there.
	IsZero func(from *T) bool

	// ReadOnly fields are never written, and have no Write. WriteOnly fields have no Read:
	// to a reader the key is not known.
	ReadOnly, WriteOnly bool

	check func() error // of the form of the value, if it is an Object
}

// Always returns the field as one whose key is written whatever the value.
func (f Field[T]) Always() Field[T] {
	f.IsZero = nil
	return f
}

// maxKeys is how many keys an Object may have: one bit of a word each.
const maxKeys = 64

// Check returns what is wrong with the table or with a table in it: keys that are there
// twice or are not in lower case, and fields that are read and not written, or written
// and not read, without saying so. It is for tests.
func (form Object[T]) Check() error {
	var all []error
	if len(form) > maxKeys {
		all = append(all, fmt.Errorf("%d keys: want at most %d", len(form), maxKeys))
	}
	seen := map[string]bool{}
	for _, f := range form {
		if seen[f.Key] {
			all = append(all, fmt.Errorf("%q is there twice", f.Key))
		}
		seen[f.Key] = true
		if f.Key == "" || string(AppendKey(nil, f.Key)) != f.Key {
			all = append(all, fmt.Errorf("%q is not a word in lower case", f.Key))
		}
		if (f.Read == nil) != f.WriteOnly {
			all = append(all, fmt.Errorf("%q is %s, but write-only is %t", f.Key, has(f.Read != nil, "read"), f.WriteOnly))
		}
		if (f.Write == nil) != f.ReadOnly {
			all = append(all, fmt.Errorf("%q is %s, but read-only is %t", f.Key, has(f.Write != nil, "written"), f.ReadOnly))
		}
		if f.check != nil {
			if err := f.check(); err != nil {
				all = append(all, fmt.Errorf("%q: %w", f.Key, err))
			}
		}
	}
	return errors.Join(all...)
}

func has(is bool, done string) string {
	if is {
		return done
	}
	return "not " + done
}

// Read reads an object into *to. Keys that are not in the text leave to as it is.
func (form Object[T]) Read(r *Reader, to *T) {
	if !r.open('{', "an object") {
		return
	}
	self, seen, expected := r.current, uint64(0), 0
	r.entry = ""
	for first := true; ; first = false {
		i := form.plainKey(r, first, expected)
		if i < 0 {
			if !r.member(first) {
				break
			}
			i = form.find(r.key)
		}
		switch {
		case i < 0:
			r.refuseKey("is not a key here" + form.suggest(r))
			continue
		case seen>>i&1 != 0:
			r.refuseKey("is there twice: want each key once")
			continue
		}
		seen |= 1 << i
		expected = i + 1
		r.begin(r.keyAt, member)
		form[i].Read(r, to)
		r.current = self
	}
	r.leave(self)
}

// plainKey reads the next key, and returns its number, if it comes in the order of the form
// and stands as such between quotes and a colon. If not, it reads nothing and returns -1.
func (form Object[T]) plainKey(r *Reader, first bool, expected int) int {
	data, at := r.data, r.pos
	if !first {
		if at >= len(data) || data[at] != ',' {
			return -1
		}
		at++
	}
	for at < len(data) && isSpace(data[at]) {
		at++
	}
	if at >= len(data) || data[at] != '"' {
		return -1
	}
	for i := expected; i < len(form); i++ {
		f := &form[i]
		end := at + 1 + len(f.Key)
		if end+1 < len(data) && data[end] == '"' && data[end+1] == ':' && string(data[at+1:end]) == f.Key && f.Read != nil {
			r.keyAt, r.pos = at, end+2
			if end+2 < len(data) && data[end+2] == ' ' {
				r.pos++
			}
			return i
		}
	}
	return -1
}

// find returns the number of a key that can be read, or -1.
func (form Object[T]) find(key []byte) int {
	return slices.IndexFunc(form, func(f Field[T]) bool { return f.Key == string(key) && f.Read != nil })
}

// refuseKey adds a fault about the key that was read last, and skips its value.
func (r *Reader) refuseKey(problem string) {
	key := Clip(r.key)
	r.add(fault{place: r.current, at: r.keyAt, key: key, hasKey: true, value: key, problem: problem})
	r.skip()
}

// suggest ends the problem of the key that was read last, which is not known: with what
// may be meant, or else with all that are.
func (form Object[T]) suggest(r *Reader) string {
	if len(r.faults) >= MaxSuggestions {
		return ""
	}
	var known []string
	for _, f := range form {
		if f.Read != nil {
			known = append(known, f.Key)
		}
	}
	key := Clip(r.key)
	if lower := strings.ToLower(key); form.find([]byte(lower)) >= 0 {
		return "; keys are lower-case: want " + strconv.Quote(lower)
	}
	if near := Nearest(key, known); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	return "; known: " + strings.Join(known, ", ")
}

// isZero reports whether from would be written without any key.
func (form Object[T]) isZero(from *T) bool {
	for i := range form {
		if f := &form[i]; f.Write != nil && (f.IsZero == nil || !f.IsZero(from)) {
			return false
		}
	}
	return true
}

// Write writes from as an object, without the keys whose fields are zero.
func (form Object[T]) Write(w *Writer, from *T) {
	w.buf = append(w.buf, '{')
	start := len(w.buf)
	for i := range form {
		f := &form[i]
		if f.Write == nil || f.IsZero != nil && f.IsZero(from) {
			continue
		}
		w.comma(start)
		w.buf = append(append(append(w.buf, '"'), f.Key...), `":`...)
		f.Write(w, from)
	}
	w.buf = append(w.buf, '}')
}

// Append appends the JSON form of from to dst, in one line.
func (form Object[T]) Append(dst []byte, from *T) []byte {
	w := Writer{buf: dst}
	form.Write(&w, from)
	return w.buf
}
