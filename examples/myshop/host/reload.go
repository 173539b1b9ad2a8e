package host

import (
	"log/slog"
	"os"
	"time"

	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/live"
)

// File is a catalog's file, read again when it changes. It is not safe for concurrent use.
type File struct {
	path     string
	modified time.Time
}

// Open returns the rules of a file, and the file to watch.
func Open(path string) (*live.Router, *File, error) {
	f := &File{path: path}
	data, _, err := f.read()
	if err != nil {
		return nil, nil, err
	}
	rules, err := live.New(data)
	return rules, f, err
}

// read returns what the file has, and whether it has been written since the call before.
func (f *File) read() ([]byte, bool, error) {
	info, err := os.Stat(f.path)
	if err != nil || info.ModTime().Equal(f.modified) {
		return nil, false, err
	}
	data, err := os.ReadFile(f.path)
	if err == nil {
		f.modified = info.ModTime()
	}
	return data, true, err
}

// Reload puts the file in force if it has been written since the last call. What is wrong
// with it is logged, and the rules stay as they are. So is what it changes.
func (f *File) Reload(rules *live.Router, log *slog.Logger) {
	data, written, err := f.read()
	if err == nil && written {
		err = rules.Replace(data, func(changes []analysis.Change) error {
			for _, c := range changes {
				log.Info("the catalog changes", "method", c.Method, "kinds", c.Kinds, "orders", c.Region)
			}
			return nil // an error would keep the rules as they are
		})
		if err == nil {
			log.Info("the catalog is in force", "file", f.path)
		}
	}
	if err != nil {
		log.Error("the catalog stays as it is", "file", f.path, "err", err)
	}
}
