package pgserver

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folders makes folders as Debian's packages do, without programs in the given version.
func folders(t *testing.T, versions []string, empty string) string {
	t.Helper()
	root := t.TempDir()
	for _, v := range versions {
		dir := filepath.Join(root, v, "bin")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, program := range []string{"initdb", "postgres"} {
			if v == empty {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, program), nil, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	return root
}

func TestTheNewestServerIsFound(t *testing.T) {
	for _, tt := range []struct {
		name     string
		versions []string
		empty    string // has no programs
		want     string
		tooOld   []string
	}{
		{name: "9.6 is older than 15", versions: []string{"9.6", "15"}, want: "15"},
		{name: "the newest", versions: []string{"15", "100", "17", "9.6"}, want: "100"},
		{name: "a beta", versions: []string{"15", "18beta1"}, want: "18beta1"},
		{name: "a folder without programs", versions: []string{"15", "16"}, empty: "16", want: "15"},
		{name: "a folder whose programs do not run", versions: []string{"15", "16.broken"}, want: "15"},
		{name: "too old", versions: []string{"9.6", "14", "10"}, tooOld: []string{"14", "10", "9.6"}},
		{name: "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := folders(t, tt.versions, tt.empty)
			dirs, err := installed(root)
			if err != nil {
				t.Fatalf("installed: %v", err)
			}
			got, err := choose(dirs, func(dir string) (string, error) {
				v := filepath.Base(filepath.Dir(dir))
				if v == "16.broken" {
					return "", errors.New("does not run")
				}
				return v, nil
			})
			if tt.want != "" {
				if want := filepath.Join(root, tt.want, "bin"); got != want || err != nil {
					t.Errorf("found %s, %v, want %s", got, err, want)
				}
				return
			}
			var missing *MissingError
			if !errors.As(err, &missing) {
				t.Fatalf("found %s, %v, want a *MissingError", got, err)
			}
			if diff := cmp.Diff(tt.tooOld, missing.Found); diff != "" {
				t.Errorf("versions found (-want +got):\n%s", diff)
			}
		})
	}
}

func TestVersionsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n": "15.18",
		"postgres (PostgreSQL) 18beta1\n":                        "18beta1",
		"postgres (PostgreSQL) 9.6.24\n":                         "9.6.24",
		"postgres (PostgreSQL)\n":                                "",
		"":                                                       "",
		"postgres (PostgreSQL) devel\n":                          "",
	} {
		if got, ok := readVersion(text); got != want || ok != (want != "") {
			t.Errorf("readVersion(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestAMissingServerIsNamed(t *testing.T) {
	const want = "found PostgreSQL 14 and 9.6 only: install PostgreSQL 15 or later (Debian 12 or later: apt-get install postgresql), or name a server of your own"
	if got := (&MissingError{Found: []string{"14", "9.6"}}).Error(); got != want {
		t.Errorf("Error() =\n%s\nwant\n%s", got, want)
	}
}

func TestTheEnvironmentNamesTheServer(t *testing.T) {
	dir := filepath.Join(folders(t, []string{"99"}, "99"), "99", "bin")
	t.Setenv(variable, dir)
	_, err := find()
	if missing := (*MissingError)(nil); !errors.As(err, &missing) {
		t.Errorf("find in an empty folder: %v, want a *MissingError", err)
	}
}
