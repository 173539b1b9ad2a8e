package strictjson

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const notUTF8 = "is not valid UTF-8"

// quoted reads a string whose opening quote is next. It reports false after a fault,
// which need not have stopped the reading. The result refers to the document or to
// scratch: it is valid until the next string is read.
func (r *Reader) quoted() ([]byte, bool) {
	from := r.pos + 1
	end := plainEnd(r.data, from)
	if end == len(r.data) || r.data[end] != '"' || end-from > MaxString {
		return r.anyQuoted(from)
	}
	r.pos = end + 1
	return r.data[from:end], true
}

// plainEnd returns where the first byte is that does not stand for itself in a string or
// needs a second look: a quote, a backslash, a control or what is not ASCII.
func plainEnd(data []byte, i int) int {
	for ; i+8 <= len(data); i += 8 {
		if found := notPlain(binary.LittleEndian.Uint64(data[i:])); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			break
		}
	}
	return i
}

// A byte in each place of a word: 1, and the highest bit.
const ones, tops = 0x0101010101010101, 0x8080808080808080

// notPlain looks at eight bytes at once. In its result the highest bit of a byte is set if
// the byte is not plain, and may be set in bytes above that one; all other bits are zero.
func notPlain(x uint64) uint64 { return notInside(x) | x&tops }

// notInside is notPlain where what is not ASCII is plain as well.
func notInside(x uint64) uint64 {
	quote, backslash := x^ones*'"', x^ones*'\\'
	return ((quote-ones)&^quote | (backslash-ones)&^backslash | (x-ones*' ')&^x) & tops
}

// anyQuoted is quoted for strings that are more than a few characters of ASCII.
func (r *Reader) anyQuoted(from int) ([]byte, bool) {
	end, escaped := r.closingQuote(from)
	raw := r.data[from:end]
	if r.pos = from + validPrefix(raw); r.pos < end {
		r.stop(notUTF8)
		return nil, false
	}
	switch {
	case end == len(r.data):
		r.unexpected("a closing quote")
		return nil, false
	case r.data[end] != '"':
		r.stop("has a control character in a string: want it escaped")
		return nil, false
	}
	r.pos = end + 1
	switch {
	case len(raw) > MaxString:
		r.faultAt(from-1, Clip(raw), fmt.Sprintf("is too long: want strings of at most %d bytes", MaxString))
		return nil, false
	case escaped:
		return r.unescape(raw, from)
	}
	return raw, true
}

// closingQuote returns where the string ends that begins at a position: at its
// closing quote, at a control character, or with the text.
func (r *Reader) closingQuote(from int) (end int, escaped bool) {
	for i := from; i < len(r.data); {
		if len(r.data)-i >= 8 {
			found := notInside(binary.LittleEndian.Uint64(r.data[i:]))
			if found == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(found) / 8
		}
		switch c := r.data[i]; {
		case c == '"' || c < ' ':
			return i, escaped
		case c == '\\':
			escaped = true
			i++
		}
		i++
	}
	return len(r.data), escaped
}

// validPrefix returns how many bytes are UTF-8 before the first that are not.
func validPrefix(b []byte) int {
	if utf8.Valid(b) {
		return len(b)
	}
	at := 0
	for {
		c, size := utf8.DecodeRune(b[at:])
		if c == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
}

// unescape resolves the escapes of a string that begins at a position. It stops at an
// escape that JSON does not know; half of a surrogate pair is only a fault.
func (r *Reader) unescape(raw []byte, from int) ([]byte, bool) {
	out := r.scratch[:0]
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		escape := i
		i++
		switch c := raw[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b', 'f', 'n', 'r', 't':
			out = append(out, "\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
		case 'u':
			char, ok := hex4(raw[i+1:])
			if !ok {
				r.pos = from + escape
				r.stop(`has an escape that is not \u and four hexadecimal digits`)
				return nil, false
			}
			i += 4
			if utf16.IsSurrogate(char) {
				low, ok := lowSurrogate(raw[i+1:])
				pair := utf16.DecodeRune(char, low)
				if !ok || pair == utf8.RuneError {
					r.faultAt(from+escape, Clip(raw[escape:]), "has half of a surrogate pair")
					return nil, false
				}
				char, i = pair, i+6
			}
			out = utf8.AppendRune(out, char)
		default:
			r.pos = from + escape
			char, _ := utf8.DecodeRune(raw[i:])
			r.stop(fmt.Sprintf("has an escape that JSON does not know: a backslash and %q", char))
			return nil, false
		}
	}
	r.scratch = out
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
