package routingtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paymux/paymux/routing"
)

var update = flag.Bool("update", false, "write the decisions of routingtest.Golden anew")

// Golden compares the decisions of a router with those written down in a folder:
// each *.json file is one question, an object with an "order" in the form that
// [routing.ParseOrder] reads and the "decision" expected of it, in the form that
// [routing.Decision] is marshalled to. There is a subtest for each file, with its
// name. A folder without such files fails.
//
// With the flag -update it writes the decisions into the files instead, leaving
// the orders as they are; read the difference before you commit it. A test package
// that registers a flag -update of its own cannot import this one.
func Golden(t *testing.T, r *routing.Router, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no *.json files in %s", dir)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			if err := golden(r, file, *update); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		})
	}
}

// goldenFile is what a golden file holds.
type goldenFile struct {
	Order    json.RawMessage `json:"order"`
	Decision json.RawMessage `json:"decision,omitempty"`
}

var errNoDecision = errors.New("there is no decision in it yet; -update writes it")

// golden checks one file, or writes it anew.
func golden(r *routing.Router, file string, update bool) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var f goldenFile
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("there is text after the object")
	}
	o, err := routing.ParseOrder(f.Order)
	if err != nil {
		return err
	}
	d, err := r.Route(o)
	if err != nil {
		return err
	}
	got, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if update {
		return write(file, goldenFile{f.Order, got})
	}
	if len(f.Decision) == 0 {
		return errNoDecision
	}
	if diff := difference(indented(f.Decision), indented(got)); diff != "" {
		return fmt.Errorf("the decision is another (-want +got; -update writes it anew):\n%s", diff)
	}
	return nil
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
	return strings.Split("  "+string(text), "\n")
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
