package lifetest_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/internal/lifetest"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// overwriting saves a record over what others have saved.
type overwriting struct{ shop.Store }

func (s overwriting) Save(ctx context.Context, r shop.Record) error {
	stored, err := s.Load(ctx, r.Order)
	if err != nil {
		return err
	}
	r.Version = stored.Version
	return s.Store.Save(ctx, r)
}

// forgetful finds nothing that is due.
type forgetful struct{ shop.Store }

func (forgetful) Due(context.Context, time.Time, int) ([]string, error) { return nil, nil }

// generous lets every payment through.
type generous struct{ ledger.Ledger }

func (l generous) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	p.Caps = nil
	return l.Ledger.Reserve(ctx, p)
}

// doubling counts a repeated refund again.
type doubling struct {
	ledger.Ledger
	refunds *int
}

func (l doubling) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	*l.refunds++
	return l.Ledger.Refund(ctx, id, fmt.Sprint(refund, *l.refunds), amount)
}

func TestBrokenBooksAreCaught(t *testing.T) {
	settings := map[string]string{"rapid.checks": "2000", "rapid.shrinktime": "0s"} // the first life that breaks a rule is the last
	for name, value := range settings {
		before := flag.Lookup(name).Value.String()
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
		defer flag.Set(name, before)
	}
	all := map[string]func(*lifetest.Backend, int){
		"a store that overwrites": func(b *lifetest.Backend, i int) { b.Stores[i] = overwriting{b.Stores[i]} },
		"a store that forgets":    func(b *lifetest.Backend, i int) { b.Stores[i] = forgetful{b.Stores[i]} },
		"a ledger without caps":   func(b *lifetest.Backend, i int) { b.Books[i] = generous{b.Books[i]} },
		"a ledger that refunds twice": func(b *lifetest.Backend, i int) {
			b.Books[i] = doubling{b.Books[i], new(int)}
		},
	}
	if os.Getenv("PAYMUX_FULL") == "" {
		delete(all, "a ledger that refunds twice") // it takes hundreds of lives
	}
	for name, breaks := range all {
		t.Run(name, func(t *testing.T) {
			r := &recorder{}
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				lifetest.Run(r, func(t rapid.TB) lifetest.Backend {
					b := inMemory(t)
					for i := range b.Stores {
						breaks(&b, i)
					}
					return b
				})
			}()
			<-ended
			if !r.failed {
				t.Error("no life breaks a rule")
			}
			t.Logf("%.200s", r.output.String())
		})
	}
}

// recorder is a rapid.TB that keeps the output of a property that fails.
type recorder struct {
	output strings.Builder
	failed bool
}

func (r *recorder) Helper()                   {}
func (r *recorder) Name() string              { return "recorder" }
func (r *recorder) Logf(f string, a ...any)   { fmt.Fprintf(&r.output, f+"\n", a...) }
func (r *recorder) Log(a ...any)              { fmt.Fprintln(&r.output, a...) }
func (r *recorder) Skipf(f string, a ...any)  { r.Fatalf("skipped: "+f, a...) }
func (r *recorder) Skip(a ...any)             { r.Fatal(append([]any{"skipped:"}, a...)...) }
func (r *recorder) SkipNow()                  { r.Fatal("skipped") }
func (r *recorder) Errorf(f string, a ...any) { r.Logf(f, a...); r.Fail() }
func (r *recorder) Error(a ...any)            { r.Log(a...); r.Fail() }
func (r *recorder) Fatalf(f string, a ...any) { r.Logf(f, a...); r.FailNow() }
func (r *recorder) Fatal(a ...any)            { r.Log(a...); r.FailNow() }
func (r *recorder) FailNow()                  { r.Fail(); runtime.Goexit() }
func (r *recorder) Fail()                     { r.failed = true }
func (r *recorder) Failed() bool              { return r.failed }
