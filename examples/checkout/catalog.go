package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// loadCatalog returns the catalog of a file: the built-in one if none is named.
func loadCatalog(file string) (routing.Catalog, error) {
	if file == "" {
		return china.Catalog(), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return routing.Catalog{}, err
	}
	catalog, err := routing.ParseCatalog(data)
	if err != nil {
		return routing.Catalog{}, fmt.Errorf("%s: %w", file, err)
	}
	return catalog, nil
}

// platformNames returns what platforms are called, by their ids and aliases.
func platformNames(c routing.Catalog) map[methods.Platform]methods.Text {
	names := map[methods.Platform]methods.Text{}
	for _, p := range c.Platforms {
		for _, id := range append(slices.Clone(p.Aliases), p.ID) {
			names[id] = p.Name
		}
	}
	return names
}

// knowsMethod refuses a misspelled -method: of one that the catalog does not have, any
// decision says only that it is not listed.
func knowsMethod(catalog routing.Catalog, id methods.ID) error {
	if id == "" || slices.ContainsFunc(catalog.Methods, func(m methods.Method) bool { return m.ID == id }) {
		return nil
	}
	known := make([]string, len(catalog.Methods))
	for i, m := range catalog.Methods {
		known[i] = string(m.ID)
	}
	return fmt.Errorf("-method %q is not in the catalog: want one of %s", id, strings.Join(known, ", "))
}
