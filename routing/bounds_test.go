package routing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Every bound on a document is exact: what reaches it is read, what goes beyond it
// has one fault that names it.
func TestBoundsOfDocuments(t *testing.T) {
	catalog := func(text string) func() error {
		return func() error { _, err := routing.ParseCatalog([]byte(text)); return err }
	}
	name := func(n int) func() error { return catalog(`{"name": "` + strings.Repeat("x", n) + `"}`) }
	// The value is of the wrong kind in any case.
	depth := func(n int) func() error {
		return catalog(`{"name": ` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) + `}`)
	}
	depthAfterUsage := func(n int) func() error {
		return func() error {
			_, err := routing.ParseOrder([]byte(`{"usage": {"c": "1 CNY"}, "platform": ` + strings.Repeat("[", n-1) + strings.Repeat("]", n-1) +
				`, "amount": "1 CNY", "at": "2024-01-01T00:00:00Z"}`))
			return err
		}
	}
	order := func(n int) func() error {
		text := `{"platform": "p", "amount": "1 CNY", "at": "2024-01-01T00:00:00Z"}`
		return func() error {
			_, err := routing.ParseOrder([]byte(text + strings.Repeat(" ", n-len(text))))
			return err
		}
	}
	huge := make([]byte, routing.MaxCatalogSize+1) // never touched, so it takes no memory
	tests := []struct {
		name string
		read func() error
		want string // of the one fault; "" for none
	}{
		{"text at its bound", name(routing.MaxText), ""},
		{"text beyond", name(routing.MaxText + 1), "is too long: want at most 4096 bytes"},
		{"string at its bound", name(routing.MaxString), "is too long: want at most 4096 bytes"},
		{"string beyond", name(routing.MaxString + 1), "is too long: want strings of at most 65536 bytes"},
		{"depth at its bound", depth(routing.MaxDepth), "is an array: want a string"},
		{"depth beyond", depth(routing.MaxDepth + 1), "nests too deep: want at most 32 levels"},
		{"depth at its bound after an object with keys of the caller's", depthAfterUsage(routing.MaxDepth), "is an array: want a string"},
		{"order at its bound", order(routing.MaxOrderSize), ""},
		{"order beyond", order(routing.MaxOrderSize + 1), "has 1048577 bytes: want at most 1048576"},
		{"catalog beyond", func() error { _, err := routing.ParseCatalog(huge); return err }, "has 1073741825 bytes: want at most 1073741824"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := test.read()
			switch {
			case test.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.want != "" && (err == nil || !strings.HasSuffix(err.Error(), test.want)):
				t.Errorf("error is %v, want one that ends in %q", err, test.want)
			}
		})
	}
}

// A catalog has at most MaxFaults faults, and one more that says that there are
// others, whether its form or its meaning is at fault.
func TestBoundOfFaults(t *testing.T) {
	twice := func(n int) error {
		_, err := routing.ParseCatalog(slow(`{"name": ""`, `,"name":""`, n, `}`))
		return err
	}
	unsound := func(n int) error {
		c := soundShop()
		for range n {
			c.Sources = append(c.Sources, methods.Source{ID: "-", URL: "u"})
		}
		_, err := routing.Compile(c)
		return err
	}
	written := func(n int) error {
		_, err := routing.ParseCatalog(slow(`{"sources": [{"id": "-", "url": "u"}`, "\n,{\"id\": \"-\", \"url\": \"u\"}", n-1, `]}`))
		return err
	}
	tests := []struct {
		name   string
		faults func(int) error
	}{{"form", twice}, {"meaning", unsound}, {"meaning of a text", written}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if isFull() {
				if got := len(catalogFaults(t, test.faults(routing.MaxFaults))); got != routing.MaxFaults {
					t.Errorf("%d faults, want all %d", got, routing.MaxFaults)
				}
			}
			faults := catalogFaults(t, test.faults(routing.MaxFaults+2))
			if got := len(faults); got != routing.MaxFaults+1 {
				t.Fatalf("%d faults, want %d and one more", got, routing.MaxFaults)
			}
			want := "and what follows has more faults than are given here"
			if diff := cmp.Diff(want, faults[routing.MaxFaults].Problem); diff != "" {
				t.Errorf("the last one (-want +got):\n%s", diff)
			}
		})
	}
}

