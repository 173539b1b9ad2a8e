package routing

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paymux/paymux/limits"
)

const (
	wantID     = `is not an id: want lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`
	wantRegion = "is not an ISO 3166-1 alpha-2 code: want two upper-case letters"
)

// textProblem says what is wrong with a text for people: it is shown in terminals
// and logs, and kept in databases.
func textProblem(s string) string {
	if len(s) > maxText {
		return fmt.Sprintf("is too long: want at most %d bytes", maxText)
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return wideTextProblem(s)
		}
	}
	return ""
}

func wideTextProblem(s string) string {
	if !utf8.ValidString(s) {
		return "is not valid UTF-8"
	}
	if strings.ContainsFunc(s, isControl) {
		return "has a control character: want plain text in one line"
	}
	return ""
}

// isControl reports whether a character would change how the rest of a line is
// shown: controls, terminal escapes among them, line ends, and what turns the
// direction of the text.
func isControl(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// suggestCurrency ends a problem with what a code means in which nothing is paid, or
// with the code that may be meant.
func suggestCurrency(e *limits.CurrencyError) string {
	if e.Meaning != "" {
		return fmt.Sprintf("; %s is %s", e.Code, e.Meaning)
	}
	if c, ok := e.Suggestion(); ok {
		return fmt.Sprintf("; did you mean %q?", c)
	}
	return ""
}

// dateOutOfRange is what is wrong with a date before 1970 or after the last year.
var dateOutOfRange = "is out of range: want " + yearsFrom(0)
