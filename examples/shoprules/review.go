package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// lint prints what is questionable about the rules.
func lint(out io.Writer, catalog routing.Catalog, _ *routing.Router) error {
	findings, err := analysis.Lint(catalog, analysis.LintOptions{})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "\nWhat is questionable?")
	for _, f := range findings {
		fmt.Fprintf(out, "  %s %s: %s\n", f.Severity, f.ID, f.Text.EN)
	}
	return nil
}

// diff opens a minute later, and prints which orders that alters.
func diff(out io.Writer, catalog routing.Catalog, _ *routing.Router) error {
	later := catalog
	later.Availability = slices.Clone(catalog.Availability)
	entry := &later.Availability[1]
	entry.Except = slices.Clone(entry.Except)
	entry.Except[0].Hours = []methods.Hours{{Until: 31 * time.Minute}, {Days: []time.Weekday{time.Saturday, time.Sunday}}}
	changes, err := analysis.Diff(catalog, later)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "\nWhat does it alter to open at 00:31?")
	for _, c := range changes {
		fmt.Fprintf(out, "  %v %s %s\n", c.Kinds, c.Method, c.Region)
	}
	return nil
}
