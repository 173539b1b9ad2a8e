package routing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

const reused = "no decision any more: RouteInto has reused its memory"

// A copy of a decision says what it said until RouteInto reuses its memory. From then on
// it is empty, and says so.
func TestReusedCopyIsEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, other := worlds().Draw(t, "world"), worlds().Draw(t, "other world")
		routers := []*routing.Router{compile(t, w.catalog), compile(t, other.catalog)}
		var d routing.Decision
		if err := routers[0].RouteInto(&d, w.drawOrder(t)); err != nil {
			t.Fatal(err)
		}
		kept := d
		if diff := cmp.Diff(d.String(), kept.String()); diff != "" {
			t.Fatalf("the copy differs (-decision +copy):\n%s", diff)
		}
		if rapid.Bool().Draw(t, "by another router") {
			_ = routers[1].RouteInto(&d, other.drawOrder(t))
		} else {
			_ = routers[0].RouteInto(&d, w.drawOrder(t))
		}
		requireEmpty(t, kept)
	})
}

func requireEmpty(t *rapid.T, d routing.Decision) {
	if d.OrderID() != "" || d.Amount() != (limits.Money{}) || len(d.Offers()) != 0 || len(d.Excluded()) != 0 {
		t.Fatalf("the copy still has order %q, amount %v, offers %v and exclusions %v", d.OrderID(), d.Amount(), d.Offers(), d.Excluded())
	}
	if _, ok := d.Offer("m0"); ok {
		t.Fatal("the copy still offers m0")
	}
	for _, got := range []string{d.String(), fmt.Sprintf("%v", d), fmt.Sprintf("%#v", d), d.Table("en")} {
		if got != reused {
			t.Fatalf("the copy prints %q, want %q", got, reused)
		}
	}
	if data, err := json.Marshal(d); err == nil {
		t.Fatalf("the copy is marshaled: %s", data)
	}
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("decided", "decision", d)
	if want := "decision.error="; !bytes.Contains(b.Bytes(), []byte(want)) {
		t.Fatalf("the log has %q, want %q in it", &b, want)
	}
}

// An order that is malformed empties the decision, and its copies with it.
func TestCopyOfADecisionThatAnErrorHasEmptied(t *testing.T) {
	r := compile(t, stall())
	var d routing.Decision
	if err := r.RouteInto(&d, stallOrder()); err != nil {
		t.Fatal(err)
	}
	kept := d
	if err := r.RouteInto(&d, routing.Order{}); err == nil {
		t.Fatal("an empty order is decided about")
	}
	if got := kept.String(); got != reused {
		t.Errorf("the copy prints %q, want %q", got, reused)
	}
	if got, want := d.String(), "no decision"; got != want {
		t.Errorf("the decision prints %q, want %q", got, want)
	}
}

func TestRoutersThatNobodyCompiled(t *testing.T) {
	const want = "routing: the router is nil or zero: make one with Compile"
	for name, r := range map[string]*routing.Router{"nil": nil, "zero": {}} {
		t.Run(name, func(t *testing.T) {
			if _, err := r.Route(stallOrder()); fmt.Sprint(err) != want {
				t.Errorf("Route: %v, want %s", err, want)
			}
			d, err := compile(t, stall()).Route(stallOrder())
			if err != nil {
				t.Fatal(err)
			}
			if err := r.RouteInto(&d, stallOrder()); fmt.Sprint(err) != want || len(d.Offers()) != 0 {
				t.Errorf("RouteInto: %v and %d offers, want %s and none", err, len(d.Offers()), want)
			}
			if _, err := r.Caps(stallOrder()); fmt.Sprint(err) != want {
				t.Errorf("Caps: %v, want %s", err, want)
			}
			if got := r.Vet(stallOrder()); got != nil {
				t.Errorf("Vet: %v, want nothing", got)
			}
		})
	}
}

func TestRouteIntoNoDecision(t *testing.T) {
	const want = "routing: the decision to route into is nil: give RouteInto the address of one"
	if err := compile(t, stall()).RouteInto(nil, stallOrder()); fmt.Sprint(err) != want {
		t.Errorf("RouteInto(nil): %v, want %s", err, want)
	}
}

// What could not be read of an Except does not make it match every order.
func TestOneBadExceptIsOneFault(t *testing.T) {
	for _, except := range []string{`{"surface": ["app"]}`, `{"audience": "tobacco"}`, `{"from": "2024-13-01"}`, `{"hours": [7]}`} {
		data := fmt.Sprintf(`{"zone": "+08:00", "sources": [{"id": "s", "title": "s"}], "methods": [{"id": "wallet"}], "platforms": [{"id": "shop"}],
			"availability": [{"id": "e", "method": "wallet", "status": "live", "sources": ["s"], "except": [%s]}]}`, except)
		_, err := routing.ParseCatalog([]byte(data))
		if faults := catalogFaults(t, err); len(faults) != 1 {
			t.Errorf("%s: %v, want one fault", except, err)
		}
	}
}
