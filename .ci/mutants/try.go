package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// bench builds the tests of a package with mutants, and runs them.
type bench struct {
	dir     string
	scratch string
	env     []string
	limit   time.Duration // of the processor's time that one run takes

	switched string // the tests with all switchable mutants
	skip     string // those of them that fail without a mutant
}

// verdict is what the tests say of a mutant.
type verdict string

const (
	killed   verdict = "killed"   // by the short tests
	late     verdict = "late"     // by the others
	endless  verdict = "endless"  // by the limit of time alone
	survived verdict = "SURVIVED" // all tests
)

// newBench runs the tests without a mutant: they must pass. Properties draw by the seed
// too, so that a run can be repeated; they do not shrink what they find.
func newBench(dir string, seed uint64, mutants []mutant) (*bench, error) {
	scratch, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return nil, err
	}
	b := &bench{dir: dir, scratch: scratch, limit: time.Hour, switched: filepath.Join(scratch, "switched.test")}
	b.env = append(os.Environ(),
		fmt.Sprintf("RAPID_SEED=%d", seed), "RAPID_SHRINKTIME=0s", "RAPID_NOFAILFILE=true")
	if err := b.prepare(mutants); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bench) close() { os.RemoveAll(b.scratch) }

func (b *bench) prepare(mutants []mutant) error {
	one := b.path("one.test")
	if err := b.build(one, nil); err != nil {
		return fmt.Errorf("building the tests: %w", err)
	}
	used, out, err := b.run(one, 0)
	if err != nil {
		return fmt.Errorf("without a mutant: %w\n%s", err, out)
	}
	b.limit = (20*time.Second + 5*used).Truncate(time.Second)

	name, err := exec.Command("go", "list", "-f", "{{.Name}}", b.dir).Output()
	if err != nil {
		return err
	}
	if err := b.build(b.switched, switched(b.dir, strings.TrimSpace(string(name)), mutants)); err != nil {
		return fmt.Errorf("building all mutants: %w", err)
	}
	// Tests that count allocations may fail, as larger functions are compiled in other ways.
	_, out, err = b.run(b.switched, 0, "-test.short")
	var names []string
	for _, match := range failed.FindAllStringSubmatch(string(out), -1) {
		names = append(names, match[1])
	}
	switch {
	case err != nil && len(names) == 0:
		return fmt.Errorf("with all mutants, none of them switched on: %w\n%s", err, out)
	case len(names) > 0:
		b.skip = "^(" + strings.Join(names, "|") + ")$"
	}
	return nil
}

var failed = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// try runs the tests with the mutant of an index: the short ones and, if it survives them,
// all. One that survives where all mutants are switched into one build is tried in a build
// of its own.
func (b *bench) try(m mutant, index int) (verdict, error) {
	if m.isSwitchable() {
		flags := []string{"-test.short", "-test.failfast"}
		if b.skip != "" {
			flags = append(flags, "-test.skip", b.skip)
		}
		if v, err := b.verdict(killed, b.switched, index+1, flags...); err != nil || v != survived {
			return v, err
		}
	}
	one := b.path("one.test")
	if err := b.build(one, map[string]string{m.file: string(m.source())}); err != nil {
		return "", fmt.Errorf("building %s: %w", m, err)
	}
	if v, err := b.verdict(killed, one, 0, "-test.short", "-test.failfast"); err != nil || v != survived {
		return v, err
	}
	return b.verdict(late, one, 0, "-test.failfast")
}

// build compiles the tests with files in the place of others.
func (b *bench) build(binary string, files map[string]string) error {
	replace := map[string]string{}
	for name, text := range files {
		path, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		replace[path] = b.path(filepath.Base(name))
		if err := os.WriteFile(replace[path], []byte(text), 0o600); err != nil {
			return err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.path("overlay.json"), overlay, 0o600); err != nil {
		return err
	}
	out, err := exec.Command("go", "test", "-c", "-vet=off", "-ldflags=-s -w",
		"-overlay", b.path("overlay.json"), "-o", binary, b.dir).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// verdict returns what tests say of a mutant: fails if one of them fails.
func (b *bench) verdict(fails verdict, binary string, number int, flags ...string) (verdict, error) {
	used, out, err := b.run(binary, number, flags...)
	exit := (*exec.ExitError)(nil)
	switch {
	case err == nil:
		return survived, nil
	case !errors.As(err, &exit):
		return "", err
	case used > b.limit-time.Second || bytes.Contains(out, []byte("panic: test timed out")):
		return endless, nil
	}
	return fails, nil
}

// run runs tests where go test would, with the mutant of a number switched on, and returns
// how much of the processor's time they took. It is that time which is limited, so that a
// busy machine kills no mutant; the other limit is for tests that wait forever. The first
// ends a run at about its second.
func (b *bench) run(binary string, number int, flags ...string) (used time.Duration, out []byte, err error) {
	const limited = `ulimit -t "$1"; shift; exec "$@"`
	args := []string{"-c", limited, "bash", fmt.Sprint(int(b.limit.Seconds())), binary}
	cmd := exec.Command("bash", slices.Concat(args, flags, []string{"-test.timeout", (5 * b.limit).String()})...)
	cmd.Dir, cmd.Env = b.dir, append(b.env, fmt.Sprintf("%s=%d", variable, number))
	out, err = cmd.CombinedOutput()
	if cmd.ProcessState != nil {
		used = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return used, out, err
}

func (b *bench) path(name string) string { return filepath.Join(b.scratch, name) }
