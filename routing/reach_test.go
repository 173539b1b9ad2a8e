package routing_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// reach is one way to be excluded, with every reason that is given for it.
type reach struct {
	name    string
	catalog func(*routing.Catalog)
	order   func(*routing.Order)
	want    []routing.Reason
}

// Every code and every action of a remedy is reached, with exact numbers.
func TestEveryCodeAndActionIsReached(t *testing.T) {
	codes, actions := map[routing.Code]bool{}, map[routing.Action]bool{}
	for _, test := range slices.Concat(entryReaches, hoursReaches, limitReaches, countReaches, orderReaches) {
		t.Run(test.name, func(t *testing.T) {
			c, o := stall(), stallOrder()
			if test.catalog != nil {
				test.catalog(&c)
			}
			if test.order != nil {
				test.order(&o)
			}
			d := route(t, compile(t, c), o)
			requireReference(t, c, o, d)
			why, excluded := d.Why("wallet")
			if !excluded {
				t.Fatalf("the wallet is offered: %+v", d.Offers())
			}
			if diff := cmp.Diff(test.want, why.Reasons, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
			refused := false
			for _, r := range why.Reasons {
				codes[r.Code], actions[r.Remedy.Do] = true, true
				refused = refused || !r.Undecided
				if r.Code != routing.CodeParent && r.Undecided != r.Code.IsUndecided() {
					t.Errorf("%s is undecided: %t", r.Code, r.Undecided)
				}
			}
			if why.Undecided == refused {
				t.Errorf("the exclusion is undecided: %t", why.Undecided)
			}
		})
	}
	d := route(t, compile(t, stall()), stallOrder())
	for _, id := range []methods.ID{"credit", "unheard_of"} {
		want := routing.Exclusion{Method: id, Reasons: []routing.Reason{{Code: routing.CodeNotListed, Remedy: nothing}}}
		why, excluded := d.Why(id)
		if diff := cmp.Diff(want, why, cmpopts.EquateEmpty()); diff != "" || !excluded {
			t.Errorf("Why(%s) = %t (-want +got):\n%s", id, excluded, diff)
		}
		codes[why.Reasons[0].Code] = true
	}
	for _, code := range routing.Codes() {
		if !codes[code] {
			t.Errorf("no case reaches the code %s", code)
		}
	}
	for _, action := range routing.Actions() {
		if !actions[action] {
			t.Errorf("no case reaches the action %s", action)
		}
	}
}

var entryReaches = []reach{
	{"announced", status(methods.StatusAnnounced), nil, []routing.Reason{byEntry(routing.Reason{Code: routing.CodeAnnounced, Remedy: nothing})}},
	{"applied for", status(methods.StatusApplied), nil, []routing.Reason{byEntry(routing.Reason{Code: routing.CodeApplied, Remedy: nothing})}},
	{"withdrawn", status(methods.StatusWithdrawn), nil, []routing.Reason{byEntry(routing.Reason{Code: routing.CodeWithdrawn, Remedy: nothing})}},
	{"unreported", status(methods.StatusUnreported), nil, []routing.Reason{byEntry(routing.Reason{Code: routing.CodeUnreported, Undecided: true, Remedy: nothing})}},
	{"absent", status(methods.StatusAbsent), nil, []routing.Reason{byEntry(routing.Reason{Code: routing.CodeAbsent, Remedy: nothing})}},
	{
		"one nanosecond early", when(methods.Match{Period: methods.Period{From: orderedAt.Add(1)}}), nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeNotStarted, At: orderedAt.Add(1),
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: orderedAt.Add(1)},
		})},
	},
	{
		"at the end, which is exclusive", when(methods.Match{Period: methods.Period{Until: orderedAt}}), nil,
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeEnded, At: orderedAt, Remedy: nothing})},
	},
	{
		"on another surface", when(methods.Match{Surfaces: []methods.Surface{"mobile_web", "desktop_web"}}), nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeSurface,
			Remedy: routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{"desktop_web", "mobile_web"}},
		})},
	},
	{
		"on no surface that is known", when(methods.Match{Surfaces: []methods.Surface{"app"}}),
		func(o *routing.Order) { o.Surface = "" },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeUnknownSurface, Undecided: true,
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"surface"}, Surfaces: []methods.Surface{"app"}},
		})},
	},
	{
		"in another currency", when(methods.Match{Currencies: []string{"USD", "HKD"}}), nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeCurrency,
			Remedy: routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"HKD", "USD"}},
		})},
	},
	{
		"in another region", when(methods.Match{Regions: []methods.Region{"HK"}}), nil,
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeRegion, Remedy: nothing})},
	},
	{
		"in no region that is known", when(methods.Match{Regions: []methods.Region{"HK"}}),
		func(o *routing.Order) { o.Region = "" },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeUnknownRegion, Undecided: true,
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"region"}},
		})},
	},
	{
		"outside of the audience, near its smaller set",
		when(methods.Match{Audience: [][]methods.Trait{{"vip", "invited"}, {"invited"}}}), nil,
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeAudience, Remedy: routing.Remedy{
			Do: routing.ActionState, Traits: []methods.Trait{"invited"}, TraitNames: []methods.Text{{EN: "invited"}},
		}})},
	},
	{
		"outside of the rollout", when(methods.Match{Rollout: methods.Rollout{Salt: "nobody"}}), nil,
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeOutsideRollout, Remedy: nothing})},
	},
	{
		"a rollout for a buyer who is not known", when(methods.Match{Rollout: methods.Rollout{Salt: "all", BasisPoints: 10_000}}),
		func(o *routing.Order) { o.Buyer = limits.Hidden{} },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeUnknownBuyer, Undecided: true,
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"buyer"}},
		})},
	},
	{
		"excepted until a date, for a trait, and where nothing helps",
		except(
			methods.Match{Period: methods.Period{Until: midnightAfter}},
			methods.Match{Audience: [][]methods.Trait{{"banned"}}},
		),
		func(o *routing.Order) { o.Traits = []methods.Trait{"banned"} },
		[]routing.Reason{
			byEntry(routing.Reason{
				Code:   routing.CodeExcepted,
				Except: methods.Match{Period: methods.Period{Until: midnightAfter}},
				Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter},
			}),
			byEntry(routing.Reason{
				Code:   routing.CodeExcepted,
				Except: methods.Match{Audience: [][]methods.Trait{{"banned"}}}, TraitNames: []methods.Text{{}},
				Remedy: nothing,
			}),
		},
	},
	{
		"excepted on a surface of two",
		func(c *routing.Catalog) {
			when(methods.Match{Surfaces: []methods.Surface{"app", "mobile_web"}})(c)
			except(methods.Match{Surfaces: []methods.Surface{"app"}})(c)
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeExcepted,
			Except: methods.Match{Surfaces: []methods.Surface{"app"}},
			Remedy: routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{"mobile_web"}},
		})},
	},
	{
		"excepted in a currency of two, until after the entry ends",
		func(c *routing.Catalog) {
			when(methods.Match{Currencies: []string{"CNY", "USD"}, Period: methods.Period{Until: midnightAfter}})(c)
			except(methods.Match{Currencies: []string{"CNY"}, Period: methods.Period{Until: midnightAfter}})(c)
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeExcepted,
			Except: methods.Match{Currencies: []string{"CNY"}, Period: methods.Period{Until: midnightAfter}},
			Remedy: routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"USD"}},
		})},
	},
	{
		"excepted on the only surface, in a currency of two",
		func(c *routing.Catalog) {
			when(methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY", "USD"}})(c)
			except(methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}})(c)
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeExcepted,
			Except: methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}},
			Remedy: routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"USD"}},
		})},
	},
	{
		"excepted on the only surface, in the only currency",
		func(c *routing.Catalog) {
			when(methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}})(c)
			except(methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}})(c)
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code:   routing.CodeExcepted,
			Except: methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}},
			Remedy: nothing,
		})},
	},
	{
		"excepted on a surface and in a currency, where the entry names none",
		func(c *routing.Catalog) {
			except(methods.Match{Surfaces: []methods.Surface{"app"}}, methods.Match{Currencies: []string{"CNY"}})(c)
			c.Availability = append(c.Availability, methods.Availability{
				ID: "credit.live", Method: "credit", Status: methods.StatusLive,
				When:     methods.Match{Surfaces: []methods.Surface{"kiosk", "app"}, Currencies: []string{"SEK", "CNY"}},
				Evidence: c.Availability[0].Evidence,
			})
		}, nil,
		[]routing.Reason{
			byEntry(routing.Reason{
				Code:   routing.CodeExcepted,
				Except: methods.Match{Surfaces: []methods.Surface{"app"}},
				Remedy: routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{"kiosk"}},
			}),
			byEntry(routing.Reason{
				Code:   routing.CodeExcepted,
				Except: methods.Match{Currencies: []string{"CNY"}},
				Remedy: routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"SEK"}},
			}),
		},
	},
	{
		"excepted twice by what reads alike", except(
			methods.Match{Regions: []methods.Region{"CN"}, Rollout: methods.Rollout{Salt: "all", BasisPoints: 10_000}},
			methods.Match{Regions: []methods.Region{"CN"}},
		), nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeExcepted, Except: methods.Match{Regions: []methods.Region{"CN"}}, Remedy: nothing,
		})},
	},
	{
		"perhaps excepted, for traits of which the order does not say whether they hold",
		func(c *routing.Catalog) {
			c.Traits = append(c.Traits, routing.TraitInfo{ID: "tobacco", Name: methods.Text{EN: "tobacco"}, MustState: true},
				routing.TraitInfo{ID: "alcohol", MustState: true}, routing.TraitInfo{ID: "adult", MustState: true})
			when(methods.Match{Audience: [][]methods.Trait{{"adult"}}})(c)
			except(methods.Match{Audience: [][]methods.Trait{{"tobacco"}}}, methods.Match{Audience: [][]methods.Trait{{"alcohol"}}},
				methods.Match{Audience: [][]methods.Trait{{"tobacco", "alcohol"}}, Rollout: methods.Rollout{Salt: "all", BasisPoints: 10_000}})(c)
		},
		func(o *routing.Order) { o.Lacks = []methods.Trait{"alcohol"} },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeUnknownTrait, Undecided: true,
			Remedy: routing.Remedy{
				Do: routing.ActionState, Facts: []string{"trait.adult", "trait.tobacco"}, TraitNames: []methods.Text{{}, {EN: "tobacco"}},
			},
		})},
	},
	{
		"outside of an audience of which one trait is known not to hold",
		when(methods.Match{Audience: [][]methods.Trait{{"invited"}, {"vip", "banned"}}}),
		func(o *routing.Order) { o.Traits, o.Lacks = []methods.Trait{"vip"}, []methods.Trait{"banned"} },
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeAudience, Remedy: routing.Remedy{
			Do: routing.ActionState, Traits: []methods.Trait{"invited"}, TraitNames: []methods.Text{{EN: "invited"}},
		}})},
	},
	{
		"outside of an audience that cannot be met",
		when(methods.Match{Audience: [][]methods.Trait{{"invited", "vip"}}}),
		func(o *routing.Order) { o.Lacks = []methods.Trait{"invited"} },
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeAudience, Remedy: nothing})},
	},
	{
		"perhaps excepted, for two facts that are missing",
		except(methods.Match{Regions: []methods.Region{"CN"}, Rollout: methods.Rollout{Salt: "all", BasisPoints: 10_000}}),
		func(o *routing.Order) { o.Region, o.Buyer = "", limits.Hidden{} },
		[]routing.Reason{
			byEntry(routing.Reason{
				Code: routing.CodeUnknownRegion, Undecided: true, Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"region"}},
			}),
			byEntry(routing.Reason{
				Code: routing.CodeUnknownBuyer, Undecided: true, Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"buyer"}},
			}),
		},
	},
	{
		"without a product for the surface",
		func(c *routing.Catalog) {
			c.Methods[0].Products = []methods.Product{{ID: "h5", Surfaces: []methods.Surface{"mobile_web"}}}
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeNoProduct, Remedy: routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{"mobile_web"}},
		})},
	},
	{
		"without a product on any surface that the entry allows",
		func(c *routing.Catalog) {
			when(methods.Match{Surfaces: []methods.Surface{"app"}})(c)
			c.Availability[0].Products = []methods.Product{{ID: "h5", Surfaces: []methods.Surface{"mobile_web"}}}
		}, nil,
		[]routing.Reason{byEntry(routing.Reason{Code: routing.CodeNoProduct, Remedy: nothing})},
	},
}

