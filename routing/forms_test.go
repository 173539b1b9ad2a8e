package routing

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

// Every key of the JSON forms is there once, and is both read and written, but for an
// order's buyer and merchant, which are never written.
func TestKeysAreReadAndWritten(t *testing.T) {
	for _, form := range []struct {
		name string
		err  error
	}{
		{"catalog", catalogForm.Check()},
		{"limit rule", limitForm.Check()},
		{"rollout", rolloutForm.Check()},
		{"order", orderForm.Check()},
		{"usage", usedForm.Check()},
	} {
		if form.err != nil {
			t.Errorf("%s: %v", form.name, form.err)
		}
	}
	readOnly := readOnlyKeys(orderForm)
	if diff := cmp.Diff([]string{"buyer", "merchant"}, readOnly); diff != "" {
		t.Errorf("keys of an order that are only read (-want +got):\n%s", diff)
	}
	others := slices.Concat(readOnlyKeys(catalogForm), readOnlyKeys(sourceForm), readOnlyKeys(textForm), readOnlyKeys(traitForm),
		readOnlyKeys(platformForm), readOnlyKeys(methodForm), readOnlyKeys(productForm), readOnlyKeys(availabilityForm),
		readOnlyKeys(limitForm), readOnlyKeys(matchForm), readOnlyKeys(rolloutForm), readOnlyKeys(usedForm))
	if diff := cmp.Diff([]string(nil), others); diff != "" {
		t.Errorf("other keys that are not read and written (-want +got):\n%s", diff)
	}
}

// readOnlyKeys lists the keys that are only read, or only written.
func readOnlyKeys[T any](form strictjson.Object[T]) []string {
	var keys []string
	for _, f := range form {
		if f.ReadOnly || f.WriteOnly {
			keys = append(keys, f.Key)
		}
	}
	return keys
}
