package routing

import (
	"encoding/json"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
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
func (d Decision) MarshalJSON() ([]byte, error) {
	if d.isReused() {
		return nil, errReused
	}
	out := decisionJSON{Order: d.order, Offers: []offerJSON{}, Excluded: []exclusionJSON{}}
	zone := time.UTC
	if d.router != nil {
		zone = d.router.zone
		out.Catalog = nameJSON{d.router.name, d.router.version}
	}
	for _, o := range d.Offers() {
		out.Offers = append(out.Offers, o.json(zone))
	}
	for _, e := range d.Excluded() {
		out.Excluded = append(out.Excluded, e.json())
	}
	return json.Marshal(out)
}

// MarshalJSON writes the offer as [Decision.MarshalJSON] does, but for the zone of
// its times: it is UTC.
func (o Offer) MarshalJSON() ([]byte, error) { return json.Marshal(o.json(time.UTC)) }

// MarshalJSON writes the exclusion as [Decision.MarshalJSON] does.
func (e Exclusion) MarshalJSON() ([]byte, error) { return json.Marshal(e.json()) }

// MarshalJSON writes the reason as [Decision.MarshalJSON] does.
func (r Reason) MarshalJSON() ([]byte, error) { return json.Marshal(r.json()) }

// MarshalJSON writes the remedy as [Decision.MarshalJSON] does.
func (r Remedy) MarshalJSON() ([]byte, error) { return json.Marshal(r.json()) }

// The JSON forms, in the order in which their keys are written.
type (
	decisionJSON struct {
		Order    string          `json:"order,omitempty"`
		Catalog  nameJSON        `json:"catalog"`
		Offers   []offerJSON     `json:"offers"`
		Excluded []exclusionJSON `json:"excluded"`
	}
	nameJSON struct {
		Name    string `json:"name,omitempty"`
		Version string `json:"version,omitempty"`
	}
	offerJSON struct {
		Method   methods.ID        `json:"method"`
		Name     methods.Text      `json:"name,omitzero"`
		Product  string            `json:"product,omitempty"`
		Flow     methods.Flow      `json:"flow,omitempty"`
		API      string            `json:"api,omitempty"`
		LinkLife string            `json:"link_life,omitempty"`
		Params   map[string]string `json:"params,omitempty"`
		Payer    methods.Payer     `json:"payer,omitempty"`
		Rank     int               `json:"rank,omitempty"`
		Parent   methods.ID        `json:"within,omitempty"`
		Min      limits.Money      `json:"min,omitzero"`
		Max      limits.Money      `json:"max,omitzero"`
		Resets   string            `json:"resets,omitempty"`
		Entry    string            `json:"entry,omitempty"`
		Limits   []string          `json:"limits,omitempty"`
		Sources  []string          `json:"sources,omitempty"`
		evidenceJSON
	}
	evidenceJSON struct {
		Confidence methods.Confidence `json:"confidence,omitempty"`
		Conflict   string             `json:"conflict,omitempty"`
	}
	exclusionJSON struct {
		Method    methods.ID   `json:"method"`
		Name      methods.Text `json:"name,omitzero"`
		Undecided bool         `json:"undecided"`
		Reasons   []reasonJSON `json:"reasons"`
	}
	reasonJSON struct {
		Code      Code     `json:"code"`
		Undecided bool     `json:"undecided,omitempty"`
		Rule      string   `json:"rule,omitempty"`
		Sources   []string `json:"sources,omitempty"`
		evidenceJSON
		Requested limits.Money    `json:"requested,omitzero"`
		Limit     limits.Money    `json:"limit,omitzero"`
		Used      limits.Money    `json:"used,omitzero"`
		Over      limits.Money    `json:"over,omitzero"`
		Short     limits.Money    `json:"short,omitzero"`
		Counter   limits.Counter  `json:"counter,omitempty"`
		Count     int64           `json:"count,omitempty"`
		MaxCount  int64           `json:"max_count,omitempty"`
		Resets    string          `json:"resets,omitempty"`
		Except    json.RawMessage `json:"except,omitempty"`
		At        string          `json:"at,omitempty"`
		Parent    methods.ID      `json:"within,omitempty"`
		Detail    string          `json:"detail,omitempty"`
		Remedy    remedyJSON      `json:"remedy"`
		Text      methods.Text    `json:"text"`
	}
	remedyJSON struct {
		Do         Action            `json:"do"`
		Amount     limits.Money      `json:"amount,omitzero"`
		Until      string            `json:"until,omitempty"`
		Surfaces   []methods.Surface `json:"surfaces,omitempty"`
		Traits     []methods.Trait   `json:"traits,omitempty"`
		Facts      []string          `json:"facts,omitempty"`
		Currencies []string          `json:"currencies,omitempty"`
	}
)

func (o *Offer) json(zone *time.Location) offerJSON {
	out := offerJSON{
		Method: o.Method, Name: o.Name,
		Product: o.Product.ID, Flow: o.Product.Flow, API: o.Product.API, Params: o.Product.Params,
		Payer: o.Payer, Rank: o.Rank, Parent: o.Parent,
		Entry: o.Entry, Limits: o.Limits, Sources: o.Sources, evidenceJSON: evidenceJSON{o.Confidence, o.Conflict},
	}
	if o.Product.LinkLife != 0 {
		out.LinkLife = prose.Shortest(o.Product.LinkLife)
	}
	out.Min, _ = o.Headroom.Min()
	out.Max, _ = o.Headroom.Max()
	if resets, ok := o.Headroom.Resets(); ok {
		out.Resets = prose.TimeJSON(resets.In(zone))
	}
	return out
}

func (e *Exclusion) json() exclusionJSON {
	out := exclusionJSON{Method: e.Method, Name: e.Name, Undecided: e.Undecided, Reasons: []reasonJSON{}}
	for i := range e.Reasons {
		out.Reasons = append(out.Reasons, e.Reasons[i].json())
	}
	return out
}

func (r *Reason) json() reasonJSON {
	return reasonJSON{
		Code: r.Code, Undecided: r.Undecided, Rule: r.Rule, Sources: r.Sources, evidenceJSON: evidenceJSON{r.Confidence, r.Conflict},
		Requested: r.Requested, Limit: r.Limit, Used: r.Used, Over: r.Over, Short: r.Short,
		Counter: r.Counter, Resets: prose.TimeJSON(r.Resets),
		Except: exceptJSON(&r.Except), At: prose.TimeJSON(r.At), Parent: r.Parent, Detail: r.Detail,
		Remedy: r.Remedy.json(), Text: r.Text(),
	}
}

func (r *Remedy) json() remedyJSON {
	return remedyJSON{
		Do: r.Do, Amount: r.Amount, Until: prose.TimeJSON(r.Until),
		Surfaces: r.Surfaces, Traits: r.Traits, Facts: r.Facts, Currencies: r.Currencies,
	}
}

// exceptJSON writes an Except as a catalog does whose zone is that of its dates, and
// nothing for the zero Match.
func exceptJSON(m *methods.Match) json.RawMessage {
	if m.IsZero() {
		return nil
	}
	zone := m.Period.From
	if zone.IsZero() {
		zone = m.Period.Until
	}
	w := strictjson.Writer{Context: zone.Location()}
	matchForm.Write(&w, m)
	return w.Bytes()
}
