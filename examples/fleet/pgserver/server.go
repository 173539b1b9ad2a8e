// Package pgserver runs a private PostgreSQL in a temporary folder, on a free port of
// the loopback interface, and stops it with the program that started it.
package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to ask whether the server is ready
)

// Server is a PostgreSQL that belongs to this process. Its methods are not safe for
// concurrent use, but it can be used by any number of clients meanwhile.
type Server struct {
	binaries string
	dir      string
	port     int
	settings []string

	run *running // nil while it is stopped
}

// running is one run of the server, under a shell that stops it.
type running struct {
	control *os.File      // a pipe to the shell, which stops the server at a line or at the end of the pipe
	ended   chan struct{} // closed when the server has ended
	log     string        // the file of its messages
}

// underShell runs the command $3 and what follows, in the folder $1, and stops it with
// the signal $2. If standard input ends without a line, the process that started the
// command is gone, whatever ended it: then the folder is deleted, too. SIGHUP comes to a
// process group that has stopped members when the process that started it is gone.
const underShell = `
dir=$1; signal=$2; shift 2
trap "" HUP
exec 3<&0
"$@" 3<&- & pid=$!
{
	read -r line <&3; told=$?
	kill -CONT $pid; kill -"$signal" $pid
	if [ $told != 0 ]; then
		while kill -0 $pid; do sleep 0.1; done
		rm -rf "$dir"
	fi
} 2>/dev/null &
wait $pid`

// Start makes a new, empty server and starts it. Settings are those of
// postgresql.conf, such as "fsync=off". The error is a [*MissingError] where
// PostgreSQL is not installed.
func Start(ctx context.Context, settings ...string) (*Server, error) {
	binaries, err := find()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pgserver")
	if err != nil {
		return nil, err
	}
	s := &Server{binaries: binaries, dir: dir, settings: settings}
	if err := s.create(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	if err := s.Restart(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

func (s *Server) create(ctx context.Context) error {
	if err := own(s.dir); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, filepath.Join(s.binaries, "initdb"),
		"--pgdata", s.data(), "--username", role, "--auth", "trust", "--no-sync", "--no-locale", "--encoding", "UTF8")
	if err := unprivileged(cmd); err != nil {
		return err
	}
	cmd.Dir = s.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

const role = "paymux"

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Restart starts the server again, on the port that it had, after it was stopped or
// killed; it recovers what it had acknowledged.
func (s *Server) Restart(ctx context.Context) error {
	if err := s.halt(); err != nil {
		return err
	}
	var err error
	for tries := 0; tries < 20; tries++ {
		// Children of a killed server may hold its memory for a moment.
		if err = s.launch(ctx); err == nil || ctx.Err() != nil {
			return err
		}
		if err := s.halt(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return err
}

func (s *Server) launch(ctx context.Context) error {
	if s.port == 0 {
		port, err := freePort()
		if err != nil {
			return err
		}
		s.port = port
	}
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	args := []string{filepath.Join(s.binaries, "postgres"), "-D", s.data(), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=150"}
	for _, setting := range s.settings {
		args = append(args, "-c", setting)
	}
	// SIGQUIT stops a server at once and, after five seconds, its children that do not
	// react, as while they hang.
	if s.run, err = start(s.dir, "QUIT", log, args); err != nil {
		return err
	}
	return ready(ctx, s.DSN(), s.run)
}

// start runs a command under a shell in a folder, which stops it with a signal.
func start(dir, signal string, log *os.File, command []string) (*running, error) {
	shell := exec.Command("/bin/sh", append([]string{"-c", underShell, "sh", dir, signal}, command...)...)
	shell.Stdout, shell.Stderr, shell.Dir = log, log, dir
	if err := unprivileged(shell); err != nil {
		return nil, err
	}
	end, control, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer end.Close()
	shell.Stdin = end
	if err := shell.Start(); err != nil {
		return nil, errors.Join(err, control.Close())
	}
	run := &running{control: control, ended: make(chan struct{}), log: log.Name()}
	go func() {
		defer close(run.ended)
		_ = shell.Wait() // its status is that of a server that was told to stop, or killed
	}()
	return run, nil
}

// stop ends the run and waits for it.
func (r *running) stop() error {
	_, err := r.control.WriteString("stop\n")
	err = errors.Join(err, r.control.Close())
	<-r.ended
	return err
}

// ready waits until a server answers.
func ready(ctx context.Context, dsn string, run *running) error {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	for {
		ping, cancel := context.WithTimeout(ctx, time.Second)
		err := db.PingContext(ping)
		cancel()
		if err == nil {
			return nil
		}
		select {
		case <-run.ended:
			text, err := os.ReadFile(run.log)
			return errors.Join(fmt.Errorf("the server did not start:\n%s", text), err)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// DSN is how clients connect, with pgx and lib/pq alike.
func (s *Server) DSN() string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/postgres?sslmode=disable", role, s.port)
}

// PID is the process id of the postmaster.
func (s *Server) PID() (int, error) {
	text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strconv.Atoi(first)
}

// halt ends the run, if there is one, and waits for it.
func (s *Server) halt() error {
	if s.run == nil {
		return nil
	}
	run := s.run
	s.run = nil
	return run.stop()
}

// Stop stops the server and deletes it.
func (s *Server) Stop() error {
	return errors.Join(s.halt(), os.RemoveAll(s.dir))
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
