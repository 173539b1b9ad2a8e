package routing_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// The public view has the methods of the decision in its order, offers what that offers
// and nothing else, and no bound is narrower than the decision's own.
func TestPublicOffersWhatTheDecisionOffers(t *testing.T) {
	forOrders(t, func(t *rapid.T, _ *world, r *routing.Router, o routing.Order) {
		d := route(t, r, o)
		public, offers, excluded := d.Public(), d.Offers(), d.Excluded()
		if len(public.Offers) != len(offers) || len(public.Excluded) != len(excluded) || public.Order != d.OrderID() {
			t.Fatalf("public %+v\nof %v", public, d)
		}
		for i, offer := range offers {
			got := public.Offers[i]
			if got.Method != offer.Method || got.Name != offer.Name || got.Product != offer.Product.ID || got.Flow != offer.Product.Flow {
				t.Fatalf("public offer %+v of %v", got, offer)
			}
			if low, ok := offer.Headroom.Min(); got.Min.IsValid() && (!ok || less(low, got.Min)) {
				t.Fatalf("public offer from %s of %v", got.Min, offer)
			}
			if high, ok := offer.Headroom.Max(); got.Max.IsValid() && (!ok || less(got.Max, high)) {
				t.Fatalf("public offer to %s of %v", got.Max, offer)
			}
		}
		for i, e := range excluded {
			got := public.Excluded[i]
			if got.Method != e.Method || got.Name != e.Name || got.Text == (methods.Text{}) {
				t.Fatalf("public exclusion %+v of %v", got, e)
			}
			if e.Undecided && got.Code != routing.CodeUnavailable {
				t.Fatalf("undecided, but public: %+v", got)
			}
		}
	})
}

// Whoever does what the public view says is then offered the method. In another currency
// only what limit rules say of the amount may be against it.
func TestPublicRemediesBringTheMethodBack(t *testing.T) {
	followed := map[routing.Action]int{}
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		for _, e := range route(t, r, o).Public().Excluded {
			for _, changed := range w.follow(t, o, e.Remedy) {
				followed[e.Remedy.Do]++
				why, excluded := route(t, r, changed).Why(e.Method)
				if excluded && !(e.Remedy.Do == routing.ActionPayIn && w.areLimits(why.Reasons)) {
					t.Fatalf("%v\n%s: %s\nbut %v with usage %v: %v", o, e.Method, e.Text.EN, changed, changed.Usage, why)
				}
			}
		}
	})
	for _, do := range []routing.Action{
		routing.ActionPayAtMost, routing.ActionPayAtLeast, routing.ActionMoveTo, routing.ActionWaitUntil, routing.ActionPayIn,
	} {
		if followed[do] == 0 && isFull() {
			t.Errorf("no public remedy is to %s", do)
		}
	}
	if len(followed) == 0 {
		t.Error("no method has a public remedy")
	}
}

// areLimits reports whether limit rules give all of the reasons, none for want of its
// currency.
func (w *world) areLimits(reasons []routing.Reason) bool {
	return !slices.ContainsFunc(reasons, func(r routing.Reason) bool {
		_, isLimit := w.rule(r.Rule)
		return !isLimit || r.Code == routing.CodeLimitCurrency && r.Limit.IsValid()
	})
}

// follow returns the orders that a public remedy asks for. Totals that reset meanwhile are
// used no more.
func (w *world) follow(t *rapid.T, o routing.Order, remedy routing.Remedy) []routing.Order {
	if remedy.Amount.IsValid() {
		o.Amount = remedy.Amount
	}
	var orders []routing.Order
	switch remedy.Do {
	case "":
	case routing.ActionMoveTo:
		for _, s := range remedy.Surfaces {
			o.Surface = s
			orders = append(orders, o)
		}
	case routing.ActionPayIn:
		for _, code := range remedy.Currencies {
			currency, err := limits.ParseCurrency(code)
			if err != nil {
				t.Fatal(err)
			}
			o.Amount = minor(o.Amount.Minor(), currency)
			orders = append(orders, o)
		}
	case routing.ActionWaitUntil:
		o.Usage = maps.Clone(o.Usage)
		for _, c := range caps(expand(w.catalog)) {
			_, until := c.Window.Span(o.At)
			if used, stated := o.Usage[c.Counter]; stated && !until.IsZero() && !until.After(remedy.Until) {
				o.Usage[c.Counter] = begunAnew(used)
			}
		}
		o.At = remedy.Until
		orders = append(orders, o)
	default:
		orders = append(orders, o)
	}
	return orders
}

// begunAnew is a total that has begun anew, and states no more than before.
func begunAnew(used limits.Used) limits.Used {
	_, counted := used.Count()
	switch {
	case !used.Amount.IsValid():
		return limits.CountOnly(0)
	case !counted:
		return limits.Used{Amount: minor(0, used.Amount.Currency())}
	}
	return limits.NewUsed(minor(0, used.Amount.Currency()), 0)
}

