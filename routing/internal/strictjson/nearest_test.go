package strictjson_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

func TestSuggest(t *testing.T) {
	long := strings.Repeat("x", 64)
	many := []string{"m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"}
	tests := []struct {
		name  string
		known []string
		asked string
		want  string
	}{
		{"a letter changed", []string{"harbor", "square"}, "herbor", `; did you mean "harbor"?`},
		{"a letter missing", []string{"harbor", "square"}, "harbr", `; did you mean "harbor"?`},
		{"a letter too many", []string{"harbor", "square"}, "harbour", `; did you mean "harbor"?`},
		{"two letters swapped", []string{"harbor", "square"}, "harbro", `; did you mean "harbor"?`},
		{"two swaps", []string{"harbor", "square"}, "ahrbro", `; did you mean "harbor"?`},
		{"three faults in six letters", []string{"harbor"}, "hxxxor", `; known: "harbor"`},
		{"three faults in a long name", []string{"central_bus_station"}, "cantral_busstatiom", `; did you mean "central_bus_station"?`},
		{"four faults in a long name", []string{"central_bus_station"}, "cantrel_busstatiom", `; known: "central_bus_station"`},
		{"a fault in a short name", []string{"jd", "tb"}, "jb", `; did you mean "jd"?`},
		{"two faults in a short name", []string{"jd", "tb"}, "xx", `; known: "jd", "tb"`},
		{"the nearest of several", []string{"stop_qr", "stop_day"}, "stopday", `; did you mean "stop_day"?`},
		{"the first of two as near", []string{"day_a", "day_b"}, "day_c", `; did you mean "day_a"?`},
		{"nothing", []string{"harbor"}, "", `; known: "harbor"`},
		{"none is known", nil, "harbor", ``},
		{"many and none near", many, "harbor", ``},
		{"eight and none near", many[:8], "harbor", `; known: "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"`},
		{"the longest that is looked for", []string{long + "yz"}, long, `; did you mean "` + long + `yz"?`},
		{"beyond the longest", []string{long}, long + "y", `; known: "` + long + `"`},
		{"a long name that is known", []string{long + "yz"}, "a", `; known: "` + long + `..."`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, strictjson.Suggest(test.asked, test.known)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
