package routing

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds on the JSON documents that are read. A document beyond one of them has a
// [Fault] that says so.
const (
	// maxDepth is how deep objects and arrays may nest.
	maxDepth = 32

	// maxString is the longest string, in bytes as written.
	maxString = 64 << 10

	// MaxCatalogSize is the largest catalog that [ParseCatalog] reads, in bytes.
	MaxCatalogSize = 1 << 30

	// MaxOrderSize is the largest order that [ParseOrder] reads, in bytes.
	MaxOrderSize = 1 << 20
)

// scanner reads a JSON document strictly, and goes on after a fault as long as
// the text itself is JSON. Beyond what encoding/json refuses it refuses keys that
// are unknown, repeated or in another case, nulls, lone surrogates, invalid UTF-8
// and text after the document; and it knows where it is.
//
// Callers say what they want (object, array, text ...) and get a fault instead of
// a value if something else stands there. Once stopped, it returns nothing more.
type scanner struct {
	data    []byte
	pos     int
	depth   int
	steps   []step
	faults  []Fault
	stopped bool

	names map[string]string // one copy of each name that is referred to

	// Of a private document no fault quotes what may hold an id that must not be
	// shown: what is skipped, whole objects and arrays, and what is hidden.
	private bool
	hidden  int

	// The last place whose line was counted.
	marked, line, lineStart int
}

// step is a part of a path: an index, or a key if the index is negative.
type step struct {
	key   string
	index int
}

