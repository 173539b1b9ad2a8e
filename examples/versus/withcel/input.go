package withcel

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/facts"
)

// input gives programs the facts of an order without a map, as CEL's own values,
// which are made once for each order rather than at each use.
type input struct {
	at, fen                               ref.Val
	surface, currency                     ref.Val
	noCard, noBalance, invited, latestApp ref.Val
}

func inputOf(o *routing.Order) input {
	f := facts.Of(o)
	return input{
		at: types.Int(f.At), fen: types.Int(f.Fen),
		surface: types.String(f.Surface), currency: types.String(f.Currency),
		noCard: types.Bool(f.NoCard), noBalance: types.Bool(f.NoBalance),
		invited: types.Bool(f.Invited), latestApp: types.Bool(f.LatestApp),
	}
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
	case facts.NoCard:
		return in.noCard, true
	case facts.NoBalance:
		return in.noBalance, true
	case facts.Invited:
		return in.invited, true
	case facts.LatestApp:
		return in.latestApp, true
	}
	return nil, false
}

// Parent returns nil: there are no other facts.
func (in *input) Parent() cel.Activation { return nil }
