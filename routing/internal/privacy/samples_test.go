package privacy_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
	"github.com/paymux/paymux/limits/limitstest"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/checkout"
	"github.com/paymux/paymux/routing/live"
	"github.com/paymux/paymux/routing/routingtest"
)

// samples are values of exported types of this module, by names such as
// "routing.Order".
type samples map[string][]any

// most is how many values of a type are kept.
const most = 3

// add keeps a value, and those that its exported fields, its elements, its keys and what
// it points to have.
func (s samples) add(values ...any) {
	for _, value := range values {
		s.addValue(reflect.ValueOf(value), 0)
	}
}

func (s samples) addValue(v reflect.Value, depth int) {
	const deepest = 12
	if !v.IsValid() || depth == deepest {
		return
	}
	if name, ok := nameOf(v.Type()); ok {
		if len(s[name]) == most {
			return
		}
		s[name] = append(s[name], v.Interface())
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		s.addValue(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				s.addValue(v.Field(i), depth+1)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range min(v.Len(), most) {
			s.addValue(v.Index(i), depth+1)
		}
	case reflect.Map:
		for key, element := range v.Seq2() {
			s.addValue(key, depth+1)
			s.addValue(element, depth+1)
		}
	}
}

// nameOf is the name of an exported type of this module.
func nameOf(t reflect.Type) (string, bool) {
	path, ok := strings.CutPrefix(t.PkgPath(), module+"/")
	name, _, _ := strings.Cut(t.Name(), "[") // of a generic type without its arguments
	return path[strings.LastIndex(path, "/")+1:] + "." + name, ok && isExportedName(name)
}

func isExportedName(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

// samplesOfSecrets returns what the library returns, keeps and panics with when the id of
// every subject is the secret.
func samplesOfSecrets(t *testing.T) samples {
	s := samples{}
	s.ofRouting(t)
	s.ofAnalysis(t)
	s.ofLedger(t)
	s.add(
		routing.Acceptance{}, limits.Hide(secret), limits.Query{Currency: limits.CNY}, limits.Day(0),
		&limits.SyntaxError{}, &limits.PrecisionError{}, &limits.RangeError{}, &limits.CurrencyError{}, &limits.CapError{},
		&limits.CurrencyMismatchError{}, &limits.AmountError{}, &limits.UsageError{}, limits.Refusal{},
		methods.SaltOf(secret[:3]), methods.Hours{From: time.Hour}, limitstest.Queries(), ledgertest.Rule{},
	)
	return s
}

func (s samples) ofRouting(t *testing.T) {
	catalog := shop()
	router := routing.MustCompile(catalog)
	order := orders()[0]
	var decision routing.Decision
	for _, o := range orders() {
		d, err := router.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		s.add(o, d, d.Offers(), d.Excluded(), d.Public())
		if err := router.RouteInto(&decision, o); err != nil {
			t.Fatal(err)
		}
		for v := range decision.OffersSeq() {
			s.add(v)
		}
		for v := range decision.ExcludedSeq() {
			s.add(v)
			for reason := range v.ReasonsSeq() {
				s.add(reason)
			}
		}
	}
	malformed := order
	malformed.Platform, malformed.Traits = "shopp", []methods.Trait{"NOT AN ID"}
	_, orderError := router.Route(malformed)
	_, catalogError := routing.ParseCatalog([]byte(`{"version": 1}`))
	coverage, err := routingtest.NewCoverage(catalog)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := coverage.Route(order); err != nil {
		t.Fatal(err)
	}
	s.add(router, decision, orderError, catalogError, catalog, coverage, &routingtest.T{Order: order})
	for _, text := range []string{`{"buyer": "` + secret + `", "merchant": 13800138000}`, `{"buyer": {"id": "` + secret + `"}}`} {
		_, err := routing.ParseOrder([]byte(text))
		s.add(err, json.Unmarshal([]byte(text), &routing.Order{}))
	}
	catalog.Limits[0].Limit = panicking{}
	broken := routing.MustCompile(catalog)
	for _, panics := range []func(){
		func() { _, _ = broken.Route(order) },
		func() { _, _ = (*routing.Router)(nil).Route(order) },
		func() { _ = router.RouteInto(nil, order) },
		func() { routing.MustCompile(routing.Catalog{Zone: 1}) },
		func() { _, _, _ = new(analysis.Planner).Plan(order, methods.Alipay) },
	} {
		s["panics"] = append(s["panics"], recovered(panics))
	}
}

// panicking is a limit that panics with what it is called with.
type panicking struct{}

func (panicking) Headroom(q limits.Query) (limits.Headroom, error) { panic(q) }

func (s samples) ofAnalysis(t *testing.T) {
	catalog := shop()
	catalog.Limits = slices.DeleteFunc(catalog.Limits, func(r routing.LimitRule) bool {
		_, ok := r.Limit.(limits.Cap)
		return !ok
	})
	planner, err := analysis.NewPlanner(catalog)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range orders() {
		plan, _, err := planner.Plan(o, methods.WeChatQR)
		s.add(plan, err)
	}
	other := catalog
	other.Limits = nil
	changes, err := analysis.Diff(catalog, other)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := analysis.Lint(catalog, analysis.LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	regions, err := analysis.Map(catalog, "shop")
	if err != nil {
		t.Fatal(err)
	}
	for region := range regions {
		s.add(region)
	}
	_, platformError := analysis.Map(catalog, "shopp")
	_, _, methodError := planner.Plan(orders()[0], "alipya")
	s.add(
		checkout.Attempt{Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(secret)}}, &checkout.NotOfferedError{},
		planner, changes[:1], findings, platformError, methodError, &live.Router{}, &live.LintError{Findings: findings},
		&analysis.BoundError{}, analysis.LintOptions{}, analysis.Buckets{},
	)
}

func (s samples) ofLedger(t *testing.T) {
	now := noon
	l := ledger.NewMemory(func() time.Time { return now })
	p, err := ledger.NewPostgres(sql.OpenDB(noDriver{}), ledger.PostgresOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	call := func(result any, err error) {
		s.add(result, err)
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, err := range joined.Unwrap() {
				s.add(err, errors.Join(err))
			}
		}
	}
	payment := func(id, buyer, amount string) ledger.Payment {
		return ledger.Payment{
			ID: id, Amount: yuan(amount), Hold: time.Minute,
			Caps:     []limits.Cap{{Max: yuan("500.00"), Counter: "day", Window: limits.Lifetime(), Per: []limits.Subject{limits.Buyer}}},
			Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer)},
		}
	}
	for _, attempt := range []ledger.Payment{
		payment("a1", secret, "300.00"), payment("a1", secret, "300.00"), payment("a1", secret+"1", "300.00"),
		payment("a2", secret, "300.00"), payment("a3", secret+"\x00", "1.00"), payment("a4", strings.Repeat(secret, 200), "1.00"),
	} {
		s.add(attempt)
		call(l.Reserve(ctx, attempt))
		call(p.Reserve(ctx, attempt))
	}
	call(l.Confirm(ctx, "a1", yuan("300.01")))
	call(l.Confirm(ctx, "a1", yuan("200.00")))
	call(l.Release(ctx, "a1"))
	call(l.Refund(ctx, "a1", "r1", yuan("1.00")))
	call(l.Release(ctx, "unknown"))
	now = now.Add(time.Hour)
	call(l.Sweep(ctx, 1))
	s.add(
		l, p, ledger.Discrepancy{Key: limits.Hide("buyer/" + secret + "/day/CNY/lifetime/"), Counter: "day"}, ledger.Confirmed,
		ledger.PostgresOptions{}, &ledger.DurabilityError{Setting: "off"}, &ledger.StalledError{After: time.Second},
	)
}

// noDriver is a database without connections.
type noDriver struct{ driver.Connector }

func (noDriver) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("no database") }
