package routing_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Reusing a decision's memory leaves no trace of what was decided before, by
// whichever router.
func TestReuseLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var reused routing.Decision
		for _, kind := range []*rapid.Generator[*world]{worlds(), wideWorlds(), worlds()} {
			w := kind.Draw(t, "world")
			r := compile(t, w.catalog)
			for range ordersPerWorld {
				o := w.drawOrder(t)
				if oneIn(t, 6, "malformed") {
					o.Platform = "nowhere"
				}
				err := r.RouteInto(&reused, o)
				fresh, freshErr := r.Route(o)
				if (err == nil) != (freshErr == nil) {
					t.Fatalf("RouteInto gives %v, Route %v", err, freshErr)
				}
				if diff := cmp.Diff(text(t, fresh), text(t, reused)); diff != "" {
					t.Fatalf("%v (-fresh +reused):\n%s", o, diff)
				}
			}
		}
	})
}

// Nor does a reused decision grow by what custom limits answered before.
func TestReuseKeepsNoCustomAnswers(t *testing.T) {
	c := stall()
	c.Limits = []routing.LimitRule{{
		ID: "own", Limit: ownRoom{limits.AtMost(limits.MustParseMoney("500.00 CNY"))}, Evidence: c.Availability[0].Evidence,
	}}
	r := compile(t, c)
	var reused routing.Decision
	for range 3 {
		if err := r.RouteInto(&reused, stallOrder()); err != nil {
			t.Fatalf("RouteInto: %v", err)
		}
		if n := routing.CustomAnswers(&reused); n != 1 {
			t.Errorf("the decision holds %d answers of one custom limit", n)
		}
	}
}

// RouteInto does not allocate once the decision has grown, whatever the order, and
// Route allocates at most three times. Limits of one's own may allocate.
func TestRoutingDoesNotAllocate(t *testing.T) {
	drawn := rapid.Custom(func(t *rapid.T) asked {
		w := worlds().Draw(t, "world")
		w.catalog.Limits = slices.DeleteFunc(w.catalog.Limits, func(rule routing.LimitRule) bool { return w.isOwn(rule.ID) })
		a := asked{catalog: w.catalog}
		for range 20 {
			a.orders = append(a.orders, w.drawOrder(t))
		}
		return a
	})
	for seed := range 50 {
		requireAllocations(t, drawn.Example(seed))
	}
	// The wide paths, and more offers than are sorted by insertion.
	wide := rapid.Custom(func(t *rapid.T) asked {
		w := wideWorlds().Draw(t, "world")
		w.catalog.Limits = nil
		return asked{w.catalog, []routing.Order{w.drawOrder(t), w.drawOrder(t)}}
	})
	for seed := range 10 {
		requireAllocations(t, wide.Example(seed))
	}
	requireAllocations(t, asked{crowd(), []routing.Order{stallOrder()}})
	for _, rules := range []int{1, 8, 9, 100} {
		scoped := withRules(market(2), rules, func(rule *routing.LimitRule) { rule.When.Surfaces = []methods.Surface{"app"} })
		o := stallOrder()
		o.Prefer = []methods.ID{"m1", "m0"}
		requireAllocations(t, asked{scoped, []routing.Order{o}})
	}
}

type asked struct {
	catalog routing.Catalog
	orders  []routing.Order
}

// requireAllocations makes sure that RouteInto never allocates, and Route at most
// three times.
func requireAllocations(t *testing.T, a asked) {
	t.Helper()
	const most = 3
	r := compile(t, a.catalog)
	var d routing.Decision
	routeInto := func(o routing.Order) {
		if err := r.RouteInto(&d, o); err != nil {
			t.Fatal(err)
		}
	}
	for _, o := range a.orders {
		routeInto(o)
		if n := testing.AllocsPerRun(5, func() { routeInto(o) }); n != 0 {
			t.Errorf("RouteInto(%v) allocates %v times", o, n)
		}
		routeAnew := func() {
			if _, err := r.Route(o); err != nil {
				t.Fatal(err)
			}
		}
		if n := testing.AllocsPerRun(5, routeAnew); n > most {
			t.Errorf("Route(%v) allocates %v times, want at most %v", o, n, most)
		}
	}
}

// crowd is a platform with a hundred methods, ranked in reverse.
func crowd() routing.Catalog {
	c := stall()
	evidence := c.Availability[0].Evidence
	c.Methods, c.Availability = nil, nil
	for i := range 100 {
		id := methods.ID([]byte{'m', 'a' + byte(i/10), 'a' + byte(i%10)})
		c.Methods = append(c.Methods, methods.Method{ID: id})
		c.Availability = append(c.Availability, methods.Availability{
			ID: "e." + string(id), Method: id, Status: methods.StatusLive, Rank: 1 + (99-i)/2, Evidence: evidence,
		})
	}
	return c
}

