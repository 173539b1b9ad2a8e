package strictjson_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// BenchmarkRead reads documents of both forms with all checks, beside encoding/json into
// the same types with none.
func BenchmarkRead(b *testing.B) {
	for _, size := range []struct {
		name         string
		stops, trips int
	}{{"timetable of 20 trips", 2, 10}, {"timetable of 160 trips", 8, 20}, {"timetable of 20000 trips", 1000, 20}} {
		b.Run(size.name, func(b *testing.B) {
			t := largeTimetable(size.stops, size.trips)
			data := timetableForm.Append(nil, &t)
			b.Run("strictjson", func(b *testing.B) {
				measure(b, data, func() bool {
					_, faults := readTimetable(data)
					return faults == nil
				})
			})
			b.Run("encoding_json", func(b *testing.B) {
				measure(b, data, func() bool {
					var t timetable
					return json.Unmarshal(data, &t) == nil
				})
			})
		})
	}
	b.Run("ticket", func(b *testing.B) {
		data := []byte(soundTicket)
		b.Run("strictjson", func(b *testing.B) {
			measure(b, data, func() bool {
				_, faults := readTicket(data)
				return faults == nil
			})
		})
		b.Run("encoding_json", func(b *testing.B) {
			measure(b, data, func() bool {
				var t plainTicket
				return json.Unmarshal(data, &t) == nil
			})
		})
	})
}

// plainTicket is what encoding/json can read of a ticket.
type plainTicket struct {
	ID      string                `json:"id"`
	Stop    stopID                `json:"stop"`
	At      time.Time             `json:"at"`
	Traits  []string              `json:"traits"`
	Rider   string                `json:"rider"`
	Rides   map[lineID]int        `json:"rides"`
	Allow   []lineID              `json:"allow"`
	Down    map[lineID]*time.Time `json:"down"`
	Contact contact               `json:"contact"`
}

// BenchmarkWrite writes a timetable, beside encoding/json.
func BenchmarkWrite(b *testing.B) {
	t := largeTimetable(1000, 20)
	data := timetableForm.Append(nil, &t)
	b.Run("strictjson", func(b *testing.B) {
		measure(b, data, func() bool { return len(timetableForm.Append(nil, &t)) == len(data) })
	})
	b.Run("encoding_json", func(b *testing.B) {
		measure(b, data, func() bool {
			out, err := json.Marshal(t)
			return err == nil && len(out) == len(data)
		})
	})
}

// BenchmarkFaults reads a timetable in which every trip has a fault, which must be explained
// and placed.
func BenchmarkFaults(b *testing.B) {
	t := largeTimetable(1000, 20)
	data := timetableForm.Append(nil, &t)
	found := make([]strictjson.Fault, len(t.Trips))
	for i := range found {
		found[i] = strictjson.Fault{Path: fmt.Sprintf("trips[%d].when.until", i), Problem: "is not served"}
	}
	measure(b, data, func() bool {
		r := strictjson.NewReader(data, strictjson.Options{MaxSize: 64 * megabyte})
		timetableForm.Read(r, &t)
		r.End()
		return len(strictjson.Faults(r, found)) == len(found)
	})
}

// measure times something about a document that reports whether it went well.
func measure(b *testing.B, data []byte, once func() bool) {
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if !once() {
			b.Fatal("went wrong")
		}
	}
}
