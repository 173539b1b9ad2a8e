// Package expanding lends the analysis what compiling a catalog begins with: writing
// out what stands for one trait or one rule a method. It knows no catalog itself, as
// package routing imports it.
package expanding

// Catalog returns the routing.Catalog that is written out of one that compiles. Package
// routing sets it.
var Catalog func(catalog any) (expanded any)
