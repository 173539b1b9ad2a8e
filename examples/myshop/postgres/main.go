// Postgres is the checkout of examples/myshop as a fleet runs it: two shops whose ledger and
// whose records are in one PostgreSQL. It teaches what a shop has to keep, in store.go, and its
// tests that nothing else is needed: shops that end at any call, and a database that is
// killed, lose no payment and count none twice.
//
//	go run .                                             prints the addresses of both shops
//	go run . -dsn postgres://user@host/database          on a database of yours
//
// Pay at one shop, and look at the same order at the other. Without -dsn it starts a
// PostgreSQL of its own in a temporary folder, on loopback, and deletes it at the end.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of both shops

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/examples/myshop/host"
	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing/live"
)

func main() {
	dsn := flag.String("dsn", "", "the database to use; `URL` as postgres://user@host/database (default: one of its own)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *dsn, [2]string{"localhost:8080", "localhost:8090"}, os.Stdout, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "postgres:", err)
		os.Exit(1)
	}
}

// run runs two shops at two addresses until the context ends.
func run(ctx context.Context, dsn string, addresses [2]string, out io.Writer, log *slog.Logger) (err error) {
	if dsn == "" {
		server, startErr := pgserver.Start(ctx)
		if startErr != nil {
			return startErr
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		dsn = server.DSN()
	}
	var sites []host.Site
	for _, address := range addresses {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return errors.Join(err, closeAll(sites))
		}
		sites = append(sites, host.Site{Listener: listener})
	}
	key, err := provider.NewKey()
	if err != nil {
		return errors.Join(err, closeAll(sites))
	}
	stub := provider.New(addressOf(sites[0])+"/cashier", "myshop", key, time.Now)
	var shops [2]*shop.Server
	for i := range sites {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			return errors.Join(err, closeAll(sites))
		}
		defer db.Close()
		config, err := sampleShop(stub, addressOf(sites[i]), log.With("shop", i+1))
		if err != nil {
			return errors.Join(err, closeAll(sites))
		}
		if shops[i], err = newShop(ctx, db, "myshop", config); err != nil {
			return errors.Join(err, closeAll(sites))
		}
		mux := http.NewServeMux()
		mux.Handle("/", shops[i])
		mux.Handle("/cashier/", http.StripPrefix("/cashier", stub.Cashier(http.DefaultClient)))
		sites[i].Handler = mux
		fmt.Fprintf(out, "Shop %d: %s/\n", i+1, addressOf(sites[i]))
	}
	fmt.Fprintln(out, "Stop: Ctrl+C")
	return host.Serve(ctx, func(ctx context.Context) {
		if err := errors.Join(stub.Deliver(ctx, http.DefaultClient), shops[0].Recover(ctx), shops[1].Recover(ctx)); err != nil {
			log.Error("left to the next round", "err", err)
		}
	}, sites...)
}

func addressOf(s host.Site) string { return "http://" + s.Listener.Addr().String() }

func closeAll(sites []host.Site) error {
	var errs []error
	for _, s := range sites {
		errs = append(errs, s.Listener.Close())
	}
	return errors.Join(errs...)
}

// newShop returns a shop with connections of its own. Its ledger and its store have a schema
// each, which any number of shops share.
func newShop(ctx context.Context, db *sql.DB, schema string, c shop.Config) (*shop.Server, error) {
	db.SetMaxOpenConns(16)
	books, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema + "_ledger"})
	if err != nil {
		return nil, err
	}
	if err := books.Migrate(ctx); err != nil {
		return nil, err
	}
	if c.Store, err = newStore(ctx, db, schema); err != nil {
		return nil, err
	}
	c.Books = books
	return shop.NewServer(c), nil
}

// sampleShop is a shop with the sample's rules and orders, but for its books.
func sampleShop(p shop.Provider, url string, log *slog.Logger) (shop.Config, error) {
	rules, err := live.New(sample.Catalog)
	return shop.Config{
		Rules: rules, Provider: p, Basket: sample.Basket, Baskets: sample.Baskets,
		Merchant: "m1", URL: url, Now: time.Now, Log: log, Refundable: sample.Refundable(),
	}, err
}
