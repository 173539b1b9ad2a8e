package routing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// soundShop is a small catalog without a fault, with something of everything.
func soundShop() routing.Catalog {
	evidence := methods.Evidence{Sources: []string{"s1"}}
	on := methods.Match{Platforms: []methods.Platform{"shop"}}
	return routing.Catalog{
		Name: "my shop", Version: "1", Zone: 8 * time.Hour,
		Sources:   []methods.Source{{ID: "s1", Title: "our contract"}},
		Traits:    []routing.TraitInfo{{ID: "vip"}},
		Methods:   []methods.Method{{ID: "alipay", Products: []methods.Product{{ID: "wap"}}}, {ID: "huabei"}, {ID: "ecny"}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}, {ID: "store"}},
		Availability: []methods.Availability{
			{ID: "a", Method: "alipay", Status: methods.StatusLive, When: on, Evidence: evidence},
			{ID: "b", Method: "huabei", Status: methods.StatusLive, When: on, Parent: "alipay", Evidence: evidence},
		},
		Limits: []routing.LimitRule{
			{ID: "day", Limit: dayCap(), Evidence: evidence},
			{ID: "also", Limit: dayCap(), Evidence: evidence},
		},
	}
}

func dayCap() limits.Cap {
	return limits.Cap{
		Max: limits.MustParseMoney("500.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "day",
		Per: []limits.Subject{limits.Buyer},
	}
}

// alsoCap changes the cap of the second of two rules with the same counter.
func alsoCap(change func(*limits.Cap)) func(*routing.Catalog) {
	return func(c *routing.Catalog) {
		limit := dayCap()
		change(&limit)
		c.Limits[1].Limit = limit
	}
}

// unsound are the ways in which a catalog written in Go can be wrong, each with the
// paths of the faults that it must give. The rest of each fault is in bad_compile.golden.
var unsound = []struct {
	name   string
	change func(*routing.Catalog)
	paths  []string
}{
	{"name with an escape", func(c *routing.Catalog) { c.Name = "\x1b[2J" }, []string{"name"}},
	{"version that is not UTF-8", func(c *routing.Catalog) { c.Version = "\xff" }, []string{"version"}},
	{"zone of seconds", func(c *routing.Catalog) { c.Zone = time.Second }, []string{"zone"}},
	{"zone of a day ahead", func(c *routing.Catalog) { c.Zone = 24 * time.Hour }, []string{"zone"}},
	{"zone of a day", func(c *routing.Catalog) { c.Zone = -24 * time.Hour }, []string{"zone"}},

	// Ids are unique and well-formed.
	{"source without an id", func(c *routing.Catalog) {
		c.Sources = append(c.Sources, methods.Source{URL: "https://example.com"})
	}, []string{"sources[1].id"}},
	{"trait twice", func(c *routing.Catalog) { c.Traits = append(c.Traits, c.Traits[0]) }, []string{"traits[1].id"}},
	{"method twice", func(c *routing.Catalog) { c.Methods[2].ID = "alipay" }, []string{"methods[2].id"}},
	{"method in Chinese", func(c *routing.Catalog) { c.Methods[2].ID = "数字人民币" }, []string{"methods[2].id"}},
	{"platform with the alias of another", func(c *routing.Catalog) {
		c.Platforms[0].Aliases = []methods.Platform{"s", "store"}
		c.Platforms[1].Aliases = []methods.Platform{"s"}
	}, []string{"platforms[0].aliases[1]", "platforms[1].aliases[0]"}},
	{"alias three times", func(c *routing.Catalog) {
		c.Platforms[0].Aliases = []methods.Platform{"s", "s"}
		c.Platforms[1].Aliases = []methods.Platform{"s"}
	}, []string{"platforms[0].aliases[1]", "platforms[1].aliases[0]"}},
	{"product twice", func(c *routing.Catalog) {
		c.Methods[0].Products = []methods.Product{{ID: "wap"}, {ID: "wap"}}
	}, []string{"methods[0].products[1].id"}},
	{"entry twice", func(c *routing.Catalog) { c.Availability[1].ID = "a" }, []string{"availability[1].id"}},
	{"limit rule with the id of an entry", func(c *routing.Catalog) { c.Limits[0].ID = "a" }, []string{"limits[0].id"}},
	{"limit rule twice", func(c *routing.Catalog) { c.Limits[1].ID = "day" }, []string{"limits[1].id"}},
	{"limit rule without an id", func(c *routing.Catalog) { c.Limits[1].ID = "" }, []string{"limits[1].id"}},
	{"id with an escape", func(c *routing.Catalog) { c.Limits[1].ID = "\x1b]0;x\a" }, []string{"limits[1].id"}},

	// References exist.
	{"entry for a misspelled method", func(c *routing.Catalog) { c.Availability[0].Method = "alipya" },
		[]string{"availability[0].method"}},
	{"known names that are not short", func(c *routing.Catalog) {
		c.Methods[2].ID, c.Availability[0].Method = methods.ID(strings.Repeat("x", 5_000)), "gold"
	}, []string{"methods[2].id", "availability[0].method"}},
	{"entry on a platform that is not there", func(c *routing.Catalog) {
		c.Availability[1].When.Platforms = []methods.Platform{"shop", "shops"}
	}, []string{"availability[1].when.platforms[1]"}},
	{"entry on a platform without a name", func(c *routing.Catalog) {
		c.Availability[0].When.Platforms = []methods.Platform{""}
	}, []string{"availability[0].when.platforms[0]"}},
	{"Except on a platform that is not there", func(c *routing.Catalog) {
		c.Limits[0].Except = []methods.Match{{Surfaces: []methods.Surface{"app"}}, {Platforms: []methods.Platform{"nowhere"}}}
	}, []string{"limits[0].except[1].platforms[0]"}},
	{"audience of a trait that is not there", func(c *routing.Catalog) {
		c.Availability[0].When.Audience = [][]methods.Trait{{"vip"}, {"vip", "vips"}}
	}, []string{"availability[0].when.audience[1][1]"}},
	{"source that is not there", func(c *routing.Catalog) { c.Limits[0].Sources = []string{"s1", "s2"} }, []string{"limits[0].sources[1]"}},
	{"source of a product of an entry", func(c *routing.Catalog) {
		c.Availability[0].Products = []methods.Product{{ID: "wap", Sources: []string{"s2"}}}
	}, []string{"availability[0].products[0].sources[0]"}},
	{"limit on a method that is not there", func(c *routing.Catalog) {
		c.Limits[0].Methods = []methods.ID{"alipay", "gold", "alipay"}
	}, []string{"limits[0].methods[1]", "limits[0].methods[2]"}},

	// Every entry and limit has a source.
	{"entry without a source", func(c *routing.Catalog) { c.Availability[0].Sources = nil }, []string{"availability[0].sources"}},
	{"limit without a source", func(c *routing.Catalog) { c.Limits[0].Sources = []string{} }, []string{"limits[0].sources"}},
	{"source of nothing", func(c *routing.Catalog) { c.Sources[0].Title = "" }, []string{"sources[0].title"}},
	{"source on the 31st of September", func(c *routing.Catalog) { c.Sources[0].Date = "2024-09-31" }, []string{"sources[0].date"}},

	// Words of closed sets, and numbers in their range.
	{"unknown status", func(c *routing.Catalog) { c.Availability[0].Status = "soon" }, []string{"availability[0].status"}},
	{"unknown payer", func(c *routing.Catalog) { c.Methods[0].Payer = "seller" }, []string{"methods[0].payer"}},
	{"unknown flow", func(c *routing.Catalog) { c.Methods[0].Products[0].Flow = "magic" }, []string{"methods[0].products[0].flow"}},
	{"unknown confidence", func(c *routing.Catalog) { c.Limits[0].Confidence = "sure" }, []string{"limits[0].confidence"}},
	{"rank below zero", func(c *routing.Catalog) { c.Availability[0].Rank = -1 }, []string{"availability[0].rank"}},
	{"rank beyond the highest", func(c *routing.Catalog) { c.Availability[0].Rank = methods.MaxRank + 1 }, []string{"availability[0].rank"}},
	{"surface in upper case", func(c *routing.Catalog) {
		c.Methods[0].Products[0].Surfaces = []methods.Surface{"app", "App"}
	}, []string{"methods[0].products[0].surfaces[1]"}},
	{"life of half a second", func(c *routing.Catalog) {
		c.Methods[0].Products[0].LinkLife = time.Second / 2
	}, []string{"methods[0].products[0].link_life"}},
	{"life below zero", func(c *routing.Catalog) {
		c.Methods[0].Products[0].LinkLife = -time.Second
	}, []string{"methods[0].products[0].link_life"}},
	{"currency withdrawn before 2000", func(c *routing.Catalog) { c.Availability[0].When.Currencies = []string{"HRD"} },
		[]string{"availability[0].when.currencies[0]"}},
	{"region in lower case", func(c *routing.Catalog) { c.Availability[0].When.Regions = []methods.Region{"CN", "hk", ""} },
		[]string{"availability[0].when.regions[1]", "availability[0].when.regions[2]"}},
	{"region that ISO 3166-1 does not assign", func(c *routing.Catalog) {
		c.Availability[0].When.Regions = []methods.Region{"XK", "UK", "EL", "EU", "EN", "ZZ"}
	}, []string{"availability[0].when.regions[1]", "availability[0].when.regions[2]", "availability[0].when.regions[3]",
		"availability[0].when.regions[4]", "availability[0].when.regions[5]"}},
	{"region that ISO 3166-1 does not assign, in a set", func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"odd": {"AT", "EU", ""}, "": {"AT"}}
	}, []string{`region_sets[""]`, "region_sets.odd[1]", "region_sets.odd[2]"}},
	{"region of a long set three times", func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"long": {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
			"FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "BE", "BE"}}
	}, []string{"region_sets.long[17]", "region_sets.long[18]"}},
	{"region set that is not there", func(c *routing.Catalog) {
		c.Limits[0].Except = []methods.Match{{Regions: []methods.Region{"AT", "eea"}}}
	}, []string{"limits[0].except[0].regions[1]"}},
	{"default source that is not there", func(c *routing.Catalog) {
		c.DefaultSources, c.Limits[0].Sources = []string{"s2"}, nil
	}, []string{"default_sources[0]"}},
	{"finding accepted three times", func(c *routing.Catalog) {
		c.Accept = slices.Repeat([]routing.Acceptance{{Code: "open_pilot", ID: "a", Why: "meant"}}, 3)
	}, []string{"accept[1].id", "accept[2].id"}},
	{"accepted finding of nothing", func(c *routing.Catalog) { c.Accept = make([]routing.Acceptance, 1) },
		[]string{"accept[0].code", "accept[0].id", "accept[0].why"}},
	{"params that are not texts", func(c *routing.Catalog) {
		c.Methods[0].Products[0].Params = map[string]string{"a\n": "1", "b": "\xff"}
	}, []string{`methods[0].products[0].params["a\n"]`, "methods[0].products[0].params.b"}},
	{"hours that are not valid", func(c *routing.Catalog) {
		c.Limits[0].Except = []methods.Match{{Hours: []methods.Hours{{}, {Days: []time.Weekday{7, 1, 1}}, {From: time.Second, Until: 24 * time.Hour}, {From: time.Hour, Until: time.Hour}}}}
	}, []string{"limits[0].except[0].hours[0]", "limits[0].except[0].hours[1].days[0]", "limits[0].except[0].hours[1].days[2]",
		"limits[0].except[0].hours[2].from", "limits[0].except[0].hours[2].until", "limits[0].except[0].hours[3].until"}},
	{"platform named twice", func(c *routing.Catalog) { c.Availability[0].When.Platforms = []methods.Platform{"shop", "shop"} },
		[]string{"availability[0].when.platforms[1]"}},
	{"audience of nobody", func(c *routing.Catalog) { c.Availability[0].When.Audience = [][]methods.Trait{{}} },
		[]string{"availability[0].when.audience[0]"}},

	// Periods are not inverted, and dates are valid.
	{"period inverted", func(c *routing.Catalog) {
		c.Availability[0].When.Period = methods.Period{From: dates()[1], Until: dates()[0]}
	}, []string{"availability[0].when.until"}},
	{"period empty", func(c *routing.Catalog) {
		c.Limits[0].When.Period = methods.Period{From: dates()[1], Until: dates()[1].UTC()}
	}, []string{"limits[0].when.until"}},
	{"date before 1970", func(c *routing.Catalog) {
		c.Limits[0].When.Period.From = time.Date(1970, 1, 1, 0, 0, 0, -1, time.UTC)
	}, []string{"limits[0].when.from"}},
	{"date after 2199 before one that is sound", func(c *routing.Catalog) {
		c.Limits[0].When.Period = methods.Period{From: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), Until: dates()[0]}
	}, []string{"limits[0].when.from"}},
	{"date after 2199", func(c *routing.Catalog) {
		c.Limits[0].When.Period = methods.Period{From: dates()[0], Until: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)}
	}, []string{"limits[0].when.until"}},

	// A pilot has an audience or a rollout; a rollout is a share of a salt.
	{"pilot for everybody", func(c *routing.Catalog) { c.Availability[0].Status = methods.StatusPilot }, []string{"availability[0].status"}},
	{"rollout without a salt", func(c *routing.Catalog) {
		c.Availability[0].When.Rollout = methods.Rollout{BasisPoints: 1}
	}, []string{"availability[0].when.rollout.salt"}},
	{"rollout to more than all", func(c *routing.Catalog) {
		c.Availability[0].When.Rollout = methods.Rollout{BasisPoints: 10_001, Salt: "a"}
	}, []string{"availability[0].when.rollout.percent"}},
	{"rollout to less than none", func(c *routing.Catalog) {
		c.Availability[0].When.Rollout = methods.Rollout{BasisPoints: -1, Salt: strings.Repeat("a", methods.MaxSalt+1)}
	}, []string{"availability[0].when.rollout.percent", "availability[0].when.rollout.salt"}},
	{"salt with a line break", func(c *routing.Catalog) {
		c.Availability[0].When.Rollout = methods.Rollout{BasisPoints: 1, Salt: "a\nb"}
	}, []string{"availability[0].when.rollout.salt"}},
	{"Except of everything", func(c *routing.Catalog) { c.Availability[0].Except = make([]methods.Match, 2) },
		[]string{"availability[0].except[0]", "availability[0].except[1]"}},

	// Within is acyclic and on the same platform.
	{"within a method that is not there", func(c *routing.Catalog) { c.Availability[1].Parent = "paypal" }, []string{"availability[1].within"}},
	{"within a method without an entry", func(c *routing.Catalog) { c.Availability[1].Parent = "ecny" }, []string{"availability[1].within"}},
	{"within a method on another platform", func(c *routing.Catalog) {
		c.Availability[0].When.Platforms = []methods.Platform{"store"}
	}, []string{"availability[1].within"}},
	{"everywhere within a method that is on one platform", func(c *routing.Catalog) {
		c.Availability[1].When.Platforms = nil
	}, []string{"availability[1].within"}},
	{"within itself", func(c *routing.Catalog) { c.Availability[0].Parent = "alipay" }, []string{"availability[0].within"}},
	{"within each other", func(c *routing.Catalog) { c.Availability[0].Parent = "huabei" }, []string{"availability[1].within"}},
	{"circle of three, through several entries", func(c *routing.Catalog) {
		more := c.Availability[1]
		more.ID, more.Method, more.Parent = "c", "ecny", "huabei"
		again := more
		again.ID = "d"
		c.Availability = append(c.Availability, more, again)
		c.Availability[0].Parent = "ecny"
	}, []string{"availability[1].within"}},
	{"within each other, beside a misspelled method", func(c *routing.Catalog) {
		c.Availability[0].Parent = "huabei"
		more := c.Availability[0]
		more.ID, more.Method, more.Parent = "c", "q", ""
		c.Availability = append(c.Availability, more)
	}, []string{"availability[2].method", "availability[1].within"}},
	{"within a method whose entry may be the misspelled one", func(c *routing.Catalog) {
		c.Availability[0].Method = "alipya"
	}, []string{"availability[0].method"}},

	// A limit has valid bounds, in one currency.
	{"rule without a limit", func(c *routing.Catalog) { c.Limits[0].Limit = nil }, []string{"limits[0]"}},
	{"pointer to a cap", func(c *routing.Catalog) { c.Limits[1].Limit = &limits.Cap{} }, []string{"limits[1]"}},
	{"nil pointer to a cap", func(c *routing.Catalog) { c.Limits[1].Limit = (*limits.Cap)(nil) }, []string{"limits[1]"}},
	{"nil pointer to a custom limit", func(c *routing.Catalog) { c.Limits[1].Limit = (*down)(nil) }, []string{"limits[1]"}},
	{"nil function", func(c *routing.Catalog) { c.Limits[1].Limit = limitFunc(nil) }, []string{"limits[1]"}},
	{"cap without bounds", alsoCap(func(limit *limits.Cap) { *limit = limits.Cap{} }), []string{"limits[1].max"}},
	{"min above max", alsoCap(func(limit *limits.Cap) { limit.Min = cny(50_001) }), []string{"limits[1].min"}},
	{"two currencies", alsoCap(func(limit *limits.Cap) { limit.Min = limits.MustParseMoney("1 JPY") }), []string{"limits[1].max"}},
	{"negative bound", alsoCap(func(limit *limits.Cap) { limit.Max = cny(-1) }), []string{"limits[1].max"}},
	{"negative bound and a window without a counter", alsoCap(func(limit *limits.Cap) {
		limit.Max, limit.Counter = cny(-1), ""
	}), []string{"limits[1].max", "limits[1].counter"}},
	{"inverted bounds and a window without a counter", alsoCap(func(limit *limits.Cap) {
		limit.Min, limit.Counter = cny(50_001), ""
	}), []string{"limits[1].min", "limits[1].counter"}},
	{"count that is negative", alsoCap(func(limit *limits.Cap) { limit.MaxCount = -1 }), []string{"limits[1].max_count"}},
	{"count of one payment", alsoCap(func(limit *limits.Cap) { *limit = limits.Cap{MaxCount: 3} }), []string{"limits[1].max_count"}},
	{"count without a counter", alsoCap(func(limit *limits.Cap) {
		*limit = limits.Cap{MaxCount: 3, Window: limits.Lifetime()}
	}), []string{"limits[1].counter"}},
	{"count with a minimum in another currency than the total", func(c *routing.Catalog) {
		total := c.Limits[0]
		total.Limit = limits.Cap{Max: cny(100), Window: limits.Day(0), Counter: "day"}
		count, other := total, total
		count.ID, count.Limit = "count", limits.Cap{MaxCount: 3, Window: limits.Day(0), Counter: "day"}
		other.ID, other.Limit = "other", limits.Cap{Min: limits.MustParseMoney("1 JPY"), MaxCount: 3, Window: limits.Day(0), Counter: "day"}
		c.Limits = []routing.LimitRule{count, other, total}
	}, []string{"limits[1].min"}},
	{"window that is not valid", alsoCap(func(limit *limits.Cap) { limit.Window = limits.Rolling(-1) }), []string{"limits[1].window"}},
	{"counter with an escape and no window", alsoCap(func(limit *limits.Cap) {
		limit.Window, limit.Counter = limits.Window{}, "\x1b[31m"
	}), []string{"limits[1].window", "limits[1].counter"}},
	{"no counter, inverted bounds and a subject twice", alsoCap(func(limit *limits.Cap) {
		limit.Min, limit.Counter, limit.Per = cny(50_001), "", []limits.Subject{"buyer", "buyer"}
	}), []string{"limits[1].min", "limits[1].counter", "limits[1].per[1]"}},
	{"counter in upper case, and subjects of each kind", alsoCap(func(limit *limits.Cap) {
		limit.Counter, limit.Per = "C x", []limits.Subject{"Buyer", "buyer", "buyer", ""}
	}), []string{"limits[1].counter", "limits[1].per[0]", "limits[1].per[2]", "limits[1].per[3]"}},
	{"neither counter nor maximum", alsoCap(func(limit *limits.Cap) {
		limit.Counter, limit.Max = "", limits.Money{}
	}), []string{"limits[1].counter", "limits[1].max"}},
	{"neither a window that is valid nor a counter", alsoCap(func(limit *limits.Cap) {
		limit.Counter, limit.Window = "", limits.Rolling(-1)
	}), []string{"limits[1].window", "limits[1].counter"}},
	{"negative bounds", alsoCap(func(limit *limits.Cap) { limit.Min, limit.Max = cny(-1), cny(-2) }),
		[]string{"limits[1].min", "limits[1].max"}},
	{"subjects without a total, one of them twice", alsoCap(func(limit *limits.Cap) {
		*limit = limits.Cap{Max: cny(1), Per: []limits.Subject{"buyer", "buyer"}}
	}), []string{"limits[1].per", "limits[1].per[1]"}},
	{"counter in upper case", alsoCap(func(limit *limits.Cap) { limit.Counter = "Day" }), []string{"limits[1].counter"}},
	{"subject in upper case", alsoCap(func(limit *limits.Cap) {
		limit.Counter, limit.Per = "other", []limits.Subject{"buyer", "Merchant"}
	}), []string{"limits[1].per[1]"}},

	// What stands for one a method has an id for each, which is new.
	{"rule for each method without methods", func(c *routing.Catalog) { c.Limits[0].EachMethod, c.Limits[0].Methods = true, nil }, []string{"limits[0].methods"}},
	{"custom limit for each method", func(c *routing.Catalog) {
		c.Limits[0].EachMethod, c.Limits[0].Methods, c.Limits[0].Limit = true, []methods.ID{"alipay"}, down{}
	}, []string{"limits[0]"}},
	{"rule for each method whose id is taken", func(c *routing.Catalog) {
		c.Limits[0].EachMethod, c.Limits[0].Methods = true, []methods.ID{"alipay", "huabei"}
		c.Limits[1].ID = c.Limits[0].ID + ".huabei"
	}, []string{"limits[0].id"}},
	{"rule for each method whose counter is taken, and too long", func(c *routing.Catalog) {
		first := dayCap()
		first.Counter = "c"
		c.Limits[0].EachMethod, c.Limits[0].Methods, c.Limits[0].Limit = true, []methods.ID{"alipay", "huabei"}, first
		second := dayCap()
		second.Counter = "c.huabei"
		c.Limits[1].Limit = second
		third := c.Limits[0]
		third.ID = strings.Repeat("l", 122)
		c.Limits = append(c.Limits, third)
	}, []string{"limits[0].counter", "limits[2].id", "limits[2].id"}},
	{"trait of a method that is declared, and one too long", func(c *routing.Catalog) {
		c.Traits = append(c.Traits,
			routing.TraitInfo{ID: "class", PerMethod: true}, routing.TraitInfo{ID: "class.alipay"},
			routing.TraitInfo{ID: methods.Trait(strings.Repeat("t", 122)), PerMethod: true})
	}, []string{"traits[2].id", "traits[3].id"}},

	// A counter is used with one window, one currency and one list of subjects.
	{"counter with two windows", alsoCap(func(limit *limits.Cap) { limit.Window = limits.Day(0) }), []string{"limits[1].window"}},
	{"counter in two currencies", alsoCap(func(limit *limits.Cap) { limit.Max = limits.MustParseMoney("5 USD") }), []string{"limits[1].max"}},
	{"counter of two lists of subjects", alsoCap(func(limit *limits.Cap) { limit.Per = nil }), []string{"limits[1].per"}},
}

func TestBadGoCatalogs(t *testing.T) {
	var all strings.Builder
	for _, bad := range unsound {
		c := soundShop()
		bad.change(&c)
		_, err := routing.Compile(c)
		var got *routing.CatalogError
		if !errors.As(err, &got) {
			t.Errorf("%s: Compile = %v, want a *CatalogError", bad.name, err)
			continue
		}
		for _, f := range got.Faults {
			checkSayings(t, f)
		}
		var unwritten *routing.CatalogError
		if _, err := json.Marshal(c); !errors.As(err, &unwritten) && !strings.Contains(fmt.Sprint(err), "no JSON form") {
			t.Errorf("%s: json.Marshal: %v, want an error: what it wrote could not be read back", bad.name, err)
		}
		fmt.Fprintf(&all, "%s\n%s\n", bad.name, lines(got.Faults))
		t.Run(bad.name, func(t *testing.T) {
			if diff := cmp.Diff(bad.paths, paths(got.Faults)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
	golden(t, "bad_compile.golden", all.String())
}

func TestSoundCatalogCompiles(t *testing.T) {
	if _, err := routing.Compile(soundShop()); err != nil {
		t.Error(err)
	}
}
