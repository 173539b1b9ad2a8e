package ledger

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

func TestKeys(t *testing.T) {
	at := time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)
	subjects := map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b/1%"), limits.Merchant: limits.Hide("m1")}
	most := limits.MustParseMoney("1.00 CNY")
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		want string
	}{
		{"day of a buyer", limits.Cap{Max: most, Counter: "c", Window: limits.Day(8 * time.Hour), Per: []limits.Subject{limits.Buyer}},
			"buyer/b%2F1%25/c/CNY/day+08:00/2026-11-20T16:00:00Z"},
		{"lifetime of a buyer with a merchant", limits.Cap{Max: most, Counter: "c", Window: limits.Lifetime(), Per: []limits.Subject{limits.Merchant, limits.Buyer}},
			"buyer/b%2F1%25/merchant/m1/c/CNY/lifetime/"},
		{"count of payments in all currencies", limits.Cap{MaxCount: 3, Min: most, Counter: "c", Window: limits.Week(time.Sunday, 8*time.Hour), Per: []limits.Subject{limits.Buyer}},
			"buyer/b%2F1%25/c//week:sun+08:00/2026-11-14T16:00:00Z"},
		{"year of all", limits.Cap{Max: most, Counter: "c", Window: limits.Year(0)},
			"~/c/CNY/year+00:00/2026-01-01T00:00:00Z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var f faults
			scopes := f.scopes([]limits.Cap{tt.cap}, subjects)
			if err := f.err(); err != nil {
				t.Fatalf("scopes: %v", err)
			}
			counts := countsOf(scopes, at)
			if diff := cmp.Diff(tt.want, counts[0].Key); diff != "" {
				t.Errorf("key (-want +got):\n%s", diff)
			}
			if counts[0].prefix() != scopes[0].prefix {
				t.Errorf("the key's prefix is %q, want %q", counts[0].prefix(), scopes[0].prefix)
			}
		})
	}
}

// Two totals have the same key only if they are the same.
func TestKeysAreUnambiguous(t *testing.T) {
	part := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "/", "%", "2F", "25", "~", "'", "\"", "\\", "c"}), 1, 4).Draw(t, "part"), "")
	})
	type total struct {
		Counter  limits.Counter
		Subjects map[limits.Subject]limits.Hidden
	}
	draw := func(t *rapid.T, label string) (total, string) {
		of := rapid.MapOfN(rapid.Custom(func(t *rapid.T) limits.Subject { return limits.Subject(part.Draw(t, "subject")) }), rapid.Map(part, limits.Hide), 0, 2).Draw(t, label)
		c := limits.Cap{
			Max: limits.MustParseMoney("1.00 CNY"), Window: limits.Lifetime(), Counter: limits.Counter(part.Draw(t, label+" counter")),
		}
		for subject := range of {
			c.Per = append(c.Per, subject)
		}
		var f faults
		scopes := f.scopes([]limits.Cap{c}, of)
		if err := f.err(); err != nil {
			t.Fatalf("scopes: %v", err)
		}
		return total{c.Counter, of}, scopes[0].prefix
	}
	rapid.Check(t, func(t *rapid.T) {
		a, keyA := draw(t, "a")
		b, keyB := draw(t, "b")
		if same := cmp.Equal(a, b, cmpopts.EquateComparable(limits.Hidden{})); same != (keyA == keyB) {
			t.Errorf("%+v has key %q and %+v has key %q", a, keyA, b, keyB)
		}
	})
}
