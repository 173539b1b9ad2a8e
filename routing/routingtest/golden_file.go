package routingtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// goldenFile is what a golden file holds.
type goldenFile struct {
	Order    json.RawMessage `json:"order"`
	Decision json.RawMessage `json:"decision,omitempty"`
}

// parseGolden reads a file key by key: [json.Unmarshal] takes a key in any case, and of
// two alike the last, which whoever reads the file would not see.
func parseGolden(data []byte) (f goldenFile, err error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := open(decoder); err != nil {
		return f, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return f, err
		}
		into := map[any]*json.RawMessage{"order": &f.Order, "decision": &f.Decision}[key]
		switch {
		case into == nil:
			return f, fmt.Errorf(`unknown key %q: want "order" and "decision"`, key)
		case *into != nil:
			return f, fmt.Errorf("key %q is there twice", key)
		}
		if err := decoder.Decode(into); err != nil {
			return f, err
		}
	}
	if _, err := decoder.Token(); err != nil { // the object's end
		return f, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return f, errors.New("there is text after the object")
	}
	return f, distinctKeys(f.Decision)
}

// open reads the start of an object.
func open(decoder *json.Decoder) error {
	token, err := decoder.Token()
	if err == nil && token != json.Delim('{') {
		err = fmt.Errorf("it starts with %v, want an object", token)
	}
	return err
}

// distinctKeys refuses an object, however deep, with one key twice. The order's keys are
// for [routing.ParseOrder] to check.
func distinctKeys(data []byte) error {
	if len(data) == 0 {
		return nil
	}
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
				return fmt.Errorf("key %q is in the decision twice", key)
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
