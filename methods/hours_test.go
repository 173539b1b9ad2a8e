package methods_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/paymux/paymux/methods"
)

func ExampleHours_Contain() {
	night := methods.Hours{Days: []time.Weekday{time.Saturday}, From: 22 * time.Hour, Until: 6 * time.Hour}
	sunday := time.Date(2026, 11, 29, 5, 59, 59, 0, time.FixedZone("", 8*3600))
	fmt.Println(night.Contain(sunday), night.Contain(sunday.Add(time.Second)))
	// Output: true false
}

func ExampleHours_IsZero() {
	fmt.Println(methods.Hours{}.IsZero(), methods.Hours{Days: []time.Weekday{time.Monday}}.IsZero())
	// Output: true false
}

func ExampleHours_IsValid() {
	fmt.Println(methods.Hours{From: 8 * time.Hour, Until: 8 * time.Hour}.IsValid(), methods.Hours{From: 8 * time.Hour}.IsValid())
	// Output: false true
}

func TestHoursContainTheirMinutes(t *testing.T) {
	const hour, minute = time.Hour, time.Minute
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	monday := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		hours methods.Hours
		at    time.Time
		want  bool
	}{
		{"a time of every day", methods.Hours{From: 2 * hour, Until: 4 * hour}, monday.Add(2 * hour), true},
		{"just before it", methods.Hours{From: 2 * hour, Until: 4 * hour}, monday.Add(2*hour - 1), false},
		{"its end is not in it", methods.Hours{From: 2 * hour, Until: 4 * hour}, monday.Add(4 * hour), false},
		{"the last nanosecond is", methods.Hours{From: 2 * hour, Until: 4 * hour}, monday.Add(4*hour - 1), true},
		{"until midnight", methods.Hours{From: 23*hour + 59*minute}, monday.Add(-1), true},
		{"midnight is the next day's", methods.Hours{From: 23*hour + 59*minute}, monday, false},
		{"from midnight", methods.Hours{Until: 30 * minute}, monday, true},
		{"past midnight, in the evening", methods.Hours{From: 22 * hour, Until: 6 * hour}, monday.Add(22 * hour), true},
		{"past midnight, in the morning", methods.Hours{From: 22 * hour, Until: 6 * hour}, monday.Add(6*hour - 1), true},
		{"past midnight, at noon", methods.Hours{From: 22 * hour, Until: 6 * hour}, monday.Add(12 * hour), false},
		{"a whole day", methods.Hours{Days: weekend}, monday.Add(-1), true},
		{"the day after", methods.Hours{Days: weekend}, monday, false},
		{"what began on a day of the list", methods.Hours{Days: weekend, From: 22 * hour, Until: 6 * hour}, monday.Add(6*hour - 1), true},
		{"what began on another day", methods.Hours{Days: weekend, From: 22 * hour, Until: 6 * hour}, monday.Add(-43 * hour), false},
		{"hours that are not valid", methods.Hours{From: -hour, Until: hour}, monday, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.hours.Contain(test.at); got != test.want {
				t.Errorf("%+v contain %v: %v, want %v", test.hours, test.at, got, test.want)
			}
		})
	}
}

func TestHoursThatAreNotValid(t *testing.T) {
	tests := []struct {
		name  string
		hours methods.Hours
	}{
		{"all the time", methods.Hours{}},
		{"equal times", methods.Hours{From: time.Hour, Until: time.Hour}},
		{"before midnight", methods.Hours{From: -time.Minute}},
		{"the end of the day is zero", methods.Hours{Until: 24 * time.Hour}},
		{"seconds", methods.Hours{From: time.Second}},
		{"an eighth day", methods.Hours{Days: []time.Weekday{7}}},
		{"a day twice", methods.Hours{Days: []time.Weekday{1, 1}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.hours.IsValid() {
				t.Errorf("%+v is valid", test.hours)
			}
		})
	}
}
