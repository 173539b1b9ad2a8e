package routing

// What the tests of the bounds need to reach them.
const (
	MaxSets    = maxSets
	MaxParents = maxParents
	MaxText    = maxText
	MaxString  = maxString
	MaxDepth   = maxDepth
	MaxFaults  = maxFaults
)

// Actions lists the actions.
func Actions() []Action {
	return []Action{ActionPayAtMost, ActionPayAtLeast, ActionMoveTo, ActionWaitUntil, ActionState, ActionPayIn, ActionNone}
}
