package checkout_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

const card limits.Subject = "card"

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

func day(most string, counter limits.Counter, per ...limits.Subject) limits.Cap {
	return limits.Cap{Max: yuan(most), Window: limits.Day(8 * time.Hour), Counter: counter, Per: per}
}

// shop takes one method for each kind of total: of the buyer, of the merchant, of
// everybody, of a card, of a number of payments, none, and one that a custom limit reads.
func shop() routing.Catalog {
	contract := methods.Evidence{Sources: []string{"contract"}}
	counted := day("9000.00", "counted.day", limits.Buyer)
	counted.MaxCount = 1
	c := routing.Catalog{
		Name: "shop", Version: "1", Zone: 8 * time.Hour,
		Sources:   []methods.Source{{ID: "contract", Title: "Our contracts with the wallets"}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
	}
	for _, m := range []struct {
		id    methods.ID
		limit limits.Limit
	}{
		{"plain", limits.Cap{Max: yuan("3000.00")}},
		{"of_buyer", day("500.00", "of_buyer.day", limits.Buyer)},
		{"of_merchant", day("500.00", "of_merchant.day", limits.Merchant)},
		{"of_all", day("500.00", "of_all.day")},
		{"of_card", day("500.00", "of_card.day", card)},
		{"counted", counted},
		{"only_counted", limits.Cap{MaxCount: 1, Window: limits.Lifetime(), Counter: "only_counted", Per: []limits.Subject{limits.Buyer}}},
	} {
		c.Methods = append(c.Methods, methods.Method{ID: m.id})
		c.Availability = append(c.Availability, methods.Availability{ID: string(m.id) + ".live", Method: m.id, Status: methods.StatusLive, Evidence: contract})
		c.Limits = append(c.Limits, routing.LimitRule{ID: string(m.id), Methods: []methods.ID{m.id}, Limit: m.limit, Evidence: contract})
	}
	return c
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 8*60*60))

func newBooks() *ledger.Memory { return ledger.NewMemory(func() time.Time { return noon }) }

func order(amount string) routing.Order {
	return routing.Order{
		ID: "o1", Platform: "shop", Amount: yuan(amount), At: noon,
		Buyer: limits.Hide("b1"), Merchant: limits.Hide("m1"),
	}
}

func attempt(id string, method methods.ID) checkout.Attempt {
	return checkout.Attempt{ID: id, Method: method, Hold: time.Hour, Subjects: map[limits.Subject]limits.Hidden{card: limits.Hide("c1")}}
}

// A second click is answered as the first, for every kind of total: also where the
// attempt's own hold leaves no room for it.
func TestSecondClickIsAnsweredAsTheFirst(t *testing.T) {
	for _, amount := range []string{"0.00", "0.01", "200.00", "300.00", "500.00"} {
		router, books := routing.MustCompile(shop()), newBooks()
		for _, m := range shop().Methods {
			t.Run(fmt.Sprint(m.ID, " for ", amount), func(t *testing.T) {
				click := func() (routing.Offer, ledger.Reservation) {
					offer, held, err := checkout.Reserve(t.Context(), router, books, order(amount), attempt("a-"+string(m.ID), m.ID))
					if err != nil {
						t.Fatal(err)
					}
					return offer, held
				}
				offer, held := click()
				for range 2 {
					again, heldAgain := click()
					if diff := cmp.Diff(offer, again); diff != "" {
						t.Errorf("another offer (-first +again):\n%s", diff)
					}
					if diff := cmp.Diff(held, heldAgain, cmpopts.IgnoreFields(ledger.Reservation{}, "Replay")); diff != "" {
						t.Errorf("another reservation (-first +again):\n%s", diff)
					}
					if held.Replay || !heldAgain.Replay {
						t.Errorf("replays: first %t, again %t", held.Replay, heldAgain.Replay)
					}
				}
				if !offer.Headroom.Allows(yuan(amount)) || offer.Headroom.Allows(yuan("999.99")) {
					t.Errorf("%s is reserved, the offer is for %s", amount, offer.Headroom)
				}
			})
		}
		if found, err := books.Audit(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("audit: %v, %v", found, err)
		}
	}
}

