// Package host keeps a shop running: it serves, does what recurs, reads the catalog again
// when its file changes, and ends when it is told to.
package host

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

const (
	interval = 2 * time.Second  // between two rounds of what recurs
	patience = 10 * time.Second // for requests that are under way at the end
)

// Site is a handler and where it is served.
type Site struct {
	Listener net.Listener
	Handler  http.Handler
}

// Serve serves sites, and calls round every two seconds, until the context ends or a site
// fails. Requests that are under way then may end. It closes the listeners.
func Serve(ctx context.Context, round func(context.Context), sites ...Site) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	servers := make([]*http.Server, len(sites))
	ended := make(chan error, len(sites))
	for i, site := range sites {
		servers[i] = &http.Server{Handler: site.Handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second}
		go func() {
			ended <- servers[i].Serve(site.Listener)
			stop()
		}()
	}
	rounds := make(chan struct{})
	go func() {
		defer close(rounds)
		repeat(ctx, round)
	}()
	<-ctx.Done()
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	var errs []error
	for _, server := range servers {
		errs = append(errs, server.Shutdown(late))
	}
	for range servers {
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			errs = append(errs, err)
		}
	}
	<-rounds
	return errors.Join(errs...)
}

func repeat(ctx context.Context, round func(context.Context)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			round(ctx)
		}
	}
}
