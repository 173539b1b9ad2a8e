package routing_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const module = "github.com/paymux/paymux"

// arrows says what each library package may import of this module. Test kits and
// examples sit on top and may import anything.
var arrows = map[string][]string{
	"limits":        nil,
	"limits/ledger": {"limits"},

	"limits/internal/currencies": nil, // writes limits/currencies.go
	"methods":                    nil,
	"routing": {
		"limits", "methods", "routing/internal/expanding", "routing/internal/names", "routing/internal/prose",
		"routing/internal/strictjson",
	},
	"routing/china":    {"limits", "methods", "routing"},
	"routing/checkout": {"limits", "limits/ledger", "methods", "routing"},
	"routing/live":     {"routing", "routing/analysis"},
	"routing/analysis": {
		"limits", "methods", "routing", "routing/analysis/internal/mdd", "routing/internal/expanding", "routing/internal/prose",
	},

	"routing/analysis/internal/mdd": nil,
	"routing/internal/expanding":    nil,
	"routing/internal/names":        nil,
	"routing/internal/privacy":      nil, // tests alone
	"routing/internal/prose":        nil,
	"routing/internal/strictjson":   nil,
}

var kits = []string{"limits/limitstest", "limits/ledger/ledgertest", "routing/routingtest", "routing/internal/ordergen"}

// banned must not be pulled into a program that imports the library.
var banned = map[string]string{
	"testing":                      "it belongs in tests",
	"flag":                         "a library has no flags, and must not register any",
	"pgregory.net/rapid":           "importing it registers flags and reads the environment",
	"github.com/google/go-cmp/cmp": "it may panic and is meant for tests",
	"net":                          "deciding does not use the network",
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

var listing = sync.OnceValues(func() (map[string]goPackage, error) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", module+"/...").Output()
	if err != nil {
		return nil, err
	}
	packages := map[string]goPackage{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages[strings.TrimPrefix(p.ImportPath, module+"/")] = p
	}
})

func listPackages(t *testing.T) map[string]goPackage {
	t.Helper()
	packages, err := listing()
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

func TestImportsOnlyPointDown(t *testing.T) {
	packages := listPackages(t)
	for name, p := range packages {
		if slices.Contains(kits, name) || strings.HasPrefix(name+"/", "examples/") {
			continue
		}
		allowed, known := arrows[name]
		if !known {
			t.Errorf("package %s is not in the table of arrows", name)
			continue
		}
		var got []string
		for _, path := range p.Imports {
			if inside, ok := strings.CutPrefix(path, module+"/"); ok && !slices.Contains(allowed, inside) {
				got = append(got, inside)
			}
		}
		if diff := cmp.Diff([]string(nil), got); diff != "" {
			t.Errorf("package %s imports what it must not (-want +got):\n%s", name, diff)
		}
	}
}

func TestLibraryPackagesPullInNothingOfTests(t *testing.T) {
	packages := listPackages(t)
	for name := range arrows {
		for _, dep := range packages[name].Deps {
			why, found := banned[dep]
			if !found || slices.Contains([]string{"limits/ledger", "routing/checkout"}, name) && dep == "net" {
				continue // a ledger may talk to a database
			}
			t.Errorf("package %s pulls in %s: %s", name, dep, why)
		}
	}
}
