package ledgertest

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// currencyRules are about the currencies of payments.
var currencyRules = []Rule{{
	"every known currency",
	"A payment may be in any known currency, in force or withdrawn: what is in a ledger can be refunded, swept and audited.",
	everyCurrency,
}}

func everyCurrency(t TB, open Open) {
	f := newFixture(t, open)
	all := knownCurrencies()
	for _, c := range all {
		f.reserve(inCurrency(c, "paid", 3))
		f.must("Confirm", ledger.Confirmed)(f.Confirm(f.ctx, "paid "+c.String(), units(c, 2)))
		f.must("Refund", ledger.Confirmed)(f.Refund(f.ctx, "paid "+c.String(), "r1", units(c, 1)))
		f.reserve(inCurrency(c, "held", 1))
	}
	f.auditClean()
	f.after(time.Hour)
	for swept := 0; swept < len(all); {
		result := f.sweep()
		if result.Expired == 0 {
			f.Fatalf("Sweep expires %d of %d holds", swept, len(all))
		}
		swept += result.Expired
	}
	for _, c := range all {
		if got, want := f.usage(dailyIn(c)), units(c, 1); got != want {
			f.Errorf("usage is %v, want %v", got, want)
		}
	}
	f.auditClean()
}

// knownCurrencies are those in force and those withdrawn.
func knownCurrencies() []limits.Currency {
	var all []limits.Currency
	for c := limits.Currency(1); c.IsValid(); c++ {
		all = append(all, c)
	}
	return all
}

func units(c limits.Currency, n int64) limits.Money {
	m, err := limits.MoneyFromMinor(n, c)
	if err != nil {
		panic(err)
	}
	return m
}

// dailyIn is a cap on the buyer's day in a currency.
func dailyIn(c limits.Currency) limits.Cap {
	bound := daily("1.00")
	bound.Max = units(c, 5)
	return bound
}

func inCurrency(c limits.Currency, id string, n int64) ledger.Payment {
	return ledger.Payment{
		ID: id + " " + c.String(), Amount: units(c, n), Caps: []limits.Cap{dailyIn(c)}, Subjects: subjects, Hold: time.Hour,
		Refundable: []limits.Counter{"buyer.day"},
	}
}
