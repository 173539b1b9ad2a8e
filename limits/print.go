package limits

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// String describes c for people, such as "0.01 CNY to 300.00 CNY per payment" or "at
// most 500.00 CNY and 3 payments in day+08:00, "friend_pay.day" per buyer". Bounds that
// are not set are left out; the zero Cap is "unbounded".
func (c Cap) String() string {
	single := Cap{Min: c.Min, Max: c.Max}
	if c.IsTotal() {
		single.Max = Money{}
	}
	var parts []string
	if single.Min.IsValid() || single.Max.IsValid() {
		parts = append(parts, single.span()+" per payment")
	}
	if c.IsTotal() {
		parts = append(parts, c.total())
	}
	if len(parts) == 0 {
		return "unbounded"
	}
	return strings.Join(parts, "; ")
}

// span is Min and Max, of which at least one is set.
func (c Cap) span() string {
	switch {
	case !c.Max.IsValid():
		return "at least " + c.Min.String()
	case !c.Min.IsValid():
		return "at most " + c.Max.String()
	}
	return c.Min.String() + " to " + c.Max.String()
}

// total describes the bounds on what the counter has reached.
func (c Cap) total() string {
	var most []string
	if c.Max.IsValid() {
		most = append(most, c.Max.String())
	}
	if c.MaxCount != 0 {
		most = append(most, payments(c.MaxCount))
	}
	text := "unbounded"
	if len(most) > 0 {
		text = "at most " + strings.Join(most, " and ")
	}
	text += fmt.Sprintf(" in %s, %q", c.Window, clip(string(c.Counter)))
	for i, subject := range c.Per {
		text += [2]string{" per ", " and "}[min(i, 1)] + clip(string(subject))
	}
	return text
}

// String describes r for people: the cap, what its counter has reached, if it has one,
// what it leaves, and until when.
func (r Refusal) String() string {
	text := r.Cap.String()
	if !r.Used.IsZero() {
		text += "; used " + r.Used.String()
	}
	text += "; leaves " + r.Room.String()
	if resets, ok := r.Room.Resets(); ok {
		text += " until " + resets.Format(time.RFC3339)
	}
	return text
}

// GoString returns the usage as Go source, such as
// limits.NewUsed(limits.MustParseMoney("420.00 CNY"), 3), for %#v.
func (u Used) GoString() string {
	switch {
	case u == Used{}:
		return "limits.Used{}"
	case !u.counted:
		return fmt.Sprintf("limits.Used{Amount: %#v}", u.Amount)
	case u.Amount == Money{}:
		return "limits.CountOnly(" + strconv.FormatInt(u.count, 10) + ")"
	}
	return fmt.Sprintf("limits.NewUsed(%#v, %d)", u.Amount, u.count)
}

// GoString returns the window as Go source, such as limits.Day(8*time.Hour), for %#v.
func (w Window) GoString() string {
	kind, argument := w.kind, time.Duration(w.length)*time.Second
	if !w.IsValid() {
		kind, argument = w.kind-invalidWindow, time.Duration(w.length)
	}
	switch kind {
	case onePayment:
		return "limits.Window{}"
	case week:
		return "limits.Week(" + w.firstDay("time.") + ", " + goDuration(argument) + ")"
	case lifetime:
		return "limits.Lifetime()"
	}
	return "limits." + constructors[kind] + "(" + goDuration(argument) + ")"
}

// goDuration writes a duration as Go source in the largest unit that says it.
func goDuration(d time.Duration) string {
	for _, unit := range [...]struct {
		size time.Duration
		name string
	}{{time.Hour, "time.Hour"}, {time.Minute, "time.Minute"}, {time.Second, "time.Second"}} {
		if d%unit.size == 0 && d != 0 {
			return strconv.FormatInt(int64(d/unit.size), 10) + "*" + unit.name
		}
	}
	return strconv.FormatInt(int64(d), 10) // nanoseconds
}
