package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// catalogTests are about traits, sources, region sets, currencies and what is accepted.
var catalogTests = []lintTest{
	{name: "a trait that must be stated in an Except", catalog: sound(func(c *routing.Catalog) {
		c.Traits[0].MustState = true
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
	})},
	{name: "a trait in an Except of a limit rule", catalog: withRules(routing.LimitRule{
		ID: "few", Methods: []methods.ID{"transfer"}, Except: []methods.Match{{Audience: vip}}, Limit: limits.Cap{Max: money(100, limits.CNY)}})},
	{name: "a trait that is one for each method", catalog: sound(func(c *routing.Catalog) {
		c.Traits[0].PerMethod = true
		c.Limits = append(c.Limits, routing.LimitRule{ID: "few", Methods: []methods.ID{"wallet", "transfer"},
			When: methods.Match{Audience: vip}, Limit: limits.Cap{Max: money(100, limits.CNY)}})
	}), want: []string{
		"warning open_trait traits[0] vip [few.transfer few.wallet]",
		"note limit_gap platforms[0] shop [few.transfer few.wallet wallet.bounds]: shop app 300.01 CNY 2000-01-01T08:00:00+08:00 +vip.transfer",
	}},
	{name: "a surface of a product that is a letter from a known one", catalog: sound(func(c *routing.Catalog) {
		c.Methods[0].Products[0].Surfaces = append(c.Methods[0].Products[0].Surfaces, "wechat_browsers")
	}), want: []string{"warning similar_name methods[0].products[0].surfaces[1] wallet [wechat_browser]: shop wechat_browsers 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a surface of an entry's product that is a letter from a known one", catalog: withEntries(methods.Availability{
		ID: "own", When: desktop, Products: []methods.Product{{ID: "web", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{"destkop_web", methods.SurfaceDesktopWeb}}}}),
		want: []string{
			"note conflicting_entry availability[1] wallet.live [own]: shop desktop_web 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning similar_name availability[0].products[0].surfaces[0] own [desktop_web]: shop destkop_web 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
	{name: "two traits that are a letter apart", catalog: sound(func(c *routing.Catalog) {
		c.Traits = []routing.TraitInfo{{ID: "accepts_wallet"}, {ID: "accept_wallet"}}
	}), want: []string{"warning similar_name traits[1] accept_wallet [accepts_wallet]: shop 1.00 CNY 2000-01-01T08:00:00+08:00 +accept_wallet"}},
	{name: "traits that are numbered", catalog: sound(func(c *routing.Catalog) {
		c.Traits = []routing.TraitInfo{{ID: "class_1"}, {ID: "class_2"}, {ID: "code_b"}, {ID: "code_c"}, {ID: "level10"}, {ID: "level20"}}
	})},
	{name: "a subject that is a letter from a known one", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capPer(50_000, daily, "day", limits.Merchant, "buyers")}),
		want: []string{"warning similar_name limits[1].per[1] day [buyer]: shop 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "low confidence that decides", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].Confidence, c.Limits[0].Confidence = methods.ConfidenceLow, methods.ConfidenceLow
	}), want: []string{
		"note low_confidence availability[0] wallet.live: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		"note low_confidence limits[0] wallet.bounds: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "what is accepted", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
		c.Accept = []routing.Acceptance{{Code: "open_trait", ID: "vip", Why: "few forget it"}}
	})},
	{name: "what is accepted and not found", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: "open_trait", ID: "vip", Why: "few forget it"}, {Code: "gap", ID: "vip", Why: "a slip"}}
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
	}), want: []string{"warning stale_acceptance accept[1] vip"}},
	{name: "a source on the last day of its age", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{Now: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour}},
	{name: "a source a day too old", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{Now: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour},
		want:    []string{"warning old_source sources[0] contract"}},
	{name: "a source without a date is of no age", catalog: sound(func(c *routing.Catalog) { c.Sources[0].Date = "" }),
		options: LintOptions{Now: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour}},
	{name: "rules whose newest source is of before the last review", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{ReviewedBefore: time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)}, want: []string{
			"warning old_evidence availability[0] wallet.live",
			"warning old_evidence availability[1] credit.live",
			"warning old_evidence availability[2] transfer.live",
			"warning old_evidence limits[0] wallet.bounds",
		}},
	{name: "a limit rule in a currency that has ended", catalog: withRules(routing.LimitRule{
		ID: "kuna", Limit: limits.Cap{Max: limits.MustParseMoney("1 HRK")}}),
		want: []string{
			"warning redundant_limit limits[0] wallet.bounds: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"error unused_limit limits[1] kuna: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning ended_currency limits[1].max kuna",
		}},

	{name: "a region set that nothing names", catalog: sound(func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"eea": {"AT"}, "asia.east": {"CN"}, "dach": {"DE", "AT", "CH"}, "benelux": {"BE"}}
		c.Availability[1].Except = []methods.Match{{Regions: []methods.Region{"dach"}}}
		c.Limits[0].Except = []methods.Match{{Regions: []methods.Region{"FR", "benelux"}}}
	}), want: []string{`warning unused_region_set region_sets["asia.east"] asia.east`, "warning unused_region_set region_sets.eea eea"}},
	{name: "an accepted finding", catalog: accepting(FindingUnusedRegionSet, "eea")},
	{name: "a finding accepted under another id", catalog: accepting(FindingUnusedRegionSet, "eaa"),
		want: []string{"warning unused_region_set region_sets.eea eea", "warning stale_acceptance accept[0] eaa"}},
	{name: "a rule for each of its methods apart that is accepted once", catalog: sound(func(c *routing.Catalog) {
		c.Limits = append(c.Limits, routing.LimitRule{ID: "zero", Methods: []methods.ID{"credit", "transfer"}, EachMethod: true,
			When: methods.Match{Currencies: []string{"CNY"}}, Limit: limits.Cap{Min: money(0, limits.CNY)}})
		c.Accept = []routing.Acceptance{{Code: string(FindingRedundantLimit), ID: "zero", Why: "free orders are meant"}}
	})},
	{name: "a finding accepted under another code", catalog: accepting(FindingGap, "eea"),
		want: []string{"warning unused_region_set region_sets.eea eea", "warning stale_acceptance accept[0] eea"}},
	{name: "an accepted old source that nobody asks for", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: string(FindingOldSource), ID: "contract", Why: "it holds until it is ended"}}
	})},
	{name: "an accepted source that is not old", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: string(FindingOldSource), ID: "contract", Why: "it holds until it is ended"}}
	}), options: LintOptions{Now: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour},
		want: []string{"warning stale_acceptance accept[0] contract"}},
}

// accepting is a catalog with a region set that nothing names, and a finding accepted.
func accepting(code FindingCode, id string) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"eea": {"AT"}}
		c.Accept = []routing.Acceptance{{Code: string(code), ID: id, Why: "kept for later"}}
	})
}