// An attempt is one payment: of clicks at once, all get the same reservation, and it counts
// once.
func TestClicksAtOnceAreOnePayment(t *testing.T) {
	router, books := routing.MustCompile(shop()), newBooks()
	var first atomic.Int32
	var clicks sync.WaitGroup
	for range 8 {
		clicks.Go(func() {
			_, held, err := checkout.Reserve(context.Background(), router, books, order("500.00"), attempt("a1", "of_buyer"))
			if err != nil {
				t.Error(err)
			}
			if !held.Replay {
				first.Add(1)
			}
		})
	}
	clicks.Wait()
	if first.Load() != 1 {
		t.Errorf("%d clicks reserved anew", first.Load())
	}
}

// Of attempts at once only those are reserved that fit, and the others say what is left.
func TestAttemptsAtOnceNeverPassACap(t *testing.T) {
	router, books := routing.MustCompile(shop()), newBooks()
	var taken atomic.Int32
	var attempts sync.WaitGroup
	for i := range 8 {
		attempts.Go(func() {
			_, _, err := checkout.Reserve(context.Background(), router, books, order("200.00"), attempt(fmt.Sprint("a", i), "of_buyer"))
			refused := (*checkout.NotOfferedError)(nil)
			switch {
			case err == nil:
				taken.Add(1)
			case !errors.As(err, &refused) || refused.Method != "of_buyer":
				t.Error(err)
			}
		})
	}
	attempts.Wait()
	if taken.Load() != 2 {
		t.Errorf("%d payments of 200 yuan fit into 500", taken.Load())
	}
}

func TestWhatIsNotOfferedSaysWhatIs(t *testing.T) {
	router, books := routing.MustCompile(shop()), newBooks()
	if _, _, err := checkout.Reserve(t.Context(), router, books, order("420.00"), attempt("a1", "of_buyer")); err != nil {
		t.Fatal(err)
	}
	_, _, err := checkout.Reserve(t.Context(), router, books, order("80.01"), attempt("a2", "of_buyer"))
	refused := (*checkout.NotOfferedError)(nil)
	if !errors.As(err, &refused) {
		t.Fatalf("Reserve = %v, want a *NotOfferedError", err)
	}
	why, _ := refused.Decision.Why("of_buyer")
	if diff := cmp.Diff(routing.Remedy{Do: routing.ActionPayAtMost, Amount: yuan("80.00")}, why.Reasons[0].Remedy); diff != "" {
		t.Errorf("remedy (-want +got):\n%s", diff)
	}
	// Nothing is left behind: the same attempt may be tried with less.
	if _, _, err := checkout.Reserve(t.Context(), router, books, order("80.00"), attempt("a2", "of_buyer")); err != nil {
		t.Error(err)
	}
}

// An attempt whose answer holds no more is not answered as if it were new.
func TestAttemptThatLacksAFieldSaysWhich(t *testing.T) {
	for field, attempt := range map[string]checkout.Attempt{
		"ID":     attempt("", "plain"),
		"Method": attempt("a1", ""),
		"Hold":   {ID: "a1", Method: "plain"},
	} {
		t.Run(field, func(t *testing.T) {
			_, _, err := checkout.Reserve(context.Background(), routing.MustCompile(shop()), newBooks(), order("1.00"), attempt)
			invalid := (*ledger.FieldError)(nil)
			if !errors.As(err, &invalid) || invalid.Field != field {
				t.Errorf("got %v, want a FieldError of %s", err, field)
			}
		})
	}
}

func TestAnAttemptOfNothingSaysAllThatItLacks(t *testing.T) {
	_, _, err := checkout.Reserve(t.Context(), routing.MustCompile(shop()), newBooks(), order("1.00"), checkout.Attempt{})
	want := `ledger: ID: want an id of its own
ledger: Method: want the method that the buyer has picked
ledger: Hold is "0s": want more than zero, and at most 87600h0m0s`
	if err == nil || err.Error() != want {
		t.Errorf("Reserve: %v, want\n%s", err, want)
	}
}

