// Policydiff says what a change of a catalog's rules alters: which methods are
// gained or lost, by whom and from when. It is made to be read in a pull request.
//
//	go run ./examples/policydiff                       # Taobao, before and after 2024-09-12
//	go run ./examples/policydiff OLD.json NEW.json
//	go run ./examples/policydiff -json OLD.json NEW.json
//	go run ./examples/policydiff -lint NEW.json
//
// The answer is exact: no change printed means that there is no order that the two
// catalogs decide differently. A line puts together what is the same for several
// cases, which differ in the amount or in other traits of the order, and cases in which only the
// reasons differ are counted; -all lists every case by itself.
//
// With -lint it prints what is questionable about one catalog instead, or about the
// built-in one, and below each finding the line of the catalog's "accept" by which it is
// meant. -now is today unless it is given; -max-age tells which sources are old, and
// -reviewed-before which rules have no source of that day or later.
//
// The exit status is 0 if nothing changes or nothing but notes is found, 1 if something
// is, and 2 if the flags or a catalog are unusable. Each finding and each fault of a
// catalog begins with file:line:column, so that editors and pipelines link it.
//
// As a step of a pipeline:
//
//	go build -o policydiff github.com/paymux/paymux/examples/policydiff
//	git show origin/main:rules/catalog.json > old.json
//	./policydiff old.json rules/catalog.json > changes.txt || test $? -eq 1
//	./policydiff -lint rules/catalog.json
//
// It has to be built: "go run" exits with 1 whatever the program's own status is, so
// that unusable input would pass for a change.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// The exit statuses.
const (
	same = iota
	different
	unusable
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

type options struct {
	lint bool
	json bool
	all  bool
	now  string
	days int

	reviewed string
}

func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("policydiff", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&o.lint, "lint", false, "print what is questionable about one catalog")
	flags.BoolVar(&o.json, "json", false, "print JSON, with an order that shows each change")
	flags.BoolVar(&o.all, "all", false, "list every case by itself, also those in which only the reasons differ")
	flags.StringVar(&o.now, "now", "", "look at the catalog as of 00:00 UTC on this `date`; now if empty")
	flags.IntVar(&o.days, "max-age", 0, "report sources older than this many `days`; 0: none")
	flags.StringVar(&o.reviewed, "reviewed-before", "", "report rules whose newest source is older than this `date`")
	if err := flags.Parse(args); err != nil {
		return unusable
	}
	status, err := o.run(flags.Args(), stdout)
	if err != nil {
		complain(stderr, err)
		return unusable
	}
	return status
}

// complain prints each error that one is made of. A fault begins with its place, so
// that editors and pipelines find it.
func complain(stderr io.Writer, err error) {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range all.Unwrap() {
			complain(stderr, err)
		}
		return
	}
	if _, ok := err.(fault); ok {
		fmt.Fprintln(stderr, err)
		return
	}
	fmt.Fprintln(stderr, "policydiff:", err)
}

// fault is a fault of a file.
type fault struct {
	at  string // file:line:column
	err error
}

func (f fault) Error() string { return f.at + ": " + f.err.Error() }

func (o *options) run(files []string, out io.Writer) (int, error) {
	switch {
	case o.lint && len(files) <= 1:
		return o.printFindings(files, out)
	case !o.lint && (len(files) == 0 || len(files) == 2):
		return o.printChanges(files, out)
	case o.lint:
		return unusable, fmt.Errorf("-lint with %d files: want one, or none for the built-in catalog", len(files))
	}
	return unusable, fmt.Errorf("%d files: want OLD.json and NEW.json, or none for an example", len(files))
}

func (o *options) printChanges(files []string, out io.Writer) (int, error) {
	before, after, err := catalogs(files)
	if err != nil {
		return unusable, err
	}
	changes, err := analysis.Diff(before, after)
	if err != nil {
		return unusable, err
	}
	if o.json {
		err = writeJSON(out, list(changes))
	} else {
		err = writeChanges(out, changes, o.all)
	}
	if err != nil || len(changes) > 0 {
		return different, err
	}
	return same, nil
}

func (o *options) printFindings(files []string, out io.Writer) (int, error) {
	options, err := o.lintOptions()
	if err != nil {
		return unusable, err
	}
	catalog, at := china.Catalog(), func(path string) string { return path }
	if len(files) == 1 {
		data, err := os.ReadFile(files[0])
		if err != nil {
			return unusable, err
		}
		if catalog, err = parse(files[0], data); err != nil {
			return unusable, err
		}
		at = newPlaces(files[0], data).of
	}
	found, err := analysis.Lint(catalog, options)
	if err != nil {
		return unusable, err
	}
	if o.json {
		err = writeJSON(out, list(found))
	} else {
		err = writeFindings(out, found, at)
	}
	isMore := func(f analysis.Finding) bool { return f.Severity != analysis.SeverityNote }
	if err != nil || slices.ContainsFunc(found, isMore) {
		return different, err
	}
	return same, nil
}

func (o *options) lintOptions() (analysis.LintOptions, error) {
	options := analysis.LintOptions{Now: time.Now(), MaxAge: time.Duration(o.days) * 24 * time.Hour}
	for _, date := range []struct {
		flag, value string
		to          *time.Time
	}{{"now", o.now, &options.Now}, {"reviewed-before", o.reviewed, &options.ReviewedBefore}} {
		if date.value == "" {
			continue
		}
		t, err := time.Parse(time.DateOnly, date.value)
		if err != nil {
			return options, fmt.Errorf("-%s %q: want a date such as 2026-11-21", date.flag, date.value)
		}
		*date.to = t
	}
	return options, nil
}

func catalogs(files []string) (before, after routing.Catalog, err error) {
	if len(files) == 0 {
		return taobao(opened), taobao(time.Time{}), nil
	}
	before, beforeErr := read(files[0])
	after, afterErr := read(files[1])
	return before, after, errors.Join(beforeErr, afterErr)
}

func read(file string) (routing.Catalog, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return routing.Catalog{}, err
	}
	return parse(file, data)
}

// parse reads a catalog. Its faults come one a line, as editors read them.
func parse(file string, data []byte) (routing.Catalog, error) {
	c, err := routing.ParseCatalog(data)
	var bad *routing.CatalogError
	if !errors.As(err, &bad) {
		return c, err
	}
	faults := make([]error, len(bad.Faults))
	for i, f := range bad.Faults {
		at := fmt.Sprintf("%s:%d:%d", file, f.Line, f.Column)
		f.Line = 0 // Error would place it once more
		faults[i] = fault{at, f}
	}
	return c, errors.Join(faults...)
}

// list is a list that is [] in JSON even if it is nil.
func list[T any](all []T) []T { return append([]T{}, all...) }

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
