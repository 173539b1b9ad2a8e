package methods

import "time"

// Text is the same words in English and in Chinese. Where one is empty the other is
// shown; a name without either, such as the zero Text, is shown as the id.
type Text struct {
	EN string `json:"en,omitempty"`
	ZH string `json:"zh,omitempty"`
}

// Method is a way to pay, as the buyer picks it. The zero Method has no ID, which a
// catalog needs.
type Method struct {
	ID    ID
	Name  Text
	Payer Payer

	// Products are the ways to serve the method, best first. A method without
	// products is offered without one.
	Products []Product
}

// Payer says who pays. The zero Payer is the buyer.
type Payer string

// The payers.
const (
	PayerBuyer  Payer = "buyer"
	PayerFriend Payer = "friend" // somebody else, whom the buyer asks: see "Who is refunded" in the package comment
)

// Payers lists the payers.
func Payers() []Payer { return []Payer{PayerBuyer, PayerFriend} }

// Product is a wallet's payment product that serves a method on some surfaces. The
// zero Product stands for none, where a method is offered without one; in a catalog
// a Product has an ID.
//
// Products are told apart by their ids, not by their calls, which several share: WeChat's
// JSAPI, its mini program payment and a link for a friend all call
// POST /v3/pay/transactions/jsapi, with another app's id or another payer; Alipay and
// Huabei call the same, with other Params.
type Product struct {
	ID       string
	Surfaces []Surface // any, if empty
	Flow     Flow

	// API is the provider's own name of the call that starts the payment, such as "POST
	// /v3/pay/transactions/jsapi" or "alipay.trade.page.pay", and nothing else.
	API string

	// LinkLife is how long the link or the code works that the call returns, in whole
	// seconds; 0: not stated. After that, send the same order to the provider again for a new
	// one. The order at the provider lives on: see "How long things live" in package ledger.
	LinkLife time.Duration

	Sources []string // ids of [Source]

	// Params are what the call needs beside the order to select a variant, such as
	// "specified_channel": "pcredit". They are the provider's own names and values. A dot
	// leads into an object: "extend_params.hb_fq_num" is the field hb_fq_num of the object
	// extend_params.
	Params map[string]string
}

// Serves reports whether the product can be used on a surface. Where the surface
// is not known, only a product for any surface can.
func (p Product) Serves(s Surface) bool {
	for _, served := range p.Surfaces {
		if served == s {
			return s != ""
		}
	}
	return len(p.Surfaces) == 0
}

// Flow is how the buyer gets from the checkout to the payment. The empty Flow is not
// stated, which is allowed.
type Flow string

// The flows.
const (
	FlowInApp     Flow = "in_app"     // pays on the spot, inside the wallet's or the platform's own client
	FlowAppSwitch Flow = "app_switch" // the wallet's app opens and returns
	FlowRedirect  Flow = "redirect"   // the wallet's page opens and returns
	FlowQRCode    Flow = "qr_code"    // a code is shown and scanned
	FlowShareLink Flow = "share_link" // a link is sent to the payer
	FlowHandOff   Flow = "hand_off"   // the checkout itself must go on elsewhere: another app or browser
)

// Flows lists the flows.
func Flows() []Flow {
	return []Flow{FlowInApp, FlowAppSwitch, FlowRedirect, FlowQRCode, FlowShareLink, FlowHandOff}
}

// Source is where a statement comes from. The zero Source is refused by a catalog,
// which needs an ID, and a Title or a URL.
type Source struct {
	ID        string
	Title     string
	Publisher string
	Date      string // "2024-09-05", "2024-09" or "2024", as precise as known; empty if unknown
	URL       string
	Quote     string // few words, as published
}
