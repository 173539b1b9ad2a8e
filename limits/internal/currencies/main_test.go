package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheTableIsUpToDate(t *testing.T) {
	got, err := os.ReadFile("../../currencies.go")
	if err != nil {
		t.Fatal(err)
	}
	want, err := generate(list)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run go generate in limits (-want +got):\n%s", diff)
	}
}

func TestFaultyLists(t *testing.T) {
	for _, tt := range []struct{ name, list, want string }{
		{"no name", "CNY 2 -", "line 1"},
		{"a code of four letters", "EURO 2 - Euro", "three letters"},
		{"a code in lower case", "eur 2 - Euro", "three letters"},
		{"codes not in order", "# Two.\nEUR 2 - Euro\nCNY 2 - Yuan Renminbi", `line 3: "CNY 2 - Yuan Renminbi": want a code of three letters after "EUR"`},
		{"a code twice", "EUR 2 - Euro\nEUR 2 - Euro", "after"},
		{"five decimal places", "EUR 5 - Euro", "0 to 4"},
		{"no number", "EUR two - Euro", "0 to 4"},
		{"a last day without a day", "HRK 2 2023-01 Kuna", "last day"},
		{"a last day of what is not paid in", "HRD - 1995-01-01 Croatian Dinar", "last day"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			source, err := generate(tt.list)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s, %v, want an error with %q", source, err, tt.want)
			}
		})
	}
}
