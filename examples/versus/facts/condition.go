package facts

import (
	"fmt"
	"strings"

	"github.com/paymux/paymux/limits"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Condition writes a rule as an expression that CEL and Expr both read. What
// cannot fail is left out.
func Condition(s *shop.Shop, r *shop.Rule) string {
	var terms []string
	add := func(format string, args ...any) { terms = append(terms, fmt.Sprintf(format, args...)) }
	if !r.From.IsZero() {
		add("%s >= %d", At, r.From.Unix())
	}
	if !r.Until.IsZero() {
		add("%s < %d", At, r.Until.Unix())
	}
	if len(r.Surfaces) > 0 {
		terms = append(terms, oneOf(Surface, r.Surfaces))
	}
	if len(r.Currencies) > 0 {
		terms = append(terms, oneOf(Currency, r.Currencies))
	}
	if r.Buyer != shop.Anybody {
		terms = append(terms, buyer(r.Buyer))
	}
	if r.TakesYuan() {
		least, most := s.Bounds(r)
		within := fmt.Sprintf("%[1]s >= %[2]d && %[1]s <= %[3]d", Fen, least, most)
		if !r.TakesOnlyYuan() {
			within = fmt.Sprintf("(%s != %q || %s)", Currency, limits.CNY, within)
		}
		terms = append(terms, within)
	}
	if len(terms) == 0 {
		return "true"
	}
	return strings.Join(terms, " && ")
}

func oneOf[V any](name string, values []V) string {
	if len(values) == 1 {
		return fmt.Sprintf("%s == %q", name, fmt.Sprint(values[0]))
	}
	return name + " in [" + quoted(values) + "]"
}

func quoted[V any](values []V) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprintf("%q", fmt.Sprint(v))
	}
	return strings.Join(texts, ", ")
}

func buyer(b shop.Buyer) string {
	var sets []string
	for _, set := range b.Audience() {
		var names []string
		for _, t := range set {
			names = append(names, Name(t))
		}
		sets = append(sets, strings.Join(names, " && "))
	}
	return "(" + strings.Join(sets, " || ") + ")"
}
