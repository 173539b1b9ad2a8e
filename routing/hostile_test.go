package routing_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// allocated returns how many bytes a function allocates in all.
func allocated(f func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// Documents that are made to cost much, what ParseCatalog says of them, and how
// many bytes it may allocate to say so.
func TestHostileDocumentsCostLittle(t *testing.T) {
	const kilobyte, megabyte = 1 << 10, 1 << 20
	long := 64 * megabyte
	if raceDetector || !isFull() { // the detector watches every byte that is read
		long = 4 * megabyte
	}
	n := many(100_000)
	tests := []struct {
		name  string
		text  func() []byte
		most  int // bytes
		count int // faults
		first string
	}{
		{"one long string", func() []byte {
			return slow(`{"name": "`, "x", long, `"}`)
		}, 24 * kilobyte, 1, `name (1:10): "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is too long: want strings of at most 65536 bytes`},
		{"one long string of escapes", func() []byte {
			return slow(`{"name": "`, `\u0041`, long/6, `"}`)
		}, 24 * kilobyte, 1, `name (1:10): "\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u0041\\u00..." is too long: want strings of at most 65536 bytes`},
		{"a long key", func() []byte {
			return slow(`{"`, "x", long, `": 1}`)
		}, 24 * kilobyte, 1, `document (1:2): "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is too long: want strings of at most 65536 bytes`},
		{"a long number", func() []byte {
			return slow(`{"availability": [{"rank": `, "9", long, `}]}`)
		}, 24 * kilobyte, 5, `availability[0].id (1:19): is missing: want an id, lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`},
		{"much white space", func() []byte {
			return slow(``, "\n", long, ``)
		}, 24 * kilobyte, 1, fmt.Sprintf("document (%d:1): ends too early: want a value", long+1)},
		{"many brackets", func() []byte {
			return slow(``, "[", many(10_000_000), ``)
		}, 24 * kilobyte, 1, `document (1:33): nests too deep: want at most 32 levels`},
		{"many braces", func() []byte {
			return slow(``, `{"x":`, many(10_000_000), ``)
		}, 24 * kilobyte, 2, `x (1:2): "x" is not a key here; known: name, version, zone, sources, default_sources, region_sets, traits, methods, platforms, availability, limits, accept`},
		{"many empty lists", func() []byte {
			return slow(`{"x": [[]`, `,[]`, many(1_000_000), `]}`)
		}, 24 * kilobyte, 1, `x (1:2): "x" is not a key here; known: name, version, zone, sources, default_sources, region_sets, traits, methods, platforms, availability, limits, accept`},
		{"keys that are there twice", func() []byte {
			return slow(`{"name": ""`, ",\n\"name\": 1", n, `}`)
		}, n * 2_000, n, `name (2:1): "name" is there twice: want each key once`},
		{"unknown keys", func() []byte {
			return slow(`{"name": ""`, ",\n\"nam\": 1", n, `}`)
		}, n * 2_000, n, `nam (2:1): "nam" is not a key here; did you mean "name"?`},
		{"halves of surrogate pairs where objects are meant", func() []byte {
			return slow(`{"traits": [["\ud800"]`, ",\n[\"\\ud800\"]", n/2-1, `]}`)
		}, n * 2_000, n, `traits[0] (1:13): "[\"\\ud800\"]" is an array: want an object`},
		{"entries without anything", func() []byte {
			return slow(`{"availability": [{}`, ",\n{}", n/4-1, `]}`)
		}, n * 2_000, n, `availability[0].id (1:19): is missing: want an id, lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`},
		{"dates without a zone", func() []byte {
			return slow(`{"availability": [{"except": [{"from": "2024-01-01"}`, ",\n{\"from\": \"2024-01-01\"}", n-5, `]}]}`)
		}, n * 2_000, n, `availability[0].id (1:19): is missing: want an id, lower-case ASCII words and digits joined by "_" or ".", up to 128 bytes`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := test.text()
			var err error
			bytes := allocated(func() { _, err = routing.ParseCatalog(data) })
			faults := catalogFaults(t, err)
			if diff := cmp.Diff(test.first, faults[0].Error()); diff != "" {
				t.Errorf("first fault (-want +got):\n%s", diff)
			}
			if len(faults) != test.count {
				t.Errorf("%d faults, want %d", len(faults), test.count)
			}
			if bytes > test.most {
				t.Errorf("allocates %d bytes for %d, want at most %d", bytes, len(data), test.most)
			}
			if size := len(err.Error()); size > 100*kilobyte {
				t.Errorf("the error has %d bytes", size)
			}
		})
	}
}

