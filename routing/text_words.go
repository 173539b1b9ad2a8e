package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// fill writes the words of a trait whose name is known, with memory to write in.
func (w *traitWords) fill(trait methods.Trait, buffer []byte) {
	quoted := func(l prose.Language) string {
		b := appendEscaped(append(buffer, "“"...), l.Name(prose.Text(w.name), string(trait)))
		return string(append(b, "”"...))
	}
	w.fact = traitFact + string(trait)
	w.quoted = prose.Text{EN: quoted(prose.English), ZH: quoted(prose.Chinese)}
}

// wordsOf returns the words of a trait that a rule names.
func (r *Router) wordsOf(trait methods.Trait) *traitWords {
	return &r.traitWords[r.traits.Value(trait)]
}

// exceptNames appends the names of the traits of an Except's audience.
func (r *Router) exceptNames(form *methods.Match, all []methods.Text) []methods.Text {
	for _, set := range form.Audience {
		for _, trait := range set {
			all = append(all, r.wordsOf(trait).name)
		}
	}
	return all
}

func usageFactOf(c limits.Counter) string { return "usage." + string(c) }

// appendEscaped appends a text as it stands between quotes.
func appendEscaped(b []byte, text string) []byte {
	start := len(b)
	b = strictjson.AppendText(b, text)
	copy(b[start:], b[start+1:])
	return b[:len(b)-2]
}
