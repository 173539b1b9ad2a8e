package provider

import (
	"crypto/rand"
	"html/template"
	"net/http"

	"github.com/paymux/paymux/limits"
)

var page = template.Must(template.New("cashier").Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Payment page 收银台</title>
<link rel="icon" href="data:,">
<style>
body { max-width: 30rem; margin: 0 auto; padding: 1rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
button { font: inherit; min-height: 2.75rem; padding: .5rem 1.25rem; margin: 0 .5rem .5rem 0; border: 2px solid #0b5cad; border-radius: .5rem; background: #fff; color: #0b5cad; }
button.pay { background: #0b5cad; color: #fff; }
a { display: inline-block; padding: .75rem 0; }
:focus-visible { outline: 3px solid #b34700; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>Payment page <span lang="zh-CN">收银台</span></h1>
<p>{{.ID}} · {{.Product}}</p>
<p><strong>{{.Amount}}</strong></p>
{{if .Open -}}
<form method="post">
<button class="pay" name="do" value="pay">Pay <span lang="zh-CN">付款</span></button>
<button name="do" value="leave">Back to the shop <span lang="zh-CN">返回商家</span></button>
</form>
{{else -}}
<p role="status">Nothing to pay. <span lang="zh-CN">无需付款。</span></p>
<p><a href="{{.ReturnURL}}">Back to the shop <span lang="zh-CN">返回商家</span></a></p>
{{end -}}
</main>
</body>
</html>
`))

// Cashier returns the pages where orders are paid, to be served at the address given to
// [New]. Once an order is paid it sends what notices there are, with the client.
func (s *Stub) Cashier(client *http.Client) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{id}", s.show)
	mux.HandleFunc("POST /{id}", func(w http.ResponseWriter, r *http.Request) {
		o, ok := s.charge(r.PathValue("id"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		// Browsers that kept the page for the back button ask for it again.
		http.SetCookie(w, &http.Cookie{Name: "cashier", Value: rand.Text(), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		if r.PostFormValue("do") == "pay" && s.Pay(o.ID) == nil {
			_ = s.Deliver(r.Context(), client) // what fails stays, and is sent again
		}
		http.Redirect(w, r, o.ReturnURL, http.StatusSeeOther)
	})
	return mux
}

func (s *Stub) charge(id string) (order, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.find(id)
	if o == nil {
		return order{}, false
	}
	return *o, true
}

func (s *Stub) show(w http.ResponseWriter, r *http.Request) {
	o, ok := s.charge(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = page.Execute(w, struct { // an error is that of a browser that has gone
		ID, Product, ReturnURL string
		Amount                 limits.Money
		Open                   bool
	}{o.ID, o.Product, o.ReturnURL, o.Amount, o.status == Open})
}
