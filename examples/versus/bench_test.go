package versus_test

import (
	"runtime"
	"testing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/shop"
)

// orderCount is how many different orders are decided.
const orderCount = 10_000

func BenchmarkDecide(b *testing.B) {
	for _, size := range versus.Sizes() {
		b.Run(size.Name, func(b *testing.B) {
			s := size.Shop()
			candidates, err := size.Candidates(s)
			if err != nil {
				b.Fatal(err)
			}
			orders := shop.Orders(s, orderCount)
			s = nil
			runtime.GC()
			for _, c := range candidates {
				b.Run(c.Name, func(b *testing.B) {
					b.ReportAllocs()
					if err := c.Decide(orders, b.N); err != nil {
						b.Fatal(err)
					}
				})
			}
		})
	}
}
