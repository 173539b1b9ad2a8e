package limits

import (
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The table in the doc comment of Window has a row for every kind of window, and
// each is printed and read back as the row says.
func TestTheTableOfWindows(t *testing.T) {
	windows := map[string]Window{
		"Window{}":                       {},
		"Day(8*time.Hour)":               Day(8 * time.Hour),
		"Week(time.Monday, 8*time.Hour)": Week(time.Monday, 8*time.Hour),
		"Week(time.Sunday, 8*time.Hour)": Week(time.Sunday, 8*time.Hour),
		"Month(8*time.Hour)":             Month(8 * time.Hour),
		"Quarter(8*time.Hour)":           Quarter(8 * time.Hour),
		"Year(8*time.Hour)":              Year(8 * time.Hour),
		"Rolling(24*time.Hour)":          Rolling(24 * time.Hour),
		"Lifetime()":                     Lifetime(),
	}
	want := map[string]string{}
	kinds := map[windowKind]bool{}
	for made, w := range windows {
		want[made] = w.String()
		kinds[w.kind] = true
		if parsed, err := ParseWindow(w.String()); err != nil || parsed != w {
			t.Errorf("ParseWindow(%q) = %#v, %v; want %s", w.String(), parsed, err, made)
		}
		if got := w.GoString(); got != "limits."+made {
			t.Errorf("GoString of %s: %s", made, got)
		}
	}
	for kind := onePayment; kind < invalidWindow; kind++ {
		if !kinds[kind] {
			t.Errorf("no row is of kind %d", kind)
		}
	}
	source, err := os.ReadFile("window.go")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^//\t([a-z:+0-9]*) {2,}(\w+[({].*?[)}]) {2,}\S`).FindAllSubmatch(source, -1) {
		got[string(row[2])] = string(row[1])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts by what makes the window (-want +got):\n%s", diff)
	}
}
