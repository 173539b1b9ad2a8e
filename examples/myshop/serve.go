package main

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/paymux/paymux/examples/myshop/host"
	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing/live"
)

type options struct{ listen, staff, catalog string }

// serve runs the shop and its provider until the context ends.
func serve(ctx context.Context, o options, stdout, stderr io.Writer) error {
	log := slog.New(slog.NewTextHandler(stderr, nil))
	rules, file, err := rulesOf(o.catalog)
	if err != nil {
		return err
	}
	buyers, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	staff, err := net.Listen("tcp", o.staff)
	if err != nil {
		return errors.Join(err, buyers.Close())
	}
	key, err := provider.NewKey()
	if err != nil {
		return errors.Join(err, buyers.Close(), staff.Close())
	}
	address := "http://" + buyers.Addr().String()
	stub, server := open(rules, key, address, time.Now, log)
	mux := http.NewServeMux()
	mux.Handle("/", server)
	mux.Handle("/cashier/", http.StripPrefix("/cashier", stub.Cashier(http.DefaultClient)))

	fmt.Fprintf(stdout, "Shop: %s/\n", address)
	fmt.Fprintf(stdout, "Refund a part of order o1, once it is paid:\n  curl -d 'refund=r1&amount=100.00 CNY' http://%s/orders/o1/refunds\n", staff.Addr())
	fmt.Fprintln(stdout, "Stop: Ctrl+C")
	round := func(ctx context.Context) {
		if err := errors.Join(stub.Deliver(ctx, http.DefaultClient), server.Recover(ctx)); err != nil {
			log.Error("left to the next round", "err", err)
		}
		if file != nil {
			file.Reload(rules, log)
		}
	}
	return host.Serve(ctx, round, host.Site{Listener: buyers, Handler: mux}, host.Site{Listener: staff, Handler: server.Staff()})
}

// rulesOf returns the rules of a file, which is then watched, or those that are built in.
func rulesOf(path string) (*live.Router, *host.File, error) {
	if path != "" {
		return host.Open(path)
	}
	rules, err := live.New(sample.Catalog)
	return rules, nil, err
}

// open puts a shop and its provider together, at one address and with books in memory.
func open(rules *live.Router, key *rsa.PrivateKey, address string, now func() time.Time, log *slog.Logger) (*provider.Stub, *shop.Server) {
	stub := provider.New(address+"/cashier", "myshop", key, now)
	return stub, shop.NewServer(shop.Config{
		Rules: rules, Books: ledger.NewMemory(now), Store: &shop.MemoryStore{}, Provider: stub,
		Basket: sample.Basket, Baskets: sample.Baskets,
		Merchant: "m1", URL: address, Now: now, Log: log,
		Refundable: sample.Refundable(),
	})
}
