package routing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// A malformed order is refused with the path and the value of every fault.
func TestMalformedOrdersNameEveryFault(t *testing.T) {
	catalog := stall()
	catalog.Platforms[0].Aliases = []methods.Platform{"market_stall"}
	router := compile(t, catalog)
	type fault struct{ Path, Value, Says string }
	tests := []struct {
		name   string
		change func(*routing.Order)
		want   []fault
	}{
		{
			"an id of 4,097 bytes", func(o *routing.Order) { o.ID = strings.Repeat("o", 4097) },
			[]fault{{"id", strings.Repeat("o", 64) + "...", "is too long: want at most 4096 bytes"}},
		},
		{
			"an id with an escape", func(o *routing.Order) { o.ID = "o\x1b[2J" },
			[]fault{{"id", "o\x1b[2J", "has a control character: want plain text in one line"}},
		},
		{"an id that is not UTF-8", func(o *routing.Order) { o.ID = "\xff" }, []fault{{"id", "\xff", "is not valid UTF-8"}}},
		{
			"an id of blanks", func(o *routing.Order) { o.ID = "  " },
			[]fault{{"id", "  ", "has only characters that cannot be seen"}},
		},
		{"no platform", func(o *routing.Order) { o.Platform = "" }, []fault{{"platform", "", "is missing"}}},
		{
			"a platform that is nearly known", func(o *routing.Order) { o.Platform = "stal" },
			[]fault{{"platform", "stal", `is not a platform of the catalog; did you mean "stall"?`}},
		},
		{
			"an alias that is nearly known", func(o *routing.Order) { o.Platform = "market_stal" },
			[]fault{{"platform", "market_stal", `did you mean "market_stall"?`}},
		},
		{
			"a platform that is nothing like a known one", func(o *routing.Order) { o.Platform = "elsewhere" },
			[]fault{{"platform", "elsewhere", `known: "stall", "market_stall"`}},
		},
		{
			"a surface that is not an id", func(o *routing.Order) { o.Surface = "Mobile Web" },
			[]fault{{"surface", "Mobile Web", "is not an id"}},
		},
		{"no amount", func(o *routing.Order) { o.Amount = limits.Money{} }, []fault{{"amount", "", "is missing"}}},
		{"a negative amount", amount("-0.01 CNY"), []fault{{"amount", "-0.01 CNY", "is negative"}}},
		{"no time", func(o *routing.Order) { o.At = time.Time{} }, []fault{{"at", "", "is missing"}}},
		{
			"a time before the year 2000", func(o *routing.Order) { o.At = time.Date(2000, 1, 1, 0, 0, 0, -1, time.UTC) },
			[]fault{{"at", "1999-12-31T23:59:59Z", "want the years 2000 to 2199"}},
		},
		{
			"a time after the year 2199", func(o *routing.Order) { o.At = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC) },
			[]fault{{"at", "2200-01-01T00:00:00Z", "want the years 2000 to 2199"}},
		},
		{
			"a region that is not a code", func(o *routing.Order) { o.Region = "cn" },
			[]fault{{"region", "cn", "want two upper-case letters"}},
		},
		{
			"a trait that is not an id", func(o *routing.Order) { o.Traits = []methods.Trait{"vip", ""} },
			[]fault{{"traits[1]", "", "is missing"}},
		},
		{
			"totals that cannot be, in the order of their counters",
			func(o *routing.Order) {
				o.Usage = limits.Usage{"b": {Amount: limits.Money{}}, "a": {Amount: limits.MustParseMoney("-1.00 CNY")}, "c": {Amount: limits.MustParseMoney("0.00 CNY")}, "d": limits.CountOnly(-1), "e": limits.CountOnly(0)}
			},
			[]fault{{"usage.a", "-1.00 CNY", "zero or more"}, {"usage.b", "", "zero or more"}, {"usage.d", "-1 payments", "zero or more"}},
		},
		{
			"methods that are not known, where to ignore them would open one",
			func(o *routing.Order) {
				o.Allow, o.Block = []methods.ID{"wallet", "walet"}, []methods.ID{"credti", "cash"}
				o.Tried, o.Prefer = []methods.ID{"cash"}, []methods.ID{""}
				o.Down = map[methods.ID]time.Time{"wallets": {}, "wallet": {}, "": {}}
			},
			[]fault{
				{"block[0]", "credti", `is not a method of the catalog; did you mean "credit"?`},
				{"block[1]", "cash", `known: "wallet", "credit"`},
				{`down[""]`, "", `known: "wallet", "credit"`},
				{"down.wallets", "wallets", `did you mean "wallet"?`},
			},
		},
		{
			"down until a time that cannot be that of an order",
			func(o *routing.Order) {
				o.Down = map[methods.ID]time.Time{"wallet": time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), "credit": time.Unix(0, 0).UTC()}
			},
			[]fault{
				{"down.credit", "1970-01-01T00:00:00Z", "want the years 2000 to 2199"},
				{"down.wallet", "2200-01-01T00:00:00Z", "want the years 2000 to 2199"},
			},
		},
		{
			"a lack that is not an id", func(o *routing.Order) { o.Lacks = []methods.Trait{"vip", "V I P"} },
			[]fault{{"lacks[1]", "V I P", "is not an id"}},
		},
		{
			"traits that hold and do not, of those that rules use and others",
			func(o *routing.Order) {
				o.Traits, o.Lacks = []methods.Trait{"vip", "member", "unheard_of"}, []methods.Trait{"unheard_of", "new", "vip"}
			},
			[]fault{
				{"lacks[0]", "unheard_of", "is among traits as well"}, {"lacks[2]", "vip", "is among traits as well"},
			},
		},
		{
			"a long value, which is clipped", func(o *routing.Order) { o.Surface = methods.Surface(strings.Repeat("支", 2000)) },
			[]fault{{"surface", strings.Repeat("支", 21) + "...", "is not an id"}},
		},
		{
			"several faults at once", func(o *routing.Order) { *o = routing.Order{Platform: "stall ", Region: "China"} },
			[]fault{
				{"platform", "stall ", `did you mean "stall"?`}, {"amount", "", "is missing"},
				{"at", "", "is missing"}, {"region", "China", "want two upper-case letters"},
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := stallOrder()
			test.change(&o)
			_, err := router.Route(o)
			var bad *routing.OrderError
			if !errors.As(err, &bad) {
				t.Fatalf("Route(%v) = %v, want an OrderError", o, err)
			}
			var got []fault
			for i, each := range bad.Unwrap() {
				var f routing.Fault
				if !errors.As(each, &f) || f.Path != bad.Faults[i].Path || f.Value != bad.Faults[i].Value {
					t.Fatalf("Unwrap()[%d] is %v, but Faults[%d] is %v", i, each, i, bad.Faults[i])
				}
				says := f.Problem
				if i < len(test.want) && strings.Contains(says, test.want[i].Says) {
					says = test.want[i].Says
				}
				got = append(got, fault{f.Path, f.Value, says})
				if f.Line != 0 || f.Column != 0 {
					t.Errorf("%v has a place in a text that is not there", f)
				}
				if !strings.Contains(err.Error(), f.Error()) {
					t.Errorf("%q does not say %q", err, f)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

// The longest id that an order may have is as long in Go as it is in JSON.
func TestTheLongestIDOfAnOrder(t *testing.T) {
	router := compile(t, stall())
	for _, length := range []int{routing.MaxText, routing.MaxText + 1} {
		o := stallOrder()
		o.ID = strings.Repeat("o", length)
		_, routed := router.Route(o)
		_, parsed := routing.ParseOrder([]byte(marshal(t, o)))
		if refused := length > routing.MaxText; (routed != nil) != refused || (parsed != nil) != refused {
			t.Errorf("an id of %d bytes: Route says %v, ParseOrder %v", length, routed, parsed)
		}
	}
}

// The first and the last instant that an order may have are decided.
func TestFirstAndLastInstantOfOrders(t *testing.T) {
	router := compile(t, stall())
	for _, at := range []time.Time{
		time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2199, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
	} {
		o := stallOrder()
		o.At = at
		if offers := route(t, router, o).Offers(); len(offers) != 1 {
			t.Errorf("at %v there are %d offers, want 1", at, len(offers))
		}
	}
}

// fair is a catalog of four methods with ranks 2, none, 1 and 2, of which the last
// has the third as its parent, and that one the first.
func fair() routing.Catalog {
	c := stall()
	c.Methods, c.Availability = nil, nil
	for _, e := range []methods.Availability{
		{ID: "e.a", Method: "a", Rank: 2}, {ID: "e.b", Method: "b"},
		{ID: "e.c", Method: "c", Rank: 1, Parent: "a"}, {ID: "e.d", Method: "d", Rank: 2, Parent: "c"},
	} {
		e.Status, e.Evidence = methods.StatusLive, methods.Evidence{Sources: []string{"s1"}}
		c.Methods = append(c.Methods, methods.Method{ID: e.Method})
		c.Availability = append(c.Availability, e)
	}
	// A child may come before its parent, in methods and in entries.
	slices.Reverse(c.Methods)
	return c
}

// Offers are sorted by preference, by rank and by place; lists exclude; a method
// goes with its parent.
func TestListsOfTheOrder(t *testing.T) {
	ids := func(s string) []methods.ID {
		var ids []methods.ID
		for _, r := range s {
			ids = append(ids, methods.ID(string(r)))
		}
		return ids
	}
	tests := []struct {
		name   string
		change func(*routing.Order)
		want   string              // the offers, in order
		why    map[string][]string // codes by method
	}{
		{"by rank, then by place, unranked last", func(*routing.Order) {}, "cadb", nil},
		{"a preferred method comes first", func(o *routing.Order) { o.Prefer = ids("b") }, "bcad", nil},
		{"preferred methods come in their order", func(o *routing.Order) { o.Prefer = ids("dab") }, "dabc", nil},
		{"the first mention counts", func(o *routing.Order) { o.Prefer = ids("bdb") }, "bdca", nil},
		{
			"preferring does not open", func(o *routing.Order) { o.Prefer, o.Block = ids("b"), ids("b") }, "cad",
			map[string][]string{"b": {"blocked"}},
		},
		{
			"only what is allowed", func(o *routing.Order) { o.Allow = ids("ab") }, "ab",
			map[string][]string{"d": {"parent", "not_allowed"}, "c": {"not_allowed"}},
		},
		{
			"a blocked method takes along all below it", func(o *routing.Order) { o.Block = ids("a") }, "b",
			map[string][]string{"d": {"parent"}, "c": {"parent"}, "a": {"blocked"}},
		},
		{
			"a method in the middle that has failed", func(o *routing.Order) { o.Tried = ids("c") }, "ab",
			map[string][]string{"d": {"parent"}, "c": {"tried"}},
		},
		{
			"every list at once", func(o *routing.Order) { o.Allow, o.Block, o.Tried = ids("ab"), ids("c"), ids("cb") }, "a",
			map[string][]string{
				"d": {"parent", "not_allowed"}, "c": {"not_allowed", "blocked", "tried"}, "b": {"tried"},
			},
		},
	}
	router := compile(t, fair())
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := stallOrder()
			test.change(&o)
			d := route(t, router, o)
			requireReference(t, fair(), o, d)
			var got string
			for _, offer := range d.Offers() {
				got += string(offer.Method)
			}
			if got != test.want {
				t.Errorf("offers %q, want %q", got, test.want)
			}
			why := map[string][]string{}
			for _, e := range d.Excluded() {
				for _, r := range e.Reasons {
					why[string(e.Method)] = append(why[string(e.Method)], string(r.Code))
				}
			}
			if diff := cmp.Diff(test.want == "cadb" || test.why == nil, len(why) == 0); diff != "" {
				t.Errorf("exclusions: %v", why)
			}
			if diff := cmp.Diff(test.why, why, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("codes of exclusions (-want +got):\n%s", diff)
			}
		})
	}
}

// The headroom of a method is cut to that of its parent, at any remove, and
// with it when it resets.
func TestNestedHeadroomIsCut(t *testing.T) {
	c := fair()
	for id, limit := range map[methods.ID]limits.Cap{
		"a": cap500,
		"c": {Min: limits.MustParseMoney("5.00 CNY"), Max: limits.MustParseMoney("400.00 CNY")},
		"d": {Min: limits.MustParseMoney("1.00 CNY"), Max: limits.MustParseMoney("300.00 CNY")},
	} {
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: "limit." + string(id), Methods: []methods.ID{id}, Limit: limit, Evidence: c.Availability[0].Evidence,
		})
	}
	o := stallOrder()
	o.Amount = limits.MustParseMoney("50.00 CNY")
	d := route(t, compile(t, c), o)
	requireReference(t, c, o, d)
	want := map[methods.ID]string{"a": "at most 80.00 CNY", "b": "any amount", "c": "5.00 CNY to 80.00 CNY", "d": "5.00 CNY to 80.00 CNY"}
	for _, offer := range d.Offers() {
		if got := offer.Headroom.String(); got != want[offer.Method] {
			t.Errorf("the headroom of %s is %s, want %s", offer.Method, got, want[offer.Method])
		}
		resets, ok := offer.Headroom.Resets()
		if ok != (offer.Method != "b") || ok && !resets.Equal(midnightAfter) {
			t.Errorf("the headroom of %s resets at %v, %t", offer.Method, resets, ok)
		}
		delete(want, offer.Method)
	}
	if len(want) > 0 {
		t.Errorf("no offers for %v", want)
	}
}
