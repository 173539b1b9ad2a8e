package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/paymux/paymux/routing"
)

// routed routes the orders of the shop.
func routed(t testing.TB) map[string]routing.Decision {
	t.Helper()
	router, err := routing.Compile(shop())
	if err != nil {
		t.Fatal(err)
	}
	decisions := map[string]routing.Decision{}
	for _, o := range shopOrders() {
		d, err := router.Route(o.order)
		if err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		decisions[o.name] = d
	}
	return decisions
}

func TestDecisionTables(t *testing.T) {
	decisions := routed(t)
	var b strings.Builder
	for _, o := range shopOrders() {
		d := decisions[o.name]
		for _, lang := range []string{"en", "zh"} {
			fmt.Fprintf(&b, "== %s, %s ==\n%s\n\n", o.name, lang, d.Table(lang))
		}
	}
	golden(t, "tables.golden", b.String())
}

func TestTableLanguages(t *testing.T) {
	d := routed(t)["at the limit"]
	for _, lang := range []string{"", "en", "en-GB", "fr", "z"} {
		if got := d.Table(lang); got != d.String() {
			t.Errorf("Table(%q) is not in English:\n%s", lang, got)
		}
	}
	for _, lang := range []string{"zh", "zh-CN", "zh_Hans", "ZH"} {
		if got := d.Table(lang); got == d.String() || got != d.Table("zh") {
			t.Errorf("Table(%q) is not in Chinese:\n%s", lang, got)
		}
	}
}

func TestZeroDecisionHasATable(t *testing.T) {
	var d routing.Decision
	if got, want := d.String(), "no decision"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got, want := d.Table("zh"), "没有决定"; got != want {
		t.Errorf("Table(zh) = %q, want %q", got, want)
	}
}

// No line of a table ends in blanks, and none holds anything that a terminal
// would act on.
func TestTablesAreSafeToPrint(t *testing.T) {
	for name, d := range routed(t) {
		for _, table := range []string{d.String(), d.Table("zh"), fmt.Sprintf("%#v", d)} {
			for line := range strings.SplitSeq(table, "\n") {
				if line != strings.TrimRight(line, " ") || strings.ContainsFunc(line, unicode.IsControl) {
					t.Errorf("%s: line %q", name, line)
				}
			}
		}
	}
}