var orderReaches = []reach{
	{
		"not among the methods allowed", nil, func(o *routing.Order) { o.Allow = []methods.ID{"credit"} },
		[]routing.Reason{{Code: routing.CodeNotAllowed, Remedy: nothing}},
	},
	{
		"blocked and tried", nil,
		func(o *routing.Order) { o.Block, o.Tried = []methods.ID{"wallet"}, []methods.ID{"wallet", "credit"} },
		[]routing.Reason{{Code: routing.CodeBlocked, Remedy: nothing}, {Code: routing.CodeTried, Remedy: nothing}},
	},
	{
		"down until a time, and already tried", nil,
		func(o *routing.Order) {
			o.Down, o.Tried = map[methods.ID]time.Time{"wallet": midnightAfter, "credit": {}}, []methods.ID{"wallet"}
		},
		[]routing.Reason{
			{Code: routing.CodeTried, Remedy: nothing},
			{Code: routing.CodeDown, Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter}},
		},
	},
	{
		"down, and nobody knows until when", nil, func(o *routing.Order) { o.Down = map[methods.ID]time.Time{"wallet": {}} },
		[]routing.Reason{{Code: routing.CodeDown, Remedy: nothing}},
	},
	{
		"not among the methods allowed, of which there is none", nil, func(o *routing.Order) { o.Allow = []methods.ID{} },
		[]routing.Reason{{Code: routing.CodeNotAllowed, Remedy: nothing}},
	},
	{
		"within a method that is blocked", withinCredit, func(o *routing.Order) { o.Block = []methods.ID{"credit"} },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeParent, Parent: "credit", ParentName: methods.Text{EN: "Credit"}, Remedy: nothing,
		})},
	},
	{
		"within a method that is only undecided",
		func(c *routing.Catalog) {
			withinCredit(c)
			c.Availability[1].When.Regions = []methods.Region{"CN"}
		},
		func(o *routing.Order) { o.Region = "" },
		[]routing.Reason{byEntry(routing.Reason{
			Code: routing.CodeParent, Undecided: true, Parent: "credit", ParentName: methods.Text{EN: "Credit"},
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"region"}},
		})},
	},
}
