package analysis

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var matchTests = []lintTest{
	{name: "a share of buyers and the rest of them", catalog: sound(func(c *routing.Catalog) {
		half := methods.Rollout{Salt: "s", BasisPoints: methods.Buckets / 2}
		c.Methods[0].Products = nil
		c.Availability[0].When.Rollout = half
		c.Availability[1].Except = []methods.Match{{Rollout: half}}
		c.Availability[1].Parent = ""
	})},
	{name: "a pilot without an end", catalog: withEntries(methods.Availability{
		ID: "pilot", Status: methods.StatusPilot, When: methods.Match{Audience: vip}}),
		want: []string{"warning open_pilot availability[0] pilot: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip"}},
	{name: "a pilot with an end", catalog: withEntries(methods.Availability{
		ID: "pilot", Status: methods.StatusPilot, When: methods.Match{Audience: vip, Period: in2024}})},
	{name: "a rollout to nobody", catalog: withEntries(methods.Availability{
		ID: "nobody", When: methods.Match{Rollout: methods.Rollout{Salt: "s"}}}),
		want: []string{
			"error unreachable_entry availability[0] nobody",
			"warning rollout_to_nobody availability[0].when.rollout nobody: shop 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
	{name: "two methods that are rolled out with one salt", catalog: withRollouts("s", "s", ""),
		want: []string{"warning shared_salt availability[4].when.rollout credit.some [wallet.some]: shop 1.00 CNY 2024-01-01T07:59:59.999999999+08:00"}},
	{name: "two methods that are rolled out with a salt each", catalog: withRollouts("s", "t", "")},
	{name: "a method that is rolled out with the salt of the one it is nested in", catalog: withRollouts("s", "s", "wallet")},
	{name: "a rollout to all in an Except", catalog: withEntries(methods.Availability{
		ID: "all", When: desktop, Except: []methods.Match{{Audience: vip, Rollout: methods.Rollout{Salt: "s", BasisPoints: methods.Buckets}}}}),
		want: []string{
			"warning rollout_to_all availability[0].except[0].rollout all: shop 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
			"warning open_trait traits[0] vip [all]",
		}},
	{name: "hours that do not come in their period", catalog: withEntries(methods.Availability{
		ID: "tuesday", When: methods.Match{Hours: sundays, Period: methods.Period{From: inJune(4), Until: inJune(5)}}}),
		want: []string{
			"error unreachable_entry availability[0] tuesday",
			"error hours_never_met availability[0].when.hours tuesday: shop 1.00 CNY 2024-06-04T00:00:00+08:00",
		}},
	{name: "hours that come in their period once", catalog: withEntries(methods.Availability{
		ID: "sunday", When: methods.Match{Hours: sundays, Period: methods.Period{From: inJune(4), Until: inJune(9).Add(2*time.Hour + time.Nanosecond)}}})},
	{name: "hours that are the whole week", catalog: withRules(routing.LimitRule{
		ID: "always", Methods: []methods.ID{"transfer"}, Limit: limits.Cap{Max: money(100, limits.CNY)},
		When: methods.Match{Hours: []methods.Hours{{From: 6 * time.Hour, Until: 22 * time.Hour}, {From: 22 * time.Hour, Until: 6 * time.Hour}}}}),
		want: []string{"warning hours_always limits[1].when.hours always: shop 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "hours that overlap", catalog: withEntries(methods.Availability{
		ID: "some", Except: []methods.Match{{Hours: []methods.Hours{{From: 23 * time.Hour, Until: 3 * time.Hour}, sundays[0]}}}}),
		want: []string{"note hours_overlap availability[0].except[0].hours[1] some: shop 1.00 CNY 2000-01-02T02:00:00+08:00"}},
	{name: "hours that touch", catalog: withEntries(methods.Availability{
		ID: "some", Except: []methods.Match{{Hours: []methods.Hours{{From: 23 * time.Hour, Until: 2 * time.Hour}, sundays[0]}}}})},
	{name: "a rollout to nobody in a limit rule", catalog: withRules(routing.LimitRule{
		ID: "nobody", When: methods.Match{Rollout: methods.Rollout{Salt: "s"}}, Limit: limits.Cap{Max: money(100, limits.CNY)}}),
		want: []string{
			"warning redundant_limit limits[1] nobody: shop app 1.01 CNY 2000-01-01T08:00:00+08:00",
			"warning rollout_to_nobody limits[1].when.rollout nobody: shop 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
	{name: "a misspelled surface of an entry", catalog: withEntries(methods.Availability{
		ID: "misspelled", When: methods.Match{Surfaces: []methods.Surface{"app", "mobil_web"}},
	}), want: []string{
		"warning unknown_surface availability[0].when.surfaces[1] misspelled: shop mobil_web 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a misspelled surface of an Except of a limit rule", catalog: withRules(routing.LimitRule{
		ID: "misspelled", Limit: limits.Cap{Max: money(20_000, limits.CNY)},
		Except: []methods.Match{{Surfaces: []methods.Surface{methods.SurfaceWeComBrowser}}, {Surfaces: []methods.Surface{"mobil_web"}}},
	}), want: []string{"warning unknown_surface limits[1].except[1].surfaces[0] misspelled: shop mobil_web 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a surface of one's own that a product serves", catalog: sound(func(c *routing.Catalog) {
		c.Methods[0].Products[0].Surfaces = append(c.Methods[0].Products[0].Surfaces, "kiosk")
		c.Availability[0].When.Surfaces = []methods.Surface{"kiosk", methods.SurfaceApp, methods.SurfaceMobileWeb}
	})},
}

// withRollouts returns a catalog with two methods that some buyers get first, the second
// of which may be nested in the first.
func withRollouts(salt, other string, parent methods.ID) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		for i, r := range []methods.Rollout{{Salt: salt, BasisPoints: 2_000}, {Salt: other, BasisPoints: 500}} {
			e := c.Availability[i]
			e.ID = string(e.Method) + ".some"
			e.When.Rollout = r
			c.Availability[i].When.Period.From, e.When.Period.Until = newYear(4), newYear(4)
			c.Availability = append(c.Availability, e)
		}
		c.Availability[1].Parent, c.Availability[4].Parent = parent, parent
	})
}

// newYear is the instant at which a year begins in UTC, on the clock of the sound catalog.
func newYear(n int) time.Time { return date(n).In(time.FixedZone("", 8*60*60)) }

// inJune is the first instant of a day of June 2024, of which the 4th is a Tuesday.
func inJune(n int) time.Time {
	return time.Date(2024, 6, n, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
}

// What shows an unknown surface states every total of the catalog, as nothing paid: the
// decision about it must not hang on what is missing.
func TestWitnessesOfMatchesStateWhatHasBeenPaid(t *testing.T) {
	c := withRules(
		routing.LimitRule{ID: "amount", Limit: capOnTotal(30_000, limits.Day(8*time.Hour), "spent")},
		routing.LimitRule{ID: "payments", Limit: limits.Cap{MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "payments", Per: []limits.Subject{limits.Buyer}}})
	c.Availability[2].When.Surfaces = []methods.Surface{"mobil_web"}
	var got []limits.Usage
	for _, f := range lint(t, c) {
		if f.Code == FindingUnknownSurface {
			got = append(got, f.Witness.Usage)
		}
	}
	want := []limits.Usage{{"spent": {Amount: money(0, limits.CNY)}, "payments": limits.CountOnly(0)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("usage of the witnesses (-want +got):\n%s", diff)
	}
}
