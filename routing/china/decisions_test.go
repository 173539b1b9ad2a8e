package china_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// updating is whether the flag -update is set, which routingtest registers.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// question asks about one method for one order of the past.
type question struct {
	ask    string
	order  routing.Order
	method methods.ID
	fact   string         // id of the source that the answer rests on; none where nothing is known
	want   []routing.Code // of the reasons; none if the method is offered
}

// questions are all of them; each list is beside the facts that it is about.
func questions() []question {
	all := slices.Concat(taobaoQuestions, familyQuestions, otherQuestions, limitQuestions, todayQuestions, edgeQuestions)
	for _, s := range statements {
		all = append(all, s.question)
	}
	return all
}

// on is an order of 100 yuan. The date is a day, which stands for its noon in
// Beijing, or an instant.
func on(platform methods.Platform, surface methods.Surface, date string, traits ...methods.Trait) routing.Order {
	if len(date) == len(time.DateOnly) {
		date += "T12:00:00+08:00"
	}
	at, err := time.Parse(time.RFC3339Nano, date)
	if err != nil {
		panic(err) // in a table of this package
	}
	return routing.Order{
		Platform: platform,
		Surface:  surface,
		Amount:   limits.MustParseMoney("100.00 CNY"),
		At:       at,
		Traits:   traits,
	}
}

// of is a trait of the buyer's account at one method's wallet.
func of(method methods.ID, trait methods.Trait) methods.Trait {
	return trait + "." + methods.Trait(method)
}

// paying is the order with another amount.
func paying(amount string, o routing.Order) routing.Order {
	o.Amount = limits.MustParseMoney(amount)
	return o
}

// lacking is the order with a trait that is known not to hold.
func lacking(trait methods.Trait, o routing.Order) routing.Order {
	o.Lacks = append(o.Lacks, trait)
	return o
}

// having is the order with what has been paid so far.
func having(counter limits.Counter, paid string, o routing.Order) routing.Order {
	o.Usage = maps.Clone(o.Usage)
	if o.Usage == nil {
		o.Usage = limits.Usage{}
	}
	o.Usage[counter] = limits.Used{Amount: limits.MustParseMoney(paid)}
	return o
}

func builtIn(t *testing.T) *routing.Router {
	t.Helper()
	router, err := routing.Compile(china.Catalog())
	if err != nil {
		t.Fatalf("Compile(Catalog()): %v", err)
	}
	return router
}

func TestHistoricalQuestions(t *testing.T) {
	router := builtIn(t)
	asked := make(map[string]bool)
	for _, q := range questions() {
		if asked[q.ask] {
			t.Fatalf("question %q is there twice", q.ask)
		}
		asked[q.ask] = true
		t.Run(q.ask, func(t *testing.T) {
			decision, err := router.Route(q.order)
			if err != nil {
				t.Fatalf("Route(%v): %v", q.order, err)
			}
			got, sources := codesAndSources(decision, q.method)
			if diff := cmp.Diff(q.want, got); diff != "" {
				t.Errorf("reasons against %s for %v (-want +got):\n%s", q.method, q.order, diff)
			}
			switch known := !slices.Equal(got, []routing.Code{routing.CodeNotListed}); {
			case !known && q.fact != "":
				t.Errorf("the answer cannot rest on %q: nothing is known", q.fact)
			case known && !slices.Contains(sources, q.fact):
				t.Errorf("the answer rests on %q, want %q among them", sources, q.fact)
			}
		})
	}
	const fewest = 60
	if len(asked) < fewest {
		t.Errorf("%d questions, want at least %d", len(asked), fewest)
	}
}

func codesAndSources(d routing.Decision, method methods.ID) (codes []routing.Code, sources []string) {
	if offer, ok := d.Offer(method); ok {
		return nil, offer.Sources
	}
	why, _ := d.Why(method)
	for _, reason := range why.Reasons {
		codes = append(codes, reason.Code)
		sources = append(sources, reason.Sources...)
	}
	return codes, sources
}

// What gives way to a later entry as the explanation is on record all the same.
func TestRecordsSayWhatTheArticlesSay(t *testing.T) {
	c := china.Catalog()
	for _, s := range statements {
		if s.record == "" {
			continue
		}
		i := slices.IndexFunc(c.Availability, func(e methods.Availability) bool { return e.ID == s.record })
		if i < 0 {
			t.Errorf("%s: no entry %s", s.ask, s.record)
			continue
		}
		e := &c.Availability[i]
		holds := e.Method == s.method && !e.Status.Grants() && e.Status != methods.StatusUnreported && e.When.Period.Contains(s.order.At) &&
			slices.Contains(e.When.Platforms, s.order.Platform) && (len(e.When.Surfaces) == 0 || slices.Contains(e.When.Surfaces, s.order.Surface))
		if !holds {
			t.Errorf("%s: entry %s, %s, does not hold for %v", s.ask, e.ID, e.Status, s.order)
		}
	}
}

func TestHistoricalDecisionsAreGolden(t *testing.T) {
	router := builtIn(t)
	var b strings.Builder
	for _, q := range questions() {
		decision, err := router.Route(q.order)
		if err != nil {
			t.Fatalf("%s: Route(%v): %v", q.ask, q.order, err)
		}
		b.WriteString(q.ask + "\n")
		describe(&b, decision, q.method)
	}

	checkFile(t, filepath.Join("testdata", "decisions.golden"), b.String())
}

// describe writes the decision about one method, field by field.
func describe(b *strings.Builder, d routing.Decision, method methods.ID) {
	if o, ok := d.Offer(method); ok {
		fmt.Fprintf(b, "  %s is offered by %s: %s\n", method, o.Entry, strings.Join(nonEmpty(
			field("product", o.Product.ID),
			field("payer", string(o.Payer)), field("rank", positive(o.Rank)), field("within", string(o.Parent)),
			field("headroom", o.Headroom.String()), field("limits", strings.Join(o.Limits, " ")),
		), ", "))
		return
	}
	why, _ := d.Why(method)
	state := "excluded"
	if why.Undecided {
		state = "undecided"
	}
	fmt.Fprintf(b, "  %s is %s\n", method, state)
	for _, r := range why.Reasons {
		fmt.Fprintf(b, "    %s: %s\n", r.Code, strings.Join(nonEmpty(
			field("rule", r.Rule), field("limit", amount(r.Limit)), field("used", amount(r.Used)),
			field("over", amount(r.Over)), field("short", amount(r.Short)), field("resets", instant(r.Resets)),
			field("at", instant(r.At)), field("within", string(r.Parent)), field("remedy", remedy(r.Remedy)),
		), ", "))
	}
}

func remedy(r routing.Remedy) string {
	parts := nonEmpty(string(r.Do), amount(r.Amount), instant(r.Until))
	for _, s := range r.Surfaces {
		parts = append(parts, string(s))
	}
	for _, trait := range r.Traits {
		parts = append(parts, string(trait))
	}
	return strings.Join(slices.Concat(parts, r.Facts, r.Currencies), " ")
}

func field(name, value string) string {
	if value == "" {
		return ""
	}
	return name + " " + value
}

func nonEmpty(values ...string) []string {
	return slices.DeleteFunc(values, func(s string) bool { return s == "" })
}

func positive(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func amount(m limits.Money) string {
	if !m.IsValid() {
		return ""
	}
	return m.String()
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
