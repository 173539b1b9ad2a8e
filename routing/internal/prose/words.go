// Package prose writes sentences in two languages, English and Chinese, and sets
// them for terminals: words, lists, instants, and columns that align although a
// Chinese character is twice as wide as a Latin one.
package prose

import (
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

// Fill appends a sentence to b with its {places} filled. What is filled in is not
// looked into again.
func Fill(b []byte, sentence string, word func(place string) string) []byte {
	for {
		before, rest, found := strings.Cut(sentence, "{")
		b = abut(b, before)
		if !found {
			return b
		}
		place, after, _ := strings.Cut(rest, "}")
		b = abut(b, word(place))
		sentence = after
	}
}

// abut appends s to b, with a space between a Chinese character and a Latin
// letter, a digit or a currency sign, as Chinese typography has it.
func abut(b []byte, s string) []byte {
	last, _ := utf8.DecodeLastRune(b)
	first, _ := utf8.DecodeRuneInString(s)
	if len(b) > 0 && s != "" && (isHan(last) && isLatin(first) || isLatin(last) && isHan(first)) {
		b = append(b, ' ')
	}
	return append(b, s...)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isLatin(r rune) bool {
	return unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' || r == '¥'
}

// The words between the last two items of a list.
var (
	And = Text{EN: " and ", ZH: "和"}
	Or  = Text{EN: " or ", ZH: "或"}
)

var comma = Text{EN: ", ", ZH: "、"}

// List joins n items, the last two by the given word: "a, b and c", "a、b和c".
func (l Language) List(last Text, n int, item func(i int) string) string {
	var b []byte
	for i := range n {
		switch i {
		case 0:
		case n - 1:
			b = abut(b, l.Of(last))
		default:
			b = abut(b, l.Of(comma))
		}
		b = abut(b, item(i))
	}
	return string(b)
}

// Time writes an instant in its own zone, to the minute if it is a whole one:
// "2024-09-12 00:00 UTC+08:00", "2024年9月12日 00:00（UTC+08:00）".
func (l Language) Time(t time.Time) string {
	zone := "UTC"
	if _, offset := t.Zone(); offset != 0 {
		zone += t.Format("-07:00")
	}
	if l == Chinese {
		return l.dateTime(t) + "（" + zone + "）"
	}
	return l.dateTime(t) + " " + zone
}

// LocalTime is Time for somebody who lives in the zone: without its name, and without the
// date if that is the date of now.
func (l Language) LocalTime(t, now time.Time) string {
	year, day := t.Year(), t.YearDay()
	if now = now.In(t.Location()); now.Year() == year && now.YearDay() == day {
		return t.Format(clockOf(t))
	}
	return l.dateTime(t)
}

func (l Language) dateTime(t time.Time) string {
	if l == Chinese {
		return t.Format("2006年1月2日 " + clockOf(t))
	}
	return t.Format("2006-01-02 " + clockOf(t))
}

// clockOf is the layout of a time of day, to the minute if it is a whole one.
func clockOf(t time.Time) string {
	switch {
	case t.Nanosecond() != 0:
		return "15:04:05.999999999"
	case t.Second() != 0:
		return "15:04:05"
	}
	return "15:04"
}

// Plain makes text from outside fit for one line of a terminal or a log: what
// cannot be seen, such as a line break, an escape or a change of writing
// direction, becomes a space, and a long text is cut.
func Plain(s string) string {
	const most = 256
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return ' '
	}, Cut(s, most)))
}

// Cut cuts a text that is longer than so many bytes, between two characters.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// TimeJSON writes an instant in its own zone as RFC 3339, and nothing for the zero
// Time.
func TimeJSON(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if _, offset := t.Zone(); offset%60 != 0 {
		t = t.UTC() // RFC 3339 has no seconds in offsets
	}
	return t.Format(time.RFC3339Nano)
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