func newScanner(data []byte, most int) *scanner {
	s := &scanner{data: data, names: map[string]string{}, line: 1}
	switch {
	case len(data) > most:
		s.stop(fmt.Sprintf("has %d bytes: want at most %d", len(data), most))
	case bytes.HasPrefix(data, []byte("\ufeff")):
		s.stop("begins with a byte order mark: want none")
	case !utf8.Valid(data):
		for s.pos < len(data) {
			r, size := utf8.DecodeRune(data[s.pos:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			s.pos += size
		}
		s.stop("is not valid UTF-8")
	}
	return s
}

// path writes where the scanner is.
func (s *scanner) path() string {
	var path []byte
	for _, step := range s.steps {
		if step.index < 0 {
			path = appendKey(path, step.key)
		} else {
			path = append(strconv.AppendInt(append(path, '['), int64(step.index), 10), ']')
		}
	}
	return string(path)
}

// fault adds a fault about the value that begins at a position.
func (s *scanner) fault(at int, value, problem string) {
	if len(s.faults) == maxFaults {
		s.stop(tooManyFaults)
		return
	}
	s.add(at, value, problem)
}

func (s *scanner) add(at int, value, problem string) {
	if s.hidden > 0 {
		value = ""
	}
	line, column := s.place(at)
	s.faults = append(s.faults, Fault{Path: s.path(), Line: line, Column: column, Value: value, Problem: problem})
}

// stop ends the reading: what follows cannot be understood.
func (s *scanner) stop(problem string) {
	if !s.stopped {
		s.add(min(s.pos, len(s.data)), "", problem)
		s.stopped = true
	}
}

// place returns the line and column of a position. It counts from the last
// position asked for, so that many faults do not take the square of the time.
func (s *scanner) place(at int) (line, column int) {
	if at < s.marked {
		s.line -= bytes.Count(s.data[at:s.marked], []byte("\n"))
		s.lineStart = bytes.LastIndexByte(s.data[:at], '\n') + 1
	} else if passed := s.data[s.marked:at]; len(passed) > 0 {
		s.line += bytes.Count(passed, []byte("\n"))
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			s.lineStart = s.marked + last + 1
		}
	}
	s.marked = at
	return s.line, at - s.lineStart + 1
}

// unexpected stops at a character that JSON does not allow there.
func (s *scanner) unexpected(want string) {
	if s.pos >= len(s.data) {
		s.stop("ends too early: want " + want)
		return
	}
	r, _ := utf8.DecodeRune(s.data[s.pos:])
	s.stop(fmt.Sprintf("has %q here: want %s", r, want))
}

// next skips white space and returns the next character, or 0 at the end.
func (s *scanner) next() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// start returns the position of the next value.
func (s *scanner) start() int {
	s.next()
	return s.pos
}

// end makes sure that nothing follows the document.
func (s *scanner) end() {
	if s.next(); !s.stopped && s.pos < len(s.data) {
		s.fault(s.pos, "", "has text after the document: want nothing more")
	}
}

// enter goes a level deeper; every level is left with s.depth--.
func (s *scanner) enter() bool {
	if s.depth == maxDepth {
		s.stop(fmt.Sprintf("nests too deep: want at most %d levels", maxDepth))
		return false
	}
	s.depth++
	s.pos++
	return true
}

// object reads an object with some of the given keys, each at most once, and
// calls read with the index of each key when its value is next.
func (s *scanner) object(keys []string, read func(key int)) {
	if !s.expect('{', "an object") || !s.enter() {
		return
	}
	defer func() { s.depth-- }()
	var seen uint64
	s.members(func(name []byte, at int) {
		key := indexKey(keys, name)
		if key < 0 {
			s.faultyKey(at, name, "is not a key here"+s.suggestKey(keys, name))
			return
		}
		again := seen>>key&1 != 0
		seen |= 1 << key
		if again {
			s.faultyKey(at, name, "is there twice: want each key once")
			return
		}
		s.steps = append(s.steps, step{keys[key], -1})
		if !s.null("leave the key out") {
			read(key)
		}
		s.steps = s.steps[:len(s.steps)-1]
	})
}

// null skips a null, which is a fault, and reports whether one was next.
func (s *scanner) null(instead string) bool {
	if s.next() != 'n' {
		return false
	}
	at := s.pos
	if s.skip(); !s.stopped {
		s.fault(at, "null", "is not allowed: "+instead)
	}
	return true
}

// faultyKey adds a fault about a key and skips its value.
func (s *scanner) faultyKey(at int, name []byte, problem string) {
	key := clip(name)
	s.steps = append(s.steps, step{key, -1})
	s.fault(at, key, problem)
	s.steps = s.steps[:len(s.steps)-1]
	s.skip()
}

func indexKey(keys []string, name []byte) int {
	for i, key := range keys {
		if key == string(name) {
			return i
		}
	}
	return -1
}

func (s *scanner) suggestKey(keys []string, name []byte) string {
	if len(s.faults) >= mostSuggestions {
		return ""
	}
	key := clip(name)
	if lower := strings.ToLower(key); indexKey(keys, []byte(lower)) >= 0 {
		return "; keys are lower-case: want " + strconv.Quote(lower)
	}
	if near := nearest(key, keys); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	return "; known: " + strings.Join(keys, ", ")
}

// members reads the members of an object whose brace has been read, calling each
// with the name and its position when the value is next.
func (s *scanner) members(each func(name []byte, at int)) {
	if s.next() == '}' {
		s.pos++
		return
	}
	for !s.stopped {
		if s.next() != '"' {
			s.unexpected("a key in double quotes")
			return
		}
		at := s.pos
		name, ok := s.quoted()
		if s.stopped {
			return
		}
		if s.next() != ':' {
			s.unexpected("a colon")
			return
		}
		s.pos++
		if ok {
			each(name, at)
		} else {
			s.skip()
		}
		if s.stopped || !s.more('}') {
			return
		}
	}
}

// more reads a comma, or the end of an object or array.
func (s *scanner) more(end byte) bool {
	switch s.next() {
	case ',':
		s.pos++
		return true
	case end:
		s.pos++
		return false
	}
	s.unexpected("a comma or " + strconv.QuoteRune(rune(end)))
	return false
}

// array reads an array and calls read for each element when it is next.
func (s *scanner) array(read func(i int)) {
	if !s.expect('[', "an array") || !s.enter() {
		return
	}
	defer func() { s.depth-- }()
	if s.next() == ']' {
		s.pos++
		return
	}
	s.steps = append(s.steps, step{})
	for i := 0; !s.stopped; i++ {
		s.steps[len(s.steps)-1].index = i
		if !s.null("leave the element out") {
			read(i)
		}
		if s.stopped || !s.more(']') {
			break
		}
	}
	s.steps = s.steps[:len(s.steps)-1]
}

// expect reports whether a value of the wanted kind is next; if it is of another
// kind, that is a fault and the value is skipped.
func (s *scanner) expect(first byte, want string) bool {
	if s.stopped {
		return false
	}
	if s.next() == first {
		return true
	}
	s.wrongKind(want)
	return false
}

// wrongKind skips the next value and adds a fault about it. If that is the whole
// document, there is no more to say.
func (s *scanner) wrongKind(want string) {
	at := s.start()
	if s.skip(); !s.stopped {
		value := clip(s.data[at:s.pos])
		if c := s.data[at]; s.private && (c == '{' || c == '[') {
			value = ""
		}
		s.fault(at, value, "is "+kindOf(s.data[at])+": want "+want)
		s.stopped = s.stopped || len(s.steps) == 0
	}
}

func kindOf(first byte) string {
	switch first {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	}
	return "a number"
}
