// Package ordergen draws the orders that tell a catalog's rules apart: those at the
// edges of its conditions and limits. It is behind routingtest.Orders, and the
// analysis checks its own answers with it.
//
// It imports pgregory.net/rapid: only tests and test kits may import it.
package ordergen
