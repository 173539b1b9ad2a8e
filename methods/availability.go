package methods

import "time"

// Availability is one dated, sourced statement about a method on platforms: it is
// announced, in pilot, live, absent ... for these buyers, here and now. Only a
// statement whose [Status] grants makes the method available. The zero Availability
// grants nothing, and a catalog refuses it: it needs an ID, a Method, a Status and a
// source.
type Availability struct {
	ID     string
	Method ID
	Status Status

	// Rank orders the offers: 1 comes first. 0 is unranked, after all ranks.
	Rank int

	When   Match
	Except []Match

	// Products replace the method's own, if there are any.
	Products []Product

	// Parent is the method in whose cashier this one is nested, if any: it is offered only
	// if the parent is, and for no more than the parent allows.
	Parent ID

	Evidence
}

// MaxRank is the highest rank that an [Availability] may have.
const MaxRank = 30_000

// Status is what a statement says of a method. The empty Status does not grant, and a
// catalog refuses it.
type Status string

// The statuses. Only StatusPilot and StatusLive grant.
const (
	StatusAnnounced Status = "announced" // said to come, not there yet
	StatusApplied   Status = "applied"   // the platform has asked the wallet, no answer yet
	StatusPilot     Status = "pilot"     // there for some: needs an audience or a rollout
	StatusLive      Status = "live"
	StatusWithdrawn Status = "withdrawn" // was there, is no longer
	StatusAbsent    Status = "absent"    // said not to be offered

	// StatusUnreported: nobody has said whether the method is offered here and then.
	StatusUnreported Status = "unreported"
)

// Statuses lists the statuses.
func Statuses() []Status {
	return []Status{StatusAnnounced, StatusApplied, StatusPilot, StatusLive, StatusWithdrawn, StatusAbsent, StatusUnreported}
}

// Grants reports whether a statement with this status makes a method available.
func (s Status) Grants() bool { return s == StatusPilot || s == StatusLive }

// Evidence says how well a statement is founded. The zero Evidence has no source; a
// catalog needs at least one for every statement.
type Evidence struct {
	Stated     string     // what the sources state about the date or the audience, in their words or in brief
	Confidence Confidence // empty: not assessed
	Conflict   string     // what other sources say against it
	Sources    []string   // ids of [Source]
}

// Confidence is how sure a statement is. The empty Confidence is not assessed.
type Confidence string

// The confidences.
const (
	ConfidenceHigh   Confidence = "high"   // a primary source, or two independent reports
	ConfidenceMedium Confidence = "medium" // one decent report
	ConfidenceLow    Confidence = "low"    // an unsure report, or an inference
)

// Confidences lists the confidences.
func Confidences() []Confidence { return []Confidence{ConfidenceHigh, ConfidenceMedium, ConfidenceLow} }

// Match selects orders. Every field that is set must hold; the zero Match selects
// every order. See the package comment for facts that an order does not state.
type Match struct {
	Platforms  []Platform
	Surfaces   []Surface
	Currencies []string  // ISO 4217 codes
	Regions    []Region  // of the buyer
	Audience   [][]Trait // one of these sets must be wholly stated
	Rollout    Rollout
	Period     Period
	Hours      []Hours // any of them, on the clock of the catalog's zone; empty: at all hours
}

// IsZero reports whether m selects every order.
func (m Match) IsZero() bool {
	return len(m.Platforms)+len(m.Surfaces)+len(m.Currencies)+len(m.Regions)+len(m.Audience)+len(m.Hours) == 0 &&
		m.Rollout == (Rollout{}) && m.Period.IsZero()
}

// Period is a half-open interval of time, [From, Until). A zero bound is open;
// the zero Period is all time.
type Period struct {
	From, Until time.Time
}

// IsZero reports whether p is all time.
func (p Period) IsZero() bool { return p.From.IsZero() && p.Until.IsZero() }

// Contains reports whether at is in the period: From is, Until is not.
func (p Period) Contains(at time.Time) bool {
	return (p.From.IsZero() || !at.Before(p.From)) && (p.Until.IsZero() || at.Before(p.Until))
}
