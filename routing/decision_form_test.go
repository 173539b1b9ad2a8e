package routing_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// requireForm makes sure that a decision, and each of its parts, is written as
// encoding/json writes the structs.
func requireForm(t rapid.TB, r *routing.Router, d routing.Decision) {
	t.Helper()
	same := func(what string, want any, got []byte, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if diff := cmp.Diff(marshal(t, want), string(got)); diff != "" {
			t.Fatalf("%s (-struct +written):\n%s", what, diff)
		}
	}
	whole, err := d.AppendJSON([]byte("before"))
	same("the decision", structOf(d, routing.ZoneOf(r)), whole[len("before"):], err)
	for _, o := range d.Offers() {
		got, err := o.MarshalJSON()
		same("an offer", structOfOffer(&o, time.UTC), got, err)
	}
	for _, e := range d.Excluded() {
		got, err := e.MarshalJSON()
		same("an exclusion", structOfExclusion(&e), got, err)
		for _, reason := range e.Reasons {
			got, err := reason.MarshalJSON()
			same("a reason", structOfReason(&reason), got, err)
			got, err = reason.Remedy.MarshalJSON()
			same("a remedy", structOfRemedy(&reason.Remedy), got, err)
		}
	}
	p := d.Public()
	got, err := p.MarshalJSON()
	same("what a buyer may see", plainPublic(p), got, err)
}

func TestDecisionsAreWrittenAsTheirStructs(t *testing.T) {
	for name, kind := range map[string]*rapid.Generator[*world]{"few names": worlds(), "many names": wideWorlds()} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := kind.Draw(t, "world")
				router := compile(t, w.catalog)
				for range ordersPerWorld {
					requireForm(t, router, route(t, router, w.drawOrder(t)))
				}
			})
		})
	}
}

func FuzzDecisionsAreWrittenAsTheirStructs(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		router := compile(t, w.catalog)
		requireForm(t, router, route(t, router, w.drawOrder(t)))
	}))
}

func TestShopDecisionsAreWrittenAsTheirStructs(t *testing.T) {
	router := compile(t, shop())
	for _, o := range shopOrders() {
		requireForm(t, router, route(t, router, o.order))
	}
}

func TestBuiltInDecisionsAreWrittenAsTheirStructs(t *testing.T) {
	c := china.Catalog()
	router := compile(t, c)
	for _, o := range syntheticOrders(c, 200) {
		if d, err := router.Route(o); err == nil {
			requireForm(t, router, d)
		}
	}
}

// One, two and three traits are listed as their structs do, asked for either way or not.
func TestListsOfTraitsAreWrittenAsTheirStructs(t *testing.T) {
	for _, mustState := range []bool{false, true} {
		for n := range 3 {
			c := stall()
			c.Traits[0].Name = methods.Text{EN: "\"invited\"", ZH: "受邀 <b>"}
			for i := range c.Traits {
				c.Traits[i].MustState = mustState
			}
			c.Availability[0].When.Audience = [][]methods.Trait{[]methods.Trait{"vip", "invited", "banned"}[:n+1]}
			router := compile(t, c)
			requireForm(t, router, route(t, router, stallOrder()))
		}
	}
}

// What names and texts of a catalog and an order have to escape is escaped in every form.
func TestWrittenDecisionsAreEscaped(t *testing.T) {
	c := shop()
	const odd = "<b>\"A&B\\支付"
	c.Name, c.Version = odd, odd
	for i := range c.Methods {
		c.Methods[i].Name.EN += odd
		c.Methods[i].Name.ZH = odd + c.Methods[i].Name.ZH
	}
	for i := range c.Traits {
		c.Traits[i].Name.EN += odd
	}
	for i := range c.Availability {
		c.Availability[i].Conflict = odd
	}
	router := compile(t, c)
	for _, o := range shopOrders() {
		o.order.ID = "o<1>"
		requireForm(t, router, route(t, router, o.order))
	}
}

func TestDecisionsAreWrittenWithoutAllocating(t *testing.T) {
	if raceDetector {
		return // sync.Pool drops some of what it is given
	}
	c := shop()
	c.Limits = slices.DeleteFunc(c.Limits, func(rule routing.LimitRule) bool {
		_, isCap := rule.Limit.(limits.Cap)
		return !isCap
	})
	router := compile(t, c)
	for _, o := range shopOrders() {
		requireNoAllocations(t, o.name, route(t, router, o.order))
	}
	c = china.Catalog()
	router = compile(t, c)
	for i, o := range syntheticOrders(c, 100) {
		if d, err := router.Route(o); err == nil {
			requireNoAllocations(t, fmt.Sprintf("order %d of the built-in catalog", i), d)
		}
	}
}

// requireNoAllocations makes sure that writing a decision, and what a buyer may see of it,
// allocates nothing.
func requireNoAllocations(t *testing.T, name string, d routing.Decision) {
	t.Helper()
	var buffer []byte
	write := func() {
		var err error
		if buffer, err = d.AppendJSON(buffer[:0]); err != nil {
			t.Fatal(err)
		}
	}
	write()
	if n := testing.AllocsPerRun(10, write); n != 0 {
		t.Errorf("%s: writing allocates %v times", name, n)
	}
	p := d.Public()
	if n := testing.AllocsPerRun(10, func() { buffer = p.AppendJSON(buffer[:0]) }); n != 0 {
		t.Errorf("%s: writing what a buyer may see allocates %v times", name, n)
	}
	if !json.Valid(buffer) {
		t.Errorf("%s: %s", name, buffer)
	}
}
