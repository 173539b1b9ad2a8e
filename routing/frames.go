package routing

import (
	"bytes"
	"strings"

	"github.com/paymux/paymux/routing/internal/prose"
)

// frame is a sentence in both languages as JSON, taken apart at its {places}. The spaces
// around words are in it, so that filling it in is no more than appending.
type frame struct {
	gaps []gap
	end  string // what stands behind the last word
}

// gap is a place in a sentence.
type gap struct {
	before string // what stands between the last word and this one
	place  string
	in     prose.Language
}

// frameOf takes a sentence apart. A word must begin and end with letters as its sample
// does: on them depends whether spaces are around it.
func frameOf(sentence prose.Text, samples map[string]prose.Text) frame {
	var f frame
	rest := []byte{'{'}
	for _, l := range []prose.Language{prose.English, prose.Chinese} {
		first := len(f.gaps)
		text := prose.Fill(nil, l.Of(sentence), func(place string) string {
			f.gaps = append(f.gaps, gap{place: place, in: l})
			return l.Of(samples[place])
		})
		if l != prose.English {
			rest = append(rest, ',')
		}
		rest = append(rest, l.Of(languageKeys)...)
		for i := first; i < len(f.gaps); i++ {
			before, after, _ := bytes.Cut(text, []byte(l.Of(samples[f.gaps[i].place])))
			f.gaps[i].before = string(appendEscaped(rest, string(before)))
			rest, text = nil, after
		}
		rest = append(appendEscaped(rest, string(text)), '"')
	}
	f.end = string(append(rest, '}'))
	return f
}

// entryFrames are those of the reasons against an entry and of the order's own lists: of
// the usual sentence of each code and of the other one, if there is one.
var entryFrames = func() (all [len(codes)]struct{ usual, other frame }) {
	instant, quoted := prose.Text{EN: "2000 UTC", ZH: "2000（UTC）"}, prose.Text{EN: "“x”", ZH: "“x”"}
	samples := map[string]prose.Text{"at": instant, "until": instant, "traits": quoted, "facts": whetherTrait}
	for code := range notListed {
		all[code].usual = frameOf(reasonSentences[code], samples)
		all[code].other = frameOf(otherSentences[code], samples)
	}
	return all
}()

// around is what stands before and after the name of a trait, by language.
type around [2]struct{ before, after string }

// whetherTraits are around the first trait and a further one among the facts to state.
var whetherTraits = [2]around{aroundTrait(whetherTrait), aroundTrait(andWhetherTrait)}

func aroundTrait(fact prose.Text) (a around) {
	for l := range a {
		a[l].before, a[l].after, _ = strings.Cut(prose.Language(l).Of(fact), "“{trait}”")
	}
	return a
}