// A single reason that an amount cures is told as it is, unless the method's rules hide it.
func TestPublicTellsAnAmountThatIsAllThereIs(t *testing.T) {
	told := 0
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		d := route(t, r, o)
		for _, e := range d.Public().Excluded {
			if w.hides(e.Method) {
				continue
			}
			why, _ := d.Why(e.Method)
			reason := why.Reasons[0]
			rule, _ := w.rule(reason.Rule)
			bound, _ := rule.Limit.(limits.Cap)
			isAmount := reason.Remedy.Do == routing.ActionPayAtMost || reason.Remedy.Do == routing.ActionPayAtLeast
			isOwn := !bound.IsTotal() || slices.Contains(bound.Per, limits.Buyer)
			if len(why.Reasons) > 1 || !isAmount || !isOwn || reason.Remedy.Amount.Sign() == 0 {
				continue
			}
			o.Amount = reason.Remedy.Amount
			if _, offered := route(t, r, o).Offer(e.Method); !offered {
				continue
			}
			told++
			if diff := cmp.Diff(reason.Remedy, e.Remedy); diff != "" || e.Code != reason.Code {
				t.Fatalf("%v\n%s of %v (-want +got):\n%s", o, e.Code, reason, diff)
			}
		}
	})
	if told == 0 && isFull() {
		t.Error("no reason was all there is")
	}
}

// hides reports whether a method's rules ask for what a decision does not keep, the buyer
// of a rollout, or have what makes more of an exclusion than its reasons: parents and
// custom limits.
func (w *world) hides(method methods.ID) bool {
	rollsOut := func(m methods.Match) bool { return m.Rollout.IsSet() }
	for _, e := range w.catalog.Availability {
		if e.Method == method && (e.Parent != "" || slices.ContainsFunc(e.Except, rollsOut)) {
			return true
		}
	}
	for _, rule := range w.catalog.Limits {
		if len(rule.Methods) > 0 && !slices.Contains(rule.Methods, method) {
			continue
		}
		if _, isCap := rule.Limit.(limits.Cap); !isCap || rollsOut(rule.When) || slices.ContainsFunc(rule.Except, rollsOut) {
			return true
		}
	}
	return false
}

// No amount and no time tells what others than the buyer have paid: whatever that is, the
// public view says the same, or that the method is unavailable.
func TestPublicTellsNoTurnover(t *testing.T) {
	differ := 0
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		other := o
		other.Usage = maps.Clone(o.Usage)
		for counter, used := range w.drawUsage(t) {
			if isTurnover(counter) {
				other.Usage[counter] = used
			}
		}
		d, e := route(t, r, o), route(t, r, other)
		if marshal(t, d) != marshal(t, e) {
			differ++
		}
		p, q := d.Public(), e.Public()
		for _, offer := range p.Offers {
			i := slices.IndexFunc(q.Offers, func(o routing.PublicOffer) bool { return o.Method == offer.Method })
			if i >= 0 && offer != q.Offers[i] {
				t.Fatalf("%v with %v: %+v\nwith %v: %+v", o, o.Usage, offer, other.Usage, q.Offers[i])
			}
		}
		for _, x := range p.Excluded {
			i := slices.IndexFunc(q.Excluded, func(e routing.PublicExclusion) bool { return e.Method == x.Method })
			if i < 0 || x.Code == routing.CodeUnavailable || q.Excluded[i].Code == routing.CodeUnavailable {
				continue
			}
			x.Remedy.Surfaces, q.Excluded[i].Remedy.Surfaces = nil, nil // where it is not unavailable
			if diff := cmp.Diff(x.Remedy, q.Excluded[i].Remedy); diff != "" {
				t.Fatalf("%v with %v and with %v:\n%s", o, o.Usage, other.Usage, diff)
			}
		}
	})
	if differ == 0 {
		t.Error("no decision depends on what others have paid")
	}
}

// isTurnover reports whether a counter of a random catalog is not of one buyer.
func isTurnover(counter limits.Counter) bool {
	base, _, _ := strings.Cut(string(counter), ".")
	return !slices.ContainsFunc(totals(), func(c limits.Cap) bool {
		return string(c.Counter) == base && slices.Contains(c.Per, limits.Buyer)
	})
}

func TestPublicOfNoDecision(t *testing.T) {
	const want = `{"offers":[],"excluded":[]}`
	if diff := cmp.Diff(want, marshal(t, routing.Decision{}.Public())); diff != "" {
		t.Errorf("of the zero Decision (-want +got):\n%s", diff)
	}
	router := compile(t, shop())
	var d routing.Decision
	for _, o := range shopOrders()[:2] {
		copied := d
		if err := router.RouteInto(&d, o.order); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, marshal(t, copied.Public())); diff != "" {
			t.Errorf("of a copy whose memory is reused (-want +got):\n%s", diff)
		}
	}
}
