package routingtest_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/routingtest"
)

// The kit states each law in the words of the doc comment of Laws.
func TestLawsAreThoseOfTheDocComment(t *testing.T) {
	source, err := os.ReadFile("laws.go")
	if err != nil {
		t.Fatal(err)
	}
	bullet := regexp.MustCompile(`(?m)^//   - (.*(?:\n//     .*)*)`)
	var want []string
	for _, match := range bullet.FindAllStringSubmatch(string(source), -1) {
		want = append(want, strings.ReplaceAll(match[1], "\n//    ", ""))
	}
	if diff := cmp.Diff(want, routingtest.LawTexts()); diff != "" {
		t.Errorf("laws (-doc comment +kit):\n%s", diff)
	}
}