// More offers than are sorted by insertion come in the same order.
func TestManyOffersAreSorted(t *testing.T) {
	c, o := crowd(), stallOrder()
	o.Prefer = []methods.ID{"mbb", "maa", "mjj"}
	d := route(t, compile(t, c), o)
	requireReference(t, c, o, d)
	var got []methods.ID
	for _, offer := range d.Offers()[:5] {
		got = append(got, offer.Method)
	}
	if diff := cmp.Diff([]methods.ID{"mbb", "maa", "mjj", "mji", "mjg"}, got); diff != "" {
		t.Errorf("the first offers (-want +got):\n%s", diff)
	}
}

// One router routes, and one decision is read, from many goroutines at once.
func TestConcurrentUse(t *testing.T) {
	drawn := rapid.Custom(func(t *rapid.T) asked {
		w := worlds().Draw(t, "world")
		a := asked{catalog: w.catalog}
		for range 20 {
			a.orders = append(a.orders, w.drawOrder(t))
		}
		return a
	})
	for seed := range 5 {
		a := drawn.Example(seed)
		r := compile(t, a.catalog)
		shared := route(t, r, a.orders[0])
		want := make([]string, len(a.orders))
		for i, o := range a.orders {
			want[i] = text(t, route(t, r, o))
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				var d routing.Decision
				for i, o := range a.orders {
					if err := r.RouteInto(&d, o); err != nil {
						t.Error(err)
					}
					if got := text(t, d); got != want[i] {
						t.Errorf("%v: decided at the same time as others:\n%s\nalone:\n%s", o, got, want[i])
					}
					if got := text(t, shared); got != want[0] {
						t.Errorf("read at the same time as others:\n%s\nalone:\n%s", got, want[0])
					}
				}
			})
		}
		wg.Wait()
	}
}

// Compile copies: what happens to the catalog's lists afterward changes nothing.
func TestCompileCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		r := compile(t, w.catalog)
		o := w.drawOrder(t)
		want := text(t, route(t, r, o))
		scribble(&w.catalog)
		if got := text(t, route(t, r, o)); got != want {
			t.Fatalf("%v: with a changed catalog:\n%s\nbefore:\n%s", o, got, want)
		}
	})
}

// scribble overwrites everything that a catalog's lists hold.
func scribble(c *routing.Catalog) {
	match := func(m *methods.Match) {
		fill(m.Platforms, "scribble")
		fill(m.Surfaces, "scribble")
		fill(m.Currencies, "XXX")
		fill(m.Regions, "XX")
		for _, set := range m.Audience {
			fill(set, "scribble")
		}
		m.Period.Until = time.Unix(0, 0)
	}
	products := func(ps []methods.Product) {
		for i := range ps {
			fill(ps[i].Surfaces, "scribble")
			ps[i].ID = "scribble"
		}
	}
	for i := range c.Methods {
		products(c.Methods[i].Products)
		c.Methods[i].ID = "scribble"
	}
	for i := range c.Platforms {
		fill(c.Platforms[i].Aliases, "scribble")
		c.Platforms[i].ID = "scribble"
	}
	fill(c.Traits, routing.TraitInfo{})
	for i := range c.Availability {
		e := &c.Availability[i]
		match(&e.When)
		for j := range e.Except {
			match(&e.Except[j])
		}
		products(e.Products)
		fill(e.Sources, "scribble")
		*e = methods.Availability{}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		match(&rule.When)
		for j := range rule.Except {
			match(&rule.Except[j])
		}
		fill(rule.Methods, "scribble")
		fill(rule.Sources, "scribble")
		if limit, ok := rule.Limit.(limits.Cap); ok {
			fill(limit.Per, "scribble")
		}
		*rule = routing.LimitRule{}
	}
}

func fill[E any](list []E, v E) {
	for i := range list {
		list[i] = v
	}
}

