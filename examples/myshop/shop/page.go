package shop

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

// Page is what the buyer is shown of an order. Apps that accept application/json get it as
// that.
type Page struct {
	Order  string       `json:"order"`
	Amount limits.Money `json:"amount"`
	State  string       `json:"state"`            // unpaid, started, paid, or unsure: staff must look
	Method methods.ID   `json:"method,omitempty"` // of the attempt that is started or paid
	Name   methods.Text `json:"name,omitzero"`    // of the method

	Payer methods.Payer `json:"payer,omitempty"` // likewise
	Until time.Time     `json:"until,omitzero"`  // when an attempt that the provider may know can be paid no more
	Link  string        `json:"link,omitempty"`  // where the friend pays who is asked to

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
	problemStart    problem = "start"     // nothing has gone to the provider: try again
	problemFailed   problem = "failed"    // nobody knows
	problemPage     problem = "page"      // the page itself cannot be shown
	problemCancel   problem = "cancel"    // the attempt before cannot be given up yet
	problemUnsure   problem = "unsure"    // nobody knows whether it is paid
	problemLeft     problem = "left"      // an attempt that was given up can still be paid
	problemExpired  problem = "expired"   // nobody paid in time
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
		if p != problemFailed && p != problemUnsure {
			p = problemPage
		}
		s.fail(w, r, http.StatusServiceUnavailable, p)
		return
	}
	page.Problem = cmp.Or(p, page.Problem)
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

// page shows how far an order is.
func (s *Server) page(r *http.Request, b Basket) (Page, error) {
	ctx := r.Context()
	record, isKnown, err := s.ask(ctx, b.ID)
	if err != nil {
		return Page{}, err
	}
	page := Page{Order: b.ID, Amount: b.Amount}
	if !isKnown {
		page.Problem = problemUnsure
	}
	if a := cmp.Or(record.payment(), record.current()); a != nil {
		page.State, page.Method, page.Name, page.Payer, page.Amount = "started", a.Method, a.Name, a.Payer, a.Amount
		if a.State == Paid {
			page.State = "paid"
			page.Refunded, page.Refunding = a.refunds()
			return page, nil
		}
		if page.Link = a.Link; a.State == Open {
			page.Until = a.Expires.In(s.now().Location())
		}
		return page, nil
	}
	if record.has(Stray) {
		page.State, page.Problem = "unsure", problemUnsure
		return page, nil
	}
	page.State = "unpaid"
	switch last := len(record.Attempts) - 1; {
	case record.has(Left):
		page.Problem = cmp.Or(page.Problem, problemLeft)
	case last >= 0 && record.Attempts[last].Expired:
		page.Problem = problemExpired
	}
	router, order := s.rules.Current(), s.order(r, b)
	if order.Usage, err = checkout.Usage(ctx, router, s.books, order, nil); err != nil {
		return Page{}, err
	}
	decision, err := router.Route(order)
	page.Methods = decision.Public()
	return page, err
}

// ask has the provider say what has become of what can be paid: the buyer may be back before
// the notice. It reports whether that is known of everything.
func (s *Server) ask(ctx context.Context, order string) (Record, bool, error) {
	record, err := s.store.Load(ctx, order)
	isKnown := true
	for _, a := range record.Attempts {
		if a.State != Open && a.State != Left {
			continue
		}
		o, err := s.provider.Query(ctx, a.ID)
		if err != nil {
			s.log.Error("query", "attempt", a.ID, "err", err)
			isKnown = false
		} else if err := s.settle(ctx, o); err != nil {
			return Record{}, false, err
		}
	}
	if err != nil {
		return Record{}, false, err
	}
	record, err = s.store.Load(ctx, order)
	return record, isKnown, err
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
