package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/versus/shop"
)

func TestTheSwitchIsGeneratedFromTheRules(t *testing.T) {
	want, err := Source(shop.BuiltIn())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../switch.go")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run go generate ./byhand; switch.go differs (-want +got):\n%s", diff)
	}
}
