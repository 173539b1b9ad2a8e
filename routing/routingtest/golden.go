package routingtest

import (
	"bytes"
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

var update = flag.Bool("update", false, "write what the golden files of routingtest pin")

// Router decides: a [*routing.Router], or a [*Coverage], which counts what decides.
type Router interface {
	Route(routing.Order) (routing.Decision, error)
}

// Golden checks a router by the files of a folder. Each *.json file has an order, in the
// form that [routing.ParseOrder] reads, and what is expected of the decision. It states
// only what matters, and can be written before the rule:
//
//	{"order": {"platform": "shop", "surface": "app", "amount": "300.01 CNY", "at": "2026-12-01T12:00:00+08:00"},
//	 "offered": ["alipay"],
//	 "not": {"wechat_qr": "above_max"}}
//
// The methods of "offered" must be offered, and those of "not" excluded with that reason,
// whatever other reasons there are; other methods do not matter. "decision" pins the whole
// decision, in the form that [routing.Decision] is marshaled to: write {}, and the flag
// -update fills it in. The flag changes nothing else, and no other file; read the
// difference before you commit it. A test package that imports this one cannot register
// another flag -update, but may look it up: flag.Lookup("update").
//
// A mismatch says, for each method, what is decided and by which rule. Other keys, keys
// that are there twice, a file that expects nothing and a folder without files are
// errors. There is a subtest for each file, with its name.
func Golden(t *testing.T, r Router, dir string) {
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

var (
	errNothing  = errors.New(`nothing is expected: want "offered", "not" or "decision"`)
	errUnpinned = errors.New("no decision is pinned yet: -update writes it")
)

// golden checks one file, or writes its decision.
func golden(r Router, file string, update bool) error {
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
	errs := []error{f.check(&d)}
	switch {
	case f.Decision == nil && len(f.Offered) == 0 && len(f.Not) == 0:
		return errNothing
	case f.Decision != nil && update:
		errs = append(errs, pin(file, f, d))
	case f.Decision != nil:
		errs = append(errs, comparePinned(f.Decision, d))
	}
	return errors.Join(errs...)
}

// pin writes a file with the decision in it.
func pin(file string, f goldenFile, d routing.Decision) error {
	got, err := json.Marshal(d)
	if err != nil {
		return err
	}
	f.Decision = unescaped(got)
	return write(file, f)
}

func comparePinned(pinned json.RawMessage, d routing.Decision) error {
	got, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if bytes.Equal(bytes.TrimSpace(pinned), []byte("{}")) {
		return errUnpinned
	}
	diff := difference(indented(pinned), indented(got))
	if diff == "" {
		return nil
	}
	return fmt.Errorf("the decision differs (-want +got; -update writes it):\n%s%s", changes(pinned, got), diff)
}
