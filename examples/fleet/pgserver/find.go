package pgserver

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version that the ledger is tested with.
const oldest = 15

// MissingError reports that no PostgreSQL is installed that is new enough. It is always
// a pointer.
type MissingError struct {
	Found []string // versions that are too old, such as "9.6", the newest first
}

func (e *MissingError) Error() string {
	found := "found neither initdb nor postgres"
	if len(e.Found) > 0 {
		found = "found PostgreSQL " + strings.Join(e.Found, " and ") + " only"
	}
	return fmt.Sprintf("%s: install PostgreSQL %d or later (Debian 12 or later: apt-get install postgresql), or name a server of your own",
		found, oldest)
}

// debian is where Debian's packages install each version in a folder of its own.
const debian = "/usr/lib/postgresql"

// variable names an environment variable with the folder of the programs to use.
const variable = "PAYMUX_POSTGRES"

// find returns the folder of PostgreSQL's programs: the one that the environment names,
// or the newest of Debian's, or the one in PATH.
func find() (string, error) {
	if dir := os.Getenv(variable); dir != "" {
		return choose([]string{dir}, version)
	}
	dirs, err := installed(debian)
	if err != nil {
		return "", err
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	return choose(dirs, version)
}

// installed returns the folders of programs that have a version of their own, the
// newest first: 15 is newer than 9.6.
func installed(root string) ([]string, error) {
	dirs, err := filepath.Glob(filepath.Join(root, "*", "bin"))
	if err != nil {
		return nil, err
	}
	of := func(dir string) []int { return numbers(filepath.Base(filepath.Dir(dir))) }
	slices.SortFunc(dirs, func(a, b string) int { return slices.Compare(of(b), of(a)) })
	return dirs, nil
}

// choose returns the first of the folders that has the programs, of a version that is
// new enough. Programs that do not run are skipped.
func choose(dirs []string, version func(dir string) (string, error)) (string, error) {
	missing := &MissingError{}
	var broken error
	for _, dir := range dirs {
		if !isFile(filepath.Join(dir, "initdb")) || !isFile(filepath.Join(dir, "postgres")) {
			continue
		}
		v, err := version(dir)
		switch {
		case err != nil:
			broken = errors.Join(broken, err)
		case slices.Compare(numbers(v), []int{oldest}) >= 0:
			return dir, nil
		case !slices.Contains(missing.Found, v):
			missing.Found = append(missing.Found, v)
		}
	}
	if broken != nil {
		return "", errors.Join(missing, broken)
	}
	return "", missing
}

// version asks the server in a folder.
func version(dir string) (string, error) {
	postgres := filepath.Join(dir, "postgres")
	out, err := exec.Command(postgres, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("%s --version: %w", postgres, err)
	}
	v, ok := readVersion(string(out))
	if !ok {
		return "", fmt.Errorf("%s --version: cannot read %q", postgres, out)
	}
	return v, nil
}

// readVersion reads such as "postgres (PostgreSQL) 15.8 (Debian 15.8-1)".
func readVersion(text string) (string, bool) {
	_, after, _ := strings.Cut(text, "(PostgreSQL)")
	fields := strings.Fields(after)
	if len(fields) == 0 || len(numbers(fields[0])) == 0 {
		return "", false
	}
	return fields[0], true
}

// numbers are those of a version; what follows them, as in 18beta1, is left out.
func numbers(version string) []int {
	var all []int
	for _, part := range strings.Split(version, ".") {
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		all = append(all, n)
	}
	return all
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
