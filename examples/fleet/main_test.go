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

// The story is the same in every run, and the README shows it.
func TestTheStoryIsTheOneInTheREADME(t *testing.T) {
	db := connect(t, "pgx")
	fresh(t, db, ledger.PostgresOptions{Schema: "story"}) // on a day that does not end meanwhile
	var out bytes.Buffer
	s := &story{out: &out}
	for i := range s.servers {
		var err error
		if s.servers[i], err = newServer(t.Context(), db, "story"); err != nil {
			t.Fatalf("newServer: %v", err)
		}
		s.servers[i].now = func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }
	}
	if err := s.tell(t.Context()); err != nil {
		t.Fatalf("tell: %v\n%s", err, out.String())
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "<!-- the story -->\n```text\n")
	want, _, found := strings.Cut(after, "```")
	if !found {
		t.Fatal("README.md does not show the story")
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("story (-README +got):\n%s", diff)
	}
}

// interrupting interrupts the program when it has written something.
type interrupting struct {
	io.Writer
	interrupt context.CancelFunc
}

func (w interrupting) Write(p []byte) (int, error) {
	w.interrupt()
	return w.Writer.Write(p)
}

// On a database that it is given, the program leaves nothing behind, also where it is
// interrupted.
func TestAnInterruptedRunLeavesNothingBehind(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out bytes.Buffer
	if err := play(ctx, server.DSN(), interrupting{&out, cancel}); !errors.Is(err, context.Canceled) {
		t.Errorf("play: %v, want that it was interrupted", err)
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
