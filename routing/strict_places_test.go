package routing_test

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paymux/paymux/routing"
)

// reporter is what checks need of a *testing.T or a *rapid.T.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkPlaces makes sure that faults lie inside the text and in its order, and that
// what they say is bounded, one line each, and cannot write to a terminal.
func checkPlaces(t reporter, data []byte, faults []routing.Fault) {
	t.Helper()
	if len(faults) == 0 {
		t.Errorf("an error without a fault")
	}
	text := strings.Split(string(data), "\n")
	var before routing.Fault
	for _, f := range faults {
		if f.Line < 1 || f.Line > len(text) || f.Column < 1 || f.Column > len(text[f.Line-1])+1 {
			t.Errorf("%v is at %d:%d, outside of the text", f, f.Line, f.Column)
		}
		if f.Line < before.Line || f.Line == before.Line && f.Column < before.Column {
			t.Errorf("%v comes after %v", f, before)
		}
		before = f
		checkSayings(t, f)
	}
}

// checkSayings makes sure that a fault can be shown to people.
func checkSayings(t reporter, f routing.Fault) {
	t.Helper()
	const longest = 1000 // far above the longest list of what is allowed
	if s := f.Error(); len(s) > longest || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsGraphic(r) }) {
		t.Errorf("a fault of %d bytes that is not one plain line: %q", len(s), s[:min(len(s), longest)])
	}
	if f.Problem == "" {
		t.Errorf("%v does not say what is wrong", f)
	}
}
