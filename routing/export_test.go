package routing

import (
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// What the tests of the bounds need to reach them.
const (
	MaxSets    = maxSets
	MaxParents = maxParents
	MaxText    = maxText
	MaxString  = strictjson.MaxString
	MaxDepth   = strictjson.MaxDepth
	MaxFaults  = strictjson.MaxFaults
)

// Actions lists the actions.
func Actions() []Action {
	return []Action{ActionPayAtMost, ActionPayAtLeast, ActionMoveTo, ActionWaitUntil, ActionState, ActionPayIn, ActionNone}
}

// CustomAnswers returns how many answers of custom limits a decision holds.
func CustomAnswers(d *Decision) int { return len(d.custom) }

// ExceptJSON writes an Except as a reason has it.
func ExceptJSON(m *methods.Match) []byte { return appendExcept(nil, m) }

// ZoneOf returns the zone of a router's catalog.
func ZoneOf(r *Router) *time.Location { return r.zone }

// Written is the JSON form of a catalog that may have faults.
func Written(c Catalog) []byte { return c.written() }
