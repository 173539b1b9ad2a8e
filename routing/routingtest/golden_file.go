package routingtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// goldenFile is what a golden file holds.
type goldenFile struct {
	Order    json.RawMessage             `json:"order"`
	Offered  []methods.ID                `json:"offered,omitempty"`
	Not      map[methods.ID]routing.Code `json:"not,omitempty"`
	Decision json.RawMessage             `json:"decision,omitempty"`
}

// parseGolden reads a file key by key: [json.Unmarshal] takes a key in any case, and of
// two alike the last, which whoever reads the file would not see.
func parseGolden(data []byte) (f goldenFile, err error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := open(decoder); err != nil {
		return f, err
	}
	values := map[string]json.RawMessage{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return f, err
		}
		key, _ := token.(string)
		if _, again := values[key]; again {
			return f, fmt.Errorf("key %q is there twice", key)
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return f, err
		}
		values[key] = value
	}
	if _, err := decoder.Token(); err != nil { // the object's end
		return f, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return f, errors.New("there is text after the object")
	}
	return f, f.read(values)
}

// read sets the fields from the values of the keys. The order's own keys are for
// [routing.ParseOrder] to check.
func (f *goldenFile) read(values map[string]json.RawMessage) error {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := values[key]
		var err error
		switch key {
		case "order":
			f.Order = value
		case "offered":
			err = json.Unmarshal(value, &f.Offered)
		case "not":
			if err = distinctKeys(value); err == nil {
				err = json.Unmarshal(value, &f.Not)
			}
		case "decision":
			f.Decision, err = value, distinctKeys(value)
		default:
			return fmt.Errorf(`unknown key %q: want "order", "offered", "not" and "decision"`, key)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

// open reads the start of an object.
func open(decoder *json.Decoder) error {
	token, err := decoder.Token()
	if err == nil && token != json.Delim('{') {
		err = fmt.Errorf("it starts with %v, want an object", token)
	}
	return err
}

// distinctKeys refuses an object, however deep, with one key twice.
func distinctKeys(data []byte) error {
	return distinctKeysOf(json.NewDecoder(bytes.NewReader(data)))
}

// distinctKeysOf reads one value.
func distinctKeysOf(decoder *json.Decoder) error {
	start, err := decoder.Token()
	delim, opens := start.(json.Delim)
	if err != nil || !opens {
		return err
	}
	seen := map[json.Token]bool{}
	for decoder.More() {
		if delim == '{' {
			key, err := decoder.Token()
			if err != nil {
				return err
			}
			if seen[key] {
				return fmt.Errorf("key %q is there twice", key)
			}
			seen[key] = true
		}
		if err := distinctKeysOf(decoder); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

func write(file string, f goldenFile) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(f); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// unescaped writes <, > and & as they are, for people to read. [json.Marshal] escapes
// them, and an encoder that does not leaves what others have escaped.
func unescaped(data []byte) []byte {
	var out []byte
	for len(data) > 0 {
		n := 1
		if data[0] == '\\' {
			n = 2 // so that the second of two backslashes begins nothing
		}
		char, escaped := map[string]byte{`\u003c`: '<', `\u003e`: '>', `\u0026`: '&'}[string(data[:min(6, len(data))])]
		if escaped {
			out, n = append(out, char), 6
		} else {
			out = append(out, data[:n]...)
		}
		data = data[n:]
	}
	return out
}

// indented writes JSON with one value a line, escapes of the same text alike.
func indented(data []byte) []string {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		return strings.Split(string(data), "\n") // cannot be: it is part of a document that was read
	}
	text, err := json.MarshalIndent(v, "  ", "  ")
	if err != nil {
		return strings.Split(string(data), "\n") // cannot be either
	}
	return strings.Split("  "+string(unescaped(text)), "\n")
}

// difference returns the lines from the first to the last that differ, and "" if
// none does.
func difference(want, got []string) string {
	head := 0
	for head < len(want) && head < len(got) && want[head] == got[head] {
		head++
	}
	tail := 0
	for tail < len(want)-head && tail < len(got)-head && want[len(want)-1-tail] == got[len(got)-1-tail] {
		tail++
	}
	var b strings.Builder
	for _, line := range want[head : len(want)-tail] {
		b.WriteString("-" + line + "\n")
	}
	for _, line := range got[head : len(got)-tail] {
		b.WriteString("+" + line + "\n")
	}
	return b.String()
}
