package checkout_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

func sorted(usage limits.Usage) []limits.Counter { return slices.Sorted(maps.Keys(usage)) }

// firstOfTheDay allows one payment while its total is at zero.
type firstOfTheDay struct{ counter limits.Counter }

func (l firstOfTheDay) Headroom(q limits.Query) (limits.Headroom, error) {
	if q.Usage[l.counter].Amount.Sign() != 0 {
		return limits.AtMost(yuan("0.00")), nil
	}
	return limits.Headroom{}, nil
}

// A custom limit that reads a total of the ledger is asked with what that has reached: a new
// attempt gets no room that it does not leave, and the attempt that has it keeps it.
func TestCustomLimitOnATotalOfTheLedger(t *testing.T) {
	catalog := shop()
	catalog.Limits = append(catalog.Limits, routing.LimitRule{
		ID: "first", Methods: []methods.ID{"of_buyer"}, Limit: firstOfTheDay{"of_buyer.day"}, Evidence: catalog.Limits[0].Evidence,
	})
	router, books := routing.MustCompile(catalog), newBooks()
	for range 2 {
		if _, _, err := checkout.Reserve(t.Context(), router, books, order("1.00"), attempt("a1", "of_buyer")); err != nil {
			t.Fatal(err)
		}
	}
	refused := (*checkout.NotOfferedError)(nil)
	if _, _, err := checkout.Reserve(t.Context(), router, books, order("1.00"), attempt("a2", "of_buyer")); !errors.As(err, &refused) {
		t.Errorf("Reserve of a second payment = %v, want a *NotOfferedError", err)
	}
}

// Rules that cap other totals do not count the attempt twice.
func TestAttemptUnderOtherRules(t *testing.T) {
	router, books := routing.MustCompile(shop()), newBooks()
	if _, _, err := checkout.Reserve(t.Context(), router, books, order("500.00"), attempt("a1", "of_buyer")); err != nil {
		t.Fatal(err)
	}
	changed := shop()
	changed.Limits[1].Limit = day("500.00", "of_buyer.new_day", limits.Buyer)
	router = routing.MustCompile(changed)
	mismatch := (*ledger.MismatchError)(nil)
	if _, _, err := checkout.Reserve(t.Context(), router, books, order("500.00"), attempt("a1", "of_buyer")); !errors.As(err, &mismatch) {
		t.Errorf("Reserve under other rules = %v, want a *ledger.MismatchError", err)
	}
	order := order("500.00")
	order.Block = []methods.ID{"of_buyer"}
	refused := (*checkout.NotOfferedError)(nil)
	if _, _, err := checkout.Reserve(t.Context(), router, books, order, attempt("a1", "of_buyer")); !errors.As(err, &refused) {
		t.Errorf("Reserve of a blocked method = %v, want a *NotOfferedError", err)
	}
}
