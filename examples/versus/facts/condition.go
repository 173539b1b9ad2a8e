package facts

import (
	"fmt"
	"strings"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Condition writes a rule as an expression that CEL and Expr both read.
func Condition(s *shop.Shop, r *shop.Rule) string {
	return Join(Clauses(s, r), func(a Atom) string {
		switch a.Op {
		case AtLeast:
			return fmt.Sprintf("%s >= %d", a.Fact, a.Number)
		case AtMost:
			return fmt.Sprintf("%s <= %d", a.Fact, a.Number)
		case Before:
			return fmt.Sprintf("%s < %d", a.Fact, a.Number)
		case In:
			if len(a.Values) == 1 {
				return fmt.Sprintf("%s == %q", a.Fact, a.Values[0])
			}
			return a.Fact + " in [" + Quoted(a.Values) + "]"
		case NotIn:
			return fmt.Sprintf("%s != %q", a.Fact, a.Values[0])
		case IsNot:
			return "!" + a.Fact
		}
		return a.Fact
	})
}

// Quoted writes values as a list of texts.
func Quoted(values []string) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(texts, ", ")
}
