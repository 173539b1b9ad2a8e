package pgserver_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
)

// starter says that this process is the one that the test kills.
const starter = "PGSERVER_TEST_STARTER"

func TestMain(m *testing.M) {
	if os.Getenv(starter) != "" {
		if err := hangForever(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// hangForever starts a server, lets it hang, and writes its process id.
func hangForever() error {
	s, err := pgserver.Start(context.Background())
	if err != nil {
		return err
	}
	pid, err := s.PID()
	if err != nil {
		return errors.Join(err, s.Stop())
	}
	if err := s.Hang(); err != nil {
		return errors.Join(err, s.Stop())
	}
	fmt.Println(pid)
	select {}
}

// Nothing is left of a server when the process that started it is killed, even while
// the server hangs.
func TestAServerEndsWithItsProcess(t *testing.T) {
	tmp, err := os.MkdirTemp("", "pgserver_test")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	if err := os.Chmod(tmp, 0o777); err != nil { // the server may run as another user
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), starter+"=1", "TMPDIR="+tmp)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Fscan(out, &pid); err != nil {
		t.Fatalf("the process that starts a server: %v, %v", err, cmd.Wait())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed

	deadline := time.After(time.Minute)
	for {
		alive := syscall.Kill(pid, 0)
		left, err := filepath.Glob(filepath.Join(tmp, "*"))
		if err != nil {
			t.Fatal(err)
		}
		if errors.Is(alive, syscall.ESRCH) && len(left) == 0 {
			return
		}
		select {
		case <-deadline:
			_ = syscall.Kill(pid, syscall.SIGCONT)
			_ = syscall.Kill(pid, syscall.SIGQUIT)
			t.Fatalf("a minute later signals to process %d say %v, and there is %q", pid, alive, left)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestARestartedServerKeepsItsAddress(t *testing.T) {
	s, err := pgserver.Start(t.Context())
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	defer func() {
		if err := s.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	}()
	before, err := s.PID()
	if err != nil {
		t.Fatalf("PID: %v", err)
	}
	for _, end := range []func() error{
		func() error { return nil }, // Restart stops it
		func() error { return s.Kill(true) },
	} {
		if err := end(); err != nil {
			t.Fatalf("Kill: %v", err)
		}
		dsn := s.DSN()
		if err := s.Restart(t.Context()); err != nil {
			t.Fatalf("Restart: %v", err)
		}
		after, err := s.PID()
		if err != nil || after == before || s.DSN() != dsn {
			t.Errorf("after Restart process %d at %s, %v, want another one than %d, at %s", after, s.DSN(), err, before, dsn)
		}
		before = after
	}
}
