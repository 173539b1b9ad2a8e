package limits

import (
	"fmt"
	"strconv"
)

// CurrencyError reports a code that is no active ISO 4217 currency with minor
// units. It is always a pointer.
type CurrencyError struct {
	Code string // as given, clipped if long
}

func (e *CurrencyError) Error() string {
	return fmt.Sprintf("limits: unknown currency %q: want an active ISO 4217 code in upper case, such as CNY", e.Code)
}

// CurrencyMismatchError reports two currencies where one was needed: amounts are
// never converted. It is always a pointer.
type CurrencyMismatchError struct {
	Got, Want Currency
}

func (e *CurrencyMismatchError) Error() string {
	return fmt.Sprintf("limits: amounts in %s and %s do not mix: nothing is converted", e.Got, e.Want)
}

// SyntaxError reports a text that is not of the grammar its parser accepts. It is
// always a pointer.
type SyntaxError struct {
	Text string // as given, clipped if long
	Want string // what is allowed
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("limits: cannot read %q: want %s", e.Text, e.Want)
}

// PrecisionError reports an amount that is not a whole number of its currency's
// minor units, such as 0.001 CNY. Amounts are never rounded. It is always a
// pointer.
type PrecisionError struct {
	Amount   string // as given, clipped if long
	Currency Currency
}

func (e *PrecisionError) Error() string {
	return fmt.Sprintf("limits: %s %s is not a whole number of minor units: %s has %d decimal places",
		e.Amount, e.Currency, e.Currency, e.Currency.Digits())
}

// RangeError reports an amount beyond what Money can hold: more than
// [MaxMinor] minor units in size. It is always a pointer.
type RangeError struct {
	Amount string // as given, clipped if long
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("limits: %s is out of range: want at most %d minor units", e.Amount, int64(MaxMinor))
}

// UsageError reports that a cap on a total could not be decided because the
// query does not say how much has been paid. It is always a pointer.
type UsageError struct {
	Counter Counter
}

func (e *UsageError) Error() string {
	return fmt.Sprintf("limits: usage of counter %q is not given", string(e.Counter))
}

// CapError reports a Cap that cannot be meant. It is always a pointer.
type CapError struct {
	Field string // "Min", "Max", "Window", "Counter" or "Per"
	Value string // the offending value
	Want  string // what is allowed
}

func (e *CapError) Error() string {
	return fmt.Sprintf("limits: cap has %s %s: want %s", e.Field, strconv.Quote(e.Value), e.Want)
}

// clip bounds what an error quotes of its input, so that a hostile text of
// megabytes does not become an error of megabytes.
func clip(s string) string {
	const most = 48
	if len(s) <= most {
		return s
	}
	return s[:most] + "..."
}
