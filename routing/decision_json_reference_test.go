package routing_test

import (
	"encoding/json"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The JSON forms as structs, in the order in which their keys are written: what
// encoding/json makes of them is what the package must write.
type (
	decisionForm struct {
		Order    string          `json:"order,omitempty"`
		Catalog  nameJSON        `json:"catalog"`
		Offers   []offerForm     `json:"offers"`
		Excluded []exclusionForm `json:"excluded"`
	}
	nameJSON struct {
		Name    string `json:"name,omitempty"`
		Version string `json:"version,omitempty"`
	}
	offerForm struct {
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
	exclusionForm struct {
		Method    methods.ID   `json:"method"`
		Name      methods.Text `json:"name,omitzero"`
		Undecided bool         `json:"undecided"`
		Reasons   []reasonForm `json:"reasons"`
	}
	reasonForm struct {
		Code      routing.Code `json:"code"`
		Undecided bool         `json:"undecided,omitempty"`
		Rule      string       `json:"rule,omitempty"`
		Sources   []string     `json:"sources,omitempty"`
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
		Remedy    remedyForm      `json:"remedy"`
		Text      methods.Text    `json:"text"`
	}
	remedyForm struct {
		Do         routing.Action    `json:"do"`
		Amount     limits.Money      `json:"amount,omitzero"`
		Until      string            `json:"until,omitempty"`
		Surfaces   []methods.Surface `json:"surfaces,omitempty"`
		Traits     []methods.Trait   `json:"traits,omitempty"`
		Facts      []string          `json:"facts,omitempty"`
		Currencies []string          `json:"currencies,omitempty"`
	}

	// plainPublic is Public without its methods.
	plainPublic struct {
		Order    string                    `json:"order,omitempty"`
		Offers   []routing.PublicOffer     `json:"offers"`
		Excluded []routing.PublicExclusion `json:"excluded"`
	}
)

// structOf returns a decision as a struct that is ready for encoding/json.
func structOf(d routing.Decision, zone *time.Location) decisionForm {
	out := decisionForm{Order: d.OrderID(), Offers: []offerForm{}, Excluded: []exclusionForm{}}
	out.Catalog.Name, out.Catalog.Version = d.Catalog()
	for _, o := range d.Offers() {
		out.Offers = append(out.Offers, structOfOffer(&o, zone))
	}
	for _, e := range d.Excluded() {
		out.Excluded = append(out.Excluded, structOfExclusion(&e))
	}
	return out
}

func structOfOffer(o *routing.Offer, zone *time.Location) offerForm {
	out := offerForm{
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

func structOfExclusion(e *routing.Exclusion) exclusionForm {
	out := exclusionForm{Method: e.Method, Name: e.Name, Undecided: e.Undecided, Reasons: []reasonForm{}}
	for i := range e.Reasons {
		out.Reasons = append(out.Reasons, structOfReason(&e.Reasons[i]))
	}
	return out
}

func structOfReason(r *routing.Reason) reasonForm {
	return reasonForm{
		Code: r.Code, Undecided: r.Undecided, Rule: r.Rule, Sources: r.Sources, evidenceJSON: evidenceJSON{r.Confidence, r.Conflict},
		Requested: r.Requested, Limit: r.Limit, Used: r.Used, Over: r.Over, Short: r.Short,
		Counter: r.Counter, Count: r.Count, MaxCount: r.MaxCount, Resets: prose.TimeJSON(r.Resets),
		Except: exceptJSON(&r.Except), At: prose.TimeJSON(r.At), Parent: r.Parent, Detail: r.Detail,
		Remedy: structOfRemedy(&r.Remedy), Text: r.Text(),
	}
}

func structOfRemedy(r *routing.Remedy) remedyForm {
	return remedyForm{
		Do: r.Do, Amount: r.Amount, Until: prose.TimeJSON(r.Until),
		Surfaces: r.Surfaces, Traits: r.Traits, Facts: r.Facts, Currencies: r.Currencies,
	}
}

// exceptJSON writes an Except as a catalog does, and nothing for the zero Match.
func exceptJSON(m *methods.Match) json.RawMessage {
	if m.IsZero() {
		return nil
	}
	return routing.ExceptJSON(m)
}
