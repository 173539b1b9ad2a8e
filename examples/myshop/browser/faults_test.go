package browser_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// Mistakes planted into the page: each check sees the one that it is there for.
func TestPlantedFaultsAreSeen(t *testing.T) {
	inaccessible := func(_ *world, b *tab) []string { return b.inaccessible() }
	keyboard := func(_ *world, b *tab) []string { return b.untabbed() }
	narrow := func(_ *world, b *tab) []string {
		b.hold(phone)
		return b.misfits(phone.width)
	}
	noted := func(_ *world, b *tab) []string {
		evaluate[int](b, "0") // what came before its answer has been noted
		return b.seen()
	}
	script := func(code string) string { return "<script>" + code + "</script></body>" }

	for _, test := range []struct {
		name     string
		text, by string // in the page or its style
		check    func(*world, *tab) []string
		want     string
	}{
		{"a choice without a label", `<label class="choice">`, `<div class="choice">`, inaccessible, "label: "},
		{"text that can hardly be read", "--soft: #555", "--soft: #bbb", inaccessible, "color-contrast: "},
		{"a page in no language", ` lang="en"`, "", inaccessible, "html-has-lang: "},
		{"a page without a title", "Checkout · My shop</title>", "</title>", inaccessible, "document-title: "},
		{"a button without a name", ">Continue to payment<", "><", inaccessible, "button-name: "},
		{"a page that cannot be enlarged", "initial-scale=1", "initial-scale=1, user-scalable=no", inaccessible, "meta-viewport: "},
		{"no sign of the focus", "outline: 3px solid", "outline: 0 solid", keyboard, `the focus of "My shop" cannot be seen`},
		{"a button out of reach of Tab", `<button class="main"`, `<button class="main" tabindex="-1"`, keyboard, `not to "Continue to payment"`},
		{"an order of Tab that is not the page's", `<button class="main"`, `<button class="main" tabindex="1"`, keyboard, `not to "My shop"`},
		{"a page wider than a phone", "main {", "main { min-width: 400px;", narrow, "pixels wide"},
		{"a button too small for a finger", "min-height: 3rem", "height: 2rem", narrow, "for a finger: <button"},
		{"a line on the console", "</body>", script(`console.error("planted")`), noted, `the console is written to: "planted"`},
		{"a script that fails", "</body>", script(`planted()`), noted, "a script fails: Uncaught"},
		{"a style that is missing", `href="/style.css"`, `href="/none.css"`, noted, "Refused to apply style"},
		{"a picture from another host", "</body>", `<img alt="" src="http://tracker.example/pixel.png"></body>`, noted, "a request beyond loopback: http://tracker.example/"},
		{"a script that tells another host", "</body>", script(`fetch("https://tracker.example/").catch(() => {})`), noted, "a request beyond loopback: https://tracker.example/"},
		{"a web socket to another host", "</body>", script(`new WebSocket("wss://tracker.example/")`), noted, "a web socket: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, options{wrap: planted(test.text, test.by)})
			b := openUnchecked(t, desktop)
			b.visit(w, "o1", "en")
			found := test.check(w, b)
			if !slices.ContainsFunc(found, func(text string) bool { return strings.Contains(text, test.want) }) {
				t.Errorf("found %q, want one with %q", found, test.want)
			}
		})
	}
}

// What the browser is kept from doing is an error on its console.
func TestThePolicyOfThePageStopsWhatIsPlanted(t *testing.T) {
	w := newWorld(t, options{wrap: replace("</body>", `<script>planted()</script><img alt="" src="http://tracker.example/"></body>`)})
	b := openUnchecked(t, desktop)
	b.visit(w, "o1", "en")
	evaluate[int](b, "0")
	found := strings.Join(b.seen(), "\n")
	for _, directive := range []string{"script-src", "img-src"} {
		if !strings.Contains(found, directive) {
			t.Errorf("no word of %s is noted in:\n%s", directive, found)
		}
	}
}

// A page that posts twice is seen, though the shop counts one payment.
func TestAPageThatPostsTwiceIsSeen(t *testing.T) {
	w := newWorld(t, options{wrap: planted("</body>", `<script>
		const form = document.querySelector("form");
		form.addEventListener("submit", () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true, redirect: "manual"}));
	</script></body>`)})
	b := openUnchecked(t, desktop)
	b.toPaid(w, "en")
	if got := w.posts("/orders/o1/pay"); len(got) != 2 {
		t.Errorf("%d posts are seen, want 2", len(got))
	}
	w.paidOnce("o1")
}

// planted replaces a text of the pages, and takes their policy away: it would stop some of
// what is planted.
func planted(text, by string) func(http.Handler) http.Handler {
	change := replace(text, by)
	return func(next http.Handler) http.Handler {
		return change(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r)
			w.Header().Del("Content-Security-Policy")
		}))
	}
}

// replace replaces a text in all that is answered.
func replace(text, by string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := httptest.NewRecorder()
			next.ServeHTTP(answer, r)
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			w.Header().Del("Content-Length")
			w.WriteHeader(answer.Code)
			_, _ = w.Write(bytes.ReplaceAll(answer.Body.Bytes(), []byte(text), []byte(by))) // the browser may have gone
		})
	}
}
