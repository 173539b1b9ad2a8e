package live_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/live"
)

// shop is a catalog whose version is the most that it allows for a payment, in yuan.
func shop(most int) []byte {
	return fmt.Appendf(nil, `{
		"name": "my shop", "version": "%d", "zone": "+08:00",
		"sources": [{"id": "contract", "title": "Our contract with the wallet", "date": "2026-01"}],
		"methods": [{"id": "alipay"}, {"id": "wechat_pay"}],
		"platforms": [{"id": "shop"}],
		"availability": [
			{"id": "alipay.live", "method": "alipay", "status": "live", "sources": ["contract"]},
			{"id": "wechat_pay.live", "method": "wechat_pay", "status": "live", "sources": ["contract"]}],
		"limits": [
			{"id": "single", "min": "0.01 CNY", "max": "%d.00 CNY", "sources": ["contract"]},
			{"id": "day", "max": "%d.00 CNY", "window": "day", "counter": "day", "per": ["buyer"], "sources": ["contract"]}]
	}`, most, most, 100*most)
}

// order is one of which nothing has been paid yet.
func order() routing.Order {
	return routing.Order{
		Platform: "shop", Amount: limits.MustParseMoney("1.00 CNY"), At: time.Date(2026, 11, 11, 20, 0, 0, 0, time.UTC),
		Usage: limits.Usage{"day": {Amount: limits.MustParseMoney("0.00 CNY")}},
	}
}

