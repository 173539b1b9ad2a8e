package provider

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
)

// Status is what the provider says of an order.
type Status string

// The statuses of an order. Unknown is an id that no order has, or has yet: a call that
// makes it may still be on its way.
const (
	Unknown Status = "unknown"
	Open    Status = "open"   // can be paid until it expires
	Paid    Status = "paid"   // final, but for refunds
	Closed  Status = "closed" // can be paid no more
)

// Order is what the provider says of one of the merchant's orders.
type Order struct {
	ID     string
	Status Status
	Amount limits.Money // that was asked, and paid if the status is Paid; zero for Unknown
}

// Charge asks for an order to be made.
type Charge struct {
	// ID is the merchant's own, the same one for each repetition: 6 to 32 letters, digits and
	// underscores, which WeChat Pay and Alipay both take.
	ID      string
	Product string // such as alipay_wap
	Amount  limits.Money
	Expires time.Time // exclusive: WeChat Pay and Alipay call it time_expire

	NotifyURL string // takes the notices
	ReturnURL string // where the buyer goes afterward
}

var takenID = regexp.MustCompile(`^[0-9A-Za-z_]{6,32}$`)

// ErrOver reports an order that can be paid no more: it is paid, closed or expired.
var ErrOver = errors.New("the provider's order can be paid no more")

// Stub is a provider with one merchant. It is safe for concurrent use.
type Stub struct {
	cashier  string // the address of its pages
	merchant string
	key      *rsa.PrivateKey
	now      func() time.Time

	mu      sync.Mutex
	orders  map[string]*order
	refunds map[string]*refund // by id, which is unique in the merchant's account
	notices []Notice           // not yet acknowledged, oldest first
}

type order struct {
	Charge
	status Status
}

// New returns a provider without orders whose pages are below the address cashier, such as
// http://localhost:8080/cashier.
func New(cashier, merchant string, key *rsa.PrivateKey, now func() time.Time) *Stub {
	return &Stub{cashier: cashier, merchant: merchant, key: key, now: now, orders: map[string]*order{}, refunds: map[string]*refund{}}
}

// NewKey returns a key to sign notices with.
func NewKey() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) }

// Create makes an order and returns the address of the page where it is paid. The same
// charge again returns the same address; [ErrOver] says that there is nothing to pay.
func (s *Stub) Create(_ context.Context, c Charge) (string, error) {
	if !takenID.MatchString(c.ID) {
		return "", fmt.Errorf("order %q: want 6 to 32 letters, digits and underscores", c.ID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.find(c.ID)
	if o == nil {
		if !s.now().Before(c.Expires) {
			return "", ErrOver
		}
		o = &order{Charge: c, status: Open}
		s.orders[c.ID] = o
	}
	if o.status != Open {
		return "", ErrOver
	}
	if o.Amount != c.Amount || o.Product != c.Product || !o.Expires.Equal(c.Expires) {
		return "", fmt.Errorf("order %s is another one: %+v, not %+v", c.ID, o.Charge, c)
	}
	return s.cashier + "/" + c.ID, nil
}

// find returns an order, and closes it before if it has expired.
func (s *Stub) find(id string) *order {
	o := s.orders[id]
	if o != nil && o.status == Open && !s.now().Before(o.Expires) {
		o.status = Closed
		s.notify(o)
	}
	return o
}

// Query returns what the provider knows of an order.
func (s *Stub) Query(_ context.Context, id string) (Order, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answer(id), nil
}

func (s *Stub) answer(id string) Order {
	o := s.find(id)
	if o == nil {
		return Order{ID: id, Status: Unknown}
	}
	return Order{ID: id, Status: o.status, Amount: o.Amount}
}

// Close ends an order that is open. It returns the order as it is then: one that was paid
// before stays paid.
func (s *Stub) Close(_ context.Context, id string) (Order, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o := s.find(id); o != nil && o.status == Open {
		o.status = Closed
		s.notify(o)
	}
	return s.answer(id), nil
}

// Pay is the buyer who pays at the cashier. The error is [ErrOver] if that is too late.
func (s *Stub) Pay(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.find(id)
	if o == nil || o.status != Open {
		return ErrOver
	}
	o.status = Paid
	s.notify(o)
	return nil
}

// PayLate is a payment made in time, of which the shop hears after its hold has ended: a lost
// notice, or clocks that differ. It is rare, and the money has moved.
func (s *Stub) PayLate(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.find(id)
	if o == nil || o.status != Closed {
		return fmt.Errorf("order %s is not closed", id)
	}
	o.status = Paid
	s.notify(o)
	return nil
}