// slow builds a document with a part that comes many times.
func slow(head, part string, n int, tail string) []byte {
	return append(append([]byte(head), bytes.Repeat([]byte(part), n)...), tail...)
}

// An order of a megabyte with as many faults as fit has them all, once each.
func TestHostileOrdersCostLittle(t *testing.T) {
	tests := []struct {
		name, part string
	}{
		{"numbers", "1"},
		{"bad ids", `""`},
		{"nulls", "null"},
		{"lists", "[]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := many(100_000)
			data := slow(`{"platform": "p", "amount": "1 CNY", "at": "2024-01-01T00:00:00Z", "traits": [`+test.part, ","+test.part, n-1, `]}`)
			var err error
			bytes := allocated(func() { _, err = routing.ParseOrder(data) })
			if faults := orderFaults(t, err); len(faults) != n {
				t.Errorf("%d faults, want %d", len(faults), n)
			}
			if most := n * 2_000; bytes > most {
				t.Errorf("allocates %d bytes for %d, want at most %d", bytes, len(data), most)
			}
		})
	}
}

// An order that is printed into a log costs what its text costs, however much it
// states.
func TestPrintingLargeOrdersCostsLittle(t *testing.T) {
	const n = 100_000
	o := routing.Order{Platform: "shop", Amount: cny(1), At: day(0)}
	for i := range n {
		o.Traits = append(o.Traits, methods.Trait(fmt.Sprintf("t%d", i)))
	}
	var text string
	bytes := allocated(func() { text = o.String() })
	if !strings.HasSuffix(text, `,"t99998","t99999"]}`) {
		t.Errorf("ends in %q", text[len(text)-20:])
	}
	if most := 10 * len(text); bytes > most {
		t.Errorf("allocates %d bytes for %d, want at most %d", bytes, len(text), most)
	}
}

// A million entries on one platform: a thousand methods with a thousand statements
// each. A run that is not full has a tenth of the methods.
func TestManyEntriesOnOnePlatform(t *testing.T) {
	count, each := 1_000, 1_000
	if !isFull() {
		count, each = 100, 1_000
	}
	c := soundShop()
	c.Availability, c.Methods = make([]methods.Availability, 0, count*each), make([]methods.Method, count)
	on, evidence := []methods.Platform{"shop"}, methods.Evidence{Sources: []string{"s1"}}
	for m := range count {
		c.Methods[m].ID = methods.ID(fmt.Sprintf("m%d", m))
		for n := range each {
			e := methods.Availability{
				ID: fmt.Sprintf("e%d.%d", m, n), Method: c.Methods[m].ID, Status: methods.StatusLive,
				When: methods.Match{Platforms: on, Period: methods.Period{From: day(n), Until: day(n + 1)}}, Evidence: evidence,
			}
			c.Availability = append(c.Availability, e)
		}
	}
	c.Limits = nil
	var r *routing.Router
	if bytes := allocated(func() { r = routing.MustCompile(c) }); bytes > count*each*500 {
		t.Errorf("Compile allocates %d bytes for %d entries", bytes, count*each)
	}
	d, err := r.Route(routing.Order{Platform: "shop", Amount: cny(1), At: day(each - 1)})
	if err != nil {
		t.Fatal(err)
	}
	offers := d.Offers()
	if len(offers) != count || offers[count-1].Entry != fmt.Sprintf("e%d.%d", count-1, each-1) {
		t.Errorf("%d offers, the last by %v; want %d", len(offers), offers[len(offers)-1], count)
	}
}

