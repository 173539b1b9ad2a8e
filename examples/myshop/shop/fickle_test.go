package shop_test

import (
	"context"
	"errors"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits/ledger"
)

// fickle is the provider as the bench has it.
type fickle struct {
	*provider.Stub
	b *bench
}

func (f fickle) Query(ctx context.Context, id string) (provider.Order, error) {
	return f.ask(f.Stub.Query, ctx, id)
}

func (f fickle) Close(ctx context.Context, id string) (provider.Order, error) {
	return f.ask(f.Stub.Close, ctx, id)
}

func (f fickle) ask(ask func(context.Context, string) (provider.Order, error), ctx context.Context, id string) (provider.Order, error) {
	switch {
	case f.b.down:
		return provider.Order{}, errors.New("the provider does not answer")
	case f.b.unseen:
		return provider.Order{ID: id, Status: provider.Unknown}, nil
	}
	return ask(ctx, id)
}

// fickleBooks is the ledger as the bench has it.
type fickleBooks struct {
	*ledger.Memory
	b *bench
}

func (f fickleBooks) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	if f.b.lost {
		return ledger.Reservation{}, errors.New("the ledger does not answer")
	}
	return f.Memory.Reserve(ctx, p)
}
