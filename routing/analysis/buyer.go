package analysis

// Buyer says whether an order has to state its buyer. The zero Buyer is BuyerAny.
type Buyer string

// Whether the buyer is known.
const (
	BuyerAny     Buyer = ""
	BuyerKnown   Buyer = "known"
	BuyerUnknown Buyer = "unknown"
)
