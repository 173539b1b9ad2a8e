package methods_test

import (
	"testing"

	"github.com/paymux/paymux/methods"
)

func TestRegionIsAssigned(t *testing.T) {
	tests := []struct {
		name   string
		region methods.Region
		want   bool
	}{
		{"China", methods.China, true},
		{"Hong Kong", "HK", true},
		{"Macao", "MO", true},
		{"Taiwan", "TW", true},
		{"Great Britain", "GB", true},
		{"Greece", "GR", true},
		{"first of the list", "AD", true},
		{"last of the list", "ZW", true},
		{"only code of its letter", "OM", true},
		{"assigned in 2010", "CW", true},
		{"assigned last, in 2011", "SS", true},
		{"territory without inhabitants", "BV", true},
		{"Kosovo, which users assigned", "XK", true},
		{"reserved for the United Kingdom", "UK", false},
		{"reserved for the European Union", "EU", false},
		{"reserved for the euro area", "EZ", false},
		{"reserved for the United Nations", "UN", false},
		{"reserved for an island", "AC", false},
		{"Greece as the European Union writes it", "EL", false},
		{"language", "EN", false},
		{"withdrawn Netherlands Antilles", "AN", false},
		{"withdrawn Yugoslavia", "YU", false},
		{"withdrawn Zaire", "ZR", false},
		{"for users", "XX", false},
		{"for users, last", "ZZ", false},
		{"for users, first", "AA", false},
		{"lower case", "cn", false},
		{"alpha-3", "CHN", false},
		{"one letter", "C", false},
		{"byte above the letters", "[N", false},
		{"byte below the letters", "@N", false},
		{"not a letter behind one", "A ", false},
		{"one Chinese character", "中", false},
		{"empty", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.region.IsAssigned(); got != test.want {
				t.Errorf("Region(%q).IsAssigned() = %v, want %v", test.region, got, test.want)
			}
		})
	}
}

// ISO 3166-1 has 249 officially assigned codes; XK is one more.
func TestAsManyRegionsAreAssignedAsISOLists(t *testing.T) {
	n := 0
	for a := byte(0); a < 128; a++ {
		for b := byte(0); b < 128; b++ {
			r := methods.Region([]byte{a, b})
			if !r.IsAssigned() {
				continue
			}
			n++
			if !r.IsValid() {
				t.Errorf("Region(%q) is assigned, but not valid", r)
			}
		}
	}
	if n != 249+1 {
		t.Errorf("%d regions are assigned, want 249 and XK", n)
	}
}

func TestRegionSuggestion(t *testing.T) {
	want := map[methods.Region]methods.Region{"UK": "GB", "EL": "GR"}
	for _, r := range []methods.Region{"UK", "EL", "EU", "EN", "ZZ", "XX", "AN", "uk", "UKR", "CN", "GB", "GR", "XK", ""} {
		got, ok := r.Suggestion()
		if got != want[r] || ok != (want[r] != "") {
			t.Errorf("Region(%q).Suggestion() = %q, %v, want %q", r, got, ok, want[r])
		}
		if ok && (r.IsAssigned() || !got.IsAssigned()) {
			t.Errorf("%q is suggested for %q, want an assigned code for one that is not", got, r)
		}
	}
}

func FuzzRegionIsAssigned(f *testing.F) {
	for _, r := range []string{"CN", "XK", "UK", "cn", "", "C", "CHN", "A[", "\xff\xff", "中"} {
		f.Add(r)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := methods.Region(s)
		if r.IsAssigned() && !r.IsValid() {
			t.Errorf("Region(%q) is assigned, but not valid", r)
		}
		if near, ok := r.Suggestion(); ok && (r.IsAssigned() || !near.IsAssigned()) {
			t.Errorf("%q is suggested for %q, want an assigned code for one that is not", near, r)
		}
	})
}
