// Package byhand decides with code that names the rules themselves: a switch, as
// one writes it for a few platforms, and a table, as one writes it for many. Both
// start from the public order, compare integers, stop at a rule's first failing
// check and write into memory that is used again.
//
// Each comes in two forms: one lists what is offered, the other also says why
// not the rest.
package byhand

//go:generate go run ./gen -o switch.go
