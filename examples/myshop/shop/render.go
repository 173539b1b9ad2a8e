package shop

import (
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/paymux/paymux/limits"
)

//go:embed page.html index.html style.css
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"money": moneyText}).ParseFS(files, "*.html"))

func render(w http.ResponseWriter, name string, status int, view any) error {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	header.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	return templates.ExecuteTemplate(w, name, view)
}

func serveStyle(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, "style.css") }

// pageOf is the address of an order's page.
func pageOf(order, lang string) string { return pathOf(order) + "?lang=" + lang }

func pathOf(order string) string { return "/orders/" + url.PathEscape(order) }

// outdate makes the back button ask for an order's page again. Chromium restores even one
// that is not to be stored, with methods for an order that is paid by now, unless a cookie
// out of the reach of scripts has changed since
// (developer.chrome.com/docs/web-platform/bfcache-ccns).
func outdate(w http.ResponseWriter, order string) {
	http.SetCookie(w, &http.Cookie{Name: "page", Value: rand.Text(), Path: pathOf(order), HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// language is the one that the page was asked for in, or the browser's first one.
func language(r *http.Request) string {
	for _, tag := range []string{r.FormValue("lang"), r.Header.Get("Accept-Language")} {
		for lang := range wordsOf {
			if strings.HasPrefix(strings.ToLower(tag), lang) {
				return lang
			}
		}
	}
	return "en"
}

// moneyText writes an amount as the reasons do.
func moneyText(m limits.Money) string {
	number := m.Number()
	for i := strings.IndexByte(number+".", '.') - 3; i > 0; i -= 3 {
		number = number[:i] + "," + number[i:]
	}
	if m.Currency().String() == "CNY" {
		return "¥" + number
	}
	return number + " " + m.Currency().String()
}
