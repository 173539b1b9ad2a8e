package routing

import (
	"encoding/json"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// MarshalJSON writes the JSON form that [ParseOrder] reads, without the buyer and
// the merchant: read back, the order no longer says who they are. Fields that are
// empty are left out. The error is always nil.
func (o Order) MarshalJSON() ([]byte, error) {
	return json.Marshal(orderJSON{
		ID: o.ID, Platform: o.Platform, Surface: o.Surface,
		Amount: o.Amount, At: prose.TimeJSON(o.At), Region: o.Region, Traits: o.Traits,
		Usage: o.Usage, Allow: o.Allow, Block: o.Block, Tried: o.Tried, Prefer: o.Prefer,
	})
}

// UnmarshalJSON is [ParseOrder]: strict where encoding/json by itself is not. Lines
// and columns of faults count from the start of the order, not of what is around it.
// With an error o stays as it was.
func (o *Order) UnmarshalJSON(data []byte) error {
	parsed, err := ParseOrder(data)
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

// orderJSON is the JSON form, in the order in which its keys are written.
type orderJSON struct {
	ID       string           `json:"id,omitempty"`
	Platform methods.Platform `json:"platform,omitempty"`
	Surface  methods.Surface  `json:"surface,omitempty"`
	Amount   limits.Money     `json:"amount,omitzero"`
	At       string           `json:"at,omitempty"`
	Region   methods.Region   `json:"region,omitempty"`
	Traits   []methods.Trait  `json:"traits,omitempty"`
	Usage    limits.Usage     `json:"usage,omitempty"`
	Allow    []methods.ID     `json:"allow,omitempty"`
	Block    []methods.ID     `json:"block,omitempty"`
	Tried    []methods.ID     `json:"tried,omitempty"`
	Prefer   []methods.ID     `json:"prefer,omitempty"`
}
