package limitstest

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// LawText is a law's name and sentence, for the test that compares them with the
// doc comment of limits.Limit.
type LawText struct{ Name, Sentence string }

// LawTexts returns the laws in order.
func LawTexts() []LawText {
	var texts []LawText
	for _, l := range laws {
		texts = append(texts, LawText{l.name, l.sentence})
	}
	return texts
}

// Property returns one law as a property, with a clock that the test moves.
func Property(t *testing.T, name string, limit limits.Limit, queries QuerySet) func(*rapid.T) {
	for i, l := range laws {
		if l.name == name {
			h := &history{}
			return property(laws[i:i+1], limit, queries.learn(limit, h), h, t)
		}
	}
	panic("no law " + name)
}