func newRouter(t *testing.T, most int) *live.Router {
	t.Helper()
	rules, err := live.New(shop(most))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// inForce returns the version of the catalog that decides.
func inForce(t *testing.T, rules *live.Router) string {
	t.Helper()
	decision, err := rules.Current().Route(order())
	if err != nil {
		t.Fatal(err)
	}
	_, version := decision.Catalog()
	return version
}

// While a catalog is replaced a hundred times, each order is decided by one catalog from
// the totals to the offers, and catalogs come in their order.
func TestOrdersAreDecidedByOneCatalog(t *testing.T) {
	const swaps = 100
	rules := newRouter(t, 1)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			latest := 0
			for {
				version, err := decideOnce(rules.Current())
				if err != nil || version < latest {
					t.Errorf("catalog %d after %d: %v", version, latest, err)
					return
				}
				latest = version
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for most := 2; most <= swaps+1; most++ {
		review := func(changes []analysis.Change) error {
			if len(changes) == 0 {
				return errors.New("no changes")
			}
			return nil
		}
		if err := rules.Replace(shop(most), review); err != nil {
			t.Error(err)
			break
		}
	}
	close(done)
	readers.Wait()
	if got, want := inForce(t, rules), fmt.Sprint(swaps+1); got != want {
		t.Errorf("catalog %s is in force, want %s", got, want)
	}
}

// decideOnce decides an order and returns the version of the catalog, with an error if its
// parts are not all of that catalog.
func decideOnce(router *routing.Router) (int, error) {
	o := order()
	caps, err := router.Caps(o)
	if err != nil {
		return 0, err
	}
	decision, err := router.Route(o)
	if err != nil {
		return 0, err
	}
	var version int
	_, text := decision.Catalog()
	if _, err := fmt.Sscan(text, &version); err != nil {
		return 0, err
	}
	offer, ok := decision.Offer(methods.Alipay)
	most, _ := offer.Headroom.Max()
	if !ok || len(caps) != 1 || most.Minor() != 100*int64(version) || caps[0].Max.Minor() != 10_000*int64(version) {
		return version, fmt.Errorf("caps %v and offer %v", caps, offer)
	}
	return version, nil
}

func TestWhatFailsLeavesTheCatalogBeforeInForce(t *testing.T) {
	veto := errors.New("not on a Friday")
	accept := func([]analysis.Change) error { return nil }
	replace := func(from, to string) []byte { return []byte(strings.Replace(string(shop(2)), from, to, 1)) }
	for _, test := range []struct {
		name   string
		data   []byte
		review func([]analysis.Change) error
		want   any // what errors.As finds, or the error itself
	}{
		{"nothing", nil, accept, new(*routing.CatalogError)},
		{"half a file", shop(2)[:300], accept, new(*routing.CatalogError)},
		{"a misspelled key", replace(`"max"`, `"mix"`), accept, new(*routing.CatalogError)},
		{"an unknown method", replace(`"method": "alipay"`, `"method": "alipya"`), accept, new(*routing.CatalogError)},
		{"an error of lint", replace(`"availability": [`, `"availability": [
			{"id": "first", "method": "alipay", "status": "live", "sources": ["contract"]},`), accept, new(*live.LintError)},
		{"a warning of lint", replace(`"method": "wechat_pay", "status": "live"`,
			`"method": "wechat_pay", "status": "pilot", "when": {"rollout": {"percent": "5", "salt": "pilot"}}`), accept, new(*live.LintError)},
		{"a veto", shop(2), func([]analysis.Change) error { return veto }, veto},
	} {
		t.Run(test.name, func(t *testing.T) {
			rules := newRouter(t, 1)
			before := rules.Current()
			err := rules.Replace(test.data, test.review)
			if want, ok := test.want.(error); ok && !errors.Is(err, want) || !ok && !errors.As(err, test.want) {
				t.Errorf("Replace = %v, want %T", err, test.want)
			}
			if rules.Current() != before {
				t.Errorf("catalog %s is in force", inForce(t, rules))
			}
			if err := rules.Replace(shop(3), accept); err != nil || inForce(t, rules) != "3" {
				t.Errorf("then catalog %s is in force: %v", inForce(t, rules), err)
			}
		})
	}
}

func TestReviewThatPanicsLeavesTheCatalogBeforeInForce(t *testing.T) {
	rules := newRouter(t, 1)
	func() {
		defer func() { _ = recover() }()
		_ = rules.Replace(shop(2), func([]analysis.Change) error { panic("review") })
	}()
	if got := inForce(t, rules); got != "1" {
		t.Errorf("catalog %s is in force, want 1", got)
	}
	if err := rules.Replace(shop(3), nil); err != nil || inForce(t, rules) != "3" {
		t.Errorf("then catalog %s is in force: %v", inForce(t, rules), err)
	}
}

func TestReviewSeesWhatDiffFinds(t *testing.T) {
	rules := newRouter(t, 1)
	for _, most := range []int{1, 2} {
		var got []analysis.Change
		if err := rules.Replace(shop(most), func(changes []analysis.Change) error {
			got = changes
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := differences(t, shop(1), shop(most))
		if diff := cmp.Diff(kinds(want), kinds(got)); diff != "" {
			t.Errorf("changes to %d (-want +got):\n%s", most, diff)
		}
	}
}

func differences(t *testing.T, before, after []byte) []analysis.Change {
	t.Helper()
	var catalogs [2]routing.Catalog
	for i, data := range [][]byte{before, after} {
		var err error
		if catalogs[i], err = routing.ParseCatalog(data); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := analysis.Diff(catalogs[0], catalogs[1])
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func kinds(changes []analysis.Change) []string {
	var all []string
	for _, c := range changes {
		all = append(all, fmt.Sprint(c.Method, c.Kinds, c.Region, c.Old, c.New))
	}
	return all
}

func TestZeroRouterTakesItsFirstCatalogWithoutReview(t *testing.T) {
	var rules live.Router
	if rules.Current() != nil {
		t.Error("a zero router has a catalog")
	}
	refuse := func([]analysis.Change) error { return errors.New("there is nothing to compare") }
	if err := rules.Replace(shop(1), refuse); err != nil || inForce(t, &rules) != "1" {
		t.Errorf("catalog %s is in force: %v", inForce(t, &rules), err)
	}
	if err := rules.Replace(shop(2), refuse); err == nil || inForce(t, &rules) != "1" {
		t.Errorf("then catalog %s is in force: %v", inForce(t, &rules), err)
	}
}

func TestNilRouterHasNoCatalogAndTakesNone(t *testing.T) {
	var rules *live.Router
	const want = "live: the router is nil: make one with New"
	if err := rules.Replace(shop(1), nil); err == nil || err.Error() != want {
		t.Errorf("Replace: %v, want %s", err, want)
	}
	if _, err := rules.Current().Route(order()); err == nil {
		t.Error("an order is decided by no catalog")
	}
}
