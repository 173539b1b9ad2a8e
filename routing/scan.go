package routing

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds on the JSON documents that are read.
const (
	// MaxDepth is how deep objects and arrays may nest.
	MaxDepth = 32

	// MaxString is the longest string, in bytes as written.
	MaxString = 64 << 10

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

	// The last place whose line was counted.
	marked, line, lineStart int
}

// step is a part of a path: a key, or an index if the key is empty.
type step struct {
	key   string
	index int
}

func newScanner(data []byte, most int) *scanner {
	s := &scanner{data: data, names: map[string]string{}, line: 1}
	switch {
	case len(data) > most:
		s.stop(fmt.Sprintf("has %d bytes: want at most %d", len(data), most))
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
	var b strings.Builder
	for i, step := range s.steps {
		switch {
		case step.key == "":
			b.WriteString("[" + strconv.Itoa(step.index) + "]")
		case i > 0:
			b.WriteString("." + step.key)
		default:
			b.WriteString(step.key)
		}
	}
	return b.String()
}

// fault adds a fault about the value that begins at a position.
func (s *scanner) fault(at int, value, problem string) {
	line, column := s.place(at)
	s.faults = append(s.faults, Fault{Path: s.path(), Line: line, Column: column, Value: clip(value), Problem: problem})
}

// place returns the line and column of a position. Faults come mostly in the
// order of the text, so counting goes on from the last one.
func (s *scanner) place(at int) (line, column int) {
	if at < s.marked {
		s.marked, s.line, s.lineStart = 0, 1, 0
	}
	for {
		i := bytes.IndexByte(s.data[s.marked:at], '\n')
		if i < 0 {
			break
		}
		s.marked += i + 1
		s.lineStart = s.marked
		s.line++
	}
	s.marked = at
	return s.line, at - s.lineStart + 1
}

// stop ends the reading: what follows cannot be understood.
func (s *scanner) stop(problem string) {
	if !s.stopped {
		s.fault(min(s.pos, len(s.data)), "", problem)
		s.stopped = true
	}
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

// end makes sure that nothing follows the document.
func (s *scanner) end() {
	if s.next(); !s.stopped && s.pos < len(s.data) {
		s.fault(s.pos, "", "has text after the document")
	}
}

// enter goes a level deeper; every level is left with s.depth--.
func (s *scanner) enter() bool {
	if s.depth == MaxDepth {
		s.stop(fmt.Sprintf("nests too deep: want at most %d levels", MaxDepth))
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
			s.faultyKey(at, name, "is not a key here"+suggestKey(keys, name))
			return
		}
		again := seen>>key&1 != 0
		seen |= 1 << key
		if again {
			s.faultyKey(at, name, "is there twice: want each key once")
			return
		}
		s.steps = append(s.steps, step{key: keys[key]})
		if s.next() == 'n' {
			s.fault(s.pos, "null", "is not allowed: leave the key out")
			s.skip()
		} else {
			read(key)
		}
		s.steps = s.steps[:len(s.steps)-1]
	})
}

