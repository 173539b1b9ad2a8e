package lifetest

import (
	"context"
	"io"
	"net/http"

	"github.com/paymux/paymux/examples/myshop/provider"
)

// deliver sends a notice, changed on its way if change is not nil.
func (w *world) deliver(at int, g *gate, n provider.Notice, change func(*http.Request)) int {
	r := w.request(n)
	if change != nil {
		change(r)
	}
	return w.send(at, g, false, r)
}

// signed are deliveries by notice and time, in seconds: to sign takes longer than all else. Lives
// follow one after another.
var signed = map[delivery]*http.Request{}

type delivery struct {
	notice provider.Notice
	at     int64
}

func (w *world) request(n provider.Notice) *http.Request {
	key := delivery{n, w.now.Unix()}
	if signed[key] == nil {
		r, err := w.stub.Request(context.Background(), n)
		if err != nil {
			w.t.Fatal(err)
		}
		signed[key] = r
	}
	r := signed[key].Clone(w.ctx)
	body, err := r.GetBody()
	if err != nil {
		w.t.Fatal(err)
	}
	r.Body = body
	return r
}

// orderIn is the order that a notice is of.
func (w *world) orderIn(n provider.Notice) provider.Order {
	r := w.request(n)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	o, err := w.stub.Verify(r.Header, body)
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}
