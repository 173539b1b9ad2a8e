package strictjson_test

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// The forms of the tests: a timetable, which is long, public and mostly names, and a
// ticket, which is short, private and has one value of every unusual kind. The tags are for
// encoding/json, which reads the same documents into the same types.

type (
	stopID string
	lineID string

	text struct {
		EN string `json:"en,omitempty"`
		ZH string `json:"zh,omitempty"`
	}
	source struct {
		ID    string `json:"id"`
		Title string `json:"title,omitempty"`
		Date  string `json:"date,omitempty"`
		URL   string `json:"url,omitempty"`
		Quote string `json:"quote,omitempty"`
	}
	stop struct {
		ID      stopID   `json:"id"`
		Name    text     `json:"name,omitzero"`
		Aliases []stopID `json:"aliases,omitempty"`
	}
	share struct {
		Percent string `json:"percent"`
		Salt    string `json:"salt"`
	}
	condition struct {
		Stops    []stopID   `json:"stops,omitempty"`
		Vehicles []string   `json:"vehicles,omitempty"`
		Regions  []string   `json:"regions,omitempty"`
		Riders   [][]string `json:"riders,omitempty"`
		Share    share      `json:"share,omitzero"`
		From     string     `json:"from,omitempty"`
		Until    string     `json:"until,omitempty"`
	}
	trip struct {
		ID         string      `json:"id"`
		Line       lineID      `json:"line"`
		Status     string      `json:"status"`
		Rank       int         `json:"rank,omitempty"`
		Night      bool        `json:"night,omitempty"`
		When       condition   `json:"when,omitzero"`
		Except     []condition `json:"except,omitempty"`
		Within     lineID      `json:"within,omitempty"`
		Stated     string      `json:"stated,omitempty"`
		Confidence string      `json:"confidence,omitempty"`
		Sources    []string    `json:"sources,omitempty"`
	}
	fare struct {
		ID      string    `json:"id"`
		Lines   []lineID  `json:"lines,omitempty"`
		When    condition `json:"when,omitzero"`
		Min     string    `json:"min,omitempty"`
		Max     string    `json:"max,omitempty"`
		Window  string    `json:"window,omitempty"`
		Counter string    `json:"counter,omitempty"`
		Per     []string  `json:"per,omitempty"`
		Sources []string  `json:"sources,omitempty"`
	}
	timetable struct {
		Name    string              `json:"name,omitempty"`
		Version string              `json:"version,omitempty"`
		Zone    string              `json:"zone"`
		Sources []source            `json:"sources,omitempty"`
		Stops   []stop              `json:"stops,omitempty"`
		Trips   []trip              `json:"trips,omitempty"`
		Fares   []fare              `json:"fares,omitempty"`
		Regions map[string][]string `json:"region_sets,omitempty"`
	}
)

const longestLine = 4096

