package strictjson

// Object is the JSON form of a T: an object that has some of the keys of a table, each
// at most once. Keys are written in the order of the table and read in any.
type Object[T any] struct {
	keys   Keys
	fields []Field[T] // as many as keys
}

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
//
//go:noinline
func (f Field[T]) Always() Field[T] {
	f.IsZero = nil
	return f
}

// NewObject returns the form that has a table of fields, which [Keys.Check] checks.
//
//go:noinline
func NewObject[T any](fields ...Field[T]) *Object[T] {
	all := make(Keys, len(fields))
	for i := range fields {
		f := &fields[i]
		all[i] = key{f.Key, `"` + f.Key + `":`, f.Read != nil, f.Write != nil, f.ReadOnly, f.WriteOnly, f.check}
	}
	return &Object[T]{all, fields}
}

// Keys returns what the table says of its keys alone.
func (form *Object[T]) Keys() Keys { return form.keys }

// Read reads an object into *to. Keys that are not in the text leave to as it is.
func (form *Object[T]) Read(r *Reader, to *T) {
	m, ok := r.members(form.keys)
	if !ok {
		return
	}
	for i := m.next(r); i >= 0; i = m.next(r) {
		form.fields[i].Read(r, to)
	}
}

// isZero reports whether from would be written without any key.
func (form *Object[T]) isZero(from *T) bool {
	for i := range form.fields {
		if f := &form.fields[i]; f.Write != nil && (f.IsZero == nil || !f.IsZero(from)) {
			return false
		}
	}
	return true
}

// Write writes from as an object, without the keys whose fields are zero.
func (form *Object[T]) Write(w *Writer, from *T) {
	start := w.open('{')
	for i := range form.fields {
		f := &form.fields[i]
		if f.Write == nil || f.IsZero != nil && f.IsZero(from) {
			continue
		}
		w.key(start, form.keys[i].quoted)
		f.Write(w, from)
	}
	w.close('}')
}

// Append appends the JSON form of from to dst, in one line.
func (form *Object[T]) Append(dst []byte, from *T) []byte {
	w := NewWriter(dst, nil)
	form.Write(w, from)
	return w.buf
}
