package strictjson_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

const soundTicket = `{"id": "票 1", "stop": "harbor", "at": "2026-12-01T12:00:00+08:00", "traits": ["senior"],
 "rider": "r1", "rides": {"line_1": 42, "line_2": 0}, "allow": ["line_1", "line_2"],
 "down": {"line_7": null, "line_8": "2026-12-02T00:00:00Z"}, "contact": {"phone": "10086"}}`

func TestTicketIsReadInFull(t *testing.T) {
	got, faults := readTicket([]byte(soundTicket))
	if diff := cmp.Diff("", lines(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	want := ticket{
		ID: "票 1", Stop: "harbor", At: time.Date(2026, 12, 1, 12, 0, 0, 0, time.FixedZone("", 8*3600)), Traits: []string{"senior"},
		Rider: "r1", Rides: map[lineID]int{"line_1": 42, "line_2": 0}, Allow: []lineID{"line_1", "line_2"},
		Down:    map[lineID]time.Time{"line_7": {}, "line_8": time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC)},
		Contact: contact{Phone: "10086"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ticket (-want +got):\n%s", diff)
	}
}

// What encoding/json reads of a timetable, strictjson reads as well, however it is laid out.
func TestTimetableIsReadAsEncodingJSONReadsIt(t *testing.T) {
	want := largeTimetable(10, 40) // enough for blocks, names and lists of every length
	compact := timetableForm.Append(nil, &want)
	var indented bytes.Buffer
	if err := json.Indent(&indented, compact, "", "\t"); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"compact":              compact,
		"indented":             indented.Bytes(),
		"with other line ends": bytes.ReplaceAll(indented.Bytes(), []byte("\n"), []byte("\r\n")),
		"with spaces":          bytes.ReplaceAll(compact, []byte(`":`), []byte(`" : `)),
	} {
		t.Run(name, func(t *testing.T) {
			var peer timetable
			if err := json.Unmarshal(data, &peer); err != nil {
				t.Fatal(err)
			}
			got, faults := readTimetable(data)
			if diff := cmp.Diff("", lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(peer, got); diff != "" {
				t.Errorf("timetable (-encoding/json +strictjson):\n%s", diff)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("timetable (-want +got):\n%s", diff)
			}
		})
	}
}

func TestKeysMayComeInAnyOrder(t *testing.T) {
	got, faults := readTimetable([]byte(`{"zone": "Z", "trips": [{"status": "live", "line": "l", "\u0069d": "x", "rank": 3}], "version": "2", "name": "n"}`))
	if diff := cmp.Diff("", lines(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	want := timetable{Name: "n", Version: "2", Zone: "Z", Trips: []trip{{ID: "x", Line: "l", Status: "live", Rank: 3}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("timetable (-want +got):\n%s", diff)
	}
}

func TestEmptyAndMissing(t *testing.T) {
	tests := []struct {
		name, text string
		want       ticket
	}{
		{"everything missing", `{}`, ticket{}},
		{"names empty are as good as missing", `{"traits": []}`, ticket{}},
		{"exact names empty are not", `{"allow": []}`, ticket{Allow: []lineID{}}},
		{"a map empty is as good as missing", `{"rides": {}}`, ticket{}},
		{"strings empty", `{"id": "", "stop": "", "rider": "", "contact": ""}`, ticket{}},
		{"a union as its other kind", `{"contact": "a@example.com"}`, ticket{Contact: contact{Address: "a@example.com"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, faults := readTicket([]byte(test.text))
			if diff := cmp.Diff("", lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("ticket (-want +got):\n%s", diff)
			}
		})
	}
}

// Nothing that was read changes with the bytes of the document, or with another list.
func TestWhatIsReadStandsByItself(t *testing.T) {
	data := []byte(`{"trips": [{"id": "a", "sources": ["x", "y"], "when": {"riders": [["p", "q"], ["r"]]}}, {"id": "b", "sources": ["z"]}],
		"version": "` + strings.Repeat("long ", 500) + `"}`)
	got, _ := readTimetable(data)
	want, _ := readTimetable(bytes.Clone(data))
	clear(data)
	got.Trips[0].Sources = append(got.Trips[0].Sources, "more")
	got.Trips[0].When.Riders[0] = append(got.Trips[0].When.Riders[0], "more")
	want.Trips[0].Sources = []string{"x", "y", "more"}
	want.Trips[0].When.Riders = [][]string{{"p", "q", "more"}, {"r"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("timetable (-want +got):\n%s", diff)
	}
}

// A reader's own functions see its context, and can say later what is wrong with a value.
func TestFaultOfAValueReadEarlier(t *testing.T) {
	type seen struct{ places []strictjson.Place }
	form := strictjson.NewObject(strictjson.ListOf("hours", func(*int) *[]string { return new([]string) },
		func(r *strictjson.Reader, to *string) {
			*to = r.Name()
			s := r.Context.(*seen)
			s.places = append(s.places, r.Here())
		},
		func(*strictjson.Writer, *string) {}))
	r := strictjson.NewReader([]byte("{\"hours\": [\"nine\",\n\t\"ten\"]}"), strictjson.Options{MaxSize: 100})
	s := &seen{}
	r.Context = s
	form.Read(r, new(int))
	r.FaultAt(s.places[1], "ten", "needs a zone")
	r.FaultAt(s.places[0], "", "needs a zone")
	if !r.End() {
		t.Error("the text was not read to its end")
	}
	want := "hours[0] (1:12): \"\" needs a zone\nhours[1] (2:2): \"ten\" needs a zone\n"
	if diff := cmp.Diff(want, lines(strictjson.Faults[strictjson.Fault](r, nil))); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// A fault about an object that was read is at its beginning, not at what was read last.
func TestFaultOfAnObjectThatWasRead(t *testing.T) {
	form := strictjson.NewObject(strictjson.Value("share", func(c *condition) *share { return &c.Share },
		func(r *strictjson.Reader, to *share) {
			if shareForm.Read(r, to); to.Salt == "" {
				r.Fault("", "has no salt")
			}
		},
		shareForm.Write))
	r := strictjson.NewReader([]byte(`{"share": {"percent": "5"}}`), strictjson.Options{MaxSize: 100})
	form.Read(r, new(condition))
	want := "share (1:11): \"\" has no salt\n"
	if diff := cmp.Diff(want, lines(strictjson.Faults[strictjson.Fault](r, nil))); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// Once the reader has stopped, nothing more is said: what follows from what is missing is no
// news.
func TestNothingIsSaidAfterTheReaderStopped(t *testing.T) {
	r := strictjson.NewReader([]byte(`{"zone": "Z", `), strictjson.Options{MaxSize: 100})
	timetableForm.Read(r, new(timetable))
	r.Fault("Z", "is no zone")
	r.FaultAt(0, "", "is no timetable")
	if text, ok := r.Text(); text != "" || ok || r.Name() != "" || r.Integer(9) != 0 || r.Boolean() || r.Null() || r.Kind() != "" || r.Secret() != "" || r.End() {
		t.Error("a reader that has stopped returns something")
	}
	timetableForm.Read(r, new(timetable))
	want := " (1:15): \"\" ends too early: want a key in double quotes\n"
	if diff := cmp.Diff(want, lines(strictjson.Faults[strictjson.Fault](r, nil))); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// The lists of a long document share memory while they are read, whatever their lengths.
func TestListsOfEveryLength(t *testing.T) {
	for _, n := range []int{0, 1, 2, 7, 8, 9, 31, 32, 33, 34, 127, 255, 256, 257, 1000} {
		var want timetable
		for i := range n {
			want.Stops = append(want.Stops, stop{ID: stopID(fmt.Sprintf("stop_%d", i))})
			want.Trips = append(want.Trips, trip{ID: "t", Sources: slices.Repeat([]string{"s"}, i%300+1)}, trip{ID: "u", Sources: []string{"a", "b"}})
		}
		got, faults := readTimetable(timetableForm.Append(nil, &want))
		if diff := cmp.Diff("", lines(faults)); diff != "" {
			t.Errorf("%d: faults (-want +got):\n%s", n, diff)
		}
		if diff := difference(want, got); diff != "" {
			t.Errorf("%d: timetable (-want +got):\n%s", n, diff)
		}
		if room := cap(got.Stops); room > 2*n+1 {
			t.Errorf("%d stops have room for %d", n, room)
		}
	}
}
