package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/live"
)

// story is a day of the shop: what is asked, and what is answered.
type story struct {
	ctx    context.Context
	out    io.Writer
	now    time.Time
	stub   *provider.Stub
	server *shop.Server
	err    error // the first one
}

// tell writes the story.
func tell(ctx context.Context, out io.Writer) error {
	rules, err := live.New(sample.Catalog)
	if err != nil {
		return err
	}
	key, err := provider.NewKey()
	if err != nil {
		return err
	}
	s := &story{ctx: ctx, out: out, now: time.Date(2026, 11, 27, 20, 0, 0, 0, time.FixedZone("", 8*3600))}
	s.stub, s.server = open(rules, key, "http://shop.example", func() time.Time { return s.now }, slog.New(slog.DiscardHandler))

	s.say("Buyer b1 has two orders, and asks a friend to pay the first.")
	s.page("o1")
	s.press("o1", "friend_pay", "299.00 CNY")
	s.say("A second click on the same button leads to the same payment, and the page has its link.")
	s.press("o1", "friend_pay", "299.00 CNY")
	s.page("o1")
	s.say("The friend pays. The notice comes twice, and a forged one for o2 once.")
	s.note(s.stub.Pay("o1_0001"))
	notice := s.stub.Notices()[0]
	s.notice(notice, nil)
	s.notice(notice, nil)
	s.notice(notice, func(r *http.Request) {
		r.Body = io.NopCloser(strings.NewReader(`{"merchant":"myshop","order":"o2_0001","status":"paid","total":180000,"currency":"CNY"}`))
	})
	s.page("o1")
	s.say("¥1,701.00 of today's ¥2,000.00 is left: too little for the second order.")
	s.press("o2", "friend_pay", "1800.00 CNY")
	s.page("o2")
	s.say("Staff refunds a part of the first order, and asks twice. Then more than is left, then another amount.")
	s.refund("r1", "100.00 CNY")
	s.refund("r1", "100.00 CNY")
	s.refund("r2", "199.01 CNY")
	s.refund("r1", "99.00 CNY")
	s.say("A minute later the provider has paid it back, and the day has room for the second order.")
	s.wait(time.Minute)
	s.page("o2")
	s.say("The buyer starts to pay the second with Alipay and leaves. After 15 minutes the order is closed, unpaid.")
	s.press("o2", "alipay", "1800.00 CNY")
	s.wait(15 * time.Minute)
	s.page("o2")
	s.say("A guest has no day of their own that a friend's payments could count in.")
	s.page("o4")
	return s.err
}

// wait lets time pass, and the shop do what it does every few seconds.
func (s *story) wait(d time.Duration) {
	s.now = s.now.Add(d)
	s.note(s.server.Recover(s.ctx))
}

func (s *story) note(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *story) say(text string) {
	_, err := fmt.Fprintln(s.out, text)
	s.note(err)
}

func (s *story) send(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("User-Agent", sample.ChromeOnDesktop)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func (s *story) post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(s.ctx, http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.send(h, r)
}

// page writes what the buyer sees of an order: of the JSON form of [shop.Page], what counts.
func (s *story) page(order string) {
	r := httptest.NewRequestWithContext(s.ctx, http.MethodGet, "/orders/"+order, nil)
	r.Header.Set("Accept", "application/json")
	var page struct {
		Amount               limits.Money
		State, Link, Problem string
		Methods              struct {
			Offers   []routing.PublicOffer
			Excluded []struct{ Name, Text methods.Text }
		}
	}
	s.note(json.Unmarshal(s.send(s.server, r).Body.Bytes(), &page))
	line := fmt.Sprintf("  %s, %s: %s", order, page.Amount, page.State)
	for _, more := range []string{page.Link, page.Problem} {
		if more != "" {
			line += ", " + more
		}
	}
	s.say(line)
	var offers []string
	for _, o := range page.Methods.Offers {
		offer := o.Name.EN
		if !o.Resets.IsZero() {
			offer += fmt.Sprintf(": up to %s today", o.Max)
		}
		offers = append(offers, offer)
	}
	if len(offers) > 0 {
		s.say("    " + strings.Join(offers, "; "))
	}
	for _, e := range page.Methods.Excluded {
		s.say(fmt.Sprintf("    %s: %s", e.Name.EN, e.Text.EN))
	}
}

// press is a click on the page's button.
func (s *story) press(order, method, amount string) {
	w := s.post(s.server, "/orders/"+order+"/pay", url.Values{"method": {method}, "amount": {amount}})
	line := fmt.Sprintf("  pay %s with %s: %s", order, method, status(w))
	if to := w.Header().Get("Location"); to != "" {
		line += ", on to " + to
	}
	s.say(line)
}

// status is that of an answer, in words too.
func status(w *httptest.ResponseRecorder) string {
	return fmt.Sprintf("%d %s", w.Code, http.StatusText(w.Code))
}

func (s *story) refund(id, amount string) {
	w := s.post(s.server.Staff(), "/orders/o1/refunds", url.Values{"refund": {id}, "amount": {amount}})
	s.say(fmt.Sprintf("  refund %s of o1: %s. %s", id, status(w), strings.TrimSpace(w.Body.String())))
}

// notice delivers a notice, after it has been changed on its way.
func (s *story) notice(n provider.Notice, change func(*http.Request)) {
	r, err := s.stub.Request(s.ctx, n)
	if err != nil {
		s.note(err)
		return
	}
	if change != nil {
		change(r)
	}
	s.say("  notice: " + status(s.send(s.server, r)))
}
