package withopa

import (
	"context"
	_ "embed"
	"math"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
)

//go:embed offered.rego
var policy string

// Data holds one query over the rules of all platforms.
type Data struct {
	methods map[methods.Platform][]methods.ID
	query   rego.PreparedEvalQuery
}

// CompileData keeps the rules of a shop as data and compiles the policy that reads
// them.
func CompileData(s *shop.Shop) (*Data, error) {
	d := &Data{methods: map[methods.Platform][]methods.ID{}}
	platforms := map[string]any{}
	s.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		list := make([]any, len(rules))
		for i := range rules {
			list[i] = document(s, &rules[i])
		}
		platforms[string(id)] = list
		d.methods[id] = methodsOf(rules)
	})
	// Kept as values of Rego, the data are not converted at each reading.
	store := inmem.NewFromObjectWithOpts(map[string]any{"platforms": platforms}, inmem.OptReturnASTValuesOnRead(true))
	var err error
	d.query, err = rego.New(
		rego.Module("offered.rego", policy),
		rego.Store(store),
		rego.Query("data.shop.offered"),
	).PrepareForEval(context.Background())
	return d, err
}

// Offers appends what is offered for an order.
func (d *Data) Offers(o *routing.Order, offered []methods.ID) ([]methods.ID, error) {
	known, ok := d.methods[o.Platform]
	if !ok {
		return offered, nil
	}
	return places(&d.query, o, known, offered)
}

// document writes a rule as the policy reads it, with "any" in the place of lists
// that are empty, and bounds that let everything pass in the place of those that
// are open.
func document(s *shop.Shop, r *shop.Rule) map[string]any {
	least, most := s.Bounds(r)
	doc := map[string]any{
		"from": int64(0), "until": int64(math.MaxInt64),
		"surfaces":   members(r.Surfaces, func(s methods.Surface) string { return string(s) }),
		"currencies": members(r.Currencies, limits.Currency.String),
		"buyer":      buyers[r.Buyer],
		"min":        least, "max": most,
	}
	if !r.From.IsZero() {
		doc["from"] = r.From.Unix()
	}
	if !r.Until.IsZero() {
		doc["until"] = r.Until.Unix()
	}
	return doc
}

// members returns a list as an object with a key for each value, which is found
// without a walk.
func members[V any](values []V, name func(V) string) map[string]any {
	object := map[string]any{}
	for _, v := range values {
		object[name(v)] = true
	}
	if len(values) == 0 {
		object["any"] = true
	}
	return object
}

// buyers are the names that the policy knows the conditions on the buyer by.
var buyers = [shop.Buyers]string{
	shop.Anybody:            "anybody",
	shop.NoCard:             "no_card",
	shop.NoBalance:          "no_balance",
	shop.NoCardOrNoBalance:  "no_card_or_no_balance",
	shop.NoCardAndNoBalance: "no_card_and_no_balance",
	shop.Invited:            "invited",
	shop.LatestApp:          "latest_app",
	shop.InvitedOnLatestApp: "invited_on_latest_app",
}
