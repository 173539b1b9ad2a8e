package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Law 16: ParseCatalog of json.Marshal of a catalog equals the catalog.
func TestCatalogSurvivesJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		w.catalog.Limits = slices.DeleteFunc(w.catalog.Limits, func(rule routing.LimitRule) bool {
			return w.isOwn(rule.ID) // has no JSON form
		})
		w.catalog.Zone = pick(t, []time.Duration{8 * time.Hour, 0, -90 * time.Minute}, "zone")
		data, err := json.Marshal(w.catalog)
		if err != nil {
			t.Fatalf("json.Marshal: %v", err)
		}
		got, err := routing.ParseCatalog(data)
		if err != nil {
			t.Fatalf("ParseCatalog: %v\n%s", err, data)
		}
		if diff := gocmp.Diff(w.catalog, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("ParseCatalog(json.Marshal(c)) (-c +got):\n%s\n%s", diff, data)
		}
		one, other := compile(t, w.catalog), compile(t, got)
		for range ordersPerWorld {
			o := w.drawOrder(t)
			if diff := gocmp.Diff(text(t, route(t, one, o)), text(t, route(t, other, o))); diff != "" {
				t.Fatalf("%v (-built +read):\n%s", o, diff)
			}
		}
	})
}

// What a careless or hostile caller may put into a field.
var (
	junkTexts = []string{
		"", "m0", "m1", "p0", "p0_alias", "s1", "e00", "CNY", "cny", "app", "no_balance", "live", "pilot",
		"UPPER", "two words", "trailing_", "\x00", "\xff", "支付", strings.Repeat("x", 5000),
	}
	junkInts  = []int64{0, 1, -1, 3, 10_000, 10_001, 30_001, math.MaxInt64, math.MinInt64}
	junkTimes = []time.Time{
		{}, time.Unix(0, 0), time.Unix(-1, 0), time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0),
		time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1999, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
		time.Date(2199, 12, 31, 23, 59, 59, 999_999_999, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2023, 6, 1, 0, 0, 0, 0, time.FixedZone("odd", 53)), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	junkMoney = []limits.Money{
		{}, cny(0), cny(1), cny(-1), cny(limits.MaxMinor), cny(-limits.MaxMinor), limits.MustParseMoney("1 JPY"),
	}
	junkWindows = []limits.Window{
		{}, limits.Day(0), limits.Day(time.Second), limits.Rolling(-1), limits.Lifetime(), limits.Rolling(50 * 365 * 24 * time.Hour),
	}
	junkLimits = []limits.Limit{
		nil, limits.Cap{}, (*limits.Cap)(nil), &limits.Cap{}, limits.Cap{Max: cny(-1)},
		limits.Cap{Min: cny(2), Max: cny(1)}, limits.Cap{Max: cny(1), Counter: "NO ID", Window: limits.Lifetime()},
		limits.Cap{Max: cny(1), Counter: "day", Window: limits.Lifetime()},
		ownError{"down"}, ownRoom{limits.AtMost(cny(-limits.MaxMinor))}, ownRoom{limits.AtLeast(cny(-1))},
	}
)

