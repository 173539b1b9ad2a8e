package privacy_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A subject's id is a limits.Hidden, never a plain text, which fmt would print wherever
// it calls no method. So whoever adds a text says here that it is no id.
func TestNoPlainTextIsTheIDOfASubject(t *testing.T) {
	for name, values := range samplesOfSecrets(t) {
		for _, text := range plainTexts(reflect.TypeOf(values[0])) {
			if !slices.Contains(strings.Fields(knownTexts[name]), text) {
				t.Errorf("%s: %s is a plain text: if it may be the id of a subject, make it a limits.Hidden, else list it", name, text)
			}
		}
	}
}

// plainTexts names the exported fields of a struct that are or have plain texts, and is
// "itself" for a type of texts.
func plainTexts(t reflect.Type) []string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		if isPlainText(t) || t.Kind() == reflect.String {
			return []string{"itself"}
		}
		return nil
	}
	var fields []string
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() && isPlainText(f.Type) {
			fields = append(fields, f.Name)
		}
	}
	return fields
}

// isPlainText reports whether a type is, or has as its elements or keys, texts without a
// type of their own. Those with one are a type among the others.
func isPlainText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Pointer:
		return isPlainText(t.Elem())
	case reflect.Map:
		return isPlainText(t.Key()) || isPlainText(t.Elem())
	case reflect.Interface:
		return t.NumMethod() == 0
	}
	return slices.Contains([]reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[byte]()}, t)
}

// knownTexts are the texts that are no ids of subjects: names and ids of a catalog, ids of
// orders and payments, and what is quoted from neither.
var knownTexts = map[string]string{
	"analysis.BoundError":        "Bound",
	"analysis.Buckets":           "Salt",
	"analysis.Buyer":             "itself",
	"analysis.Change":            "Old New",
	"analysis.Finding":           "Path ID Others",
	"analysis.FindingCode":       "itself",
	"analysis.Kind":              "itself",
	"analysis.Plan":              "Unexamined",
	"analysis.OfferSummary":      "Product Unexamined",
	"analysis.Severity":          "itself",
	"ledger.AmountError":         "ID Call",
	"ledger.DurabilityError":     "Setting",
	"ledger.FieldError":          "Field Value Want",
	"ledger.MismatchError":       "ID Field Known Got",
	"ledger.Payment":             "ID",
	"ledger.PostgresOptions":     "Schema",
	"ledger.RefusedError":        "ID",
	"ledger.Reservation":         "ID",
	"ledger.State":               "itself",
	"ledger.StateError":          "ID Call",
	"ledger.UnknownPaymentError": "ID",
	"ledgertest.Rule":            "Name Doc",
	"limits.CapError":            "Field Value Want",
	"limits.Counter":             "itself",
	"limits.CurrencyError":       "Code Meaning",
	"limits.PrecisionError":      "Amount",
	"limits.RangeError":          "Amount",
	"limits.Subject":             "itself",
	"limits.SyntaxError":         "Text Want",
	"limits.UsageError":          "Field",
	"methods.Availability":       "ID",
	"methods.Confidence":         "itself",
	"methods.Evidence":           "Stated Conflict Sources",
	"methods.Flow":               "itself",
	"methods.ID":                 "itself",
	"methods.Match":              "Currencies",
	"methods.Payer":              "itself",
	"methods.Platform":           "itself",
	"methods.Product":            "ID API Sources Params",
	"methods.Region":             "itself",
	"methods.Rollout":            "Salt",
	"methods.Source":             "ID Title Publisher Date URL Quote",
	"methods.Status":             "itself",
	"methods.Surface":            "itself",
	"methods.Text":               "EN ZH",
	"methods.Trait":              "itself",
	"checkout.Attempt":           "ID",
	"routing.Action":             "itself",
	"routing.Catalog":            "Name Version DefaultSources RegionSets",
	"routing.Code":               "itself",
	"routing.Fault":              "Path Value Problem",
	"routing.Acceptance":         "Code ID Why",
	"routing.LimitRule":          "ID",
	"routing.Offer":              "Entry Limits Sources Conflict",
	"routing.Order":              "ID",
	"routing.Public":             "Order",
	"routing.PublicOffer":        "Product",
	"routing.Reason":             "Rule Sources Detail Conflict",
	"routing.ReasonView":         "Rule",
	"routing.Remedy":             "Facts Currencies",
}
