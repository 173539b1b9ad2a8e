package provider

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// Notice is a change of an order that the merchant has not acknowledged yet. It is
// comparable with ==.
type Notice struct {
	url, body string
}

// message is the body of a notice. Amounts are in minor units, as those of WeChat Pay are.
type message struct {
	Merchant string `json:"merchant"`
	Order    string `json:"order"`
	Status   Status `json:"status"`
	Total    int64  `json:"total"`
	Currency string `json:"currency"`
}

// The headers that a notice is signed with.
const (
	headerTime      = "Provider-Timestamp"
	headerNonce     = "Provider-Nonce"
	headerSignature = "Provider-Signature"
)

// tolerance is how old a notice may be: an older one is somebody's copy.
const tolerance = 5 * time.Minute

func (s *Stub) notify(o *order) {
	body, err := json.Marshal(message{s.merchant, o.ID, o.status, o.Amount.Minor(), o.Amount.Currency().String()})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	s.notices = append(s.notices, Notice{o.NotifyURL, string(body)})
}

// Notices returns what has not been acknowledged, oldest first.
func (s *Stub) Notices() []Notice {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notices)
}

// Request is a delivery of a notice. Each delivery is signed anew.
func (s *Stub) Request(ctx context.Context, n Notice) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, n.url, strings.NewReader(n.body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(headerTime, strconv.FormatInt(s.now().Unix(), 10))
	r.Header.Set(headerNonce, rand.Text())
	sum := signed(r.Header, n.body)
	signature, err := rsa.SignPKCS1v15(nil, s.key, crypto.SHA256, sum[:])
	if err != nil {
		return nil, err
	}
	r.Header.Set(headerSignature, base64.StdEncoding.EncodeToString(signature))
	return r, nil
}

func signed(h http.Header, body string) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n", h.Get(headerTime), h.Get(headerNonce), body))
}

// Deliver sends every notice that has not been acknowledged, and forgets those that are.
// The error joins those of the others, which the next call sends again.
func (s *Stub) Deliver(ctx context.Context, client *http.Client) error {
	var errs []error
	for _, n := range s.Notices() {
		if err := s.deliver(ctx, client, n); err != nil {
			errs = append(errs, err)
			continue
		}
		s.acknowledged(n)
	}
	return errors.Join(errs...)
}

func (s *Stub) deliver(ctx context.Context, client *http.Client, n Notice) error {
	r, err := s.Request(ctx, n)
	if err != nil {
		return err
	}
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("%s answers %s", n.url, answer.Status)
	}
	return nil
}

func (s *Stub) acknowledged(n Notice) {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Equal notices are alike: one answer is enough for all of them.
	s.notices = slices.DeleteFunc(s.notices, func(m Notice) bool { return m == n })
}

// Verify returns the order that a notice is of, or an error if it is not the provider's, not
// recent or not for this merchant. Only the provider's public key is needed.
func (s *Stub) Verify(h http.Header, body []byte) (Order, error) {
	seconds, err := strconv.ParseInt(h.Get(headerTime), 10, 64)
	if err != nil {
		return Order{}, fmt.Errorf("%s: %w", headerTime, err)
	}
	if age := s.now().Sub(time.Unix(seconds, 0)); age.Abs() > tolerance {
		return Order{}, fmt.Errorf("the notice was signed %v ago", age)
	}
	signature, err := base64.StdEncoding.DecodeString(h.Get(headerSignature))
	if err != nil {
		return Order{}, fmt.Errorf("%s: %w", headerSignature, err)
	}
	sum := signed(h, string(body))
	if err := rsa.VerifyPKCS1v15(&s.key.PublicKey, crypto.SHA256, sum[:], signature); err != nil {
		return Order{}, err
	}
	return s.read(body)
}

func (s *Stub) read(body []byte) (Order, error) {
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return Order{}, err
	}
	if m.Merchant != s.merchant {
		return Order{}, fmt.Errorf("the notice is for merchant %q", m.Merchant)
	}
	currency, err := limits.ParseCurrency(m.Currency)
	if err != nil {
		return Order{}, err
	}
	amount, err := limits.MoneyFromMinor(m.Total, currency)
	return Order{ID: m.Order, Status: m.Status, Amount: amount}, err
}