// A text of an error has a hundred faults and says how many there are.
func TestErrorTextIsBounded(t *testing.T) {
	_, err := routing.ParseCatalog(slow(`{"name": ""`, `,"name":""`, 250, `}`))
	text := strings.Split(err.Error(), "\n")
	if len(text) != 1+100+1 || !strings.HasSuffix(text[0], "250 faults") || text[101] != "\tand 150 more" {
		t.Errorf("%d lines, from %q to %q", len(text), text[0], text[len(text)-1])
	}
}

// The number of lists that a catalog may have is exact too, and too many are the same
// fault whether a catalog is read or compiled.
func TestBoundOfSets(t *testing.T) {
	withSets := func(n int) routing.Catalog {
		c := soundShop()
		e := c.Availability[0]
		for i := range n {
			e.ID = fmt.Sprintf("e%d", i)
			e.When.Surfaces = []methods.Surface{methods.Surface(fmt.Sprintf("a%d", i%256)), methods.Surface(fmt.Sprintf("b%d", i/256))}
			c.Availability = append(c.Availability, e)
		}
		return c
	}
	if isFull() {
		if _, err := routing.Compile(withSets(routing.MaxSets)); err != nil {
			t.Errorf("%d sets are refused: %v", routing.MaxSets, err)
		}
	}
	beyond := withSets(routing.MaxSets + 1)
	_, compiled := routing.Compile(beyond)
	_, parsed := routing.ParseCatalog(routing.Written(beyond))
	want, got := catalogFaults(t, compiled), catalogFaults(t, parsed)
	if len(want) != 1 || !strings.Contains(want[0].Problem, "65535") {
		t.Errorf("faults are %v, want one that names the bound", want)
	}
	for i := range got {
		if got[i].Line == 0 {
			t.Errorf("%v has no place", got[i])
		}
		got[i].Line, got[i].Column = 0, 0
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("faults (-compiled +read):\n%s", diff)
	}
}

// The number of rows that a catalog may expand to is exact: every entry and limit
// rule counts once for each of its platforms and methods, and an Except that names
// platforms counts there as well.
func TestBoundOfRows(t *testing.T) {
	const side = 2048 // MaxRows is its square
	var c routing.Catalog
	var ids []methods.ID
	var everywhere []methods.Platform
	for i := range side {
		ids = append(ids, methods.ID(fmt.Sprintf("m%d", i)))
		everywhere = append(everywhere, methods.Platform(fmt.Sprintf("p%d", i)))
		c.Methods = append(c.Methods, methods.Method{ID: ids[i]})
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: everywhere[i]})
	}
	c.Sources = []methods.Source{{ID: "s1", Title: "our contract"}}
	evidence := methods.Evidence{Sources: []string{"s1"}}
	onOne := []methods.Match{{Platforms: everywhere[:1], Surfaces: []methods.Surface{"app"}}}
	c.Availability = []methods.Availability{
		{ID: "a", Method: "m0", Status: methods.StatusLive, Except: onOne, Evidence: evidence}, // side * 2
	}
	limit := limits.Cap{Max: cny(1)}
	c.Limits = []routing.LimitRule{
		{ID: "b", Methods: ids[:side-5], When: methods.Match{Platforms: everywhere}, Limit: limit, Evidence: evidence},
		{ID: "c", Except: onOne, Limit: limit, Evidence: evidence}, // side * 2, although it names no platform in When
		{ID: "d", Methods: ids[1:], Limit: limit, Evidence: evidence},
		{ID: "e", Limit: limit, Evidence: evidence},
		{ID: "f", Limit: limit, Evidence: evidence}, // one too many
	}
	c.Name = "\x00" // so that the catalog at the bound is refused before it is laid out
	for _, test := range []struct {
		name  string
		rules int
		want  []string
	}{
		{"at the bound", len(c.Limits) - 1, []string{"name"}},
		{"beyond", len(c.Limits), []string{"name", "availability"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := c
			c.Limits = c.Limits[:test.rules]
			_, err := routing.Compile(c)
			if diff := cmp.Diff(test.want, paths(catalogFaults(t, err))); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
}
