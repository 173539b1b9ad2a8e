package limits

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CurrencyError reports a code that is no ISO 4217 currency with minor units, or an
// amount without a currency. It is always a pointer.
type CurrencyError struct {
	Code    string // as given, clipped if long; empty where no code was given
	Meaning string // what ISO 4217 means by a code in which nothing is paid, such as "gold"; else empty
}

// Error quotes the code, if there is one, says what it means or which may be meant,
// and what is wanted.
func (e *CurrencyError) Error() string {
	problem := "no currency is given"
	if e.Meaning != "" {
		problem = fmt.Sprintf("%s (%s) is no currency to pay in", e.Code, e.Meaning)
	} else if e.Code != "" {
		problem = fmt.Sprintf("unknown currency %q", e.Code)
	}
	if c, ok := e.Suggestion(); ok {
		problem += fmt.Sprintf(" (did you mean %s?)", c)
	}
	return "limits: " + problem + ": want an ISO 4217 code in upper case, such as CNY"
}

// CurrencyMismatchError reports two currencies where one was needed: amounts are
// never converted. Got is the currency of the amount that was given, or of a cap's bounds or
// usage; Want is that of what it was given to, or of the query. It is always a pointer.
type CurrencyMismatchError struct {
	Got, Want Currency
}

// Error names the currencies and says that one is wanted.
func (e *CurrencyMismatchError) Error() string {
	if known := max(e.Got, e.Want); !e.Got.IsValid() || !e.Want.IsValid() {
		return fmt.Sprintf("limits: an amount in %s and one without a currency do not mix: want one currency", known)
	}
	return fmt.Sprintf("limits: got an amount in %s, want %s: amounts are not converted", e.Got, e.Want)
}

// SyntaxError reports a text that is not of the grammar its parser accepts. It is
// always a pointer.
type SyntaxError struct {
	Text string // as given, clipped if long
	Want string // what is allowed
}

// Error quotes the text and says what is wanted.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("limits: cannot read %q: want %s", e.Text, e.Want)
}

// PrecisionError reports an amount written more precisely than its currency's
// minor units, such as 0.001 CNY. Amounts are never rounded. It is always a
// pointer.
type PrecisionError struct {
	Amount   string // as given, clipped if long
	Currency Currency
}

// Error names the amount and how many decimal places its currency has.
func (e *PrecisionError) Error() string {
	want := fmt.Sprintf("at most the %d decimal places of %s", e.Currency.Digits(), e.Currency)
	if e.Currency.Digits() == 0 {
		want = fmt.Sprintf("a whole number, as %s has no decimal places", e.Currency)
	}
	return fmt.Sprintf("limits: %s %s is too precise: want %s", e.Amount, e.Currency, want)
}

// RangeError reports an amount beyond what Money can hold: more than
// [MaxMinor] minor units in size. It is always a pointer.
type RangeError struct {
	Amount string // as given, clipped if long
}

// Error names the amount and the most minor units that there may be.
func (e *RangeError) Error() string {
	return fmt.Sprintf("limits: %s is out of range: want at most %d minor units in size", e.Amount, int64(MaxMinor))
}

// UsageError reports that a cap on a total could not be decided because the query
// does not say how much has been paid, or how often, or says less than zero. It is
// always a pointer.
type UsageError struct {
	Counter Counter
	Used    Used   // as given; the zero Used where the counter is missing
	Field   string // what is missing or negative: "Count", or else the amount
}

// Error names the counter, clipped if long, and says what of its usage is missing or
// negative.
func (e *UsageError) Error() string {
	counter, count, counted := clip(string(e.Counter)), e.Used.count, e.Used.counted
	switch {
	case e.Used == Used{}:
		return fmt.Sprintf("limits: usage of counter %q is not given: want what its total has reached", counter)
	case e.Field == "Count" && !counted:
		return fmt.Sprintf("limits: usage of counter %q is %s: want the number of payments too", counter, e.Used)
	case e.Field == "Count":
		return fmt.Sprintf("limits: usage of counter %q has a count of %d: want zero or more", counter, count)
	case !e.Used.Amount.IsValid():
		return fmt.Sprintf("limits: usage of counter %q is %s: want their amount too", counter, e.Used)
	}
	return fmt.Sprintf("limits: usage of counter %q is %s: want zero or more", counter, e.Used.Amount)
}

// CapError reports a Cap that is invalid. It is always a pointer.
type CapError struct {
	Field string // "Min", "Max", "MaxCount", "Window", "Counter" or "Per"
	Value string // the invalid value, clipped if long; empty where it is missing
	Want  string // what is allowed
}

// Error names the field, quotes its value, if there is one, and says what is wanted.
func (e *CapError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("limits: cap has no %s: want %s", e.Field, e.Want)
	}
	return fmt.Sprintf("limits: cap has %s %q: want %s", e.Field, e.Value, e.Want)
}

// clip bounds what an error quotes of its input, so that a hostile text of
// megabytes does not become an error of megabytes. It returns a copy, so that nobody who
// reads a text has to keep it.
func clip(s string) string {
	const most = 48
	if len(s) <= most {
		return strings.Clone(s)
	}
	end := most
	for end > most-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end-- // not inside a character
	}
	return s[:end] + "..."
}
