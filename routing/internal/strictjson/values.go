package strictjson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Kind is the kind of a value. The zero Kind is that of no value.
type Kind string

// The kinds of JSON values, in the words of faults.
const (
	KindString  Kind = "a string"
	KindNumber  Kind = "a number"
	KindBoolean Kind = "a boolean"
	KindObject  Kind = "an object"
	KindArray   Kind = "an array"
	KindNull    Kind = "null"
)

// Kind returns the kind of the next value, as its first character tells it. It is zero
// where no value begins.
func (r *Reader) Kind() Kind {
	switch c := r.next(); {
	case c == '"':
		return KindString
	case startsNumber(c):
		return KindNumber
	case c == 't' || c == 'f':
		return KindBoolean
	case c == '{':
		return KindObject
	case c == '[':
		return KindArray
	case c == 'n':
		return KindNull
	}
	return ""
}

// Refuse skips the next value and adds a fault: its kind is not what is wanted, such as
// "a string". A null is called what it is: something to leave out.
func (r *Reader) Refuse(want string) {
	kind, at := r.Kind(), r.pos
	if r.skip(); r.stopped {
		return
	}
	value := Clip(r.data[at:r.pos])
	switch {
	case kind == KindNull && r.current > 0:
		r.add(fault{place: r.current, at: at, value: value, problem: "is not allowed: leave the " + r.calls() + " out"})
		return
	case r.private && (kind == KindObject || kind == KindArray):
		value = ""
	}
	r.faultAt(at, value, "is "+string(kind)+": want "+want)
	if r.current == 0 && !r.stopped {
		r.stopped, r.data = true, nil // there is no more to say
	}
}

// calls says what the current value is called in the object or array that it is in.
func (r *Reader) calls() string {
	switch {
	case r.places.kind == element:
		return "element"
	case r.entry != "":
		return r.entry
	}
	return "key"
}

// Null reads a null, if one is next, and reports whether it was. Where it is not called,
// a null is a fault.
func (r *Reader) Null() bool {
	if r.next() != 'n' {
		return false
	}
	r.skip()
	return !r.stopped
}

// Bytes reads a string without copying it. The result is valid until the next string is
// read, and must not be changed. It reports false after a fault.
func (r *Reader) Bytes() ([]byte, bool) {
	if from := r.pos + 1; from < len(r.data) && r.data[from-1] == '"' {
		// A short cut for strings of plain characters.
		if end := plainEnd(r.data, from); end < len(r.data) && r.data[end] == '"' && end-from <= MaxString {
			r.pos = end + 1
			return r.data[from:end], true
		}
	}
	if r.next() != '"' {
		r.Refuse("a string")
		return nil, false
	}
	return r.quoted()
}

// Text reads a string. It reports false after a fault.
func (r *Reader) Text() (string, bool) {
	b, ok := r.Bytes()
	return r.texts.keep(b), ok
}

// Name reads a string that is likely to come again, such as an id. It is empty after a
// fault.
func (r *Reader) Name() string {
	b, _ := r.Bytes()
	return r.texts.name(b)
}

// Line reads a text for people: at most so many bytes, and nothing that [LineProblem]
// finds. It is empty after a fault.
func (r *Reader) Line(most int) string {
	b, ok := r.Bytes()
	if !ok {
		return ""
	}
	if len(b) > most {
		r.Fault(string(b), fmt.Sprintf("is too long: want at most %d bytes", most))
		return ""
	}
	text := r.texts.keep(b)
	if problem := LineProblem(text); problem != "" {
		r.Fault(text, problem)
		return ""
	}
	return text
}

// Secret reads a string that no fault quotes, and that shares its memory with nothing.
func (r *Reader) Secret() string {
	r.hidden++
	b, _ := r.Bytes()
	r.hidden--
	return string(b)
}

// Integer reads a whole number from 0 to most, without a sign, a point or an exponent.
func (r *Reader) Integer(most int) int {
	if !startsNumber(r.next()) {
		r.Refuse("a whole number")
		return 0
	}
	from := r.pos
	if r.skip(); r.stopped {
		return 0
	}
	text := r.data[from:min(r.pos, from+len("18446744073709551615")+1)] // no longer number is in range
	n, err := strconv.ParseUint(string(text), 10, 64)
	if err != nil || n > uint64(most) {
		problem := "is not in range"
		if bytes.ContainsAny(r.data[from:r.pos], ".eE") {
			problem = "has a point or an exponent"
		}
		r.faultAt(from, Clip(r.data[from:r.pos]), fmt.Sprintf("%s: want a whole number from 0 to %d", problem, most))
		return 0
	}
	return int(n)
}

// Boolean reads true or false. It is false after a fault.
func (r *Reader) Boolean() bool {
	first := r.next()
	if r.Kind() != KindBoolean {
		r.Refuse("true or false")
		return false
	}
	r.skip()
	return first == 't' && !r.stopped
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func startsNumber(c byte) bool { return c == '-' || isDigit(c) }

// skip reads over the next value, checking only that it is JSON.
func (r *Reader) skip() {
	if r.private {
		r.hidden++
		defer func() { r.hidden-- }()
	}
	switch c := r.next(); {
	case c == '{':
		if r.enter() {
			for first := true; r.member(first); first = false {
				r.skip()
			}
			r.depth--
		}
	case c == '[':
		if r.enter() {
			for first := true; r.more(first, ']'); first = false {
				r.skip()
			}
			r.depth--
		}
	case c == '"':
		r.quoted()
	case startsNumber(c):
		r.number()
	default:
		r.word()
	}
}

// word reads over true, false or null.
func (r *Reader) word() {
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(r.data[min(r.pos, len(r.data)):], []byte(word)) {
			r.pos += len(word)
			return
		}
	}
	r.unexpected("a value")
}

// number reads over a number.
func (r *Reader) number() {
	r.pass("-")
	if !r.pass("0") && !r.digits() {
		return
	}
	if r.pass(".") && !r.digits() {
		return
	}
	if r.pass("eE") {
		r.pass("+-")
		r.digits()
	}
}

// pass reads one of some characters, if it is next, and reports whether it was.
func (r *Reader) pass(characters string) bool {
	if r.pos < len(r.data) && strings.IndexByte(characters, r.data[r.pos]) >= 0 {
		r.pos++
		return true
	}
	return false
}

// digits reads over digits, of which one is needed.
func (r *Reader) digits() bool {
	from := r.pos
	for r.pos < len(r.data) && isDigit(r.data[r.pos]) {
		r.pos++
	}
	if r.pos == from {
		r.unexpected("a digit")
	}
	return r.pos > from
}
