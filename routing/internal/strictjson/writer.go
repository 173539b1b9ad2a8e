package strictjson

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// A Writer appends JSON values to a buffer, without white space. The zero Writer is empty.
type Writer struct {
	// Context is for the caller's own Write functions. The Writer does not use it.
	Context any

	buf []byte
}

// NewWriter returns a writer that appends to a buffer.
func NewWriter(buf []byte, context any) *Writer { return &Writer{Context: context, buf: buf} }

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.buf }

// open writes the bracket that opens an object or array, and returns where what is in it
// begins.
func (w *Writer) open(bracket byte) (start int) {
	w.buf = append(w.buf, bracket)
	return len(w.buf)
}

// close writes the bracket that closes an object or array.
func (w *Writer) close(bracket byte) { w.buf = append(w.buf, bracket) }

// key writes a key that is in quotes and has its colon.
func (w *Writer) key(start int, quoted string) {
	w.comma(start)
	w.buf = append(w.buf, quoted...)
}

// comma writes a comma, unless nothing was written since the start of an object or array.
func (w *Writer) comma(start int) {
	if len(w.buf) > start {
		w.buf = append(w.buf, ',')
	}
}

// Integer writes a number.
func (w *Writer) Integer(n int) { w.buf = strconv.AppendInt(w.buf, int64(n), 10) }

// Boolean writes true or false.
func (w *Writer) Boolean(b bool) { w.buf = strconv.AppendBool(w.buf, b) }

// Null writes null.
func (w *Writer) Null() { w.buf = append(w.buf, "null"...) }

// Text writes a string, escaped as encoding/json does it, so that the bytes stay the same
// when encoding/json embeds them: what HTML or JavaScript would read otherwise as \u003c,
// all other letters as they are. Bytes that are not UTF-8 become U+FFFD.
func (w *Writer) Text(s string) { w.buf = AppendText(w.buf, s) }

// AppendText appends a string as [Writer.Text] writes it.
func AppendText[S ~string](b []byte, text S) []byte {
	s := string(text)
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		if len(s)-i >= 8 && areBare(word(s[i:])) {
			i += 8
			continue
		}
		c := s[i]
		if isBare[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b = appendEscape(append(b, s[done:i]...), rune(c))
			i++
			done = i
			continue
		}
		char, size := utf8.DecodeRuneInString(s[i:])
		if mustEscape(char, size) {
			b = appendEscape(append(b, s[done:i]...), char)
			done = i + size
		}
		i += size
	}
	return append(append(b, s[done:]...), '"')
}

// NeedsEscape reports whether AppendText would write some of a text otherwise than it is.
func NeedsEscape(text []byte) bool {
	for i := 0; i < len(text); {
		if len(text)-i >= 8 && areBare(binary.LittleEndian.Uint64(text[i:])) {
			i += 8
		} else if c := text[i]; isBare[c] {
			i++
		} else if c < utf8.RuneSelf {
			return true
		} else {
			char, size := utf8.DecodeRune(text[i:])
			if mustEscape(char, size) {
				return true
			}
			i += size
		}
	}
	return false
}

// mustEscape reports whether a character beyond ASCII, of so many bytes, is escaped.
func mustEscape(char rune, size int) bool {
	return char == utf8.RuneError && size == 1 || char == '\u2028' || char == '\u2029'
}

// areBare reports whether isBare is true of eight bytes. A byte has its highest bit in the
// result if it is beyond ASCII, or if one of the subtractions borrows from it, as each does
// of a zero: of what becomes one, or is below a space.
func areBare(x uint64) bool {
	angle := (x | ones*('<'^'>')) ^ ones*'>' // they differ in one bit, as '"' and '&' do
	quote := (x | ones*('"'^'&')) ^ ones*'&'
	slash := x ^ ones*'\\'
	return (x|(x-ones*' ')|(angle-ones)|(quote-ones)|(slash-ones))&tops == 0
}

// isBare has the bytes that are characters of ASCII which are never escaped.
var isBare = [256]bool{
	' ': true, '!': true, '#': true, '$': true, '%': true, '\'': true, '(': true, ')': true, '*': true, '+': true, ',': true, '-': true,
	'.': true, '/': true, '0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	':': true, ';': true, '=': true, '?': true, '@': true, 'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true,
	'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true,
	'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true, '[': true, ']': true, '^': true, '_': true, '`': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true,
	'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true,
	'y': true, 'z': true, '{': true, '|': true, '}': true, '~': true, 0x7f: true,
}

// appendEscape writes a character of the basic plane as an escape.
func appendEscape(b []byte, c rune) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', byte(c))
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[c>>12&15], hex[c>>8&15], hex[c>>4&15], hex[c&15])
}
