package live

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// errNil is the error of a Router that nobody made.
var errNil = errors.New("live: the router is nil: make one with New")

// Router holds the catalog in force. It is safe for concurrent use. The zero Router has no
// catalog yet: its Current is nil, and Replace puts the first one in force. A nil Router
// never has one: its Replace is an error.
type Router struct {
	own     []routing.LimitRule
	current atomic.Pointer[routing.Router]

	replacing sync.Mutex
	catalog   routing.Catalog // of current
}

// New returns a router with a first catalog in force, in the JSON form of
// [routing.ParseCatalog]. Every catalog also gets the limit rules given here, behind its
// own: those with limits that are not a [github.com/paymux/paymux/limits.Cap], which JSON
// cannot say. They must not be changed afterward.
//
// The errors are those of [Router.Replace].
func New(data []byte, own ...routing.LimitRule) (*Router, error) {
	r := &Router{own: slices.Clone(own)}
	if err := r.Replace(data, nil); err != nil {
		return nil, err
	}
	return r, nil
}

// Current returns the router of the catalog in force. Call it once for an order: a later
// call may return another. It does not wait for a Replace that is under way. Where no
// catalog is in force it is nil, and its Route is an error.
func (r *Router) Current() *routing.Router {
	if r == nil {
		return nil
	}
	return r.current.Load()
}

// Replace puts a catalog in force, in the JSON form of [routing.ParseCatalog], or returns
// an error and leaves the one before in force. The error is a [*routing.CatalogError] if
// the catalog does not parse or compile, and a [*LintError] if it does not pass lint.
//
// Before the catalog takes effect, review is given all orders that it decides differently,
// as [analysis.Diff] returns them; none if it decides all orders alike. An error that it
// returns is a veto: the catalog does not take effect, and the error of Replace wraps it.
// Where review is nil nothing is compared. So it is for the first catalog of a zero Router,
// too: before, nothing was decided. A change that is too large to compare is an
// [*analysis.BoundError], and does not take effect: put it in force without a review, or in
// parts.
//
// Of several calls at once each waits for the one before, and is compared with what that
// has put in force. So review must not call Replace.
func (r *Router) Replace(data []byte, review func([]analysis.Change) error) error {
	if r == nil {
		return errNil
	}
	catalog, err := routing.ParseCatalog(data)
	if err != nil {
		return err
	}
	catalog.Limits = append(catalog.Limits, r.own...)
	next, err := routing.Compile(catalog)
	if err != nil {
		return err
	}
	if err := lint(catalog); err != nil {
		return err
	}
	r.replacing.Lock()
	defer r.replacing.Unlock()
	if review != nil && r.Current() != nil {
		changes, err := analysis.Diff(r.catalog, catalog)
		if err != nil {
			return err
		}
		if err := review(changes); err != nil {
			return fmt.Errorf("live: catalog %q is vetoed: %w", catalog.Version, err)
		}
	}
	r.catalog = catalog
	r.current.Store(next)
	return nil
}

func lint(catalog routing.Catalog) error {
	findings, err := analysis.Lint(catalog, analysis.LintOptions{})
	if err != nil {
		return err
	}
	findings = slices.DeleteFunc(findings, func(f analysis.Finding) bool { return f.Severity == analysis.SeverityNote })
	if len(findings) > 0 {
		return &LintError{Findings: findings}
	}
	return nil
}

// LintError reports a catalog that does not pass lint. It is always a pointer.
type LintError struct {
	Findings []analysis.Finding // at least one; none is a note
}

// Error names each finding: its severity, its code, the place in the catalog and the id of
// the rule, and what to do with one that is meant.
func (e *LintError) Error() string {
	var b strings.Builder
	b.WriteString("live: the catalog does not pass lint")
	for i, f := range e.Findings {
		sep := ": "
		if i > 0 {
			sep = "; "
		}
		fmt.Fprintf(&b, "%s%s %s at %s (%s): %s", sep, f.Severity, f.Code, f.Path, f.ID, f.Text.EN)
	}
	b.WriteString(`; list in the catalog's "accept" what is meant`)
	return b.String()
}
