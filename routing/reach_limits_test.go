package routing_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var (
	everywhere = methods.Match{}
	bounds     = limits.Cap{Min: limits.MustParseMoney("0.01 CNY"), Max: limits.MustParseMoney("300.00 CNY")}
)

var limitReaches = []reach{
	{
		"one fen above the most", limited(bounds, everywhere), amount("300.01 CNY"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeAboveMax, Requested: limits.MustParseMoney("300.01 CNY"),
			Limit: limits.MustParseMoney("300.00 CNY"), Over: limits.MustParseMoney("0.01 CNY"),
			Remedy: routing.Remedy{Do: routing.ActionPayAtMost, Amount: limits.MustParseMoney("300.00 CNY")},
		})},
	},
	{
		"one fen below the least", limited(bounds, everywhere), amount("0.00 CNY"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeBelowMin, Requested: limits.MustParseMoney("0.00 CNY"),
			Limit: limits.MustParseMoney("0.01 CNY"), Short: limits.MustParseMoney("0.01 CNY"),
			Remedy: routing.Remedy{Do: routing.ActionPayAtLeast, Amount: limits.MustParseMoney("0.01 CNY")},
		})},
	},
	{
		"one fen above what is left of the day", limited(cap500, everywhere), amount("80.01 CNY"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("80.01 CNY"),
			Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("420.00 CNY"), Over: limits.MustParseMoney("0.01 CNY"),
			Counter: "day", Window: cap500.Window, Resets: midnightAfter,
			Remedy: routing.Remedy{Do: routing.ActionPayAtMost, Amount: limits.MustParseMoney("80.00 CNY")},
		})},
	},
	{
		"nothing is left of the day", limited(cap500, everywhere), used("500.00 CNY"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("100.00 CNY"),
			Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("500.00 CNY"), Over: limits.MustParseMoney("100.00 CNY"),
			Counter: "day", Window: cap500.Window, Resets: midnightAfter,
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter},
		})},
	},
	{
		"nothing is left of the day, and the amount is above the cap", limited(cap500, everywhere),
		both(used("500.01 CNY"), amount("600.00 CNY")),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("600.00 CNY"),
			Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("500.01 CNY"), Over: limits.MustParseMoney("600.01 CNY"),
			Counter: "day", Window: cap500.Window, Resets: midnightAfter,
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter, Amount: limits.MustParseMoney("500.00 CNY")},
		})},
	},
	{
		"less is left of the day than the least", func(c *routing.Catalog) {
			limit := cap500
			limit.Min = limits.MustParseMoney("90.00 CNY")
			limited(limit, everywhere)(c)
		}, amount("10.00 CNY"),
		[]routing.Reason{
			byRule(routing.Reason{
				Code: routing.CodeBelowMin, Requested: limits.MustParseMoney("10.00 CNY"),
				Limit: limits.MustParseMoney("90.00 CNY"), Short: limits.MustParseMoney("80.00 CNY"), Counter: "day", Window: cap500.Window,
				Remedy: routing.Remedy{Do: routing.ActionPayAtLeast, Amount: limits.MustParseMoney("90.00 CNY")},
			}),
			byRule(routing.Reason{
				Code: routing.CodeCapReached, Requested: limits.MustParseMoney("10.00 CNY"),
				Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("420.00 CNY"), Over: limits.MustParseMoney("10.00 CNY"),
				Counter: "day", Window: cap500.Window, Resets: midnightAfter,
				Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter},
			}),
		},
	},
	{
		"nothing is left, ever", func(c *routing.Catalog) {
			limit := cap500
			limit.Window = limits.Lifetime()
			limited(limit, everywhere)(c)
		}, used("500.00 CNY"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("100.00 CNY"),
			Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("500.00 CNY"), Over: limits.MustParseMoney("100.00 CNY"),
			Counter: "day", Window: limits.Lifetime(), Remedy: nothing,
		})},
	},
	{
		"more has been paid than Money can say above the cap", limited(cap500, everywhere),
		both(used("92233720368547758.07 CNY"), amount("92233720368547758.07 CNY")),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("92233720368547758.07 CNY"),
			Limit: limits.MustParseMoney("500.00 CNY"), Used: limits.MustParseMoney("92233720368547758.07 CNY"),
			Counter: "day", Window: cap500.Window, Resets: midnightAfter,
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter, Amount: limits.MustParseMoney("500.00 CNY")},
		})},
	},
	{
		"usage is not given", limited(cap500, everywhere), func(o *routing.Order) { o.Usage = nil },
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeUnknownUsage, Undecided: true, Counter: "day", Window: cap500.Window,
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.day"}},
		})},
	},
	{
		"usage is in another currency than the cap", limited(cap500, everywhere), used("420.00 USD"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeLimitCurrency, Undecided: true, Counter: "day", Window: cap500.Window,
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.day"}},
		})},
	},
	{
		"the limit is in another currency than the order", limited(bounds, everywhere), amount("1.00 USD"),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeLimitCurrency, Undecided: true, Limit: limits.MustParseMoney("300.00 CNY"),
			Remedy: routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"CNY"}},
		})},
	},
	{
		"a custom limit does not decide", limited(down{}, everywhere), nil,
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeLimitError, Undecided: true, Detail: "the risk engine is down", Remedy: nothing,
		})},
	},
	{
		"a custom limit answers in another currency",
		limited(ownRoom{limits.AtMost(limits.MustParseMoney("5.00 USD"))}, everywhere), nil,
		[]routing.Reason{byRule(routing.Reason{Code: routing.CodeLimitCurrency, Undecided: true, Remedy: nothing})},
	},
	{
		"a custom limit lacks a total", limited(ownCap{cap500}, everywhere), func(o *routing.Order) { o.Usage = nil },
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeUnknownUsage, Undecided: true, Counter: "day",
			Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.day"}},
		})},
	},
	{
		"a custom limit resets far from now",
		limited(ownRoom{limits.AtMost(limits.MustParseMoney("0.00 CNY")).WithReset(time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC))}, everywhere), nil,
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCapReached, Requested: limits.MustParseMoney("100.00 CNY"),
			Limit: limits.MustParseMoney("0.00 CNY"), Over: limits.MustParseMoney("100.00 CNY"),
			Resets: time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC),
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC)},
		})},
	},
	{
		"it is not known whether a limit that would refuse applies",
		limited(bounds, methods.Match{Surfaces: []methods.Surface{"app"}, Regions: []methods.Region{"CN"}}),
		both(amount("300.01 CNY"), func(o *routing.Order) { o.Surface, o.Region = "", "" }),
		[]routing.Reason{
			byRule(routing.Reason{
				Code: routing.CodeUnknownSurface, Undecided: true, Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"surface"}},
			}),
			byRule(routing.Reason{
				Code: routing.CodeUnknownRegion, Undecided: true, Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"region"}},
			}),
		},
	},
	{
		"a buyer who is not known may be in a limit's rollout",
		limited(bounds, methods.Match{Rollout: methods.Rollout{Salt: "all", BasisPoints: 10_000}}),
		both(amount("300.01 CNY"), func(o *routing.Order) { o.Buyer = limits.Hidden{} }),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeUnknownBuyer, Undecided: true, Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"buyer"}},
		})},
	},
}

