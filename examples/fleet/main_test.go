package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits/ledger"
)

// The output is the same in every run, and the README shows it.
func TestTheREADMEShowsTheOutput(t *testing.T) {
	db := connect(t, "pgx")
	fresh(t, db, ledger.PostgresOptions{Schema: "demo"}) // on a day that does not end meanwhile
	var out bytes.Buffer
	d := &demo{out: &out}
	for i := range d.servers {
		var err error
		if d.servers[i], err = newServer(t.Context(), db, "demo"); err != nil {
			t.Fatalf("newServer: %v", err)
		}
		d.servers[i].now = func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }
	}
	if err := d.run(t.Context()); err != nil {
		t.Fatalf("run: %v\n%s", err, out.String())
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "<!-- output -->\n```text\n")
	want, _, found := strings.Cut(after, "```")
	if !found {
		t.Fatal("README.md does not show the output")
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("output (-README +got):\n%s", diff)
	}
}

// interrupting interrupts the program after its first output.
type interrupting struct {
	io.Writer
	interrupt context.CancelFunc
}

func (w interrupting) Write(p []byte) (int, error) {
	w.interrupt()
	return w.Writer.Write(p)
}

// The program leaves nothing behind in the database that it is given, even if it is
// interrupted.
func TestAnInterruptedRunLeavesNothingBehind(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out bytes.Buffer
	if err := runDemo(ctx, server.DSN(), interrupting{&out, cancel}); !errors.Is(err, context.Canceled) {
		t.Errorf("runDemo: %v, want that it was interrupted", err)
	}
	if out.Len() == 0 {
		t.Error("it was interrupted before it began")
	}
	var left int
	err := connect(t, "pgx").QueryRow("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'fleet%'").Scan(&left)
	if err != nil || left > 0 {
		t.Errorf("%d schemas are left: %v", left, err)
	}
}
