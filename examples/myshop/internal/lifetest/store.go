package lifetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

// Store checks what [shop.Store] says, on an empty store.
func Store(t *testing.T, s shop.Store) {
	t.Helper()
	ctx, now := t.Context(), time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	record := shop.Record{Order: "o1", Due: now, Attempts: []shop.Attempt{{
		ID: "o1_0001", Method: methods.Alipay, Name: methods.Text{EN: "Alipay", ZH: "支付宝"}, Amount: yuan("300.00"), State: shop.Paid,
		Started: now, Expires: now.Add(time.Minute), Late: true, Extra: true,
		Refunds: []shop.Refund{{ID: "r1", Amount: yuan("1.00"), Status: provider.Refunded}, {ID: "r2", Amount: yuan("2.00")}},
	}}}

	wantStored(ctx, t, s, shop.Record{Order: "o1"})
	wantSave(ctx, t, s, record, nil)
	wantSave(ctx, t, s, record, shop.ErrStale) // another shop's first save
	record.Version = 1
	wantStored(ctx, t, s, record)
	later := record
	later.Due = time.Time{}
	later.Attempts = append(later.Attempts[:1:1], shop.Attempt{ID: "o1_0002", Method: methods.FriendPay, Amount: yuan("300.00"), State: shop.New, Started: now, Expires: now})
	wantSave(ctx, t, s, later, nil)
	wantSave(ctx, t, s, record, shop.ErrStale)
	later.Version = 2
	wantStored(ctx, t, s, later)
	wantStored(ctx, t, s, shop.Record{Order: "o2"})

	for order, due := range map[string]time.Time{"o2": now.Add(time.Second), "o3": now.Add(-time.Second), "o4": now, "o5": now.Add(time.Microsecond)} {
		wantSave(ctx, t, s, shop.Record{Order: order, Due: due}, nil)
	}
	wantDue(ctx, t, s, now, 100, []string{"o3", "o4"})
	wantDue(ctx, t, s, now.Add(time.Second), 3, []string{"o3", "o4", "o5"})
	wantDue(ctx, t, s, now.Add(-time.Hour), 3, nil)

	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Save(ended, later); !errors.Is(err, context.Canceled) {
		t.Errorf("Save in a context that has ended = %v", err)
	}
}

func wantSave(ctx context.Context, t *testing.T, s shop.Store, r shop.Record, want error) {
	t.Helper()
	if err := s.Save(ctx, r); !errors.Is(err, want) {
		t.Errorf("Save of version %d of %s = %v, want %v", r.Version, r.Order, err, want)
	}
}

func wantStored(ctx context.Context, t *testing.T, s shop.Store, want shop.Record) {
	t.Helper()
	got, err := s.Load(ctx, want.Order)
	if err != nil {
		t.Errorf("Load(%s): %v", want.Order, err)
	}
	got.Due = got.Due.UTC()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func wantDue(ctx context.Context, t *testing.T, s shop.Store, now time.Time, limit int, want []string) {
	t.Helper()
	got, err := s.Due(ctx, now, limit)
	if err != nil {
		t.Errorf("Due: %v", err)
	}
	if len(got)+len(want) > 0 && !cmp.Equal(want, got) {
		t.Errorf("Due at %v = %q, want %q", now, got, want)
	}
}
