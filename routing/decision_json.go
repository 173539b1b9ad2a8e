package routing

import (
	"slices"
	"sync"
	"time"

	"github.com/paymux/paymux/methods"
)

// MarshalJSON writes the decision: the order's id, the catalog's name and version,
// the offers in their order, and the exclusions, whose reasons have their text in
// English and in Chinese. Offers and reasons have their rule's sources, confidence and
// conflict. Fields that do not apply are left out; the lists of offers and exclusions
// are always there. Keys have a fixed order, amounts are texts such as "300.00 CNY", and
// times are RFC 3339 in the catalog's zone.
//
//	{"order": "o1", "catalog": {"name": "my shop", "version": "2026-11-21"},
//	 "offers": [{"method": "alipay", "name": {"en": "Alipay", "zh": "支付宝"}, ...}],
//	 "excluded": [{"method": "wechat_qr", "undecided": false, "reasons": [{
//	   "code": "above_max", "rule": "wechat_qr.single",
//	   "requested": "300.01 CNY", "limit": "300.00 CNY", "over": "0.01 CNY",
//	   "remedy": {"do": "pay_at_most", "amount": "300.00 CNY"},
//	   "text": {"en": "...", "zh": "..."}}]}]}
//
// It is for the shop: what a browser may be sent is [Decision.Public]. The only error is
// that of a copy whose memory [Router.RouteInto] has reused: nothing is left to write.
func (d Decision) MarshalJSON() ([]byte, error) { return d.AppendJSON(nil) }

// AppendJSON appends what [Decision.MarshalJSON] returns, with its error. It allocates only
// what dst lacks, and for the texts of limits that are not a [limits.Cap].
func (d Decision) AppendJSON(dst []byte) ([]byte, error) {
	if d.isReused() {
		return dst, errReused
	}
	b := append(dst, '{')
	if d.order != "" {
		b = append(appendText(b, `"order":`, d.order), ',')
	}
	b = append(b, `"catalog":`...)
	if d.router == nil {
		return append(b, `{},"offers":[],"excluded":[]}`...), nil
	}
	b = append(append(b, d.router.catalogJSON...), `,"offers":[`...)
	memory := memories.Get().(*jsonMemory)
	defer memories.Put(memory)
	for i, at := range d.ranking(memory.ranking[:0]) {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.appendOffer(b, at.verdict, memory)
	}
	b = append(b, `],"excluded":[`...)
	s, n := memory.space(), len(b)
	for i := range d.verdicts {
		if d.verdicts[i].offered() {
			continue
		}
		if len(b) > n {
			b = append(b, ',')
		}
		b = d.appendExclusion(b, i, memory.records[:0], &s)
	}
	return append(b, "]}"...), nil
}

// memories are used again, so that writing does not allocate.
var memories = sync.Pool{New: func() any { return new(jsonMemory) }}

// jsonMemory is what writing a decision needs beside the buffer: enough for most.
type jsonMemory struct {
	ranking     [few]ranked
	records     [few]record
	limits      [few]string
	sources     [2 * few]string
	surfaces    [few]methods.Surface
	values      [few]uint32
	traits      [few]methods.Trait
	names       [few]methods.Text
	exceptNames [few]methods.Text
	facts       [few]string
	currencies  [few]string
	others      [few]string
}

func (m *jsonMemory) space() space {
	return space{
		lends: true, surfaces: m.surfaces[:0], values: m.values[:0], traits: m.traits[:0], names: m.names[:0],
		exceptNames: m.exceptNames[:0], facts: m.facts[:0], currencies: m.currencies[:0], others: m.others[:0],
	}
}

// appendOffer appends the offer of a verdict, as Offer.appendRest would end it.
func (d *Decision) appendOffer(b []byte, i int, memory *jsonMemory) []byte {
	r, w, origin, method := d.router, d.row(i), d.originOf(d.row(i)), d.methodNumber(i)
	b = append(b, r.methodJSON[method]...)
	products, written := r.methods[method].Products, r.productJSON[method]
	if len(origin.products) > 0 {
		products, written = origin.products, origin.productJSON
	}
	if at := d.productAt(products); at >= 0 {
		b = append(b, written[at]...)
	}
	b = appendBare(b, `,"payer":"`, payerOf(&r.methods[method]))
	b = appendNumber(b, `,"rank":`, int64(w.rank))
	if origin.parentID != "" {
		b = appendBare(b, `,"within":"`, origin.parentID)
	}
	b = appendHeadroom(b, d.headroom(i), r.zone)
	b = appendBare(b, `,"entry":"`, r.entries[w.entry])
	rules, sources := d.basis(w, d.applied(i, memory.records[:0]), memory.limits[:0], memory.sources[:0])
	b = appendList(b, `,"limits":[`, rules, true)
	if slices.Equal(sources, origin.sources) {
		b = append(b, origin.json...)
	} else { // the rules have others
		b = append(appendList(b, `,"sources":[`, sources, true), origin.evidence...)
	}
	return append(b, '}')
}

// appendExclusion appends the exclusion of a verdict, with memory for its records and
// reasons.
func (d *Decision) appendExclusion(b []byte, i int, buffer []record, s *space) []byte {
	r, v := d.router, &d.verdicts[i]
	b = append(b, r.methodJSON[d.methodNumber(i)]...)
	b = appendUndecided(b, v.undecided())
	x := d.explainer(i, buffer, s)
	n := len(b)
	x.each(func(c cause) bool {
		if len(b) > n {
			b = append(b, ',')
		}
		b = x.appendReason(b, c)
		return true
	})
	return append(b, "]}"...)
}

// MarshalJSON writes the offer as [Decision.MarshalJSON] does, but for the zone of
// its times: it is UTC.
func (o Offer) MarshalJSON() ([]byte, error) {
	b := appendProduct(appendMethod(nil, o.Method, o.Name), &o.Product)
	return o.appendRest(b, time.UTC), nil
}

// MarshalJSON writes the exclusion as [Decision.MarshalJSON] does.
func (e Exclusion) MarshalJSON() ([]byte, error) {
	b := appendUndecided(appendMethod(nil, e.Method, e.Name), e.Undecided)
	for i := range e.Reasons {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.Reasons[i].appendJSON(b)
	}
	return append(b, "]}"...), nil
}

// MarshalJSON writes the reason as [Decision.MarshalJSON] does.
func (r Reason) MarshalJSON() ([]byte, error) { return r.appendJSON(nil), nil }

// MarshalJSON writes the remedy as [Decision.MarshalJSON] does.
func (r Remedy) MarshalJSON() ([]byte, error) { return r.appendJSON(nil, false), nil }
