package versus_test

import (
	"runtime"
	"sync"
	"testing"

	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/shop"
)

// orderCount is how many different orders are decided.
const orderCount = 10_000

func BenchmarkDecide(b *testing.B) {
	forAll(b, func(b *testing.B, c versus.Candidate, orders []routing.Order) {
		if err := c.Decide(orders, b.N); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkParallel has every core decide its share of the orders, with memory of
// its own.
func BenchmarkParallel(b *testing.B) {
	forAll(b, func(b *testing.B, c versus.Candidate, orders []routing.Order) {
		if !c.Concurrent {
			b.Skip("decides in one goroutine")
		}
		cores := runtime.GOMAXPROCS(0)
		errs := make([]error, cores)
		var group sync.WaitGroup
		for core := range cores {
			first := core * len(orders) / cores
			group.Go(func() { errs[core] = c.Decide(orders[first:], (b.N+cores-1)/cores) })
		}
		group.Wait()
		for _, err := range errs {
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// forAll measures every candidate of every size. Those of one builder are dropped
// before the next ones are built: programs that lie about make the collector's
// work harder for whoever allocates.
func forAll(b *testing.B, measure func(*testing.B, versus.Candidate, []routing.Order)) {
	for _, size := range versus.Sizes() {
		b.Run(size.Name, func(b *testing.B) {
			s := size.Shop()
			orders := shop.Orders(s, orderCount)
			for _, build := range size.Builders {
				candidates, err := build(s)
				if err != nil {
					b.Fatal(err)
				}
				runtime.GC()
				for _, c := range candidates {
					b.Run(c.Name, func(b *testing.B) {
						b.ReportAllocs()
						measure(b, c, orders)
					})
				}
			}
		})
	}
}