var (
	textForm = strictjson.NewObject(
		strictjson.Text("en", func(t *text) *string { return &t.EN }),
		strictjson.Text("zh", func(t *text) *string { return &t.ZH }),
	)
	sourceForm = strictjson.NewObject(
		strictjson.Text("id", func(s *source) *string { return &s.ID }).Always(),
		strictjson.Text("title", func(s *source) *string { return &s.Title }),
		strictjson.Text("date", func(s *source) *string { return &s.Date }),
		strictjson.Text("url", func(s *source) *string { return &s.URL }),
		strictjson.Text("quote", func(s *source) *string { return &s.Quote }),
	)
	stopForm = strictjson.NewObject(
		strictjson.Name("id", func(s *stop) *stopID { return &s.ID }).Always(),
		strictjson.Nested("name", textForm, func(s *stop) *text { return &s.Name }),
		strictjson.Names("aliases", func(s *stop) *[]stopID { return &s.Aliases }),
	)
	shareForm = strictjson.NewObject(
		strictjson.Text("percent", func(s *share) *string { return &s.Percent }).Always(),
		strictjson.Text("salt", func(s *share) *string { return &s.Salt }).Always(),
	)
	conditionForm = strictjson.NewObject(
		strictjson.Names("stops", func(c *condition) *[]stopID { return &c.Stops }),
		strictjson.Names("vehicles", func(c *condition) *[]string { return &c.Vehicles }),
		strictjson.Names("regions", func(c *condition) *[]string { return &c.Regions }),
		strictjson.ListOf("riders", func(c *condition) *[][]string { return &c.Riders }, strictjson.ReadNames, strictjson.WriteNames),
		strictjson.Value("share", func(c *condition) *share { return &c.Share }, shareForm.Read, shareForm.Write),
		strictjson.Text("from", func(c *condition) *string { return &c.From }),
		strictjson.Text("until", func(c *condition) *string { return &c.Until }),
	)
	tripForm = strictjson.NewObject(
		strictjson.Text("id", func(t *trip) *string { return &t.ID }).Always(),
		strictjson.Name("line", func(t *trip) *lineID { return &t.Line }).Always(),
		strictjson.Name("status", func(t *trip) *string { return &t.Status }).Always(),
		strictjson.Integer("rank", 30_000, func(t *trip) *int { return &t.Rank }),
		strictjson.Boolean("night", func(t *trip) *bool { return &t.Night }),
		strictjson.Nested("when", conditionForm, func(t *trip) *condition { return &t.When }),
		strictjson.List("except", conditionForm, func(t *trip) *[]condition { return &t.Except }),
		strictjson.Name("within", func(t *trip) *lineID { return &t.Within }),
		strictjson.Text("stated", func(t *trip) *string { return &t.Stated }),
		strictjson.Name("confidence", func(t *trip) *string { return &t.Confidence }),
		strictjson.Names("sources", func(t *trip) *[]string { return &t.Sources }),
	)
	fareForm = strictjson.NewObject(
		strictjson.Text("id", func(f *fare) *string { return &f.ID }).Always(),
		strictjson.Names("lines", func(f *fare) *[]lineID { return &f.Lines }),
		strictjson.Nested("when", conditionForm, func(f *fare) *condition { return &f.When }),
		strictjson.Text("min", func(f *fare) *string { return &f.Min }),
		strictjson.Text("max", func(f *fare) *string { return &f.Max }),
		strictjson.Name("window", func(f *fare) *string { return &f.Window }),
		strictjson.Name("counter", func(f *fare) *string { return &f.Counter }),
		strictjson.Names("per", func(f *fare) *[]string { return &f.Per }),
		strictjson.Names("sources", func(f *fare) *[]string { return &f.Sources }),
	)
	timetableForm = strictjson.NewObject(
		strictjson.Line("name", longestLine, func(t *timetable) *string { return &t.Name }),
		strictjson.Text("version", func(t *timetable) *string { return &t.Version }),
		strictjson.Text("zone", func(t *timetable) *string { return &t.Zone }).Always(),
		strictjson.List("sources", sourceForm, func(t *timetable) *[]source { return &t.Sources }),
		strictjson.List("stops", stopForm, func(t *timetable) *[]stop { return &t.Stops }),
		strictjson.List("trips", tripForm, func(t *timetable) *[]trip { return &t.Trips }),
		strictjson.List("fares", fareForm, func(t *timetable) *[]fare { return &t.Fares }),
		strictjson.Map("region_sets", "set", func(t *timetable) *map[string][]string { return &t.Regions }, strictjson.ReadNames, strictjson.WriteNames),
	)
)

type (
	ticket struct {
		ID      string
		Stop    stopID
		At      time.Time
		Traits  []string
		Rider   string // never written
		Rides   map[lineID]int
		Allow   []lineID // empty is not the same as nil
		Down    map[lineID]time.Time
		Contact contact
	}

	// A contact is written as an address or as an object.
	contact struct {
		Address string
		Phone   string
	}
)

var phoneForm = strictjson.NewObject(
	strictjson.Text("phone", func(c *contact) *string { return &c.Phone }).Always(),
)

func readContact(r *strictjson.Reader, to *contact) {
	switch r.Kind() {
	case strictjson.KindString:
		to.Address, _ = r.Text()
	case strictjson.KindObject:
		phoneForm.Read(r, to)
	default:
		r.Refuse("a string or an object")
	}
}

func writeContact(w *strictjson.Writer, from *contact) {
	if from.Phone != "" {
		phoneForm.Write(w, from)
		return
	}
	w.Text(from.Address)
}

func readTime(r *strictjson.Reader, to *time.Time) {
	b, ok := r.Bytes()
	if ok && to.UnmarshalText(b) != nil {
		r.Fault(string(b), "is not a time: want RFC 3339")
	}
}

func writeTime(w *strictjson.Writer, from *time.Time) { w.Text(from.Format(time.RFC3339Nano)) }

