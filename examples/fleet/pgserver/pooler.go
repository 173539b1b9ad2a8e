package pgserver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Pooler is a PgBouncer in transaction mode in front of a [Server]: it gives a client a
// session of the server for one transaction, or one statement outside of a transaction.
type Pooler struct {
	dir  string
	port int
	run  *running
}

// StartPooler starts a PgBouncer with up to sessions sessions of the server. It needs
// the program pgbouncer (Debian: apt-get install pgbouncer).
func StartPooler(ctx context.Context, s *Server, sessions int) (*Pooler, error) {
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		program = "/usr/sbin/pgbouncer" // not in the PATH of all users
		if !isFile(program) {
			return nil, fmt.Errorf("install PgBouncer (Debian: apt-get install pgbouncer): %w", err)
		}
	}
	dir, err := os.MkdirTemp("", "pgserver")
	if err != nil {
		return nil, err
	}
	p := &Pooler{dir: dir}
	if err := p.start(ctx, program, s, sessions); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	return p, nil
}

func (p *Pooler) start(ctx context.Context, program string, s *Server, sessions int) error {
	var err error
	if p.port, err = freePort(); err != nil {
		return err
	}
	config := filepath.Join(p.dir, "pgbouncer.ini")
	text := fmt.Sprintf(`[databases]
postgres = host=127.0.0.1 port=%d dbname=postgres user=%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %d
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = %d
max_client_conn = 500
ignore_startup_parameters = extra_float_digits
`, s.port, role, p.port, sessions)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		return err
	}
	if err := own(p.dir); err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(p.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	if p.run, err = start(p.dir, "TERM", log, []string{program, config}); err != nil {
		return err
	}
	return ready(ctx, p.DSN()+"&default_query_exec_mode=exec", p.run)
}

// DSN is how clients connect, with pgx and lib/pq alike.
func (p *Pooler) DSN() string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/postgres?sslmode=disable", role, p.port)
}

// Stop stops the pooler and deletes its files.
func (p *Pooler) Stop() error {
	var err error
	if p.run != nil {
		err = p.run.stop()
	}
	return errors.Join(err, os.RemoveAll(p.dir))
}