// spoil sets one field, element or list somewhere within v to junk.
func spoil(t *rapid.T, v reflect.Value) {
	var places []reflect.Value
	var collect func(reflect.Value)
	collect = func(v reflect.Value) {
		switch v.Interface().(type) {
		case time.Time, limits.Money, limits.Window, limits.Hidden:
			places = append(places, v)
			return
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				collect(v.Field(i))
			}
		case reflect.Slice:
			places = append(places, v)
			for i := range v.Len() {
				collect(v.Index(i))
			}
		default:
			places = append(places, v)
		}
	}
	collect(v)
	place := pick(t, places, "place to spoil")
	switch place.Interface().(type) {
	case time.Time:
		place.Set(reflect.ValueOf(pick(t, junkTimes, "time")))
		return
	case limits.Money:
		place.Set(reflect.ValueOf(pick(t, junkMoney, "money")))
		return
	case limits.Window:
		place.Set(reflect.ValueOf(pick(t, junkWindows, "window")))
		return
	case limits.Hidden:
		place.Set(reflect.ValueOf(limits.Hide(pick(t, junkTexts, "id"))))
		return
	}
	switch place.Kind() {
	case reflect.String:
		place.SetString(pick(t, junkTexts, "text"))
	case reflect.Int, reflect.Int64:
		place.SetInt(pick(t, junkInts, "number"))
	case reflect.Slice:
		spoilList(t, place)
	case reflect.Interface:
		place.SetZero()
		if limit := pick(t, junkLimits, "limit"); limit != nil {
			place.Set(reflect.ValueOf(limit))
		}
	case reflect.Map:
		place.Set(reflect.ValueOf(junkMap(t, place.Interface())))
	}
}

// junkMap returns a map of the same type with junk in it.
func junkMap(t *rapid.T, m any) any {
	junk := pick(t, junkTexts, "key")
	switch m.(type) {
	case map[methods.ID]time.Time:
		return map[methods.ID]time.Time{methods.ID(junk): pick(t, junkTimes, "until"), "m0": pick(t, junkTimes, "until")}
	case limits.Usage:
		return limits.Usage{
			limits.Counter(junk): {Amount: pick(t, junkMoney, "used")},
			"day":                limits.NewUsed(pick(t, junkMoney, "used"), pick(t, junkInts, "count")),
		}
	case map[string][]methods.Region:
		return map[string][]methods.Region{junk: {methods.Region(pick(t, junkTexts, "region"))}, "eea": {"AT", "BE"}}
	case map[string]string:
		return map[string]string{junk: pick(t, junkTexts, "parameter")}
	}
	t.Fatalf("no junk for a %T", m)
	return nil
}

// spoilList drops a list, or adds to it a zero element or its first one again.
func spoilList(t *rapid.T, list reflect.Value) {
	switch n := rapid.IntRange(0, 2).Draw(t, "list"); {
	case n == 0:
		list.SetZero()
	case n == 1 || list.Len() == 0:
		list.Set(reflect.Append(list.Slice3(0, list.Len(), list.Len()), reflect.Zero(list.Type().Elem())))
	default:
		list.Set(reflect.Append(list.Slice3(0, list.Len(), list.Len()), list.Index(0)))
	}
}

// Law 17: nothing that comes in as a Go value makes it panic: a catalog that is not
// sound is refused with the paths of its faults, and one that is sound routes.
func TestSpoiledCatalogsAreRefusedOrRoute(t *testing.T) {
	refused := 0
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			spoil(t, reflect.ValueOf(&w.catalog).Elem())
		}
		r, err := routing.Compile(w.catalog)
		if err != nil {
			refused++
			var bad *routing.CatalogError
			if !errors.As(err, &bad) || len(bad.Faults) == 0 {
				t.Fatalf("Compile: %v is not a CatalogError with faults", err)
			}
			for _, f := range bad.Faults {
				if f.Path == "" || f.Problem == "" || len(f.Value) > 80 {
					t.Errorf("fault without a path or a problem, or with a long value: %#v", f)
				}
			}
			return
		}
		if len(w.catalog.Platforms) == 0 || len(w.catalog.Availability) == 0 || len(w.catalog.Methods) == 0 {
			return
		}
		o := w.drawOrder(t)
		if d, err := r.Route(o); err == nil {
			requireReference(t, w.catalog, o, d)
		}
	})
	if refused == 0 {
		t.Error("no spoiled catalog was refused")
	}
}

