package main

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/paymux/paymux/routing"
)

// README.md shows two faults of its own catalog, with misspellings put in.
func TestFaultsInTheReadme(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	_, rest, ok := strings.Cut(readme, "<!-- file: owncatalog catalog.json -->\n```json\n")
	catalog, _, ends := strings.Cut(rest, "```\n")
	if !ok || !ends {
		t.Fatal("README.md has no catalog.json")
	}
	catalog = strings.NewReplacer(`"from"`, `"form"`, `"2000.00 CNY"`, `"2000.001 CNY"`).Replace(catalog)
	_, err = routing.ParseCatalog([]byte(catalog))
	var bad *routing.CatalogError
	if !errors.As(err, &bad) {
		t.Fatalf("ParseCatalog = %v, want a *CatalogError", err)
	}
	var shown strings.Builder
	for _, f := range bad.Faults {
		shown.WriteString(f.Error() + "\n")
	}
	if !strings.Contains(readme, "```text\n"+shown.String()+"```\n") {
		t.Errorf("README.md does not show the faults as they are:\n%s", &shown)
	}
}
