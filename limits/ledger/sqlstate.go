package ledger

import (
	"errors"
	"slices"
)

// serializationFailure is a transaction that met another, where the session asks for
// more isolation than the ledger does.
const serializationFailure = "40001"

// readOnly is a change in a read-only transaction.
const readOnly = "25006"

// sqlState is PostgreSQL's code of an error, or empty.
func sqlState(err error) string {
	var state interface{ SQLState() string }
	if errors.As(err, &state) {
		return state.SQLState()
	}
	return ""
}

// undone reports whether an error means that a transaction was rolled back because of
// what was in it: a part of it, tried by itself, may go well. Where it is the
// connection, the session or the server that fails, all parts would.
func undone(err error) bool {
	var unreadable *unreadableError
	if errors.Is(err, errConflict) || errors.As(err, &unreadable) {
		return true
	}
	switch state := sqlState(err); {
	case len(state) < 2, state == "40003": // the server does not know either
		return false
	case state == "57014": // the statement took too long
		return true
	default:
		return !slices.Contains([]string{"08", "25", "28", "3D", "3F", "42", "53", "57", "58"}, state[:2])
	}
}
