package analysis

import (
	"encoding/json"
	"time"

	"github.com/paymux/paymux/methods"
)

// MarshalJSON returns the region as an object in which what is left out has every
// value. Times are RFC 3339, amounts such as "300.00 CNY".
func (r Region) MarshalJSON() ([]byte, error) {
	periods := make([]period, len(r.Periods))
	for i, p := range r.Periods {
		periods[i] = period(p)
	}
	return json.Marshal(struct {
		Platforms []methods.Platform      `json:"platforms"`
		Periods   []period                `json:"periods,omitempty"`
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
		r.Platforms, periods, r.Surfaces, r.Regions, r.Amounts,
		r.Stated, r.Unstated, r.Lacked, r.Unlacked, r.Told, r.Untold, r.Buyer, r.Buckets,
	})
}

// period is a Period whose bounds are left out where they are open.
type period struct {
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
}
