package routing

import "errors"

// errOneWay is why what a router says cannot be read back: it refers to a catalog,
// and without it would be an empty value that looks like a decision.
var errOneWay = errors.New("routing: a decision and its parts cannot be read from JSON: route the order again")

// UnmarshalJSON returns an error: a decision is only written. Route the order again.
func (*Decision) UnmarshalJSON([]byte) error { return errOneWay }

// UnmarshalJSON returns an error: an offer is only written. Route the order again.
func (*Offer) UnmarshalJSON([]byte) error { return errOneWay }

// UnmarshalJSON returns an error: an exclusion is only written. Route the order again.
func (*Exclusion) UnmarshalJSON([]byte) error { return errOneWay }

// UnmarshalJSON returns an error: a reason is only written. Route the order again.
func (*Reason) UnmarshalJSON([]byte) error { return errOneWay }

// UnmarshalJSON returns an error: a remedy is only written. Route the order again.
func (*Remedy) UnmarshalJSON([]byte) error { return errOneWay }
