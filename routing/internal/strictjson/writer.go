package strictjson

import (
	"strconv"
	"unicode/utf8"
)

// A Writer appends JSON values to a buffer, without white space. The zero Writer is empty.
type Writer struct {
	// Context is for the caller's own Write functions. The Writer does not use it.
	Context any

	buf []byte
}

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.buf }

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
func (w *Writer) Text(s string) {
	b := append(w.buf, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
				i++
				continue
			}
			b = appendEscape(append(b, s[done:i]...), rune(c))
			i++
			done = i
			continue
		}
		char, size := utf8.DecodeRuneInString(s[i:])
		if char == utf8.RuneError && size == 1 || char == '\u2028' || char == '\u2029' {
			b = appendEscape(append(b, s[done:i]...), char)
			done = i + size
		}
		i += size
	}
	w.buf = append(append(b, s[done:]...), '"')
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
