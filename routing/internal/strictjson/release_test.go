package strictjson_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// What was read stays as it is when its Reader's memory is used for other documents.
func TestWhatWasReadOutlivesItsReader(t *testing.T) {
	type document struct {
		want, got timetable
	}
	var read []document
	for round := range 20 {
		for _, size := range []struct{ stops, trips int }{{1, 1}, {3, 40}, {40, 3}, {2, 300}} {
			want := largeTimetable(size.stops, size.trips)
			want.Name = fmt.Sprintf("timetable %d", round)
			for i := range want.Trips {
				want.Trips[i].Sources = append(want.Trips[i].Sources, want.Name)
			}
			got, faults := readTimetable(timetableForm.Append(nil, &want))
			if diff := cmp.Diff("", lines(faults)); diff != "" {
				t.Fatalf("faults (-want +got):\n%s", diff)
			}
			read = append(read, document{want, got})
		}
	}
	for _, d := range read {
		if diff := difference(d.want, d.got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", d.want.Name, diff)
		}
	}
}

// A Reader with the memory of another has nothing of its faults, of where it stopped or of
// what it may quote.
func TestReleasedReadersBeginAnew(t *testing.T) {
	bad := []string{`{"name": 1, "zone"`, `[[[[`, `{"trips": [{"when": {"riders": [["a"], 7]}, "nam": 1}], "name": "\ud800"}`, `{"name": "\u0041`}
	const want = "region_sets.north (1:27): \"{\\\"a\\\":1}\" is an object: want an array\n"
	for _, text := range bad {
		if _, faults := readTimetable([]byte(text)); faults == nil {
			t.Errorf("%s is read", text)
		}
		readTicket([]byte(text))
		_, faults := readTimetable([]byte(`{"region_sets": {"north": {"a":1}}}`))
		if diff := cmp.Diff(want, lines(faults)); diff != "" {
			t.Errorf("after %s: faults (-want +got):\n%s", text, diff)
		}
	}
}

// The names of a short document are remembered for the next. Those of a long one share blocks
// with texts, which must not stay in memory for them; nor must what is too long for a name.
func TestNamesAreRemembered(t *testing.T) {
	long := largeTimetable(10, 100)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"short", `{"id": "t1", "stop": "harbor", "traits": ["senior", "resident"], "rider": "r1", "contact": "a@example.com"}`, []string{"harbor", "resident", "senior"}},
		{"too long for a name", `{"traits": ["` + strings.Repeat("a", 65) + `"]}`, nil},
		{"long", string(timetableForm.Append(nil, &long)), nil},
	} {
		r := strictjson.NewReader([]byte(test.text), strictjson.Options{MaxSize: megabyte})
		clear(r.Known())
		if test.name == "long" {
			timetableForm.Read(r, new(timetable))
		} else {
			ticketForm.Read(r, new(ticket))
		}
		if !r.End() {
			t.Errorf("%s: the document is not read", test.name)
		}
		r.Release()
		known := slices.DeleteFunc(slices.Clone(r.Known()), func(name string) bool { return name == "" })
		if slices.Sort(known); !slices.Equal(known, test.want) {
			t.Errorf("%s: %q are remembered, want %q", test.name, known, test.want)
		}
	}
}

// Any number of documents are read at once.
func TestReadersAtOnce(t *testing.T) {
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			want := largeTimetable(1+i, 10)
			data := timetableForm.Append(nil, &want)
			for range 20 {
				got, faults := readTimetable(data)
				if diff := cmp.Diff("", lines(faults)); diff != "" {
					t.Errorf("faults (-want +got):\n%s", diff)
				}
				if diff := difference(want, got); diff != "" {
					t.Errorf("%d stops (-want +got):\n%s", 1+i, diff)
				}
			}
		})
	}
	group.Wait()
}
