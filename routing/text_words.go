package routing

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// language is one of the two that texts are in.
type language uint8

const (
	english language = iota
	chinese
)

// of returns a text in the language or, where it has none, in the other.
func (l language) of(t methods.Text) string {
	if l == chinese && t.ZH != "" || t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// name returns a name from a catalog in the language, and the id if there is none.
func (l language) name(t methods.Text, id string) string {
	if name := plain(l.of(t)); name != "" {
		return name
	}
	return plain(id)
}

// fill appends a sentence to b with its {places} filled. What is filled in is not
// looked into again.
func fill(b []byte, sentence string, word func(place string) string) []byte {
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

// The words between the items of a list.
var (
	comma       = methods.Text{EN: ", ", ZH: "、"}
	conjunction = methods.Text{EN: " and ", ZH: "和"}
	disjunction = methods.Text{EN: " or ", ZH: "或"}
)

// list joins n items, the last two by the given word: "a, b and c", "a、b和c".
func (l language) list(last methods.Text, n int, item func(i int) string) string {
	var b []byte
	for i := range n {
		switch i {
		case 0:
		case n - 1:
			b = abut(b, l.of(last))
		default:
			b = abut(b, l.of(comma))
		}
		b = abut(b, item(i))
	}
	return string(b)
}

// moneyText writes yuan as "¥300.01", and other amounts as "300.01 USD".
func moneyText(m limits.Money) string {
	amount, isYuan := strings.CutSuffix(m.String(), " CNY")
	if isYuan {
		return "¥" + amount
	}
	return amount
}

// time writes an instant in its own zone, to the minute if it is a whole one:
// "2024-09-12 00:00 UTC+08:00", "2024年9月12日 00:00（UTC+08:00）".
func (l language) time(t time.Time) string {
	clock := "15:04"
	switch {
	case t.Nanosecond() != 0:
		clock = "15:04:05.999999999"
	case t.Second() != 0:
		clock = "15:04:05"
	}
	zone := "UTC"
	if _, offset := t.Zone(); offset != 0 {
		zone += t.Format("-07:00")
	}
	if l == chinese {
		return t.Format("2006年1月2日 "+clock) + "（" + zone + "）"
	}
	return t.Format("2006-01-02 "+clock) + " " + zone
}

// plain makes text from outside fit for one line of a terminal or a log: what
// cannot be seen, such as a line break, an escape or a change of writing
// direction, becomes a space, and a long text is cut.
func plain(s string) string {
	const most = 256
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return ' '
	}, cut(s, most)))
}

// cut cuts a text that is longer than so many bytes, between two characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
