//go:build !race

package strictjson_test

import "testing"

// The race detector is left out: with it, a sync.Pool drops what it is given now and then.

// Reading a ticket copies no key, and no name that a ticket before it had.
func TestReadingAllocatesLittle(t *testing.T) {
	data := []byte(`{"id": "t1", "stop": "harbor", "traits": ["senior", "resident"], "allow": ["line_1"], "contact": "a@example.com"}`)
	const most = 5 // the ticket, its id and its contact, two lists
	if got := testing.AllocsPerRun(100, func() { readTicket(data) }); got > most {
		t.Errorf("%v allocations, want at most %d", got, most)
	}
	long := largeTimetable(10, 100)
	data = timetableForm.Append(nil, &long)
	const perTrip = 0.5 // a trip has about 12 strings and 7 lists
	if got := testing.AllocsPerRun(10, func() { readTimetable(data) }); got > perTrip*1000 {
		t.Errorf("%v allocations for 1000 trips, want at most %v a trip", got, perTrip)
	}
}
