package pgserver

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Kill kills the postmaster, and at once all its children if children is true, as a
// failing machine would. [Server.Restart] brings the server back.
func (s *Server) Kill(children bool) error {
	pid, err := s.PID()
	if err != nil {
		return err
	}
	pids := []int{pid}
	if children {
		of, err := childrenOf(pid)
		if err != nil {
			return err
		}
		pids = append(pids, of...)
	}
	return signal(syscall.SIGKILL, pids...)
}

// KillBackend kills one process that serves a client of db; PostgreSQL then restarts
// all others by itself. It does nothing where no client is connected.
func (s *Server) KillBackend(ctx context.Context, db *sql.DB) error {
	var pid int
	err := db.QueryRowContext(ctx, `SELECT pid FROM pg_stat_activity
		WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`).Scan(&pid)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return signal(syscall.SIGKILL, pid)
}

// Hang stops the server and all its children without ending them: connections stay,
// and nothing answers. [Server.Resume] lets them go on.
func (s *Server) Hang() error { return s.signalAll(syscall.SIGSTOP) }

// Resume lets a server go on that hangs.
func (s *Server) Resume() error { return s.signalAll(syscall.SIGCONT) }

func (s *Server) signalAll(sig syscall.Signal) error {
	pid, err := s.PID()
	if err != nil {
		return err
	}
	// The postmaster first, so that it starts no more children.
	if err := signal(sig, pid); err != nil {
		return err
	}
	children, err := childrenOf(pid)
	if err != nil {
		return err
	}
	return signal(sig, children...)
}

// signal signals processes, of which some may have ended meanwhile.
func signal(sig syscall.Signal, pids ...int) error {
	for _, pid := range pids {
		if err := syscall.Kill(pid, sig); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("%v of process %d: %w", sig, pid, err)
		}
	}
	return nil
}

// childrenOf reads Linux's table of processes.
func childrenOf(parent int) ([]int, error) {
	stats, err := filepath.Glob("/proc/[0-9]*/status")
	if err != nil {
		return nil, err
	}
	var children []int
	for _, path := range stats {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if err != nil {
			return nil, err
		}
		if ppid, ok := parentOf(path); ok && ppid == parent {
			children = append(children, pid)
		}
	}
	return children, nil
}

// parentOf returns false for a process that has ended.
func parentOf(path string) (int, bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "PPid:"); ok {
			ppid, err := strconv.Atoi(strings.TrimSpace(text))
			return ppid, err == nil
		}
	}
	return 0, false
}
