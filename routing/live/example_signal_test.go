//go:build unix

package live_test

import (
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/paymux/paymux/routing/live"
)

// The rules are a file, which is read again when the process gets SIGHUP. A file that is
// broken changes nothing.
func Example_fileAndSignal() {
	dir, err := os.MkdirTemp("", "rules")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "catalog.json")
	write := func(data []byte) {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	write(shop(300))
	data, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	rules, err := live.New(data)
	if err != nil {
		log.Fatal(err)
	}

	hangUp := make(chan os.Signal, 1)
	signal.Notify(hangUp, syscall.SIGHUP)
	defer signal.Stop(hangUp)
	for _, edited := range [][]byte{shop(500), shop(500)[:100]} {
		write(edited)
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil { // the operator's kill -HUP
			log.Fatal(err)
		}

		<-hangUp // a server does this in a goroutine of its own
		data, err := os.ReadFile(file)
		if err == nil {
			err = rules.Replace(data, nil)
		}
		_, version := mustRoute(rules).Catalog()
		fmt.Printf("catalog %s is in force, refused: %t\n", version, err != nil)
	}
	// Output:
	// catalog 500 is in force, refused: false
	// catalog 500 is in force, refused: true
}
