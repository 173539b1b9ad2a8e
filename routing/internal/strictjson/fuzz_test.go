package strictjson_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// readAny reads a value of any kind, as encoding/json reads one into an any.
func readAny(r *strictjson.Reader, to *any) {
	switch r.Kind() {
	case strictjson.KindString:
		*to, _ = r.Text()
	case strictjson.KindNumber:
		*to = json.Number(r.Number())
	case strictjson.KindBoolean:
		*to = r.Boolean()
	case strictjson.KindObject:
		var object map[string]any
		strictjson.ReadMap(r, "key", &object, readAny)
		*to = object
	case strictjson.KindArray:
		var list []any
		if strictjson.ReadList(r, &list, readAny); list == nil {
			list = []any{}
		}
		*to = list
	default:
		if !r.Null() {
			r.Refuse("any value")
		}
	}
}

// stricter begins the problems of documents that are JSON all the same.
var stricter = []string{
	"has half of a surrogate pair",
	"is not valid UTF-8",
	"is there twice",
	"is too long",
	"nests too deep",
}

// FuzzReadAny reads any document as encoding/json does, but for what is refused on purpose.
func FuzzReadAny(f *testing.F) {
	for _, s := range []string{
		soundTicket, `null`, `"a\u00e9\ud83d\udcb0\/"`, `[1, -0.5e+10, true, false, null, [], {}]`, `[[1, 2, 3], [[4, 5], [6, [7]]]]`, `{"a": {"a": [{"a": "b"}]}}`,
		`{"a": 1, "a": 2}`, `["\ud800"]`, "[\"\xff\"]", strings.Repeat("[", 40) + strings.Repeat("]", 40), `{"a": 1} 2`, `{"a": 1,}`, `[1 2]`, `01`, `"\x"`, "\"\n\"", `{"": ""}`,
		`{"12345678": "1234567\"", "1234567\\": "支付", "é": "123456é"}`, "\u00a0{}", `tru`, ``, ` `,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got any
		r := strictjson.NewReader(data, strictjson.Options{MaxSize: megabyte})
		readAny(r, &got)
		r.End()
		faults := strictjson.Faults[strictjson.Fault](r, nil)
		if faults != nil {
			checkPlaces(t, data, faults)
		}
		for _, fault := range faults {
			onPurpose := slices.ContainsFunc(stricter, func(s string) bool { return strings.HasPrefix(fault.Problem, s) })
			if json.Valid(data) && !onPurpose {
				t.Errorf("is JSON, but: %+v", fault)
			}
		}
		if !json.Valid(data) {
			if faults == nil {
				t.Errorf("was read as %v, but is not JSON", got)
			}
			return
		}
		if faults != nil {
			return
		}
		var want any
		d := json.NewDecoder(strings.NewReader(string(data)))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("value (-encoding/json +strictjson):\n%s", diff)
		}
	})
}

// FuzzTimetable reads any bytes as a timetable without a panic. What it accepts encoding/json
// reads alike, and so does it what it writes of that; of anything else each fault has a place
// inside the text.
func FuzzTimetable(f *testing.F) {
	small := largeTimetable(1, 3)
	f.Add(timetableForm.Append(nil, &small))
	indented, err := json.MarshalIndent(small, "", "  ")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(indented)
	for _, s := range []string{`{}`, `{"zone": "Z", "name": "n"}`, `{"trips": [{"rank": 1}, {}, 7, null]}`, `{"region_sets": {"a": [], "b": ["c"]}}`,
		`{"trips": [{"when": {"share": {"salt": "s"}}}]}`, `{"Name": 1, "nmae": 2, "name": "\ud800"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, faults := readTimetable(data)
		if faults != nil {
			checkPlaces(t, data, faults)
			return
		}
		var peer timetable
		if err := json.Unmarshal(data, &peer); err != nil {
			t.Fatalf("accepted, but not by encoding/json: %v", err)
		}
		written := timetableForm.Append(nil, &got)
		fromPeer := timetableForm.Append(nil, &peer)
		if diff := cmp.Diff(string(fromPeer), string(written)); diff != "" {
			t.Errorf("timetable (-encoding/json +strictjson):\n%s", diff)
		}
		back, faults := readTimetable(written)
		if faults != nil {
			t.Fatalf("what was written is refused: %s", lines(faults))
		}
		if diff := cmp.Diff(string(written), string(timetableForm.Append(nil, &back))); diff != "" {
			t.Errorf("read back (-want +got):\n%s", diff)
		}
	})
}
