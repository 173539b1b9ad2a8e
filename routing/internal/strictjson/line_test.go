package strictjson_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

func TestLineProblem(t *testing.T) {
	const (
		control   = "has a control character: want plain text in one line"
		invisible = "has only characters that cannot be seen: want something to read"
	)
	tests := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"ASCII", "My shop, no. 1", ""},
		{"Chinese", "淘宝", ""},
		{"an emoji of several parts", "\U0001f468\u200d\U0001f469\u200d\U0001f467", ""},
		{"a heart with a variation selector", "\u2764\ufe0f", ""},
		{"Persian with a joiner", "می\u200cخواهم", ""},
		{"an invisible character in a text", "a\u3164b", ""},
		{"a space before a text", " a", ""},
		{"an Arabic number sign", "\u0600", ""},
		{"a combining accent by itself", "\u0301", ""},

		{"a line end", "a\nb", control},
		{"a tab", "a\tb", control},
		{"a terminal escape", "\x1b[2J", control},
		{"the control of the upper half", "a\u0085", control},
		{"a delete", "a\x7f", control},
		{"a line separator", "a\u2028b", control},
		{"a turn of the direction", "my \u202epohs", control},
		{"an isolate", "\u2066a\u2069", control},
		{"a mark of the direction alone", "\u200f", control},

		{"a space", " ", invisible},
		{"spaces", "  \u00a0\u3000", invisible},
		{"a Hangul filler", "\u3164", invisible},
		{"a half-width Hangul filler", "\uffa0", invisible},
		{"a zero-width space", "\u200b", invisible},
		{"a word joiner and a joiner", "\u2060\u200d", invisible},
		{"a byte order mark", "\ufeff", invisible},
		{"a blank in Braille", "\u2800", invisible},
		{"a soft hyphen", "\u00ad", invisible},
		{"a variation selector", "\ufe0f", invisible},
		{"a tag", "\U000e0061", invisible},
		{"a Mongolian vowel separator", "\u180e", invisible},
		{"a musical note without a head", "\U0001d159", invisible},

		{"invalid UTF-8", "a\xff", "is not valid UTF-8"},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "is not valid UTF-8"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strictjson.LineProblem(test.text)); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

// Each character is judged as Unicode has it, wherever it stands in a text.
func TestLineProblemOfEveryCharacter(t *testing.T) {
	for c := range unicode.MaxRune + 1 {
		turns := unicode.IsControl(c) || c == '\u2028' || c == '\u2029' || unicode.Is(unicode.Bidi_Control, c)
		text := "some text " + string(c) + ", in one line"
		if bad := strictjson.LineProblem(text) != ""; bad != turns {
			t.Errorf("%q: refused: %t, want %t", text, bad, turns)
		}
	}
	const sound = "sixteen letters."
	for at := range len(sound) + 1 {
		for _, bad := range []string{"\n", "\x00", "\x1f", "\x7f", "\u0085", "\u202e", "\xff", "\x80"} {
			if text := sound[:at] + bad + sound[at:]; strictjson.LineProblem(text) == "" {
				t.Errorf("%q is sound", text)
			}
		}
		if text := strings.Repeat(" ", at) + "a" + strings.Repeat(" ", 16-at); strictjson.LineProblem(text) != "" {
			t.Errorf("%q has nothing to see", text)
		}
		if text := strings.Repeat(" ", at+1); strictjson.LineProblem(text) == "" {
			t.Errorf("%q has something to see", text)
		}
	}
}