// Law 17: a malformed order is refused with its faults, and leaves the decision
// empty; any other order is decided.
func TestSpoiledOrdersAreRefusedOrRoute(t *testing.T) {
	refused := 0
	var d routing.Decision
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			spoil(t, reflect.ValueOf(&o).Elem())
		}
		_, capsErr := r.Caps(o)
		err := r.RouteInto(&d, o)
		if fmt.Sprint(err) != fmt.Sprint(capsErr) {
			t.Errorf("Caps gives %v, RouteInto %v", capsErr, err)
		}
		if err == nil {
			requireReference(t, w.catalog, o, d)
			return
		}
		refused++
		var bad *routing.OrderError
		if !errors.As(err, &bad) || len(bad.Faults) == 0 {
			t.Fatalf("RouteInto: %v is not an OrderError with faults", err)
		}
		if n := len(d.Offers()) + len(d.Excluded()); n > 0 || d.OrderID() != "" || d.Amount().IsValid() {
			t.Errorf("after %v the decision is not empty: %+v", err, answerOf(d))
		}
		if s := fmt.Sprintf("%+v", d); o.Buyer.Reveal() != "" && strings.Contains(s, o.Buyer.Reveal()) {
			t.Errorf("after %v the decision holds the buyer %q: %s", err, o.Buyer.Reveal(), s)
		}
	})
	if refused == 0 {
		t.Error("no spoiled order was refused")
	}
}

// Law 17: what a catalog expands to is bounded, and its faults are found in time
// that grows with the input and not with its square.
func TestLargeInputsStayInProportion(t *testing.T) {
	source := []methods.Source{{ID: "s1", Title: "a source"}}
	evidence := methods.Evidence{Sources: []string{"s1"}}

	t.Run("entries on every platform are counted", func(t *testing.T) {
		c := routing.Catalog{Sources: source, Methods: []methods.Method{{ID: "m0"}}}
		for i := range 2100 {
			c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: methods.Platform(fmt.Sprintf("p%d", i))})
			c.Availability = append(c.Availability, methods.Availability{
				ID: fmt.Sprintf("e%d", i), Method: "m0", Status: methods.StatusLive, Evidence: evidence,
			})
		}
		_, err := routing.Compile(c)
		var bad *routing.CatalogError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), "4410000 rows") {
			t.Errorf("Compile of 2100 entries on 2100 platforms: %v", err)
		}
	})

	t.Run("long chains of within on many platforms compile", func(t *testing.T) {
		c := routing.Catalog{Sources: source}
		for i := range 1500 {
			c.Methods = append(c.Methods, methods.Method{ID: methods.ID(fmt.Sprintf("m%d", i))})
			e := methods.Availability{ID: fmt.Sprintf("e%d", i), Method: c.Methods[i].ID, Status: methods.StatusLive, Evidence: evidence}
			if i%(routing.MaxParents+1) > 0 {
				e.Parent = c.Methods[i-1].ID
			}
			c.Availability = append(c.Availability, e)
		}
		platforms := many(100)
		for i := range platforms {
			c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: methods.Platform(fmt.Sprintf("p%d", i))})
		}
		d := route(t, compile(t, c), routing.Order{Platform: c.Platforms[platforms-1].ID, Amount: cny(1), At: dates()[0]})
		if got := len(d.Offers()); got != 1500 {
			t.Errorf("%d offers, want 1500", got)
		}
	})

	t.Run("an order with many unknown methods is refused", func(t *testing.T) {
		c := routing.Catalog{Sources: source, Platforms: []routing.PlatformInfo{{ID: "p0"}}}
		for i := range 10_000 {
			c.Methods = append(c.Methods, methods.Method{ID: methods.ID(fmt.Sprintf("method_%05d", i))})
		}
		o := routing.Order{Platform: "p0", Amount: cny(1), At: dates()[0]}
		for i := range 10_000 {
			o.Block = append(o.Block, methods.ID(fmt.Sprintf("nethod_%05d", i)))
		}
		_, err := compile(t, c).Route(o)
		var bad *routing.OrderError
		if !errors.As(err, &bad) || len(bad.Faults) < 50 {
			t.Errorf("Route of 10,000 unknown methods: %.200s", fmt.Sprint(err))
		}
	})
}