// A limit for orders in its own currency says nothing of others; one for any order
// refuses them, undecided.
func TestLimitsForTheirOwnCurrency(t *testing.T) {
	own := methods.Match{Currencies: []string{"CNY"}}
	rule := func(id string, m methods.Match, l limits.Limit) routing.LimitRule {
		return routing.LimitRule{
			ID: id, Methods: []methods.ID{"wallet"}, When: m, Limit: l, Evidence: methods.Evidence{Sources: []string{"s1"}},
		}
	}
	atLeast := limits.Cap{Min: limits.MustParseMoney("50.00 CNY")}
	tests := []struct {
		name   string
		rules  []routing.LimitRule
		amount string
		want   []string // the codes, with their rules
	}{
		{"in its currency it refuses", []routing.LimitRule{rule("a", own, atLeast)}, "1.00 CNY", []string{"below_min a"}},
		{"in another it says nothing", []routing.LimitRule{rule("a", own, atLeast)}, "1.00 USD", nil},
		{
			"the one for any order refuses, whichever comes first",
			[]routing.LimitRule{rule("a", everywhere, atLeast), rule("b", own, bounds), rule("c", everywhere, bounds), rule("d", own, bounds)},
			"1.00 USD", []string{"limit_currency a", "limit_currency c"},
		},
		{
			"limits in two currencies, each for its own",
			[]routing.LimitRule{
				rule("a", own, atLeast),
				rule("b", methods.Match{Currencies: []string{"USD"}}, limits.Cap{Max: limits.MustParseMoney("0.99 USD")}),
			},
			"1.00 USD", []string{"above_max b"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, o := stall(), stallOrder()
			c.Limits = test.rules
			o.Amount = limits.MustParseMoney(test.amount)
			d := route(t, compile(t, c), o)
			requireReference(t, c, o, d)
			why, _ := d.Why("wallet")
			var got []string
			for _, r := range why.Reasons {
				got = append(got, string(r.Code)+" "+r.Rule)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

// wordy is a custom limit that fails with a text.
type wordy string

func (w wordy) Headroom(limits.Query) (limits.Headroom, error) {
	return limits.Headroom{}, errors.New(string(w))
}

// The loops compare with the caps in one currency of the platform's: that of its first
// method's. Another method's are in another one.
func TestMethodsWithCapsInTwoCurrencies(t *testing.T) {
	c := stall()
	evidence := methods.Evidence{Sources: []string{"s1"}}
	c.Availability = append(c.Availability, methods.Availability{
		ID: "credit.live", Method: "credit", Status: methods.StatusLive, Evidence: evidence,
	})
	limit := func(method methods.ID, l limits.Cap) routing.LimitRule {
		return routing.LimitRule{ID: string(method) + ".single", Methods: []methods.ID{method}, Limit: l, Evidence: evidence}
	}
	c.Limits = []routing.LimitRule{
		limit("wallet", bounds),
		limit("credit", limits.Cap{Min: limits.MustParseMoney("1.00 USD"), Max: limits.MustParseMoney("20.00 USD")}),
	}
	router := compile(t, c)
	tests := []struct {
		name, amount   string
		wallet, credit string // the headroom, or the codes
	}{
		{"in that of the first", "5.00 CNY", "0.01 CNY to 300.00 CNY", "limit_currency"},
		{"in that of the first, of which it is too much", "300.01 CNY", "above_max", "limit_currency"},
		{"in that of the second", "5.00 USD", "limit_currency", "1.00 USD to 20.00 USD"},
		{"in that of the second, of which it is too little", "0.99 USD", "limit_currency", "below_min"},
		{"in neither", "5.00 EUR", "limit_currency", "limit_currency"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := stallOrder()
			o.Amount = limits.MustParseMoney(test.amount)
			d := route(t, router, o)
			requireReference(t, c, o, d)
			says := func(method methods.ID) string {
				if offer, ok := d.Offer(method); ok {
					return offer.Headroom.String()
				}
				var codes []string
				why, _ := d.Why(method)
				for _, r := range why.Reasons {
					codes = append(codes, string(r.Code))
				}
				return strings.Join(codes, ",")
			}
			if got := says("wallet"); got != test.wallet {
				t.Errorf("the wallet: %s, want %s", got, test.wallet)
			}
			if got := says("credit"); got != test.credit {
				t.Errorf("the credit: %s, want %s", got, test.credit)
			}
		})
	}
}

// What a custom limit returns may be another server's answer, of any length: a
// reason has the beginning.
func TestLongErrorsOfLimitsAreCut(t *testing.T) {
	for _, test := range []struct{ name, says, want string }{
		{"as long as is kept", strings.Repeat("x", routing.MaxText), strings.Repeat("x", routing.MaxText)},
		{"a byte longer", strings.Repeat("x", routing.MaxText+1), strings.Repeat("x", routing.MaxText) + "..."},
		{"cut in a character", "xx" + strings.Repeat("支", 10_000), "xx" + strings.Repeat("支", (routing.MaxText-2)/3) + "..."},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := stall()
			limited(wordy(test.says), methods.Match{})(&c)
			why, _ := route(t, compile(t, c), stallOrder()).Why("wallet")
			want := []routing.Reason{byRule(routing.Reason{
				Code: routing.CodeLimitError, Undecided: true, Detail: test.want, Remedy: nothing,
			})}
			if diff := cmp.Diff(want, why.Reasons, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}

// limitFunc is a custom limit that is a function.
type limitFunc func() error

func (f limitFunc) Headroom(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, f() }

// Go lets an error hold a nil pointer, of which not even the text can be had. It is
// an error like any other, and never one that names a fact to state.
func TestANilPointerAsErrorIsALimitError(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"of unknown usage", (*limits.UsageError)(nil), "<nil>"},
		{"of another currency", (*limits.CurrencyMismatchError)(nil), "<nil>"},
		{"whose Unwrap panics", (*os.PathError)(nil), "<nil>"},
		{"wrapped", fmt.Errorf("risk engine: %w", (*limits.UsageError)(nil)), "risk engine: <nil>"},
		{"wrapped where Unwrap panics", &os.PathError{Op: "open", Path: "rates", Err: (*os.PathError)(nil)},
			"%!v(PANIC=Error method: runtime error: invalid memory address or nil pointer dereference)"},
		{"joined", errors.Join(errDown, (*limits.CurrencyMismatchError)(nil)),
			"%!v(PANIC=Error method: runtime error: invalid memory address or nil pointer dereference)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := stall()
			limited(limitFunc(func() error { return test.err }), methods.Match{})(&c)
			why, _ := route(t, compile(t, c), stallOrder()).Why("wallet")
			want := []routing.Reason{byRule(routing.Reason{
				Code: routing.CodeLimitError, Undecided: true, Detail: test.want, Remedy: nothing,
			})}
			if diff := cmp.Diff(want, why.Reasons, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
		})
	}
}
