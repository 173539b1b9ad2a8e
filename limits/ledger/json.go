package ledger

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Lists travel to and from the database as JSON text, which every driver supports.

// asJSON marshals a list whose elements always have a JSON form.
func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(text)
}

// fromJSON scans a column into the value that it points to. NULL leaves it unchanged.
type fromJSON struct{ to any }

// Scan implements sql.Scanner.
func (j fromJSON) Scan(src any) error {
	var err error
	switch text := src.(type) {
	case nil:
	case []byte:
		err = json.Unmarshal(text, j.to)
	case string:
		err = json.Unmarshal([]byte(text), j.to)
	default:
		return fmt.Errorf("cannot read JSON from a %T", src)
	}
	if err != nil {
		return &unreadableError{err}
	}
	return nil
}

// unreadableError reports a row that this package cannot have written.
type unreadableError struct{ err error }

func (e *unreadableError) Error() string { return "cannot read the row: " + e.err.Error() }
func (e *unreadableError) Unwrap() error { return e.err }

// values returns the values of a map, which marshal as [] if there are none.
func values[V any](m map[string]V) []V {
	return slices.AppendSeq(make([]V, 0, len(m)), maps.Values(m))
}
