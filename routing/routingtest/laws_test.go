package routingtest_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

func TestMain(m *testing.M) {
	flag.Parse()
	settings := map[string]string{
		"rapid.nofailfile": "true", // the catalogs that are broken on purpose leave no files behind
	}
	if os.Getenv("PAYMUX_FULL") == "" {
		settings["rapid.shrinktime"] = "1ms" // most tests read which law is broken, not the order
	}
	if testing.Short() {
		settings["rapid.checks"] = "500" // of which -short leaves a fifth: fewer do not find every broken law
	}
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

// recorder is a rapid.TB that keeps the output of a failing property.
type recorder struct {
	output strings.Builder
	failed bool
}

func (r *recorder) Helper()                   {}
func (r *recorder) Name() string              { return "recorder" }
func (r *recorder) Logf(f string, a ...any)   { fmt.Fprintf(&r.output, f+"\n", a...) }
func (r *recorder) Log(a ...any)              { fmt.Fprintln(&r.output, a...) }
func (r *recorder) Skipf(f string, a ...any)  { r.Fatalf("skipped: "+f, a...) }
func (r *recorder) Skip(a ...any)             { r.Fatal(append([]any{"skipped:"}, a...)...) }
func (r *recorder) SkipNow()                  { r.Fatal("skipped") }
func (r *recorder) Errorf(f string, a ...any) { r.Logf(f, a...); r.Fail() }
func (r *recorder) Error(a ...any)            { r.Log(a...); r.Fail() }
func (r *recorder) Fatalf(f string, a ...any) { r.Logf(f, a...); r.FailNow() }
func (r *recorder) Fatal(a ...any)            { r.Log(a...); r.FailNow() }
func (r *recorder) FailNow()                  { r.Fail(); runtime.Goexit() }
func (r *recorder) Fail()                     { r.failed = true }
func (r *recorder) Failed() bool              { return r.failed }

// run checks a property and returns its output, and whether it failed.
func run(property func(*rapid.T)) (string, bool) {
	var r recorder
	done := make(chan struct{})
	go func() { // as FailNow ends the goroutine
		defer close(done)
		rapid.Check(&r, property)
	}()
	<-done
	return r.output.String(), r.failed
}

// runUntilFailed checks a property that is to fail again and again: how often one
// check tries is a flag, and a rare order may need more.
func runUntilFailed(property func(*rapid.T)) (report string, failed bool) {
	for range 50 {
		if report, failed = run(property); failed {
			break
		}
	}
	return report, failed
}

// falling is a custom limit that keeps state: its bound falls each time.
func falling() limits.Limit {
	queries := int64(0)
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		queries++
		m, err := limits.MoneyFromMinor(max(30_000-queries, 0), q.Currency)
		return limits.AtMost(m), err
	})
}

func changed(change func(*routing.Catalog)) *routing.Router { return routing.MustCompile(with(change)) }

// A law that is broken is named, with its order. What no catalog can break is
// broken by a router that was compiled from another catalog.
func TestEachBrokenLawIsNamed(t *testing.T) {
	stateful := rule(routing.LimitRule{Limit: falling()})
	forgetful := rule(routing.LimitRule{Methods: []methods.ID{"alipay"}, Limit: limitFunc(func(q limits.Query) (limits.Headroom, error) {
		if used := q.Usage["wechat.day"].Amount; used.IsValid() && used.Minor() > 0 {
			return limits.AtMost(limits.MustParseMoney("0.00 CNY")), nil
		}
		return limits.Headroom{}, nil // also where nobody says what has been paid
	})})
	other := changed(func(c *routing.Catalog) { c.Version = "2" })
	tests := []struct {
		law     string
		catalog routing.Catalog
		router  *routing.Router
		so      string
	}{
		{"deterministic", stateful, routing.MustCompile(stateful), "routed again, the decision is another"},
		{"deterministic", shop(), other, "compiled again, the decision is another"},
		{"partition", shop(), changed(func(c *routing.Catalog) { c.Availability = c.Availability[:2] }), "wechat_pay is decided about 0 times, not 1"},
		{"restricting", shop(), changed(func(c *routing.Catalog) { c.Availability[0].Status = methods.StatusAbsent }), "capped at the order's amount, alipay is offered; before it was not"},
		{"stating less", forgetful, routing.MustCompile(forgetful), "without the usage of wechat.day, alipay is offered; with it, it was not"},
		{"order of rules", shop(), other, "with the rules in another order the decision is another"},
		{"listed is payable", stateful, routing.MustCompile(stateful), "it is offered: false"},
		{"remedies", stateful, routing.MustCompile(stateful), "and again above_max of planted"},
		{"locality in time", with(func(c *routing.Catalog) { c.Availability = c.Availability[:2] }), routing.MustCompile(shop()), "with no date of the catalog in between"},
		{"rollouts", with(func(c *routing.Catalog) { c.Availability[2].Status = methods.StatusWithdrawn }), routing.MustCompile(shop()), "entry wechat_pay.pilot no longer grants wechat_pay"},
		{"JSON", shop(), other, "by the catalog read back the decision is another"},
	}
	var tested []string
	for _, test := range tests {
		tested = append(tested, test.law)
		t.Run(test.law+" because "+test.so, func(t *testing.T) {
			report, failed := runUntilFailed(routingtest.LawProperty(test.law, test.catalog, test.router))
			if !failed {
				t.Fatal("it passed")
			}
			for _, want := range []string{fmt.Sprintf("the catalog breaks the law %q: ", test.law), "\n  order  ", test.so} {
				if !strings.Contains(report, want) {
					t.Errorf("the report lacks %q:\n%s", want, report)
				}
			}
		})
	}
	if diff := cmp.Diff(routingtest.LawNames(), slices.Compact(tested)); diff != "" {
		t.Errorf("laws tested (-all +tested):\n%s", diff)
	}
}

func TestSoundCatalogsKeepTheLaws(t *testing.T) {
	t.Run("shop", func(t *testing.T) { routingtest.Run(t, shop()) })
	t.Run("nothing in it", func(t *testing.T) { routingtest.Run(t, routing.Catalog{}) })
	t.Run("sound custom limit", func(t *testing.T) {
		routingtest.Run(t, rule(routing.LimitRule{Limit: limitFunc(func(q limits.Query) (limits.Headroom, error) {
			m, err := limits.MoneyFromMinor(5_000_000, q.Currency)
			return limits.AtMost(m), err
		})}))
	})
}

func TestLawsOfACatalogThatDoesNotCompile(t *testing.T) {
	c := with(func(c *routing.Catalog) { c.Availability[0].Method = "alipya" })
	report, failed := run(routingtest.Laws(c))
	if want := `"alipya" is not a method of the catalog; did you mean "alipay"?`; !failed || !strings.Contains(report, want) {
		t.Errorf("failed: %t; report %q, want %q in it", failed, report, want)
	}
}

func TestLawsAreAProperty(t *testing.T) {
	if report, failed := run(routingtest.Laws(shop())); failed {
		t.Error(report)
	}
	stateful := rule(routing.LimitRule{Limit: falling()})
	if report, failed := run(routingtest.Laws(stateful)); !failed {
		t.Errorf("a limit that keeps state passes: %s", report)
	}
}

// A limit that cannot be decided is no breach of any law.
func TestLimitThatFailsKeepsTheLaws(t *testing.T) {
	c := rule(routing.LimitRule{Limit: limitFunc(func(limits.Query) (limits.Headroom, error) {
		return limits.Headroom{}, errors.New("the ledger is down")
	})})
	if report, failed := run(routingtest.Laws(c)); failed {
		t.Error(report)
	}
}
