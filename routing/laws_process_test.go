package routing_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
)

// printHash makes the test binary, run again as a process of its own, print the
// hash of the seeded decisions.
const printHash = "PAYMUX_PRINT_DECISION_HASH"

// Law 7: determinism, also across processes: the same orders give the same bytes in
// ten more processes, each with a seed of its own for its maps, on one thread to eight.
func TestProcessesDecideTheSame(t *testing.T) {
	if os.Getenv(printHash) != "" {
		fmt.Printf("%s=%s\n", printHash, seededHash(t))
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	type process struct {
		threads string
		cmd     *exec.Cmd
		out     bytes.Buffer
	}
	var started []*process
	processes := 10
	if !isFull() {
		processes = 4
	}
	for i := range processes {
		p := &process{threads: []string{"1", "2", "3", "8"}[i%4]}
		p.cmd = exec.Command(self, "-test.run=^TestProcessesDecideTheSame$")
		p.cmd.Env = append(os.Environ(), printHash+"=1", "GOMAXPROCS="+p.threads)
		p.cmd.Stdout = &p.out
		if err := p.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		started = append(started, p)
	}
	want := seededHash(t)
	for _, p := range started {
		if err := p.cmd.Wait(); err != nil {
			t.Errorf("with GOMAXPROCS=%s: %v\n%s", p.threads, err, &p.out)
		} else if got := printedHash(p.out.Bytes()); got != want {
			t.Errorf("with GOMAXPROCS=%s the hash is %q, want %q", p.threads, got, want)
		}
	}
}

func printedHash(out []byte) string {
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		if hash, ok := strings.CutPrefix(lines.Text(), printHash+"="); ok {
			return hash
		}
	}
	return ""
}

// seededHash routes 100 orders over each of 100 catalogs, all drawn from fixed seeds,
// and hashes what the decisions say. There are 4 catalogs where the run is not full,
// and under the race detector: it sees nothing of what processes share.
func seededHash(t *testing.T) string {
	type questions struct {
		world  *world
		orders []routing.Order
	}
	drawn := rapid.Custom(func(t *rapid.T) questions {
		q := questions{world: worlds().Draw(t, "world")}
		for range 100 {
			q.orders = append(q.orders, q.world.drawOrder(t))
		}
		return q
	})
	hash, catalogs := sha256.New(), 100
	if raceDetector || !isFull() {
		catalogs = 4
	}
	for seed := range catalogs {
		q := drawn.Example(seed)
		router := compile(t, q.world.catalog)
		for _, o := range q.orders {
			fmt.Fprintln(hash, text(t, route(t, router, o)))
		}
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// Law 7: routing again, by the same router or by another of the same catalog, gives
// the same bytes.
func TestAskingAgainDecidesTheSame(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		want := text(t, route(t, r, o))
		if got := text(t, route(t, r, o)); got != want {
			t.Fatalf("%v: routed again:\n%s\nthe first time:\n%s", o, got, want)
		}
		if got := text(t, route(t, compile(t, w.catalog), o)); got != want {
			t.Fatalf("%v: compiled again:\n%s\nthe first time:\n%s", o, got, want)
		}
	})
}