func TestNoRouterOrLedgerIsAnError(t *testing.T) {
	for name, test := range map[string]struct {
		router *routing.Router
		books  ledger.Ledger
	}{
		"no router":      {nil, newBooks()},
		"no ledger":      {routing.MustCompile(shop()), nil},
		"a nil memory":   {routing.MustCompile(shop()), (*ledger.Memory)(nil)},
		"a nil Postgres": {routing.MustCompile(shop()), (*ledger.Postgres)(nil)},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := checkout.Reserve(t.Context(), test.router, test.books, order("1.00"), attempt("a1", "plain"))
			if err == nil || !strings.Contains(err.Error(), "nil") {
				t.Errorf("Reserve: %v, want that something is nil", err)
			}
			if _, err := checkout.Usage(t.Context(), test.router, test.books, order("1.00"), nil); err == nil {
				t.Error("Usage: no error")
			}
		})
	}
}

func TestAttemptThatIsOver(t *testing.T) {
	router, books, ctx := routing.MustCompile(shop()), newBooks(), t.Context()
	state, mismatch := new(*ledger.StateError), new(*ledger.MismatchError)
	for _, test := range []struct {
		name   string
		change func(id string) error
		amount string
		want   any
	}{
		{"paid", func(id string) error { _, err := books.Confirm(ctx, id, yuan("400.00")); return err }, "400.00", state},
		{"released", func(id string) error { _, err := books.Release(ctx, id); return err }, "400.00", state},
		{"of another amount that fits", func(string) error { return nil }, "1.00", mismatch},
		{"of another amount that does not", func(string) error { return nil }, "400.01", mismatch},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := order("400.00")
			o.Buyer = limits.Hide(test.name)
			a := attempt("a "+test.name, "of_buyer")
			if _, _, err := checkout.Reserve(ctx, router, books, o, a); err != nil {
				t.Fatal(err)
			}
			if err := test.change(a.ID); err != nil {
				t.Fatal(err)
			}
			o.Amount = yuan(test.amount)
			if _, _, err := checkout.Reserve(ctx, router, books, o, a); !errors.As(err, test.want) {
				t.Errorf("Reserve again = %v, want %T", err, test.want)
			}
		})
	}
}

// A guest has no totals of a buyer, an order without a merchant none of a merchant, and no
// card that the caller does not name.
func TestTotalsOfUnknownSubjectsAreLeftOut(t *testing.T) {
	router, books := routing.MustCompile(shop()), newBooks()
	for _, test := range []struct {
		name   string
		change func(*routing.Order)
		others map[limits.Subject]limits.Hidden
		want   []limits.Counter
	}{
		{"all known", func(*routing.Order) {}, map[limits.Subject]limits.Hidden{card: limits.Hide("c1")},
			[]limits.Counter{"counted.day", "of_all.day", "of_buyer.day", "of_card.day", "of_merchant.day", "only_counted"}},
		{"no card", func(*routing.Order) {}, nil,
			[]limits.Counter{"counted.day", "of_all.day", "of_buyer.day", "of_merchant.day", "only_counted"}},
		{"a guest", func(o *routing.Order) { o.Buyer = limits.Hidden{} }, nil, []limits.Counter{"of_all.day", "of_merchant.day"}},
		{"no merchant", func(o *routing.Order) { o.Buyer, o.Merchant = limits.Hidden{}, limits.Hidden{} }, nil, []limits.Counter{"of_all.day"}},
		{"a total of the caller's own", func(o *routing.Order) {
			o.Buyer, o.Merchant = limits.Hidden{}, limits.Hidden{}
			o.Usage = limits.Usage{"wallet.day": {Amount: yuan("1.00")}, "of_all.day": {Amount: yuan("499.00")}}
		}, nil, []limits.Counter{"of_all.day", "wallet.day"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := order("1.00")
			test.change(&o)
			usage, err := checkout.Usage(t.Context(), router, books, o, test.others)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, sorted(usage)); diff != "" {
				t.Errorf("totals (-want +got):\n%s", diff)
			}
			if got := usage["of_all.day"].Amount; got != yuan("0.00") {
				t.Errorf("of_all.day has reached %s, the ledger has nothing", got)
			}
			o.Usage = usage
			decision, err := router.Route(o)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := decision.Offer("of_buyer"); ok != (o.Buyer != limits.Hidden{}) {
				t.Errorf("of_buyer is offered: %t", ok)
			}
			if _, _, err := checkout.Reserve(t.Context(), router, books, o, checkout.Attempt{ID: test.name, Method: "plain", Hold: time.Hour}); err != nil {
				t.Errorf("what no total bounds is not reserved: %v", err)
			}
		})
	}
}
