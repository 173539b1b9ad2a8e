package limits_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

// At most 300 yuan a payment, and at most 500 a day, of which 420 are paid.
func Example() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	query := limits.Query{
		Currency: limits.CNY,
		At:       time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC),
		Usage:    limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("420.00 CNY")}},
	}
	var room limits.Headroom
	for _, limit := range []limits.Limit{single, daily} {
		left, err := limit.Headroom(query)
		if err != nil {
			log.Fatal(err)
		}
		if room, err = limits.Intersect(room, left); err != nil {
			log.Fatal(err)
		}
	}
	resets, _ := room.Resets()
	fmt.Println(room, "until", resets)
	fmt.Println("80.00:", room.Allows(limits.MustParseMoney("80.00 CNY")))
	fmt.Println("80.01:", room.Allows(limits.MustParseMoney("80.01 CNY")))
	// Output:
	// at most 80.00 CNY until 2024-09-12 16:00:00 +0000 UTC
	// 80.00: true
	// 80.01: false
}

// A limit of one's own: a cap, and a smaller one at night in China.
func ExampleLimit() {
	var limit limits.Limit = nightLimit{
		cap:   limits.Cap{Max: limits.MustParseMoney("300.00 CNY")},
		night: limits.MustParseMoney("100.00 CNY"),
	}
	for _, hour := range []int{14, 15} { // 22:00 and 23:00 in China
		room, err := limit.Headroom(limits.Query{
			Currency: limits.CNY,
			At:       time.Date(2024, 9, 12, hour, 0, 0, 0, time.UTC),
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(room)
	}
	// Output:
	// at most 300.00 CNY
	// at most 100.00 CNY
}

type nightLimit struct {
	cap   limits.Cap
	night limits.Money
}

func (l nightLimit) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.cap.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	if hour := q.At.UTC().Add(8 * time.Hour).Hour(); hour >= 23 || hour < 5 {
		return limits.Intersect(room, limits.AtMost(l.night))
	}
	return room, nil
}
