package lifetest_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/internal/lifetest"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits/ledger"
)

func TestMain(m *testing.M) {
	flag.Parse()
	settings := map[string]string{"rapid.nofailfile": "true"} // the backends that are broken on purpose leave no files behind
	isGiven := false
	flag.Visit(func(f *flag.Flag) { isGiven = isGiven || f.Name == "rapid.checks" })
	switch {
	case isGiven:
	case os.Getenv("PAYMUX_FULL") != "":
		settings["rapid.checks"] = "200"
	default:
		settings["rapid.checks"] = "25"
	}
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

// inMemory is a backend that outlives its shops, as a database does.
func inMemory(rapid.TB) lifetest.Backend {
	var now time.Time
	books, store := ledger.NewMemory(func() time.Time { return now }), &shop.MemoryStore{}
	return lifetest.Backend{
		Books:    [2]ledger.Ledger{books, books},
		Stores:   [2]shop.Store{store, store},
		SetClock: func(t time.Time) { now = t },
	}
}

func TestEveryPaymentCountsOnce(t *testing.T) { lifetest.Run(t, inMemory) }

func TestAShopMayEndAtAnyCall(t *testing.T) { lifetest.Ends(t, inMemory) }

func TestTheMemoryStoreIsAStore(t *testing.T) { lifetest.Store(t, &shop.MemoryStore{}) }
