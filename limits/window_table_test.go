package limits_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

// kindsOfWindows are the constants of window.go, in their order.
var kindsOfWindows = regexp.MustCompile(`(?s)\tonePayment windowKind = iota\n(.*?)\tinvalidWindow\b`)

// The table in the doc comment of Window has a row for every kind of window, and
// each is printed and read back as the row says.
func TestTheTableOfWindows(t *testing.T) {
	windows := map[string]limits.Window{
		"Window{}":                       {},
		"Day(8*time.Hour)":               limits.Day(8 * time.Hour),
		"Week(time.Monday, 8*time.Hour)": limits.Week(time.Monday, 8*time.Hour),
		"Week(time.Sunday, 8*time.Hour)": limits.Week(time.Sunday, 8*time.Hour),
		"Month(8*time.Hour)":             limits.Month(8 * time.Hour),
		"Quarter(8*time.Hour)":           limits.Quarter(8 * time.Hour),
		"Year(8*time.Hour)":              limits.Year(8 * time.Hour),
		"Rolling(24*time.Hour)":          limits.Rolling(24 * time.Hour),
		"Lifetime()":                     limits.Lifetime(),
	}
	want := map[string]string{}
	kinds := map[string]bool{}
	for made, w := range windows {
		text := w.String()
		want[made] = text
		if !w.IsZero() { // one payment, which has no text
			kinds[text[:strings.IndexAny(text+":", ":+")]] = true
		}
		if parsed, err := limits.ParseWindow(text); err != nil || parsed != w {
			t.Errorf("ParseWindow(%q) = %#v, %v; want %s", text, parsed, err, made)
		}
		if got := w.GoString(); got != "limits."+made {
			t.Errorf("GoString of %s: %s", made, got)
		}
	}
	source, err := os.ReadFile("window.go")
	if err != nil {
		t.Fatal(err)
	}
	constants := kindsOfWindows.FindSubmatch(source)
	if constants == nil {
		t.Fatal("the kinds are not found in window.go")
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(strings.Fields(string(constants[1])))), slices.Sorted(maps.Keys(kinds))); diff != "" {
		t.Errorf("kinds (-constants +of the rows):\n%s", diff)
	}
	got := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^//\t([a-z:+0-9]*) {2,}(\w+[({].*?[)}]) {2,}\S`).FindAllSubmatch(source, -1) {
		got[string(row[2])] = string(row[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts by what makes the window (-want +got):\n%s", diff)
	}
}
