package withcel

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
)

// input gives programs the facts of an order without a map, as CEL's own values,
// which are made once for each order rather than at each use.
type input struct {
	at, fen           ref.Val
	surface, currency ref.Val
	stated            []string // the names of what is stated of traits
	lacks             map[methods.Trait]string
}

// read takes the facts of an order.
func (in *input) read(o *routing.Order) {
	f := facts.Of(o)
	in.at, in.fen = types.Int(f.At), types.Int(f.Fen)
	in.surface, in.currency = types.String(f.Surface), types.String(f.Currency)
	in.stated = facts.Stated(in.stated[:0], o, in.lacks)
}

// ResolveName returns the fact of a name.
func (in *input) ResolveName(name string) (any, bool) {
	switch name {
	case facts.At:
		return in.at, true
	case facts.Fen:
		return in.fen, true
	case facts.Surface:
		return in.surface, true
	case facts.Currency:
		return in.currency, true
	}
	return types.Bool(slices.Contains(in.stated, name)), true
}

// Parent returns nil: there are no other facts.
func (in *input) Parent() cel.Activation { return nil }
