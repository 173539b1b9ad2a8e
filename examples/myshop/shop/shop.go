package shop

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/live"
)

// Three lives end one after another: the order at the provider, then the hold of its room.
// Otherwise a payment could succeed when its room has gone to others.
const (
	life   = 15 * time.Minute // of an order at the provider
	margin = 5 * time.Minute  // for clocks that differ and answers that take their time
	hold   = life + margin    // of the room under caps
)

// Basket is what the shop knows of an order. Its amount and its facts come from here,
// never from the request: a buyer must not be able to state traits.
type Basket struct {
	ID     string // up to 27 letters and digits: the ids of its attempts begin with it
	Amount limits.Money
	Buyer  string          // empty for a guest
	Traits []methods.Trait // those of facts that it has: it lacks the others
}

// facts are the traits that the shop knows of every order.
var facts = []methods.Trait{"new_buyer", "virtual_goods"}

// Provider is the payment provider. Every call may be repeated. An error other than
// [provider.ErrOver] means that the outcome is unknown.
type Provider interface {
	Create(ctx context.Context, charge provider.Charge) (url string, err error)
	Query(ctx context.Context, id string) (provider.Order, error)
	Close(ctx context.Context, id string) (provider.Order, error)
	Refund(ctx context.Context, refund provider.Refund) (provider.RefundStatus, error)

	// Verify returns the order that a notice is of, or an error if it is not genuine.
	Verify(header http.Header, body []byte) (provider.Order, error)
}

// Config is what a [Server] is made of. Everything in it is needed, but for Refundable.
type Config struct {
	Rules    *live.Router
	Books    ledger.Ledger
	Store    Store
	Provider Provider

	// Basket returns an order, and false if the request's session has no such order. The
	// ones of the page at / are those of Baskets.
	Basket  func(r *http.Request, id string) (Basket, bool)
	Baskets func(r *http.Request) []Basket

	Merchant string           // whose totals are counted
	URL      string           // the shop's own address, such as https://shop.example
	Now      func() time.Time // [time.Now], but for tests; in the zone that buyers are shown
	Log      *slog.Logger

	Refundable []limits.Counter // see [ledger.Payment]
}

// Server is the shop's http.Handler. It is safe for concurrent use.
type Server struct {
	rules      *live.Router
	books      ledger.Ledger
	store      Store
	provider   Provider
	basket     func(*http.Request, string) (Basket, bool)
	baskets    func(*http.Request) []Basket
	merchant   string
	url        string
	now        func() time.Time
	log        *slog.Logger
	refundable []limits.Counter

	buyers, staff http.Handler
}

// NewServer returns a shop. Its handlers are built here, once.
func NewServer(c Config) *Server {
	s := &Server{
		rules: c.Rules, books: c.Books, store: c.Store, provider: c.Provider, basket: c.Basket, baskets: c.Baskets,
		merchant: c.Merchant, url: c.URL, now: c.Now, log: c.Log, refundable: c.Refundable,
	}
	buyers := http.NewServeMux()
	buyers.HandleFunc("GET /{$}", s.index)
	buyers.HandleFunc("GET /style.css", serveStyle)
	buyers.HandleFunc("GET /orders/{order}", s.show)
	buyers.HandleFunc("POST /orders/{order}/pay", s.pay)
	buyers.HandleFunc("POST /orders/{order}/cancel", s.cancel)
	buyers.HandleFunc("POST /callback", s.callback)
	staff := http.NewServeMux()
	staff.HandleFunc("POST /orders/{order}/refunds", s.refund)
	// Another site's page must not press a button in the buyer's name.
	s.buyers = http.NewCrossOriginProtection().Handler(buyers)
	s.staff = http.NewCrossOriginProtection().Handler(staff)
	return s
}

// ServeHTTP serves buyers and the provider.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.buyers.ServeHTTP(w, r) }

// Staff returns the handler of refunds. It asks nobody who they are: serve it where only
// staff can reach it.
func (s *Server) Staff() http.Handler { return s.staff }

// order builds the order anew from what the shop knows and where the page runs.
func (s *Server) order(r *http.Request, b Basket) routing.Order {
	return routing.Order{
		ID:       b.ID,
		Platform: "myshop",
		Surface:  methods.SurfaceOfHeader(r.Header),
		Amount:   b.Amount,
		At:       s.now(),
		Traits:   b.Traits,
		Lacks:    slices.DeleteFunc(slices.Clone(facts), func(t methods.Trait) bool { return slices.Contains(b.Traits, t) }),
		Buyer:    limits.Hide(b.Buyer), // that of a guest is nobody's
		Merchant: limits.Hide(s.merchant),
	}
}
