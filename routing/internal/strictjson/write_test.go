package strictjson_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

func TestTimetableIsWrittenAsEncodingJSONWritesIt(t *testing.T) {
	large := largeTimetable(3, 9)
	large.Name = `</script>&"\ 支付` + "\u2028\x00\x7f"
	for name, value := range map[string]timetable{
		"nothing in it": {},
		"much in it":    large,
		"zeros in it":   {Sources: []source{{}}, Stops: []stop{{}}, Trips: []trip{{Except: []condition{{}}}}, Fares: []fare{{}}},
		"shares in it":  {Trips: []trip{{When: condition{Share: share{Percent: "5"}}}, {When: condition{Riders: [][]string{{}, {"a"}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(timetableForm.Append(nil, &value))); diff != "" {
				t.Errorf("(-encoding/json +strictjson):\n%s", diff)
			}
		})
	}
}

func TestTicketIsWrittenWithoutItsRider(t *testing.T) {
	tests := []struct {
		name string
		from ticket
		want string
	}{
		{"nothing in it", ticket{}, `{}`},
		{"a rider", ticket{Rider: "r1"}, `{}`},
		{"maps in the order of their keys", ticket{Rides: map[lineID]int{"c": 3, "a": 1, "b": 0}}, `{"rides":{"a":1,"b":0,"c":3}}`},
		{"maps empty", ticket{Rides: map[lineID]int{}}, `{}`},
		{"nulls", ticket{Down: map[lineID]time.Time{"a": {}}}, `{"down":{"a":null}}`},
		{"exact names empty", ticket{Allow: []lineID{}, Traits: []string{}}, `{"allow":[]}`},
		{"a union as an object", ticket{Contact: contact{Phone: "10086"}}, `{"contact":{"phone":"10086"}}`},
		{"a union as a string", ticket{Contact: contact{Address: "a@example.com"}}, `{"contact":"a@example.com"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff("before"+test.want, string(ticketForm.Append([]byte("before"), &test.from))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTicketIsReadAsItWasWritten(t *testing.T) {
	want, faults := readTicket([]byte(soundTicket))
	if faults != nil {
		t.Fatal(lines(faults))
	}
	got, faults := readTicket(ticketForm.Append(nil, &want))
	if diff := cmp.Diff("", lines(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	want.Rider = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ticket (-want +got):\n%s", diff)
	}
}

// FuzzText writes a string of any bytes as encoding/json does.
// Texts are looked at eight bytes at a time: no byte is overlooked wherever it stands.
func TestEveryByteIsEscapedWhereverItStands(t *testing.T) {
	for c := range 256 {
		for at := range 17 {
			text := []byte("0123456789abcdefg")
			text[at] = byte(c)
			want, err := json.Marshal(string(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := strictjson.AppendText(nil, string(text)); string(got) != string(want) {
				t.Errorf("byte %#x at %d is written as %s, want %s", c, at, got, want)
			}
			if got, want := strictjson.NeedsEscape(text), string(want) != `"`+string(text)+`"`; got != want {
				t.Errorf("byte %#x at %d: NeedsEscape = %v, want %v", c, at, got, want)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "plain", "\b\f\n\r\t\"\\/", "<a href='x'>&amp;", "支付\U0001f4b0", "\x00\x1f\x7f\u0080", "\u2027\u2028\u2029", "a\xffb\xe6\x94", "\ufffd"} {
		f.Add(s)
	}
	type one struct {
		Text string `json:"text"`
	}
	form := strictjson.NewObject(strictjson.Text("text", func(o *one) *string { return &o.Text }).Always())
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(one{s})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(form.Append(nil, &one{s}))); diff != "" {
			t.Errorf("(-encoding/json +strictjson):\n%s", diff)
		}
	})
}
