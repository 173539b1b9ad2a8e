package ledger

import (
	"encoding/json"
	"fmt"
)

// Lists travel to and from the database as JSON text: every driver can carry it.

// asJSON writes a list. What it is given always has a JSON form.
func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(text)
}

// fromJSON reads a column into the value that it points to. NULL leaves it alone.
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

func values[V any](m map[string]V) []V {
	vs := make([]V, 0, len(m))
	for _, v := range m {
		vs = append(vs, v)
	}
	return vs
}
