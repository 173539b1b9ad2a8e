package analysis

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/paymux/paymux/methods"
)

// MarshalJSON returns the region as an object in which what is left out has every
// value. Times are RFC 3339, amounts such as "300.00 CNY"; hours have the form that they
// have in a catalog, and the zone is that of their clock, such as "+08:00".
func (r Region) MarshalJSON() ([]byte, error) {
	periods := make([]period, len(r.Periods))
	for i, p := range r.Periods {
		periods[i] = period(p)
	}
	hours := make([]hoursForm, len(r.Hours))
	for i, h := range r.Hours {
		hours[i] = formOfHours(h)
	}
	zone := ""
	if len(r.Hours) > 0 {
		zone = time.Time{}.In(time.FixedZone("", int(r.Zone/time.Second))).Format("-07:00")
	}
	return json.Marshal(struct {
		Platforms []methods.Platform      `json:"platforms"`
		Periods   []period                `json:"periods,omitempty"`
		Hours     []hoursForm             `json:"hours,omitempty"`
		Zone      string                  `json:"zone,omitempty"`
		Surfaces  Choice[methods.Surface] `json:"surfaces,omitzero"`
		Regions   Choice[methods.Region]  `json:"regions,omitzero"`
		Amounts   []Amounts               `json:"amounts,omitempty"`
		Stated    []methods.Trait         `json:"stated,omitempty"`
		Unstated  []methods.Trait         `json:"unstated,omitempty"`
		Lacked    []methods.Trait         `json:"lacked,omitempty"`
		Unlacked  []methods.Trait         `json:"unlacked,omitempty"`
		Told      []methods.Trait         `json:"told,omitempty"`
		Untold    []methods.Trait         `json:"untold,omitempty"`
		Buyer     Buyer                   `json:"buyer,omitempty"`
		Buckets   []Buckets               `json:"buckets,omitempty"`
	}{
		r.Platforms, periods, hours, zone, r.Surfaces, r.Regions, r.Amounts,
		r.Stated, r.Unstated, r.Lacked, r.Unlacked, r.Told, r.Untold, r.Buyer, r.Buckets,
	})
}

// period is a Period whose bounds are left out where they are open.
type period struct {
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// hoursForm is Hours as a catalog has them: midnight is left out.
type hoursForm struct {
	Days  []string `json:"days,omitempty"`
	From  string   `json:"from,omitempty"`
	Until string   `json:"until,omitempty"`
}

func formOfHours(h methods.Hours) hoursForm {
	form := hoursForm{From: clock(h.From), Until: clock(h.Until)}
	for _, day := range h.Days {
		form.Days = append(form.Days, strings.ToLower(day.String()[:3]))
	}
	return form
}

// clock is a time of day such as "22:00", or empty for midnight.
func clock(t time.Duration) string {
	if t == 0 {
		return ""
	}
	return time.Time{}.Add(t).Format("15:04")
}
