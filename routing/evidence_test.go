package routing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Offers and reasons say how sure their rule is and what speaks against it, each of its
// own, though all have the same source. Reasons of the order's own lists have no rule.
func TestOffersAndReasonsCarryTheEvidenceOfTheirRule(t *testing.T) {
	c := shop()
	founded := map[string]methods.Evidence{"": {}}
	found := func(id string, e *methods.Evidence) {
		e.Confidence, e.Conflict = methods.Confidences()[len(founded)%3], "speaks against "+id
		founded[id] = methods.Evidence{Confidence: e.Confidence, Conflict: e.Conflict}
	}
	for i := range c.Availability {
		found(c.Availability[i].ID, &c.Availability[i].Evidence)
	}
	for i := range c.Limits {
		found(c.Limits[i].ID, &c.Limits[i].Evidence)
	}
	r := routing.MustCompile(c)
	said := map[string]bool{}
	check := func(what, rule string, confidence methods.Confidence, conflict string, json map[string]any) {
		t.Helper()
		said[rule] = true
		want := founded[rule]
		if got := (methods.Evidence{Confidence: confidence, Conflict: conflict}); !cmp.Equal(want, got) {
			t.Errorf("%s rests on rule %q: %+v, want %+v", what, rule, got, want)
		}
		if rule == "" {
			return
		}
		if json["confidence"] != string(want.Confidence) || json["conflict"] != want.Conflict {
			t.Errorf("%s in JSON rests on %v, %v, want %+v", what, json["confidence"], json["conflict"], want)
		}
	}
	for _, o := range shopOrders() {
		d, err := r.Route(o.order)
		if err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		for _, offer := range d.Offers() {
			check(o.name, offer.Entry, offer.Confidence, offer.Conflict, generic(t, marshal(t, offer)))
		}
		for _, e := range d.Excluded() {
			for _, reason := range e.Reasons {
				check(o.name+", "+string(reason.Code), reason.Rule, reason.Confidence, reason.Conflict, generic(t, marshal(t, reason)))
			}
		}
	}
	if len(said) < 2*len(founded)/3 {
		t.Errorf("%d of %d rules decide about an order", len(said), len(founded))
	}
}

func TestEvidenceThatIsNotGivenIsLeftOut(t *testing.T) {
	c := shop()
	d, err := routing.MustCompile(c).Route(routing.Order{Platform: "shop", Surface: methods.SurfaceApp, Amount: limits.MustParseMoney("100.00 CNY"), At: midnight})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Offers()) == 0 {
		t.Fatal("nothing is offered")
	}
	for _, offer := range d.Offers() {
		json := generic(t, marshal(t, offer))
		for _, key := range []string{"confidence", "conflict"} {
			if _, ok := json[key]; ok {
				t.Errorf("%s has %q: %v", offer.Method, key, json[key])
			}
		}
	}
}
