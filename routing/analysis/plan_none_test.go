package analysis

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// randomChanges are how many changes of an order are tried.
func randomChanges() int {
	if isFull() {
		return 10_000
	}
	return 1_000
}

// Where there is no plan, none of many random changes brings the method back.
func TestWithoutAPlanNoRandomChangeHelps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		o := ordergen.Orders(c).Draw(t, "order")
		m := pick(t, c.Methods, "method").ID
		planner, err := NewPlanner(c)
		if err != nil {
			t.Fatal(err)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		tryChanges(t, planner, newChanger(&c, seed), o, m)
	})
}

// The same of every method that a platform of the built-in catalog lists, for a dear
// order in a desktop browser by a known buyer, and for one that states nothing.
func TestWithoutAPlanNoRandomChangeHelpsInChina(t *testing.T) {
	c := china.Catalog()
	planner, err := NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	changer := newChanger(&c, 1)
	none := 0
	for _, p := range c.Platforms {
		for _, m := range planner.x.methodsOn[p.ID] {
			for _, o := range []routing.Order{
				{
					Platform: p.ID, Surface: methods.SurfaceDesktopWeb, Region: methods.China, Buyer: limits.Hide("b1"),
					Amount: money(6_000_000, limits.CNY), At: time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC),
				},
				{Platform: p.ID, Amount: money(1, limits.USD), At: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)},
			} {
				none += tryChanges(t, planner, changer, o, m)
			}
		}
	}
	if none == 0 {
		t.Error("there is always a plan: nothing has been tried")
	}
}

// tryChanges tries random changes if there is no plan, and returns 1, or 0 if there
// is one.
func tryChanges(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, p *Planner, r *changer, o routing.Order, m methods.ID) int {
	_, ok, err := p.Plan(o, m)
	if err != nil {
		t.Fatal(err)
	}
	if ok {
		return 0
	}
	for range randomChanges() {
		if to := r.change(&o); offers(t, p, to, m) {
			effort, legal := effortOf(&o, &to, p.x.mustState)
			t.Fatalf("no plan for %s and %v, but it is offered for %v (%t: %v)", m, o, to, legal, effort)
		}
	}
	return 1
}

// changer draws changes of orders that lean to the edges of a catalog.
type changer struct {
	*rand.Rand
	catalog *routing.Catalog

	times    []time.Time
	surfaces []methods.Surface
	regions  []methods.Region
	traits   []methods.Trait
	amounts  []limits.Money
	caps     []limits.Cap
}

func newChanger(c *routing.Catalog, seed uint64) *changer {
	r := &changer{
		Rand: rand.New(rand.NewPCG(seed, 0)), catalog: c,
		surfaces: []methods.Surface{"elsewhere"}, regions: []methods.Region{"ZW"},
		amounts: []limits.Money{money(100, limits.CNY), money(100, limits.JPY), money(100, limits.USD)},
	}
	for _, trait := range c.Traits {
		r.traits = append(r.traits, trait.ID)
	}
	for i := range c.Methods {
		for _, p := range c.Methods[i].Products {
			r.surfaces = append(r.surfaces, p.Surfaces...)
		}
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		r.add(slices.Concat(e.Except, []methods.Match{e.When}))
		for _, p := range e.Products {
			r.surfaces = append(r.surfaces, p.Surfaces...)
		}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		r.add(slices.Concat(rule.Except, []methods.Match{rule.When}))
		limit := capOf(rule)
		r.caps = append(r.caps, limit)
		for _, bound := range []limits.Money{limit.Min, limit.Max} {
			if bound.IsValid() {
				r.amounts = append(r.amounts, bound)
			}
		}
	}
	return r
}

func (r *changer) add(matches []methods.Match) {
	for _, m := range matches {
		r.times = append(r.times, m.Period.From, m.Period.Until)
		r.surfaces = append(r.surfaces, m.Surfaces...)
		r.regions = append(r.regions, m.Regions...)
	}
}

func one[T any](r *changer, all []T) T { return all[r.IntN(len(all))] }

// change is an order that steps may lead to.
func (r *changer) change(o *routing.Order) routing.Order {
	to := *o
	r.wait(&to)
	if r.IntN(2) == 0 {
		to.Surface = one(r, r.surfaces)
	}
	if assigned(to.Region) == "" && r.IntN(2) == 0 {
		to.Region = one(r, r.regions)
	}
	if to.Buyer.Reveal() == "" && r.IntN(2) == 0 {
		to.Buyer = limits.Hide(time.Duration(r.IntN(1000)).String())
	}
	to.Traits, to.Lacks = slices.Clone(to.Traits), slices.Clone(to.Lacks)
	for _, trait := range r.traits {
		if slices.Contains(to.Traits, trait) || slices.Contains(to.Lacks, trait) {
			continue
		}
		switch r.IntN(3) {
		case 0:
			to.Traits = append(to.Traits, trait)
		case 1:
			to.Lacks = append(to.Lacks, trait)
		}
	}
	if r.IntN(2) == 0 {
		bound := one(r, r.amounts)
		to.Amount = money(max(1, bound.Minor()+r.Int64N(3)-1), bound.Currency())
		if r.IntN(4) == 0 {
			to.Amount = money(1+r.Int64N(1_000_000), o.Amount.Currency())
		}
	}
	return to
}

// wait turns the order's time forward, to a date of the catalog, the start of a
// total or anywhere, and says what has been paid then.
func (r *changer) wait(to *routing.Order) {
	from := to.At
	at := from.Add(time.Duration(r.Int64N(int64(3 * 365 * 24 * time.Hour))))
	switch {
	case r.IntN(2) == 0 && len(r.times) > 0:
		at = one(r, r.times).Add(time.Duration(r.IntN(3) - 1))
	case r.IntN(2) == 0 && len(r.caps) > 0:
		_, at = one(r, r.caps).Window.Span(from)
	}
	if at.After(from) && r.IntN(4) > 0 {
		to.At = at
	}
	usage := maps.Clone(to.Usage)
	if usage == nil {
		usage = limits.Usage{}
	}
	for _, limit := range r.caps {
		if !limit.IsTotal() {
			continue
		}
		used, given := usage[limit.Counter]
		_, until := limit.Window.Span(from)
		switch {
		case given:
			if !until.IsZero() && !to.At.Before(until) {
				usage[limit.Counter] = reset(used)
			}
		case r.IntN(2) == 0:
			usage[limit.Counter] = r.used(limit)
		}
	}
	to.Usage = usage
}

// used is a little of what a cap on a total bounds.
func (r *changer) used(c limits.Cap) limits.Used {
	var amount limits.Money
	if c.Max.IsValid() {
		amount = money(r.Int64N(3), c.Currency())
	}
	if c.MaxCount == 0 {
		return limits.Used{Amount: amount}
	}
	return limits.NewUsed(amount, r.Int64N(2))
}
