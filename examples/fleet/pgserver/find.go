package pgserver

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// MissingError reports that PostgreSQL is not installed. It is always a pointer.
type MissingError struct{}

func (*MissingError) Error() string {
	return "found neither initdb nor postgres: install PostgreSQL (Debian: apt-get install postgresql), or name a server of your own"
}

// find returns the folder of PostgreSQL's programs: the newest that Debian's package
// has installed, or the one in PATH.
func find() (string, error) {
	installed, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	slices.Reverse(installed)
	if path, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		installed = append(installed, filepath.Dir(path))
	}
	for _, dir := range installed {
		if isFile(filepath.Join(dir, "initdb")) && isFile(filepath.Join(dir, "postgres")) {
			return dir, nil
		}
	}
	return "", &MissingError{}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
