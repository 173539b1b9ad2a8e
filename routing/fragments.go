package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// fragments are pieces of the JSON forms that many decisions have in common, written
// once. There is one for a method, a product, a foundation, an Except and a code, and
// none for an entry: a catalog has too many of these.
type fragments struct {
	catalogJSON string
	methodJSON  []string      // the id and the name: how an offer and an exclusion begin
	productJSON [][]string    // of a method's own products
	servingJSON []string      // by the first servings: the remedy to go where it serves
	parentTexts []parentTexts // by method, of those that are parents
	traitWords  []traitWords  // by value

	writtenExcepts []writtenExcept // by exceptForms

	usageFacts map[limits.Counter]string
}

// writtenExcept is the form of an Except, empty if it selects by a rollout alone, and the
// text about it, empty if its traits are so many that it is written when it is needed. Each
// has its key.
type writtenExcept struct{ json, text string }

// parentTexts are the texts of the reason that a parent is excluded.
type parentTexts struct{ refused, undecided string }

func (t *parentTexts) of(isUndecided bool) string {
	if isUndecided {
		return t.undecided
	}
	return t.refused
}

// traitWords are the name of a trait, and how the trait stands in the JSON of a reason.
type traitWords struct {
	name   methods.Text
	fact   string     // "trait.tobacco"
	quoted prose.Text // its name, or else the id, as it stands in a text
}
