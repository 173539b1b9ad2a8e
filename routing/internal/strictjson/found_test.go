package strictjson_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// ownFault is defined as Fault is, with methods of its own.
type ownFault struct {
	Path         string
	Line, Column int
	Value        string
	Problem      string
}

// What a list or an object is found to lack may be what could not be read.
func TestWhatLacksWhatCouldNotBeReadIsNoFaultOfItsOwn(t *testing.T) {
	data := []byte(`{"stops": [{"nam": 1}, {"id": "b"}], "trips": 7}`)
	tests := []struct {
		name  string
		found ownFault
		kept  bool
	}{
		{"the object around it", ownFault{Path: "stops[0]", Problem: "is empty"}, false},
		{"the list around that", ownFault{Path: "stops", Problem: "is empty"}, false},
		{"a value of which it is said what is wrong", ownFault{Path: "stops[0]", Value: "stop", Problem: "is wrong"}, true},
		{"the object beside it", ownFault{Path: "stops[1]", Problem: "is empty"}, true},
		{"another key of the object", ownFault{Path: "stops[0].id", Problem: "is missing"}, true},
		{"a key that begins alike", ownFault{Path: "stop", Problem: "is empty"}, true},
		{"the document", ownFault{Problem: "is empty"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var value timetable
			r := strictjson.NewReader(data, strictjson.Options{MaxSize: megabyte})
			timetableForm.Read(r, &value)
			r.End()
			kept := false
			for _, f := range strictjson.Faults(r, []ownFault{test.found}) {
				kept = kept || f.Path == test.found.Path && f.Problem == test.found.Problem
			}
			if kept != test.kept {
				t.Errorf("kept: %t, want %t", kept, test.kept)
			}
		})
	}
}

// Faults that the caller finds get their places from their paths, and come among the
// reader's own.
func TestFaultsThatTheCallerFinds(t *testing.T) {
	data := []byte("{\"zone\": \"Z\",\n\"stops\": [{\"id\": \"a\"},\n  {\"id\": \"b\", \"nam\": {}}],\n\"region_sets\": {\"Two Words\": [\"x\", \"y\"], \"n\\u006frth\": []},\n\"trips\": 7, \"fares\": [{\"when\" : {\"from\" : \"now\"}}]}")
	tests := []struct {
		name, path string
		want       string
	}{
		{"of the document", "", "1:1"},
		{"of a key", "zone", "1:10"},
		{"of an element", "stops[1]", "3:3"},
		{"of a key in an element", "stops[1].id", "3:10"},
		{"of a key that is missing", "stops[1].aliases", "3:3"},
		{"of an element that is missing", "stops[7].id", "2:10"},
		{"of a list that is missing", "sources[0].id", "1:1"},
		{"of a key in quotes", `region_sets["Two Words"][1]`, "4:36"},
		{"of a key with an escape", "region_sets.north", "4:56"},
		{"of a key before a space", "fares[0].when.from", "5:43"},
		{"of a value that is faulty already", "trips", ""},
		{"below a value that is faulty already", "trips[3].id", ""},
		{"of a key like one that is faulty already", "tripsy", "1:1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var value timetable
			r := strictjson.NewReader(data, strictjson.Options{MaxSize: megabyte})
			timetableForm.Read(r, &value)
			if !r.End() {
				t.Error("the text was not read to its end")
			}
			got := ""
			all := strictjson.Faults(r, []ownFault{{Path: test.path, Value: "this", Problem: "was found"}})
			for _, f := range all {
				if f.Problem == "was found" {
					got = fmt.Sprintf("%d:%d", f.Line, f.Column)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("place (-want +got):\n%s", diff)
			}
			if want := 2 + min(len(test.want), 1); len(all) != want {
				t.Errorf("%d faults, want %d: %+v", len(all), want, all)
			}
		})
	}
}

func TestNoFaults(t *testing.T) {
	r := strictjson.NewReader([]byte(`{}`), strictjson.Options{MaxSize: 2})
	timetableForm.Read(r, new(timetable))
	if faults := strictjson.Faults[ownFault](r, nil); faults != nil {
		t.Errorf("faults are %+v, want nil", faults)
	}
}

func TestFaultsAreBounded(t *testing.T) {
	data := append(append([]byte(`{"trips": [{}`), bytes.Repeat([]byte(",\n1"), strictjson.MaxFaults+10)...), "]}"...)
	_, faults := readTimetable(data)
	if len(faults) != strictjson.MaxFaults+1 {
		t.Fatalf("%d faults, want %d and one that says there are more", len(faults), strictjson.MaxFaults)
	}
	checkPlaces(t, data, faults)
	last := faults[strictjson.MaxFaults]
	want := strictjson.Fault{Path: fmt.Sprintf("trips[%d]", strictjson.MaxFaults+1), Line: strictjson.MaxFaults + 2, Column: 2, Problem: strictjson.TooManyFaults}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("last fault (-want +got):\n%s", diff)
	}
}

// The fault that says that the caller found too many is at the end of the text.
func TestTooManyFaultsOfTheCaller(t *testing.T) {
	data := []byte("{\"zone\": \"Z\"\n}\n")
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: 100})
	timetableForm.Read(r, new(timetable))
	got := strictjson.Faults(r, []strictjson.Fault{{Path: "zone", Problem: "is wrong"}, {Problem: strictjson.TooManyFaults}})
	want := "zone (1:10): \"\" is wrong\n (3:1): \"\" " + strictjson.TooManyFaults + "\n"
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestOnlyTheFirstFaultsComeWithSuggestions(t *testing.T) {
	_, faults := readTimetable([]byte(`{"zone": "Z"` + strings.Repeat(`, "nmae": 1`, 60) + `}`))
	suggested := 0
	for _, f := range faults {
		if strings.HasSuffix(f.Problem, `; did you mean "name"?`) {
			suggested++
		}
	}
	if suggested != strictjson.MaxSuggestions || len(faults) != 60 {
		t.Errorf("%d suggestions in %d faults, want %d in 60", suggested, len(faults), strictjson.MaxSuggestions)
	}
}

// Documents at a bound are read, those beyond it are refused.
func TestBounds(t *testing.T) {
	long := func(n int) string { return `{"version": "` + strings.Repeat("x", n) + `"}` }
	deep := func(n int) string {
		return `{"x": ` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + `}`
	}
	unknown := `x (1:2): "x" is not a key here; known: name, version, zone, sources, stops, trips, fares, region_sets` + "\n"
	tests := []struct {
		name, text, want string
	}{
		{"the longest string", long(strictjson.MaxString), ""},
		{"the deepest document", deep(strictjson.MaxDepth), unknown},
		{"a document too deep", deep(strictjson.MaxDepth + 1), unknown + ` (1:38): "" nests too deep: want at most 32 levels` + "\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := readTimetable([]byte(test.text))
			if diff := cmp.Diff(test.want, lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
	for size, want := range map[int]string{12: "", 11: " (1:1): \"\" has 12 bytes: want at most 11\n"} {
		r := strictjson.NewReader([]byte(`{"zone":"Z"}`), strictjson.Options{MaxSize: size})
		timetableForm.Read(r, new(timetable))
		if r.End() != (want == "") {
			t.Errorf("with at most %d bytes, End reports %t", size, want != "")
		}
		if diff := cmp.Diff(want, lines(strictjson.Faults[strictjson.Fault](r, nil))); diff != "" {
			t.Errorf("with at most %d bytes, faults (-want +got):\n%s", size, diff)
		}
	}
}
