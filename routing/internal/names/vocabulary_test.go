package names

import (
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// letters are more values than a word has bits.
var letters = rapid.Custom(func(t *rapid.T) string { return "n" + strconv.Itoa(rapid.IntRange(0, 90).Draw(t, "name")) })

func TestAFactHasTheValueOfItsName(t *testing.T) {
	v := NewVocabulary[string]()
	app, web := v.Add("app"), v.Add("web")
	if app == web || v.Add("app") != app {
		t.Fatalf("app is %d and %d, web is %d", app, v.Add("app"), web)
	}
	for _, test := range []struct {
		name, fact string
		want       uint32
	}{
		{"that a rule names", "web", web},
		{"that no rule names", "kiosk", Unnamed},
		{"that is not stated", "", Missing},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := v.Value(test.fact); got != test.want {
				t.Errorf("Value(%q) = %d, want %d", test.fact, got, test.want)
			}
		})
	}
	for value, want := range []string{Missing: "", Unnamed: "", FirstNamed: "app", FirstNamed + 1: "web"} {
		if got := v.Name(uint32(value)); got != want {
			t.Errorf("Name(%d) = %q, want %q", value, got, want)
		}
	}
}

// A set has the names of its list and no other, equal lists are one set, and the
// names come back sorted, whatever the order in which they were added and however
// many there are.
func TestSetsAreTheirLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := NewVocabulary[string]()
		for _, name := range rapid.SliceOfDistinct(letters, rapid.ID).Draw(t, "known before") {
			v.Add(name)
		}
		numbers := map[string]uint16{}
		for _, list := range rapid.SliceOf(rapid.SliceOf(letters)).Draw(t, "lists") {
			var values []uint32
			for _, name := range list {
				values = append(values, v.Add(name))
			}
			number, isNew := v.Sets.Add(values)
			slices.Sort(list)
			list = slices.Compact(list)
			key := keyOf(list)
			if len(list) == 0 {
				numbers[key] = AnySet
			}
			before, known := numbers[key]
			if known && number != before || isNew == known {
				t.Fatalf("the list %s is set %d, new: %v; it was %d, known: %v", key, number, isNew, before, known)
			}
			numbers[key] = number
			if len(list) > 0 {
				if diff := cmp.Diff(list, v.In(number)); diff != "" {
					t.Fatalf("names of the set (-want +got):\n%s", diff)
				}
			}
			for i := range 91 {
				name := "n" + strconv.Itoa(i)
				want := len(list) == 0 || slices.Contains(list, name)
				if got := v.Sets.Has(number, v.Value(name)); got != want {
					t.Fatalf("%s has %s: %v, want %v", key, name, got, want)
				}
			}
			if got := v.Sets.Has(number, Missing); got != (len(list) == 0) {
				t.Fatalf("%s has the fact that is not stated: %v", key, got)
			}
		}
		if got, want := v.Sets.Len(), 1+len(numbers)-has(numbers, ""); got != want {
			t.Fatalf("%d sets, want %d", got, want)
		}
	})
}

func keyOf(list []string) string {
	key := ""
	for _, name := range list {
		key += name + " "
	}
	return key
}

func has(numbers map[string]uint16, key string) int {
	if _, ok := numbers[key]; ok {
		return 1
	}
	return 0
}

func TestAnySetIsOfAllNames(t *testing.T) {
	v := NewVocabulary[string]()
	for _, name := range []string{"web", "app"} {
		v.Add(name)
	}
	if diff := cmp.Diff([]string{"app", "web"}, v.In(AnySet)); diff != "" {
		t.Errorf("names of AnySet (-want +got):\n%s", diff)
	}
}
