package strictjson_test

import (
	"fmt"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

type room struct {
	ID    string
	Title string
	Seats int
	Doors []string
	Hours map[string]string // "" is closed
}

var roomForm = strictjson.NewObject(
	strictjson.Name("id", func(r *room) *string { return &r.ID }).Always(),
	strictjson.Line("title", 80, func(r *room) *string { return &r.Title }),
	strictjson.Integer("seats", 500, func(r *room) *int { return &r.Seats }),
	strictjson.Names("doors", func(r *room) *[]string { return &r.Doors }),
	strictjson.Map("hours", "day", func(r *room) *map[string]string { return &r.Hours }, readHours, writeHours),
)

func readHours(r *strictjson.Reader, to *string) {
	if !r.Null() {
		*to = r.Name()
	}
}

func writeHours(w *strictjson.Writer, from *string) {
	if *from == "" {
		w.Null()
		return
	}
	w.Text(*from)
}

// One table says how a form is read and how it is written.
func Example() {
	document := []byte(`{"id": "hall", "hours": {"monday": "9-17", "sunday": null}, "seats": 120}`)
	var hall room
	r := strictjson.NewReader(document, strictjson.Options{MaxSize: 1 << 20})
	defer r.Release()
	roomForm.Read(r, &hall)
	r.End()
	fmt.Println(strictjson.Faults[strictjson.Fault](r, nil) == nil, hall.Seats, hall.Hours["monday"])
	fmt.Printf("%s\n", roomForm.Append(nil, &hall))
	// Output:
	// true 120 9-17
	// {"id":"hall","seats":120,"hours":{"monday":"9-17","sunday":null}}
}

// The reader's faults and the caller's come together, each with its place.
func ExampleFaults() {
	document := []byte("{\"id\": \"hall\",\n \"Seats\": 120,\n \"doors\": [\"north\", null]}")
	var hall room
	r := strictjson.NewReader(document, strictjson.Options{MaxSize: 1 << 20})
	defer r.Release()
	roomForm.Read(r, &hall)
	var found []strictjson.Fault
	if r.End() && hall.Doors[0] == "north" {
		found = append(found, strictjson.Fault{Path: "doors[0]", Value: "north", Problem: "is walled up"})
	}
	for _, f := range strictjson.Faults(r, found) {
		fmt.Printf("%s (%d:%d): %q %s\n", f.Path, f.Line, f.Column, f.Value, f.Problem)
	}
	// Output:
	// ["Seats"] (2:2): "Seats" is not a key here; keys are lower-case: want "seats"
	// doors[0] (3:12): "north" is walled up
	// doors[1] (3:21): "null" is not allowed: leave the element out
}

// A test checks a table.
func ExampleKeys_Check() {
	id := strictjson.Name("id", func(r *room) *string { return &r.ID })
	fmt.Println(roomForm.Keys().Check())
	fmt.Println(strictjson.NewObject(id, id).Keys().Check())
	// Output:
	// <nil>
	// "id" is there twice
}

func ExampleLineProblem() {
	fmt.Printf("%q\n", strictjson.LineProblem("Hall 1"))
	fmt.Printf("%q\n", strictjson.LineProblem("\u3164"))
	fmt.Printf("%q\n", strictjson.LineProblem("Hall\x1b[2J"))
	// Output:
	// ""
	// "has only characters that cannot be seen: want something to read"
	// "has a control character: want plain text in one line"
}

func ExampleSuggest() {
	fmt.Println("unknown door" + strictjson.Suggest("nroth", []string{"north", "south"}))
	fmt.Println("unknown door" + strictjson.Suggest("up", []string{"north", "south"}))
	// Output:
	// unknown door; did you mean "north"?
	// unknown door; known: "north", "south"
}

func ExampleNearest() {
	fmt.Printf("%q %q\n", strictjson.Nearest("suoth", []string{"north", "south"}), strictjson.Nearest("up", []string{"north", "south"}))
	// Output: "south" ""
}

func ExampleAppendKey() {
	path := strictjson.AppendKey([]byte("hours"), "monday")
	fmt.Printf("%s\n%s\n", path, strictjson.AppendKey([]byte("hours"), "New Year"))
	// Output:
	// hours.monday
	// hours["New Year"]
}

func ExampleClip() {
	fmt.Println(strictjson.Clip("short"))
	fmt.Println(strictjson.Clip(fmt.Sprintf("%070d", 1)))
	// Output:
	// short
	// 0000000000000000000000000000000000000000000000000000000000000000...
}
