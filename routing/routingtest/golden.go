package routingtest

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
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
// [routing.Decision] is marshalled to. Other keys, and one that is there twice, are
// refused. There is a subtest for each file, with its name. A folder without such
// files fails.
//
// With the flag -update it writes the decisions into the files instead, leaving
// the orders as they are; read the difference before you commit it. A test package
// that registers another flag -update cannot import this one.
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

var errNoDecision = errors.New("there is no decision in it yet; -update writes it")

// golden checks one file, or writes it anew.
func golden(r *routing.Router, file string, update bool) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	f, err := parseGolden(data)
	if err != nil {
		return err
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
		return write(file, goldenFile{f.Order, unescaped(got)})
	}
	if len(f.Decision) == 0 {
		return errNoDecision
	}
	if diff := difference(indented(f.Decision), indented(got)); diff != "" {
		return fmt.Errorf("the decision is another (-want +got; -update writes it anew):\n%s", diff)
	}
	return nil
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
