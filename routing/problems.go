package routing

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

const (
	wantID     = `lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`
	wantRegion = "is not an ISO 3166-1 alpha-2 code: want two upper-case letters"
)

// textProblem says what is wrong with a text for people: it is shown in terminals
// and logs, and kept in databases.
func textProblem(s string) string {
	if len(s) > maxText {
		return fmt.Sprintf("is too long: want at most %d bytes", maxText)
	}
	return strictjson.LineProblem(s)
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

// regionProblem says what is wrong with a region of a catalog.
func regionProblem(region methods.Region) string {
	if !region.IsValid() {
		return wantRegion
	}
	if region.IsAssigned() {
		return ""
	}
	if meant, ok := region.Suggestion(); ok {
		return fmt.Sprintf("is not a code that ISO 3166-1 assigns; did you mean %q?", meant)
	}
	return "is not a code that ISO 3166-1 assigns, nor XK: want that of a country or territory"
}
