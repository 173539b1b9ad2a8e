package routing

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// Every key of the JSON forms is there once, and is both read and written, but for an
// order's buyer and merchant, which are never written.
func TestKeysAreReadAndWritten(t *testing.T) {
	for _, form := range []struct {
		name string
		err  error
	}{
		{"catalog", catalogForm.Keys().Check()},
		{"limit rule", limitForm.Keys().Check()},
		{"rollout", rolloutForm.Keys().Check()},
		{"order", orderForm.Keys().Check()},
		{"usage", usedForm.Keys().Check()},
		{"hours", hoursForm.Keys().Check()},
	} {
		if form.err != nil {
			t.Errorf("%s: %v", form.name, form.err)
		}
	}
	readOnly := orderForm.Keys().OneWay()
	if diff := cmp.Diff([]string{"buyer", "merchant"}, readOnly); diff != "" {
		t.Errorf("keys of an order that are only read (-want +got):\n%s", diff)
	}
	others := slices.Concat(catalogForm.Keys().OneWay(), sourceForm.Keys().OneWay(), textForm.Keys().OneWay(), traitForm.Keys().OneWay(),
		platformForm.Keys().OneWay(), methodForm.Keys().OneWay(), productForm.Keys().OneWay(), availabilityForm.Keys().OneWay(),
		limitForm.Keys().OneWay(), matchForm.Keys().OneWay(), rolloutForm.Keys().OneWay(), hoursForm.Keys().OneWay(), acceptanceForm.Keys().OneWay(), usedForm.Keys().OneWay())
	if diff := cmp.Diff([]string(nil), others); diff != "" {
		t.Errorf("other keys that are not read and written (-want +got):\n%s", diff)
	}
}

// What is read is what was written, also where nothing checks it yet.
func TestHoursAndCountsSurviveTheirJSON(t *testing.T) {
	want := Catalog{
		Zone: 8 * time.Hour,
		Limits: []LimitRule{{
			ID:    "night",
			Limit: limits.Cap{MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "night"},
			When: methods.Match{Hours: []methods.Hours{
				{Days: []time.Weekday{time.Sunday, time.Saturday}},
				{From: 22 * time.Hour, Until: 6*time.Hour + 5*time.Minute},
				{Until: time.Minute},
				{From: 23*time.Hour + 59*time.Minute},
			}},
		}},
	}
	const text = `{"zone":"+08:00","limits":[{"id":"night","when":{"hours":[{"days":["sun","sat"]},` +
		`{"from":"22:00","until":"06:05"},{"until":"00:01"},{"from":"23:59"}]},"max_count":3,"window":"day","counter":"night"}]}`
	if diff := cmp.Diff(text, string(want.written())); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	// In another order: the zone comes last.
	for _, text := range []string{text, strings.Replace(text, `"zone":"+08:00",`, "", 1)[:len(text)-len(`"zone":"+08:00",`)-1] + `,"zone":"+08:00"}`} {
		r := strictjson.NewReader([]byte(text), strictjson.Options{MaxSize: len(text)})
		var zone zoneReading
		r.Context = &zone
		var got Catalog
		catalogForm.Read(r, &got)
		zone.settle(r, &got)
		r.End()
		if diff := cmp.Diff([]Fault(nil), strictjson.Faults[Fault](r, nil)); diff != "" {
			t.Errorf("faults of %s (-want +got):\n%s", text, diff)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read from %s (-want +got):\n%s", text, diff)
		}
	}
}
