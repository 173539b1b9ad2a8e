package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Public is what a buyer may see of a [Decision]: send it to a browser, or render it. Its
// JSON form has these keys in this order, which are those of the decision's own form. The
// zero Public has no lists; that of the zero Decision has empty ones.
//
// Nothing in it tells a rule's id, a source, a counter, a trait or a rollout, or what has
// been paid in a total that is not the buyer's own, such as a merchant's or the shop's.
type Public struct {
	Order    string            `json:"order,omitempty"` // its id
	Offers   []PublicOffer     `json:"offers"`          // those of [Decision.Offers], in their order
	Excluded []PublicExclusion `json:"excluded"`        // those of [Decision.Excluded], in their order
}

// PublicOffer is a method that the order may be paid with. The zero PublicOffer is none.
type PublicOffer struct {
	Method  methods.ID   `json:"method"`
	Name    methods.Text `json:"name,omitzero"`
	Product string       `json:"product,omitempty"` // its id
	Flow    methods.Flow `json:"flow,omitempty"`

	// Min and Max are the smallest and the largest amount (both inclusive) that bounds on
	// one payment and totals of the buyer leave; the zero Money is no bound that is known. With
	// credit, Max is never what the buyer's credit line has left. Resets is when
	// such a total resets that binds; the zero Time is never. Totals that are not the
	// buyer's own and limits that are not a [limits.Cap] are left out: they may leave less.
	Min    limits.Money `json:"min,omitzero"`
	Max    limits.Money `json:"max,omitzero"`
	Resets time.Time    `json:"resets,omitzero"` // in the catalog's zone
}

// PublicExclusion is a method that the order may not be paid with, and the one thing to
// say to the buyer. The zero PublicExclusion is none.
type PublicExclusion struct {
	Method methods.ID   `json:"method"`
	Name   methods.Text `json:"name,omitzero"`

	// Code is CodeUnavailable if there is no Remedy. Otherwise it is that of the first
	// reason that the remedy cures.
	Code Code `json:"code"`

	// Remedy is all that stands between the buyer and the method: to pay at most or at
	// least an amount, to wait, to go to another surface, or to pay in another currency. The
	// zero Remedy is none.
	Remedy Remedy `json:"remedy,omitzero"`

	// Text is what the remedy would bring, in words for buyers, such as "Only for payments up
	// to ¥300.00" or "Available from 04:00", or else that the method can't be used. Times are
	// on the clock of the catalog's zone. The wording may change between releases.
	Text methods.Text `json:"text"`
}

// Public returns what a buyer may see of the decision.
//
// A method that is not offered has a remedy only where following it brings the method
// back, as far as the decision knows the order: nothing else stands in the way, every
// reason is decided, and no amount or time in it comes from a total that is not the
// buyer's own or from a limit that is not a [limits.Cap]. Several reasons have one remedy if
// one is enough for all: the smallest of the amounts to pay at most, the last of the
// instants to wait for. Another currency is a remedy where an entry asks for it, not
// where a limit is in one. Every other method is [CodeUnavailable].
//
// A copy whose memory [Router.RouteInto] has reused has nothing to show: its lists are
// empty.
func (d Decision) Public() Public {
	d.dropReused()
	var buffer [few]ranked
	ranking := d.ranking(buffer[:0])
	p := Public{
		Order:    d.order,
		Offers:   make([]PublicOffer, len(ranking)),
		Excluded: make([]PublicExclusion, 0, len(d.verdicts)-len(ranking)),
	}
	for i, at := range ranking {
		p.Offers[i] = d.publicOffer(at.verdict)
	}
	for i := range d.verdicts {
		if !d.verdicts[i].offered() {
			p.Excluded = append(p.Excluded, d.publicExclusion(i))
		}
	}
	return p
}

func (d *Decision) publicOffer(i int) PublicOffer {
	m := d.method(i)
	product := d.product(i)
	room := d.publicRoom(i)
	o := PublicOffer{Method: m.ID, Name: m.Name, Product: product.ID, Flow: product.Flow}
	o.Min, _ = room.Min()
	o.Max, _ = room.Max()
	if at, ok := room.Resets(); ok {
		o.Resets = at.In(d.router.zone)
	}
	return o
}