// readUntil reads the end of something, or null where no end is known.
func readUntil(r *strictjson.Reader, to *time.Time) {
	if !r.Null() {
		readTime(r, to)
	}
}

func writeUntil(w *strictjson.Writer, from *time.Time) {
	if from.IsZero() {
		w.Null()
		return
	}
	writeTime(w, from)
}

var ticketForm = strictjson.NewObject(
	strictjson.Line("id", longestLine, func(t *ticket) *string { return &t.ID }),
	strictjson.Name("stop", func(t *ticket) *stopID { return &t.Stop }),
	strictjson.Value("at", func(t *ticket) *time.Time { return &t.At }, readTime, writeTime),
	strictjson.Names("traits", func(t *ticket) *[]string { return &t.Traits }),
	strictjson.Secret("rider", func(t *ticket, rider string) { t.Rider = rider }),
	strictjson.Map("rides", "line", func(t *ticket) *map[lineID]int { return &t.Rides },
		func(r *strictjson.Reader, to *int) { *to = r.Integer(99) },
		func(w *strictjson.Writer, from *int) { w.Integer(*from) }),
	strictjson.ExactNames("allow", func(t *ticket) *[]lineID { return &t.Allow }),
	strictjson.Map("down", "line", func(t *ticket) *map[lineID]time.Time { return &t.Down }, readUntil, writeUntil),
	strictjson.Value("contact", func(t *ticket) *contact { return &t.Contact }, readContact, writeContact),
)

const megabyte = 1 << 20

func readTimetable(data []byte) (timetable, []strictjson.Fault) {
	var t timetable
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: 64 * megabyte})
	defer r.Release()
	timetableForm.Read(r, &t)
	r.End()
	return t, strictjson.Faults[strictjson.Fault](r, nil)
}

func readTicket(data []byte) (ticket, []strictjson.Fault) {
	var t ticket
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: megabyte, Private: true})
	defer r.Release()
	ticketForm.Read(r, &t)
	r.End()
	return t, strictjson.Faults[strictjson.Fault](r, nil)
}

// largeTimetable has so many stops with so many trips each.
func largeTimetable(stops, trips int) timetable {
	t := timetable{
		Name: "buses of the valley", Version: "2026-11-21", Zone: "+08:00",
		Sources: []source{{ID: "printed", Title: "The printed timetable", Date: "2026-09", URL: "https://example.com/timetable",
			Quote: "All lines run as on Sundays on public holidays, unless the stop's own table says otherwise."}},
		Regions: map[string][]string{"valley": {"north", "south"}},
	}
	for s := range stops {
		id := stopID(fmt.Sprintf("stop_%d", s))
		t.Stops = append(t.Stops, stop{ID: id, Name: text{EN: fmt.Sprintf("Stop %d", s), ZH: fmt.Sprintf("第%d站", s)}})
		for n := range trips {
			line := lineID(fmt.Sprintf("line_%d", n))
			var except []condition
			if n%2 == 1 {
				except = []condition{{From: "2026-12-31", Until: "2027-01-01"}}
			}
			t.Trips = append(t.Trips, trip{
				ID: fmt.Sprintf("%s.%s", id, line), Line: line, Status: "live", Rank: n, Night: n%5 == 4,
				When: condition{Stops: []stopID{id}, Vehicles: []string{"bus", "tram", "night_bus"}[:n%4%3+1], Regions: []string{"north"},
					Riders: [][]string{{"pupil"}, {"senior", "resident"}}, From: "2026-09-01", Until: "2027-03-01"},
				Except:  except,
				Sources: []string{"printed"},
			})
			if n%4 == 0 {
				t.Fares = append(t.Fares, fare{ID: fmt.Sprintf("%s.%s.single", id, line), Lines: []lineID{line}, When: condition{Stops: []stopID{id}},
					Min: "0.50 CNY", Max: "300.00 CNY", Sources: []string{"printed"}})
			}
		}
	}
	return t
}

// difference is what differs between two timetables, if anything does: large ones that are
// equal take cmp long.
func difference(want, got timetable) string {
	if reflect.DeepEqual(want, got) {
		return ""
	}
	return cmp.Diff(want, got)
}

// lines writes faults as people see them.
func lines(faults []strictjson.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		fmt.Fprintf(&b, "%s (%d:%d): %q %s\n", f.Path, f.Line, f.Column, f.Value, f.Problem)
	}
	return b.String()
}
