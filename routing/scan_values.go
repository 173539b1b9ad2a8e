package routing

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string.
func (s *scanner) text() (string, bool) {
	if !s.expect('"', "a string") {
		return "", false
	}
	b, ok := s.quoted()
	return string(b), ok
}

// secret reads a string of which no fault says anything but what is allowed.
func (s *scanner) secret() string {
	s.hidden++
	text, _ := s.text()
	s.hidden--
	return text
}

// name reads a string that is likely to come again, keeping one copy of each. It
// is "" after a fault.
func (s *scanner) name() string {
	if !s.expect('"', "a string") {
		return ""
	}
	b, ok := s.quoted()
	if !ok {
		return ""
	}
	known, again := s.names[string(b)]
	if !again {
		known = string(b)
		s.names[known] = known
	}
	return known
}

// quoted reads a string whose opening quote is next. It reports false after a
// fault; whether it has stopped is another question. The result may alias the
// document.
func (s *scanner) quoted() ([]byte, bool) {
	from := s.pos + 1
	escaped := false
	for i := from; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			if i-from > maxString {
				s.fault(from-1, clip(s.data[from:i]), fmt.Sprintf("is too long: want strings of at most %d bytes", maxString))
				return nil, false
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
		escape := i
		i++
		switch c := raw[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b', 'f', 'n', 'r', 't':
			out = append(out, "\b\f\n\r\t"[strings.IndexByte("bfnrt", c)])
		case 'u':
			r, ok := hex4(raw[i+1:])
			if !ok {
				s.pos = at + escape
				s.stop(`has an escape that is not \u and four hexadecimal digits`)
				return nil, false
			}
			i += 4
			if utf16.IsSurrogate(r) {
				low, ok := lowSurrogate(raw[i+1:])
				pair := utf16.DecodeRune(r, low)
				if !ok || pair == utf8.RuneError {
					s.fault(at+escape, clip(raw[escape:]), "has half of a surrogate pair")
					return nil, false
				}
				r, i = pair, i+6
			}
			out = utf8.AppendRune(out, r)
		default:
			s.pos = at + escape
			r, _ := utf8.DecodeRune(raw[i:])
			s.stop(fmt.Sprintf("has an escape that JSON does not know: a backslash and %q", r))
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

// integer reads a whole number from 0 to most, which has at most nine digits.
func (s *scanner) integer(most int) int {
	at := s.start()
	if !startsNumber(s.next()) {
		s.wrongKind("a whole number")
		return 0
	}
	if s.skip(); s.stopped {
		return 0
	}
	text := s.data[at:s.pos]
	n, ok := digits(text, 9)
	if !ok || n > most {
		s.fault(at, clip(text), fmt.Sprintf("is not in range: want a whole number from 0 to %d", most))
		return 0
	}
	return n
}

// digits reads at most so many ASCII digits.
func digits[T string | []byte](s T, most int) (int, bool) {
	if len(s) == 0 || len(s) > most {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func startsNumber(c byte) bool { return c == '-' || isDigit(c) }

// skip reads over the next value, checking only that it is JSON.
func (s *scanner) skip() {
	if s.stopped {
		return
	}
	if s.private {
		s.hidden++
		defer func() { s.hidden-- }()
	}
	switch c := s.next(); {
	case c == '{':
		if s.enter() {
			s.members(func([]byte, int) { s.skip() })
			s.depth--
		}
	case c == '[':
		s.skipArray()
	case c == '"':
		s.quoted()
	case startsNumber(c):
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

func (s *scanner) skipArray() {
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
}

// number reads over a number.
func (s *scanner) number() {
	s.sign("-")
	if s.at("0") {
		s.pos++
	} else if !s.skipDigits() {
		return
	}
	if s.at(".") {
		s.pos++
		if !s.skipDigits() {
			return
		}
	}
	if s.at("eE") {
		s.pos++
		s.sign("+-")
		s.skipDigits()
	}
}

// at reports whether one of the characters is next.
func (s *scanner) at(chars string) bool {
	return s.pos < len(s.data) && strings.IndexByte(chars, s.data[s.pos]) >= 0
}

func (s *scanner) sign(chars string) {
	if s.at(chars) {
		s.pos++
	}
}

// skipDigits reads over digits, of which one is needed.
func (s *scanner) skipDigits() bool {
	from := s.pos
	for s.pos < len(s.data) && isDigit(s.data[s.pos]) {
		s.pos++
	}
	if s.pos == from {
		s.unexpected("a digit")
	}
	return s.pos > from
}
