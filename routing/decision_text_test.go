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
	if got, want := d.Table("zh"), "无路由结果"; got != want {
		t.Errorf("Table(zh) = %q, want %q", got, want)
	}
}

// An order's id is the shop's own and may be of any length; a table shows at most
// 256 bytes of it.
func TestTablesCutLongIDs(t *testing.T) {
	router, o := compile(t, shop()), shopOrders()[0].order
	for _, test := range []struct{ name, id, want string }{
		{"as long as is shown", strings.Repeat("x", 256), strings.Repeat("x", 256)},
		{"a byte longer", strings.Repeat("x", 257), strings.Repeat("x", 256) + "..."},
		{"cut in a character", "x" + strings.Repeat("支", 100), "x" + strings.Repeat("支", 85) + "..."},
	} {
		t.Run(test.name, func(t *testing.T) {
			o.ID = test.id
			first, _, _ := strings.Cut(route(t, router, o).String(), "\n")
			if !strings.HasPrefix(first, "Order "+test.want+": ") {
				t.Errorf("the first line is %q, want the id %q", first, test.want)
			}
		})
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