// A decision keeps nothing of the order's lists, and what it returns is the
// caller's.
func TestDecisionKeepsNothingOfOthers(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		d := route(t, r, o)
		want := text(t, d)
		fill(o.Traits, "scribble")
		fill(o.Allow, "scribble")
		fill(o.Block, "scribble")
		fill(o.Tried, "scribble")
		fill(o.Prefer, "scribble")
		clear(o.Usage)
		for _, offer := range d.Offers() {
			fill(offer.Limits, "scribble")
			fill(offer.Sources, "scribble")
			fill(offer.Product.Surfaces, "scribble")
			for _, c := range offer.Caps {
				fill(c.Per, "scribble")
			}
			fill(offer.Caps, limits.Cap{})
		}
		for _, e := range d.Excluded() {
			for _, reason := range e.Reasons {
				fill(reason.Sources, "scribble")
				fill(reason.Remedy.Surfaces, "scribble")
				fill(reason.Remedy.Traits, "scribble")
				fill(reason.Remedy.Currencies, "XXX")
				fill(reason.Remedy.Facts, "scribble")
			}
		}
		if got := text(t, d); got != want {
			t.Fatalf("after all lists have been overwritten:\n%s\nbefore:\n%s", got, want)
		}
	})
}

// Caps are those of the rules that may apply to one of the platform's methods.
func TestCapsAreThoseThatMayApply(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		got, err := r.Caps(o)
		if err != nil {
			t.Fatal(err)
		}
		ref := reference{catalog: expand(w.catalog), order: o, platform: canonical(w.catalog, o.Platform)}
		rules := slices.Clone(ref.catalog.Limits)
		slices.SortFunc(rules, func(x, y routing.LimitRule) int { return slices.Compare([]byte(x.ID), []byte(y.ID)) })
		var want []limits.Cap
		for _, rule := range rules {
			limit, ok := rule.Limit.(limits.Cap)
			applies, _ := ref.applies(rule)
			here := slices.ContainsFunc(w.catalog.Methods, func(m methods.Method) bool {
				return len(ref.entriesOf(m.ID)) > 0 && (len(rule.Methods) == 0 || slices.Contains(rule.Methods, m.ID))
			})
			if ok && limit.IsTotal() && applies && here {
				want = append(want, bounded(limit, rules))
			}
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("Caps(%v) (-want +got):\n%s", o, diff)
		}
		for _, offer := range route(t, r, o).Offers() {
			for _, limit := range offer.Caps {
				if !slices.ContainsFunc(got, func(c limits.Cap) bool { return cmp.Equal(c, limit) }) {
					t.Errorf("%v: %s has the cap %+v, which Caps does not list", o, offer.Method, limit)
				}
			}
		}
	})
}

// A platform without methods has no caps, whatever the rules for any method say.
func TestPlatformWithoutMethodsHasNoCaps(t *testing.T) {
	c, o := stall(), stallOrder()
	limited(cap500, everywhere)(&c)
	c.Limits[0].Methods = nil
	c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: "empty_stall"})
	c.Availability[0].When.Platforms = []methods.Platform{"stall"}
	for platform, want := range map[methods.Platform]int{"stall": 1, "empty_stall": 0} {
		o.Platform = platform
		if caps, err := compile(t, c).Caps(o); err != nil || len(caps) != want {
			t.Errorf("Caps on %s = %+v, %v, want %d", platform, caps, err, want)
		}
	}
}

// The zero Decision and the zero Router are safe to ask.
func TestZeroValues(t *testing.T) {
	var d routing.Decision
	if n := len(d.Offers()) + len(d.Excluded()); n != 0 || d.OrderID() != "" || d.Amount().IsValid() {
		t.Errorf("the zero Decision is not empty: %+v", answerOf(d))
	}
	if _, ok := d.Offer("wallet"); ok {
		t.Error("the zero Decision offers the wallet")
	}
	if why, ok := d.Why("wallet"); !ok || why.Reasons[0].Code != routing.CodeNotListed {
		t.Errorf("Why of the zero Decision = %+v, %t", why, ok)
	}
	var r routing.Router
	if _, err := r.Route(stallOrder()); err == nil {
		t.Error("the zero Router routes an order")
	}
	if _, err := r.Caps(stallOrder()); err == nil {
		t.Error("the zero Router has caps for an order")
	}
	empty, err := routing.Compile(routing.Catalog{})
	if err != nil {
		t.Fatalf("the zero Catalog does not compile: %v", err)
	}
	if _, err := empty.Route(stallOrder()); err == nil {
		t.Error("the zero Catalog routes an order")
	}
}

// The times of reasons are in the catalog's zone, whatever the order's.
func TestTimesAreInTheCatalogsZone(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		for _, e := range route(t, r, o).Excluded() {
			for _, reason := range e.Reasons {
				for _, at := range []time.Time{reason.At, reason.Resets, reason.Remedy.Until} {
					if _, offset := at.Zone(); !at.IsZero() && time.Duration(offset)*time.Second != w.catalog.Zone {
						t.Errorf("%v: %s gives %v, want the zone %v", o, reason.Code, at, w.catalog.Zone)
					}
				}
			}
		}
	})
}
