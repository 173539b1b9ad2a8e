package china_test

import (
	"testing"

	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/routingtest"
)

// What no question is about is written down, so that a new row comes with a question.
func TestQuestionsCoverTheCatalog(t *testing.T) {
	coverage, err := routingtest.NewCoverage(china.Catalog())
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions() {
		if _, err := coverage.Route(q.order); err != nil {
			t.Fatal(err)
		}
	}
	coverage.Golden(t, "testdata/untouched.txt")
}
