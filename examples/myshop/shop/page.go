package shop

import (
	"crypto/rand"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

//go:embed page.html index.html style.css
var files embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"money": moneyText}).ParseFS(files, "*.html"))

// Page is what the buyer is shown of an order. Apps that accept application/json get it as
// that.
type Page struct {
	Order    string       `json:"order"`
	Amount   limits.Money `json:"amount"`
	State    string       `json:"state"`             // unpaid, started or paid
	Method   methods.ID   `json:"method,omitempty"`  // of the attempt that is started or paid
	Name     methods.Text `json:"name,omitzero"`     // of the method
	Refunded limits.Money `json:"refunded,omitzero"` // of what is paid

	// Refunding is the sum of the refunds that the payer has not got yet.
	Refunding limits.Money `json:"refunding,omitzero"`

	Problem problem        `json:"problem,omitempty"` // with what was asked for
	Methods routing.Public `json:"methods,omitzero"`  // of an order that is unpaid
}

// problem says why the buyer is back at the page.
type problem string

const (
	problemNone     problem = ""
	problemUnknown  problem = "unknown_order"
	problemNoMethod problem = "no_method" // none was chosen
	problemChanged  problem = "changed"   // the amount is not the one that was shown
	problemRefused  problem = "refused"   // the method is not available any more
	problemFailed   problem = "failed"    // nobody knows: try again
)

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	b, ok := s.basket(r, r.PathValue("order"))
	if !ok {
		s.fail(w, r, http.StatusNotFound, problemUnknown)
		return
	}
	s.answer(w, r, b, http.StatusOK, problemNone)
}

// answer shows an order as it is now.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, b Basket, status int, p problem) {
	page, err := s.page(r, b)
	if err != nil {
		s.log.Error("page", "order", b.ID, "err", err)
		s.fail(w, r, http.StatusServiceUnavailable, problemFailed)
		return
	}
	page.Problem = p
	header := w.Header()
	header.Add("Vary", "Accept, Accept-Language, User-Agent")
	header.Set("Cache-Control", "no-store")
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		header.Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		err = json.NewEncoder(w).Encode(page)
	} else {
		err = render(w, "page.html", status, newPageView(page, language(r), s.now()))
	}
	if err != nil {
		s.log.Error("answer", "order", b.ID, "err", err)
	}
}

// fail says what is wrong where no order can be shown.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, p problem) {
	lang := language(r)
	w.Header().Set("Cache-Control", "no-store")
	if err := render(w, "page.html", status, newPageView(Page{Problem: p}, lang, s.now())); err != nil {
		s.log.Error("fail", "problem", p, "err", err)
	}
}

// page asks the provider first where a payment is under way: the buyer may be back before
// the notice.
func (s *Server) page(r *http.Request, b Basket) (Page, error) {
	ctx := r.Context()
	record, err := s.store.Load(ctx, b.ID)
	if err != nil {
		return Page{}, err
	}
	if a := record.current(); a != nil && a.State == Open {
		if o, err := s.provider.Query(ctx, a.ID); err != nil {
			s.log.Error("query", "attempt", a.ID, "err", err)
		} else if err := s.settle(ctx, o); err != nil {
			return Page{}, err
		}
		if record, err = s.store.Load(ctx, b.ID); err != nil {
			return Page{}, err
		}
	}
	page := Page{Order: b.ID, Amount: b.Amount}
	if a := record.payment(); a != nil {
		page.State, page.Method, page.Name, page.Amount = "paid", a.Method, a.Name, a.Amount
		page.Refunded, page.Refunding = a.refunds()
		return page, nil
	}
	if a := record.current(); a != nil {
		page.State, page.Method, page.Name = "started", a.Method, a.Name
		return page, nil
	}
	page.State = "unpaid"
	router, order := s.rules.Current(), s.order(r, b)
	if order.Usage, err = checkout.Usage(ctx, router, s.books, order, nil); err != nil {
		return Page{}, err
	}
	decision, err := router.Route(order)
	page.Methods = decision.Public()
	return page, err
}

// index lists the orders that can be tried.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	w.Header().Add("Vary", "Accept-Language")
	err := render(w, "index.html", http.StatusOK, struct {
		Words   words
		Lang    string
		Baskets []Basket
	}{wordsOf[lang], lang, s.baskets(r)})
	if err != nil {
		s.log.Error("index", "err", err)
	}
}

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
	if m.Currency().String() == "CNY" {
		return "¥" + m.Number()
	}
	return m.String()
}