// faultyKey adds a fault about a key and skips its value.
func (s *scanner) faultyKey(at int, name []byte, problem string) {
	s.steps = append(s.steps, step{key: clip(string(name))})
	s.fault(at, string(name), problem)
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

func suggestKey(keys []string, name []byte) string {
	if len(name) <= maxText {
		if lower := bytes.ToLower(name); indexKey(keys, lower) >= 0 {
			return "; keys are lower-case: want " + strconv.Quote(string(lower))
		}
	}
	if near := nearest(clip(string(name)), keys); near != "" {
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
		if !ok {
			return
		}
		if s.next() != ':' {
			s.unexpected("a colon")
			return
		}
		s.pos++
		each(name, at)
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
		if s.next() == 'n' {
			s.fault(s.pos, "null", "is not allowed: leave the element out")
			s.skip()
		} else {
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
	at := s.pos
	if s.skip(); !s.stopped {
		s.fault(at, string(s.data[at:min(s.pos, at+80)]), "is "+kindOf(s.data[at])+": want "+want)
	}
	return false
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

// text reads a string.
func (s *scanner) text() (string, bool) {
	if !s.expect('"', "a string") {
		return "", false
	}
	b, ok := s.quoted()
	return string(b), ok
}

// name reads a string that is likely to come again, keeping one copy of each.
func (s *scanner) name() (string, bool) {
	if !s.expect('"', "a string") {
		return "", false
	}
	b, ok := s.quoted()
	if known, again := s.names[string(b)]; again {
		return known, ok
	}
	name := string(b)
	s.names[name] = name
	return name, ok
}

// quoted reads a string whose opening quote is next. The result may alias the
// document.
func (s *scanner) quoted() ([]byte, bool) {
	from := s.pos + 1
	escaped := false
	for i := from; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			if i-from > MaxString {
				s.fault(from-1, string(s.data[from:from+80]), fmt.Sprintf("is too long: want strings of at most %d bytes", MaxString))
				return nil, true
			}
			if escaped {
				return s.unescape(s.data[from:i], from)
			}
			return s.data[from:i], true
		case c == '\\':
			escaped = true
			i++
		case c < 0x20:
			s.pos = i
			s.stop("has a control character in a string: want it escaped")
			return nil, false
		}
	}
	s.pos = len(s.data)
	s.unexpected("a closing quote")
	return nil, false
}

// unescape resolves the escapes of a string that begins at a position. It stops at
// an escape that JSON does not know; half of a surrogate pair is only a fault.
func (s *scanner) unescape(raw []byte, at int) ([]byte, bool) {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		i++
		switch c := raw[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b', 'f', 'n', 'r', 't':
			out = append(out, "\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
		case 'u':
			r, ok := hex4(raw[i+1:])
			if !ok {
				s.pos = at + i
				s.stop("has an escape that is not \\u and four hexadecimal digits")
				return nil, false
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low, ok := lowSurrogate(raw[i+1:])
				pair := utf16.DecodeRune(r, low)
				if !ok || pair == utf8.RuneError {
					s.fault(at+i-5, string(raw), "has half of a surrogate pair")
					return nil, true
				}
				r, i = pair, i+6
			}
			out = utf8.AppendRune(out, r)
		default:
			s.pos = at + i
			s.stop(fmt.Sprintf("has an escape that JSON does not know: \\%c", c))
			return nil, false
		}
	}
	return out, true
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 16)
	return rune(n), err == nil
}

func lowSurrogate(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	return hex4(b[2:])
}

// integer reads a whole number from 0 to most.
func (s *scanner) integer(most int) int {
	if c := s.next(); c != '-' && (c < '0' || c > '9') {
		s.expect('0', "a whole number")
		return 0
	}
	at := s.pos
	s.skip()
	if s.stopped {
		return 0
	}
	text := string(s.data[at:s.pos])
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		s.fault(at, text, fmt.Sprintf("is out of range: want a whole number from 0 to %d", most))
		return 0
	}
	return n
}

// skip reads over the next value, checking only that it is JSON.
func (s *scanner) skip() {
	if s.stopped {
		return
	}
	switch c := s.next(); {
	case c == '{':
		if s.enter() {
			s.members(func([]byte, int) { s.skip() })
			s.depth--
		}
	case c == '[':
		if !s.enter() {
			return
		}
		if s.next() == ']' {
			s.pos++
		} else {
			for s.skip(); !s.stopped && s.more(']'); {
				s.skip()
			}
		}
		s.depth--
	case c == '"':
		s.quoted()
	case c == '-' || c >= '0' && c <= '9':
		s.number()
	default:
		for _, word := range []string{"true", "false", "null"} {
			if bytes.HasPrefix(s.data[s.pos:], []byte(word)) {
				s.pos += len(word)
				return
			}
		}
		s.unexpected("a value")
	}
}

// number reads over a number.
func (s *scanner) number() {
	digits := func() bool {
		from := s.pos
		for s.pos < len(s.data) && s.data[s.pos] >= '0' && s.data[s.pos] <= '9' {
			s.pos++
		}
		return s.pos > from
	}
	at := func(chars string) bool {
		return s.pos < len(s.data) && strings.IndexByte(chars, s.data[s.pos]) >= 0
	}
	if at("-") {
		s.pos++
	}
	if at("0") {
		s.pos++
	} else if !digits() {
		s.unexpected("a digit")
		return
	}
	if at(".") {
		s.pos++
		if !digits() {
			s.unexpected("a digit")
			return
		}
	}
	if at("eE") {
		s.pos++
		if at("+-") {
			s.pos++
		}
		if !digits() {
			s.unexpected("a digit")
		}
	}
}
