package strictjson

import (
	"bytes"
	"fmt"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Bounds on what is read.
const (
	// MaxDepth is how deep objects and arrays may nest.
	MaxDepth = 32

	// MaxString is the longest string, in bytes as written.
	MaxString = 64 << 10
)

// Options say how a document is read.
type Options struct {
	// MaxSize is the largest document, in bytes. Zero allows none but the empty one.
	MaxSize int

	// Private documents may hold ids that must not be shown. Of these no fault quotes
	// what is skipped, a whole object or array, or a [Reader.Secret].
	Private bool
}

// A Reader reads one document, value by value, and collects its faults. It goes on
// after a fault as long as the text is JSON; where it is not, or exceeds a bound, the
// Reader stops, and from then on every method returns a zero value.
//
// Read the document's one value, call [Reader.End], then [Faults], and [Reader.Release].
// A Reader must not be used by several goroutines at once.
type Reader struct {
	// Context is for the caller's own Read functions. The Reader does not use it.
	Context any

	reading
	places places
	texts  texts
	lists  []memory // a *lists[V] for each type of element
}

// reading is what a Reader knows of its document alone.
type reading struct {
	doc  []byte // the document
	data []byte // the document, or nothing once stopped
	pos  int

	depth   int
	current int // the number of the value that is being read, or was read last

	// The key that was read last. It is valid until the next string is read.
	key   []byte
	keyAt int

	entry string // what an entry of the innermost object is called, if it is a map

	faults  []fault
	stopped bool
	private bool
	hidden  int // within so many values that must not be quoted

	scratch []byte // the last string that had escapes
	list    int    // the number of the list type behind that used last
}

// NewReader returns a Reader of a document, which must not change while it is read.
func NewReader(document []byte, options Options) *Reader {
	r := readers.Get().(*Reader)
	r.doc, r.data, r.private = document, document, options.Private
	r.texts.begin(len(document))
	switch {
	case len(document) > options.MaxSize:
		r.begin(0, element)
		r.stop(fmt.Sprintf("has %d bytes: want at most %d", len(document), options.MaxSize))
	case bytes.HasPrefix(document, []byte("\ufeff")):
		r.begin(0, element)
		r.stop("begins with a byte order mark: want none")
	default:
		r.places.size = len(document)
		r.next()
		r.begin(r.pos, element)
	}
	return r
}

// readers are those that were released, for the memory that they have.
var readers = sync.Pool{New: func() any { return new(Reader) }}

// Release ends the use of a Reader and leaves its memory to others. Nothing that was read
// is lost. Release may be left out, and must not be called twice.
func (r *Reader) Release() {
	r.places.release()
	r.texts.release()
	for _, l := range r.lists {
		l.release()
	}
	r.Context, r.reading = nil, reading{}
	readers.Put(r)
}

// End makes sure that nothing follows the document's value. It reports whether the
// whole text was read, with faults or without.
func (r *Reader) End() bool {
	if r.next(); r.pos < len(r.data) {
		r.add(fault{at: r.pos, problem: "has text after the document: want nothing more"})
	}
	return !r.stopped
}

// begin notes that a value begins, at the current depth.
func (r *Reader) begin(at int, as kind) {
	r.current = r.places.count
	r.places.note(at, r.depth, as)
}

// stop ends the reading: what follows cannot be understood.
func (r *Reader) stop(problem string) {
	if !r.stopped {
		r.add(fault{place: r.current, at: min(r.pos, len(r.doc)), problem: problem})
		r.stopped, r.data = true, nil
	}
}

// unexpected stops at a character that JSON does not allow there.
func (r *Reader) unexpected(want string) {
	if r.pos >= len(r.data) {
		r.stop("ends too early: want " + want)
		return
	}
	c, size := utf8.DecodeRune(r.data[r.pos:])
	if c == utf8.RuneError && size == 1 {
		r.stop(notUTF8)
		return
	}
	r.stop(fmt.Sprintf("has %q here: want %s", c, want))
}

// next skips white space and returns the next character, or 0 at the end.
func (r *Reader) next() byte {
	if r.pos < len(r.data) && r.data[r.pos] > ' ' {
		return r.data[r.pos]
	}
	return r.skipSpace()
}

func (r *Reader) skipSpace() byte {
	for ; r.pos < len(r.data); r.pos++ {
		if c := r.data[r.pos]; !isSpace(c) {
			return c
		}
	}
	return 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// open reads the bracket of an object or array; leave ends what it opens. If a value
// of another kind is next, that is a fault and the value is skipped.
func (r *Reader) open(bracket byte, want string) bool {
	if r.next() != bracket {
		r.Refuse(want)
		return false
	}
	return r.enter()
}

func (r *Reader) enter() bool {
	if r.depth == MaxDepth {
		r.stop(fmt.Sprintf("nests too deep: want at most %d levels", MaxDepth))
		return false
	}
	r.depth++
	r.pos++
	return true
}

// leave ends an object or array that began at a place.
func (r *Reader) leave(at int) {
	r.depth--
	r.current = at
}

// member reads what is before the value of an object's next member, its key included.
// It reports false at the end of the object.
func (r *Reader) member(first bool) bool {
	for ; r.more(first, '}'); first = false {
		if r.next() != '"' {
			r.unexpected("a key in double quotes")
			return false
		}
		r.keyAt = r.pos
		key, ok := r.quoted()
		if r.next() != ':' {
			r.unexpected("a colon")
			return false
		}
		r.pos++
		if ok {
			r.key = key
			return true
		}
		r.skip()
	}
	return false
}

// more reads the comma before all but the first member or element. It reports false
// at the end of the object or array.
func (r *Reader) more(first bool, end byte) bool {
	switch c := r.next(); {
	case c == end:
		r.pos++
		return false
	case first:
		return !r.stopped
	case c == ',':
		r.pos++
		return true
	}
	r.unexpected("a comma or " + strconv.QuoteRune(rune(end)))
	return false
}

// element reads what is before an array's next element, and notes that it begins. It
// reports false at the end of the array.
func (r *Reader) element(first bool) bool {
	if !first && r.pos < len(r.data) && r.data[r.pos] == ',' {
		r.pos++
	} else if !r.more(first, ']') {
		return false
	}
	r.next()
	r.begin(r.pos, element)
	return true
}
