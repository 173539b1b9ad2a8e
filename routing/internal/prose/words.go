// Package prose writes sentences in two languages, English and Chinese, and sets
// them for terminals: words, lists, instants, and columns that align although a
// Chinese character is twice as wide as a Latin one.
package prose

import (
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Text is a text in both languages. Either may be missing.
type Text struct{ EN, ZH string }

// Language is one of the two that texts are in. The zero Language is English.
type Language uint8

// The languages.
const (
	English Language = iota
	Chinese
)

// Of returns a text in the language or, where it has none, in the other.
func (l Language) Of(t Text) string {
	if l == Chinese && t.ZH != "" || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// Name returns the name of something in the language, and its id if it has none,
// as [Plain] text.
func (l Language) Name(t Text, id string) string {
	if name := Plain(l.Of(t)); name != "" {
		return name
	}
	return Plain(id)
}

// Fill is AppendFill for words that are at hand as strings.
func Fill(b []byte, sentence string, word func(place string) string) []byte {
	return AppendFill(b, sentence, func(b []byte, place string) []byte { return append(b, word(place)...) })
}

// AppendFill appends a sentence to b with its {places} filled by what word appends. What is
// filled in is not looked into again.
func AppendFill(b []byte, sentence string, word func(b []byte, place string) []byte) []byte {
	for {
		open := strings.IndexByte(sentence, '{')
		if open < 0 {
			return abut(b, sentence)
		}
		b = abut(b, sentence[:open])
		place, after, _ := strings.Cut(sentence[open+1:], "}")
		start := len(b)
		b = space(word(b, place), start)
		sentence = after
	}
}

// abut appends s to b, with a space between a Chinese character and a Latin
// letter, a digit or a currency sign, as Chinese typography has it.
func abut(b []byte, s string) []byte {
	start := len(b)
	return space(append(b, s...), start)
}

// space puts that space into b before what begins at start.
func space(b []byte, start int) []byte {
	if start == 0 || start == len(b) || b[start-1] < utf8.RuneSelf && b[start] < utf8.RuneSelf {
		return b
	}
	last, _ := utf8.DecodeLastRune(b[:start])
	first, _ := utf8.DecodeRune(b[start:])
	if !(isHan(last) && isLatin(first) || isLatin(last) && isHan(first)) {
		return b
	}
	b = append(b, ' ')
	copy(b[start+1:], b[start:])
	b[start] = ' '
	return b
}

func isHan(r rune) bool {
	if r >= 0x4E00 && r <= 0x9FFF { // nearly all
		return true
	}
	return r >= 0x2E80 && unicode.Is(unicode.Han, r)
}

func isLatin(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r == '¥':
		return true
	case r >= 0x2010 && r < 0x2070 || r >= 0x3000 && r < 0xA000: // punctuation, and nearly all of Chinese
		return false
	}
	return unicode.Is(unicode.Latin, r)
}

// The words between the last two items of a list.
var (
	And = Text{EN: " and ", ZH: "和"}
	Or  = Text{EN: " or ", ZH: "或"}
)

var comma = Text{EN: ", ", ZH: "、"}

// List joins n items, the last two by the given word: "a, b and c", "a、b和c". In Chinese
// quotation marks are enough between two items: "“a”“b”和“c”".
func (l Language) List(last Text, n int, item func(i int) string) string {
	return string(l.AppendList(nil, last, n, func(b []byte, i int) []byte { return append(b, item(i)...) }))
}

// AppendList appends what List returns, of items that are appended.
func (l Language) AppendList(b []byte, last Text, n int, item func(b []byte, i int) []byte) []byte {
	for i := range n {
		switch i {
		case 0:
		case n - 1:
			b = abut(b, l.Of(last))
		default:
			if l == English || !bytes.HasSuffix(b, []byte("”")) {
				b = abut(b, l.Of(comma))
			}
		}
		start := len(b)
		if b = item(b, i); i > 0 {
			b = space(b, start)
		}
	}
	return b
}

// Plain makes text from outside fit for one line of a terminal or a log: what
// cannot be seen, such as a line break, an escape or a change of writing
// direction, becomes a space, and a long text is cut.
func Plain(s string) string {
	const most = 256
	if len(s) <= most && isPlain(s) {
		return s
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return ' '
	}, Cut(s, most)))
}

// isPlain reports whether Plain has nothing to do, of a text that looks like most: ASCII
// and the usual Chinese characters.
func isPlain(s string) bool {
	if s == "" || s[0] == ' ' || s[len(s)-1] == ' ' {
		return s == ""
	}
	for _, r := range s {
		if r < ' ' || r > '~' && (r < 0x4E00 || r > 0x9FFF) {
			return false
		}
	}
	return true
}

// Cut cuts a text that is longer than so many bytes, between two characters.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// Shortest writes a duration without the parts that are zero: "2h", "1h30m".
func Shortest(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}
