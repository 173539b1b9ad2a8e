package analysis

// Behavior is a region of orders that get the same offers. The zero Behavior is of no
// platform.
type Behavior struct {
	Region Region         `json:"region"`
	Offers []OfferSummary `json:"offers"` // in the order to show them
}