// publicRoom is the headroom of an offered method that its buyer may know.
func (d *Decision) publicRoom(i int) limits.Headroom {
	var room limits.Headroom
	var buffer [few]record
	applied := d.applied(i, buffer[:0])
	for j := range applied {
		rule := &d.router.rules[applied[j].rule]
		left := d.room(&applied[j])
		if d.router.isPrivate(rule) {
			c, _ := d.router.capOf(rule)
			left = limits.Headroom{}
			if c.Min.IsValid() {
				left = limits.AtLeast(c.Min) // a bound on one payment
			}
		}
		room, _ = limits.Intersect(room, left) // no rule has refused: all are in the order's currency
	}
	return room
}

// isPrivate reports whether what a limit rule leaves may tell what others have paid: of a
// total that is not the buyer's own, and of a custom limit, whose kind is not known.
func (r *Router) isPrivate(l *rule) bool {
	if l.kind&isCustom != 0 {
		return true
	}
	c, _ := r.capOf(l)
	return c.IsTotal() && !slices.Contains(c.Per, limits.Buyer)
}

func (d *Decision) publicExclusion(i int) PublicExclusion {
	m := d.method(i)
	e := PublicExclusion{Method: m.ID, Name: m.Name, Code: CodeUnavailable}
	code, remedy, resets, ok := d.publicRemedy(i)
	if ok {
		e.Code, e.Remedy = code, remedy
	}
	e.Text = d.publicText(i, &e.Remedy, resets)
	return e
}

// MarshalJSON writes the keys in the order of the fields; those of fields that are empty are
// left out, but for the lists and the texts.
func (p Public) MarshalJSON() ([]byte, error) { return p.AppendJSON(nil), nil }

// AppendJSON appends what [Public.MarshalJSON] returns, without allocating more than dst
// needs.
func (p Public) AppendJSON(dst []byte) []byte {
	b := append(dst, '{')
	if p.Order != "" {
		b = append(appendText(b, `"order":`, p.Order), ',')
	}
	b = append(b, `"offers":`...)
	if p.Offers == nil {
		b = append(b, "null"...)
	} else {
		b = append(b, '[')
		for i := range p.Offers {
			if i > 0 {
				b = append(b, ',')
			}
			b = p.Offers[i].appendJSON(b)
		}
		b = append(b, ']')
	}
	b = append(b, `,"excluded":`...)
	if p.Excluded == nil {
		return append(b, "null}"...)
	}
	b = append(b, '[')
	for i := range p.Excluded {
		if i > 0 {
			b = append(b, ',')
		}
		b = p.Excluded[i].appendJSON(b)
	}
	return append(b, "]}"...)
}

func (o *PublicOffer) appendJSON(b []byte) []byte {
	b = appendMethod(b, o.Method, o.Name)
	b = appendIf(b, `,"product":`, o.Product)
	b = appendIf(b, `,"flow":`, string(o.Flow))
	b = appendAmount(b, `,"min":`, o.Min)
	b = appendAmount(b, `,"max":`, o.Max)
	return append(appendTime(b, `,"resets":`, o.Resets), '}')
}

func (e *PublicExclusion) appendJSON(b []byte) []byte {
	b = appendText(appendMethod(b, e.Method, e.Name), `,"code":`, string(e.Code))
	if !e.Remedy.isZero() {
		b = e.Remedy.appendJSON(append(b, `,"remedy":`...), false)
	}
	return append(appendName(append(b, `,"text":`...), e.Text), '}')
}

// isZero reports whether a remedy is the zero Remedy.
func (r *Remedy) isZero() bool {
	return r.Do == "" && r.Amount == (limits.Money{}) && r.Until == (time.Time{}) &&
		r.Surfaces == nil && r.Traits == nil && r.TraitNames == nil && r.Facts == nil && r.Currencies == nil
}