func TestTenThousandTraits(t *testing.T) {
	c := soundShop()
	var all []methods.Trait
	for i := range 10_000 {
		all = append(all, methods.Trait(fmt.Sprintf("t%d", i)))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: all[i]})
	}
	c.Availability[0].When.Audience = [][]methods.Trait{all}
	for i := range all {
		c.Availability[1].When.Audience = append(c.Availability[1].When.Audience, all[i:i+1])
	}
	var r *routing.Router
	if bytes := allocated(func() { r = routing.MustCompile(c) }); bytes > len(all)*2_000 {
		t.Errorf("Compile allocates %d bytes for %d traits", bytes, len(all))
	}
	o := routing.Order{Platform: "shop", Amount: cny(1), At: day(0), Traits: all, Usage: limits.Usage{"day": {Amount: cny(0)}}}
	var d routing.Decision
	if bytes := allocated(func() { d = route(t, r, o) }); bytes > len(all)*100 {
		t.Errorf("Route allocates %d bytes for %d traits", bytes, len(all))
	}
	if diff := cmp.Diff([]methods.ID{"alipay", "huabei"}, offered(d)); diff != "" {
		t.Errorf("offers to who states them all (-want +got):\n%s", diff)
	}
	o.Traits = all[1:]
	why, _ := route(t, r, o).Why("alipay")
	if len(why.Reasons) != 1 || !cmp.Equal(why.Reasons[0].Remedy.Traits, all[:1]) {
		t.Errorf("one trait short: %v", why.Reasons)
	}
}

func TestHundredThousandAliases(t *testing.T) {
	const n = 100_000
	c := soundShop()
	for i := range n {
		c.Platforms[0].Aliases = append(c.Platforms[0].Aliases, methods.Platform(fmt.Sprintf("shop_%d", i)))
	}
	r := routing.MustCompile(c)
	o := routing.Order{Platform: "shop_99999", Amount: cny(1), At: day(0)}
	if d := route(t, r, o); len(d.Excluded()) != 2 {
		t.Errorf("by its last alias the platform has %d methods, want 2", len(d.Excluded()))
	}
	o.Platform = "shop_x"
	_, err := r.Route(o)
	if err == nil || !strings.Contains(err.Error(), "did you mean") {
		t.Errorf("an alias that is not there: %v", err)
	}
}

// Many entries that nest the same way on one platform are one statement about it.
func TestManyEntriesNestTheSameWay(t *testing.T) {
	n := many(50_000)
	c := soundShop()
	parent, child := c.Availability[0], c.Availability[1]
	for i := range n {
		parent.ID, child.ID = fmt.Sprintf("a%d", i), fmt.Sprintf("b%d", i)
		c.Availability = append(c.Availability, parent, child)
	}
	if _, err := routing.Compile(c); err != nil {
		t.Error(err)
	}
	for i := range c.Availability {
		if c.Availability[i].Method == "alipay" {
			c.Availability[i].Parent = "huabei"
		}
	}
	_, err := routing.Compile(c)
	if faults := catalogFaults(t, err); len(faults) != n+1 || faults[0].Path != "availability[1].within" {
		t.Errorf("%d faults, the first %v; want one for each entry that closes the circle", len(faults), faults[0])
	}
}

// Entries for many platforms whose Excepts name as many are compiled in time that
// grows with their number.
func TestExceptsOfManyPlatforms(t *testing.T) {
	const n = 20_000
	c := soundShop()
	c.Availability = c.Availability[:1]
	e := &c.Availability[0]
	e.When.Platforms = nil
	for i := range n {
		p := methods.Platform(fmt.Sprintf("p%d", i))
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: p})
		e.When.Platforms = append(e.When.Platforms, p)
	}
	e.Except = []methods.Match{{Platforms: e.When.Platforms, Surfaces: []methods.Surface{"app"}}}
	d := route(t, routing.MustCompile(c), routing.Order{Platform: "p19999", Surface: "app", Amount: cny(1), At: day(0), Usage: limits.Usage{"day": {Amount: cny(0)}}})
	if why, ok := d.Why("alipay"); !ok || why.Reasons[0].Code != routing.CodeExcepted {
		t.Errorf("why is %v, want excepted", why.Reasons)
	}
}
