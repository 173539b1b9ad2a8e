package names

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A nameTable numbers names in the order in which they come, each once, and finds
// them and nothing else, as a map would.
func TestNamesAreNumberedLikeAMap(t *testing.T) {
	names := rapid.OneOf(
		rapid.StringMatching(`[ab]{0,5}`),
		rapid.StringMatching(`a{0,40}b?a{0,40}`), // equal at both ends, or but for the length
		rapid.StringMatching(`(12345678){0,3}[a-c]{0,9}(12345678){0,3}`),
		rapid.StringMatching("[\x00a]{0,18}"),
		rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		var table nameTable
		want := map[string]uint32{}
		for _, name := range rapid.SliceOfN(names, 0, 60).Draw(t, "names") {
			requireNumber(t, &table, want, name)
			if _, known := want[name]; !known {
				want[name] = uint32(len(want))
			}
			if got := table.add(name); got != want[name] {
				t.Fatalf("add(%q) = %d, want %d", name, got, want[name])
			}
			if rapid.IntRange(0, 9).Draw(t, "settle") == 0 {
				table.settle()
			}
		}
		for name := range want {
			requireNumber(t, &table, want, name)
		}
		requireNumber(t, &table, want, names.Draw(t, "another name"))
	})
}

func requireNumber(t rapid.TB, table *nameTable, want map[string]uint32, name string) {
	t.Helper()
	number, known := want[name]
	if got, ok := table.find(name); ok != known || ok && got != number {
		t.Fatalf("find(%q) = %d, %v, want %d, %v", name, got, ok, number, known)
	}
}

// However many names there are, and however much alike, all are found.
func TestManyNamesAreNumbered(t *testing.T) {
	for _, test := range []struct{ name, form string }{
		{"of one word", "%08d"},
		{"of two words", "%016d"},
		{"of any length up to a word", "%d"},
		{"that differ late", "a name that is longer than two words %d"},
		{"that differ early", "%d" + strings.Repeat("0", 40)},
	} {
		t.Run(test.name, func(t *testing.T) {
			const n = 5_000
			var table nameTable
			for i := range n {
				if got := table.add(fmt.Sprintf(test.form, i)); got != uint32(i) {
					t.Fatalf("add of name %d = %d", i, got)
				}
			}
			for i := range 2 * n {
				if got, ok := table.find(fmt.Sprintf(test.form, i)); ok != (i < n) || ok && got != uint32(i) {
					t.Fatalf("find of name %d = %d, %v", i, got, ok)
				}
			}
		})
	}
}
