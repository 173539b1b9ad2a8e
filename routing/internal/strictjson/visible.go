package strictjson

import (
	"unicode"
	"unicode/utf8"
)

// LineProblem says what is wrong with a text that people read in one line, in terminals,
// logs and on pages; it is empty for a text that is sound. A sound text is UTF-8, has no
// character that changes how the rest of the line is shown, and has one that can be seen,
// unless it is empty.
func LineProblem(s string) string {
	visible := s == ""
	for i := 0; i < len(s); {
		if len(s)-i >= 8 {
			if eight := word(s[i : i+8]); isPrintable(eight) {
				visible = visible || eight != ones*' '
				i += 8
				continue
			}
		}
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
			visible = visible || c > ' '
			i++
			continue
		case c >= firstCJK && c <= lastCJK && len(s)-i >= 3 && !utf8.RuneStart(s[i+1]) && !utf8.RuneStart(s[i+2]):
			visible = true
			i += 3
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		if isControl(c) || c == utf8.RuneError && size == 1 {
			return worstOf(s[i:])
		}
		visible = visible || isVisible(c)
		i += size
	}
	if !visible {
		return "has only characters that cannot be seen: want something to read"
	}
	return ""
}

// The first bytes of U+4000 to U+9FFF: ideographs, each of three bytes and visible.
const firstCJK, lastCJK = 0xe4, 0xe9

// word returns eight bytes as a number, the first the lowest.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// isPrintable reports whether each of eight bytes is a printable character of ASCII. Of such
// bytes no sum carries into the next, and the highest bit is that of what is above DEL.
func isPrintable(x uint64) bool {
	return (x|(x+ones)|^(x+ones*(0x80-' ')))&tops == 0
}

// worstOf says what is wrong with a text that has a control character or is not UTF-8.
func worstOf(s string) string {
	if !utf8.ValidString(s) {
		return notUTF8
	}
	return "has a control character: want plain text in one line"
}

// lastControl is the last character that isControl reports, of which it must be fast for
// texts in Chinese.
const lastControl = '\u2069'

// isControl reports whether a character changes how the rest of a line is shown: controls,
// terminal escapes among them, line ends, and what turns the direction of the text.
func isControl(c rune) bool {
	if c > lastControl {
		return false
	}
	return unicode.IsControl(c) || c == '\u2028' || c == '\u2029' || unicode.Is(unicode.Bidi_Control, c)
}

// isVisible reports whether a character leaves ink by itself. Spaces do not, nor what
// Unicode lets a font leave out: fillers, joiners, variation selectors, tags and formats.
func isVisible(c rune) bool {
	const brailleBlank, nullNotehead = '\u2800', '\U0001d159'
	switch {
	case c == brailleBlank || c == nullNotehead:
		return false
	case unicode.Is(unicode.Cf, c):
		return unicode.Is(unicode.Prepended_Concatenation_Mark, c) // such as the Arabic number sign
	}
	return !unicode.In(c, unicode.White_Space, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
