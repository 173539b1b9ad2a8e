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
	switch text := src.(type) {
	case nil:
		return nil
	case []byte:
		return json.Unmarshal(text, j.to)
	case string:
		return json.Unmarshal([]byte(text), j.to)
	}
	return fmt.Errorf("cannot read JSON from a %T", src)
}

func values[V any](m map[string]V) []V {
	vs := make([]V, 0, len(m))
	for _, v := range m {
		vs = append(vs, v)
	}
	return vs
}
