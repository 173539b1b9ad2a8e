package withopa

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
	"github.com/paymux/paymux/examples/versus/shop"
)

//go:embed offered.rego
var policy string

// Data holds one query over the rules of all platforms. It serves one goroutine.
type Data struct {
	menus map[methods.Platform]*menu
	keys  keys
	query rego.PreparedEvalQuery
}

// CompileData keeps the rules of a shop as data and compiles the policy that reads
// them.
func CompileData(s *shop.Shop) (*Data, error) {
	d := &Data{menus: map[methods.Platform]*menu{}, keys: keysOf(s)}
	platforms := map[string]any{}
	s.ByPlatform(func(id methods.Platform, rules []shop.Rule) {
		d.menus[id] = newMenu(rules)
		list := []any{}
		for _, r := range d.menus[id].Rules {
			list = append(list, document(s, r))
		}
		platforms[string(id)] = list
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
	menu, ok := d.menus[o.Platform]
	if !ok {
		return offered, nil
	}
	offered, err := menu.ask(&d.query, d.keys.inputOf(o), offered)
	if err != nil {
		return offered, fmt.Errorf("%s: %w", o.Platform, err)
	}
	return offered, nil
}

// document writes a rule as the policy reads it, with "any" in the place of lists
// that are empty, and bounds that let everything pass in the place of those that
// are open.
func document(s *shop.Shop, r *shop.Rule) map[string]any {
	plain, others := s.BoundsOf(r)
	surfaces, _ := r.Served()
	bounds := []any{}
	for i := range others {
		bounds = append(bounds, boundDocument(s, &others[i]))
	}
	doc := map[string]any{
		"from": int64(0), "until": int64(math.MaxInt64),
		"surfaces":   members(surfaces, func(s methods.Surface) string { return string(s) }),
		"currencies": members(r.Currencies, limits.Currency.String),
		"audience":   audience(r.Audience, facts.Holds),
		"except":     absent(s, r.Except),
		"min":        plain.Min, "max": plain.Max,
		"bounds": bounds,
		"yuan":   plain.IsBound() && !s.IsYuanOnly,
	}
	if !r.From.IsZero() {
		doc["from"] = r.From.Unix()
	}
	if !r.Until.IsZero() {
		doc["until"] = r.Until.Unix()
	}
	return doc
}

// boundDocument writes a bound that holds for some orders.
func boundDocument(s *shop.Shop, b *shop.Bound) map[string]any {
	doc := map[string]any{
		"from": int64(0), "until": int64(math.MaxInt64), "max": b.Max,
		"unless": absent(s, b.Audience),
	}
	if !b.From.IsZero() {
		doc["from"] = b.From.Unix()
	}
	if !b.Until.IsZero() {
		doc["until"] = b.Until.Unix()
	}
	return doc
}

// audience writes sets of traits, of which one must be wholly stated: none are one that
// always is.
func audience(sets [][]methods.Trait, name func(methods.Trait) string) []any {
	list := []any{}
	for _, set := range sets {
		var names []any
		for _, t := range set {
			names = append(names, name(t))
		}
		list = append(list, names)
	}
	if len(sets) == 0 {
		list = append(list, []any{})
	}
	return list
}

// absent writes what shows that no set of traits is met: for each set the traits that, if
// one does not hold, show it. Of those that must be stated, that is said by another fact.
func absent(s *shop.Shop, sets [][]methods.Trait) []any {
	list := []any{}
	for _, set := range sets {
		unstated, lacked := []any{}, []any{}
		for _, t := range set {
			if slices.Contains(s.MustState, t) {
				lacked = append(lacked, facts.Lacks(t))
			} else {
				unstated = append(unstated, facts.Holds(t))
			}
		}
		list = append(list, map[string]any{"unstated": unstated, "lacked": lacked})
	}
	return list
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
