package routingtest_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// Orders of the shop lie at its bounds, and beside them.
func ExampleOrders() {
	orders := routingtest.Orders(shop())
	seen := map[string]bool{}
	for seed := range 1_000 {
		seen[orders.Example(seed).Amount.String()] = true
	}
	for _, amount := range []string{"0.00 CNY", "0.01 CNY", "299.99 CNY", "300.00 CNY", "300.01 CNY"} {
		fmt.Println(amount, seen[amount])
	}
	// Output:
	// 0.00 CNY true
	// 0.01 CNY true
	// 299.99 CNY true
	// 300.00 CNY true
	// 300.01 CNY true
}

// A limit that keeps state breaks the first law.
func ExampleLaws() {
	report, failed := run(routingtest.Laws(rule(routing.LimitRule{Limit: falling()})))
	_, law, _ := strings.Cut(report, "the catalog breaks ")
	law, _, _ = strings.Cut(law, "\n")
	fmt.Println("failed:", failed)
	fmt.Println(law)
	// Output:
	// failed: true
	// the law "deterministic": the same catalog and the same order give the same decision, byte for byte.
}

// Run fails for an entry that comes too late, and says which one comes before it. In a
// test: routingtest.Run(t, catalog).
func ExampleRun() {
	catalog := entry(methods.Availability{
		Method: "alipay", When: methods.Match{Audience: [][]methods.Trait{{"vip"}}},
	})
	errors, _ := linted(catalog)
	for _, e := range errors {
		finding, decision, _ := strings.Cut(e, ": ")
		fmt.Println(finding)
		fmt.Println(decision[strings.LastIndex(decision, "offered"):])
	}
	// Output:
	// planted (unreachable_entry)
	// offered alipay by app for 0.01 CNY to 300.00 CNY (alipay.live)
}

// A file states what matters of a decision: rules that decide otherwise fail the test.
// In a test: routingtest.Golden(t, router, dir).
func ExampleGolden() {
	dir, err := os.MkdirTemp("", "decisions")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "above_the_cap.json")
	intention := `{
		"order": {"platform": "shop", "surface": "app", "amount": "300.01 CNY", "at": "2024-01-01T00:00:00+08:00"},
		"offered": ["huabei"],
		"not": {"alipay": "above_max"}}`
	if err := os.WriteFile(file, []byte(intention), 0o600); err != nil {
		log.Fatal(err)
	}
	fmt.Println(routingtest.GoldenFile(routing.MustCompile(shop()), file, false))
	// Output:
	// want huabei offered, got: excluded huabei: parent (huabei.live): Paid inside alipay, which is not offered
}

// A fuzz target for a catalog is one line.
func FuzzLaws(f *testing.F) {
	f.Add([]byte("any bytes make orders"))
	f.Fuzz(rapid.MakeFuzz(routingtest.Laws(shop())))
}
