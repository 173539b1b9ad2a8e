package strictjson

// The constructors are not inlined: the functions in them would be compiled again at every
// call.

// Value returns the field of a key whose value read and write know. It is left out where
// it is zero.
//
//go:noinline
func Value[T any, V comparable](key string, at func(*T) *V, read func(*Reader, *V), write func(*Writer, *V)) Field[T] {
	return Field[T]{
		Key:    key,
		Read:   func(r *Reader, to *T) { read(r, at(to)) },
		Write:  func(w *Writer, from *T) { write(w, at(from)) },
		IsZero: func(from *T) bool { return *at(from) == *new(V) },
	}
}

// Text returns the field of a key whose value is any string. It is left out where it is
// empty.
//
//go:noinline
func Text[T any, S ~string](key string, at func(*T) *S) Field[T] {
	f := Value(key, at, nil, writeText[S])
	f.Read = func(r *Reader, to *T) {
		text, _ := r.Text()
		*at(to) = S(text)
	}
	return f
}

// Name returns the field of a key whose value is a string that is likely to come again,
// such as an id. It is left out where it is empty.
//
//go:noinline
func Name[T any, S ~string](key string, at func(*T) *S) Field[T] {
	f := Value(key, at, nil, writeText[S])
	f.Read = func(r *Reader, to *T) { *at(to) = S(r.Name()) }
	return f
}

// Line returns the field of a key whose value is a text for people, as [Reader.Line]
// reads it. It is left out where it is empty.
//
//go:noinline
func Line[T any, S ~string](key string, most int, at func(*T) *S) Field[T] {
	return Value(key, at, func(r *Reader, to *S) { *to = S(r.Line(most)) }, writeText)
}

func writeText[S ~string](w *Writer, from *S) { w.Text(string(*from)) }

// Secret returns the field of a key whose value is a string that set keeps, that no fault
// quotes, and that is never written.
//
//go:noinline
func Secret[T any](key string, set func(to *T, secret string)) Field[T] {
	return Field[T]{
		Key:      key,
		Read:     func(r *Reader, to *T) { set(to, r.Secret()) },
		ReadOnly: true,
	}
}

// Integer returns the field of a key whose value is a whole number from 0 to most. It is
// left out where it is 0.
//
//go:noinline
func Integer[T any](key string, most int, at func(*T) *int) Field[T] {
	return Value(key, at,
		func(r *Reader, to *int) { *to = r.Integer(most) },
		func(w *Writer, from *int) { w.Integer(*from) })
}

// Boolean returns the field of a key whose value is true or false. It is left out where
// it is false.
//
//go:noinline
func Boolean[T any](key string, at func(*T) *bool) Field[T] {
	return Value(key, at,
		func(r *Reader, to *bool) { *to = r.Boolean() },
		func(w *Writer, from *bool) { w.Boolean(*from) })
}

// Names returns the field of a key whose value is an array of names. One with nothing in
// it is as good as none: it is read as nil, and not written.
//
//go:noinline
func Names[T any, S ~string](key string, at func(*T) *[]S) Field[T] {
	return Field[T]{
		Key: key,
		Read: func(r *Reader, to *T) {
			names := at(to)
			if ReadNames(r, names); len(*names) == 0 {
				*names = nil
			}
		},
		Write:  func(w *Writer, from *T) { WriteNames(w, at(from)) },
		IsZero: func(from *T) bool { return len(*at(from)) == 0 },
	}
}

// ExactNames returns the field of a key whose value is an array of names where nothing in
// it is not the same as no array: [] is read as an empty list that is not nil, and such a
// list is written as [].
//
//go:noinline
func ExactNames[T any, S ~string](key string, at func(*T) *[]S) Field[T] {
	return Field[T]{
		Key:    key,
		Read:   func(r *Reader, to *T) { ReadNames(r, at(to)) },
		Write:  func(w *Writer, from *T) { WriteNames(w, at(from)) },
		IsZero: func(from *T) bool { return *at(from) == nil },
	}
}

// Nested returns the field of a key whose value is an object. It is left out where none of
// its own keys would be written.
//
//go:noinline
func Nested[T, V any](key string, form *Object[V], at func(*T) *V) Field[T] {
	return Field[T]{
		Key:    key,
		Read:   func(r *Reader, to *T) { form.Read(r, at(to)) },
		Write:  func(w *Writer, from *T) { form.Write(w, at(from)) },
		IsZero: func(from *T) bool { return form.isZero(at(from)) },
		check:  form.Keys().Check,
	}
}

// List returns the field of a key whose value is an array of objects. It is left out where
// nothing is in it.
//
//go:noinline
func List[T, V any](key string, form *Object[V], at func(*T) *[]V) Field[T] {
	f := ListOf(key, at, form.Read, form.Write)
	f.check = form.Keys().Check
	return f
}

// ListOf returns the field of a key whose value is an array of what read and write know.
// It is left out where nothing is in it.
//
//go:noinline
func ListOf[T, V any](key string, at func(*T) *[]V, read func(*Reader, *V), write func(*Writer, *V)) Field[T] {
	return Field[T]{
		Key:    key,
		Read:   func(r *Reader, to *T) { ReadList(r, at(to), read) },
		Write:  func(w *Writer, from *T) { WriteList(w, at(from), write) },
		IsZero: func(from *T) bool { return len(*at(from)) == 0 },
	}
}

// Map returns the field of a key whose value is an object with keys of the caller's own:
// entry is what faults call one. One with nothing in it is as good as none: it is read as
// nil, and not written.
//
//go:noinline
func Map[T any, M ~map[K]V, K ~string, V any](key, entry string, at func(*T) *M, read func(*Reader, *V), write func(*Writer, *V)) Field[T] {
	return Field[T]{
		Key: key,
		Read: func(r *Reader, to *T) {
			all := at(to)
			if ReadMap(r, entry, all, read); len(*all) == 0 {
				*all = nil
			}
		},
		Write:  func(w *Writer, from *T) { WriteMap(w, at(from), write) },
		IsZero: func(from *T) bool { return len(*at(from)) == 0 },
	}
}
