package mdd_test

import (
	"fmt"

	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// A shop is open on the first five of seven days, and on the sixth in summer.
func Example() {
	const day, season = 0, 1 // the axes
	d := mdd.New([]int{7, 4}, 1_000, 1_000)
	onWeekdays := d.Runs(day, mdd.Run{From: 0, Value: 1}, mdd.Run{From: 5, Value: 0})
	inSummer := d.And(d.Among(day, []int{5}, 1, 0), d.Among(season, []int{1}, 1, 0))
	open := d.Or(onWeekdays, inSummer)

	fmt.Println("on a winter's Saturday:", d.At(open, []int{5, 3}) == 1)
	boxes, _ := d.Boxes(open, 10)
	for _, b := range boxes {
		for axis, values := range b.Sides() {
			for from, until := range values.Spans(d.Size(axis)) {
				fmt.Printf(" axis %d: %d until %d.", axis, from, until)
			}
		}
		fmt.Println()
	}
	// Output:
	// on a winter's Saturday: false
	//  axis 0: 0 until 5.
	//  axis 0: 5 until 6. axis 1: 1 until 2.
}
