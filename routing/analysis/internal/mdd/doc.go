// Package mdd holds functions of several small numbers as multi-valued decision
// diagrams, and describes where such a function has which value as boxes.
//
// A [Diagram] has axes, each with a number of values: 0, 1 and so on. A function
// takes a value of every axis and returns a small number. Every function has one
// form only, so two functions are equal if and only if their [Ref] is the same. What
// it costs to combine two functions depends on how many different parts they have,
// not on how many combinations of values there are.
//
// Inside, the values of an axis are told apart by their bits, the highest first. So
// a run of neighboring values costs about as many nodes as its bounds have bits, and
// changing a large function in one place costs no more than that place does.
//
// A diagram counts its steps, and gives up once there are too many: see
// [Diagram.Exhausted].
package mdd
