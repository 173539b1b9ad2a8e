package routing

import "github.com/paymux/paymux/routing/internal/expanding"

func init() {
	expanding.Catalog = func(catalog any) any { return writeOut(catalog.(Catalog)) }
}
