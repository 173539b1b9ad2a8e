package lifetest

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/paymux/paymux/examples/myshop/sample"
)

// Fetch returns the page where a browser on a desktop ends: it posts a form, if there is one.
func Fetch(t testing.TB, address string, form url.Values) string {
	t.Helper()
	verb := http.MethodGet
	if form != nil {
		verb = http.MethodPost
	}
	r, err := http.NewRequestWithContext(t.Context(), verb, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", sample.ChromeOnDesktop)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
