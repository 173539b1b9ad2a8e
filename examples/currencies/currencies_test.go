package currencies_test

import (
	"testing"
	"time"

	bojanz "github.com/bojanz/currency"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/currency"

	"github.com/paymux/paymux/limits"
)

// The currencies in force are those of the other list, with the same minor units.
func TestCurrenciesInForce(t *testing.T) {
	want := map[string]int{}
	for _, code := range bojanz.GetCurrencyCodes() {
		digits, _ := bojanz.GetDigits(code)
		want[code] = int(digits)
	}
	got := map[string]int{}
	for c := range limits.Currencies() {
		got[c.String()] = c.Digits()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("currencies and their minor units (-want +got):\n%s", diff)
	}
}

// others are the currencies about which the lists differ, and why.
var others = map[string]string{
	"DEM": "was in use in Montenegro after it was withdrawn in Germany",
	"SVC": "is in force by ISO 4217, although prices in El Salvador are in dollars",
	"ZWL": "was in use again from 2019 on",
}

// A currency that had ended by 2017 ended on the day that the other list has.
func TestLastDays(t *testing.T) {
	checked := 0
	for code, last := range lastDays() {
		c, err := limits.ParseCurrency(code)
		if err != nil {
			continue // withdrawn before 2000
		}
		checked++
		end, ended := c.Ended()
		agrees := ended && end.Equal(last.AddDate(0, 0, 1))
		if why, differs := others[code]; agrees == differs {
			t.Errorf("%s ended at %v, %v, and at the end of %v; known to differ: %q", code, end, ended, last, why)
		}
	}
	if checked < 40 {
		t.Errorf("%d currencies were checked, want most of those withdrawn", checked)
	}
}

// lastDays returns the last day of each currency that is in use nowhere.
func lastDays() map[string]time.Time {
	last := map[string]time.Time{}
	inUse := map[string]bool{}
	for it := currency.Query(currency.Historical, currency.NonTender); it.Next(); {
		code := it.Unit().String()
		to, ended := it.To()
		if !ended {
			inUse[code] = true
		}
		if to.After(last[code]) {
			last[code] = to
		}
	}
	for code := range inUse {
		delete(last, code)
	}
	return last
}
