package routing

import (
	"bytes"
	"slices"
	"strings"

	"github.com/paymux/paymux/routing/internal/prose"
)

// frame is the text of a reason in both languages as JSON, with its key, taken apart at its
// {places}. The spaces around words are in it, so that filling it in is no more than
// appending.
type frame struct {
	gaps []gap
	end  string // what stands behind the last word
}

// gap is a place in a sentence.
type gap struct {
	before string // what stands between the last word and this one
	place  string
	in     prose.Language
	again  int // the gap that has the same word, counted from 1; 0 if it is the first
}

// frameOf takes a sentence apart. A word must begin and end with letters as its sample
// does: on them depends whether spaces are around it.
func frameOf(sentence prose.Text) frame {
	var f frame
	rest := []byte(`,"text":{`)
	for _, l := range []prose.Language{prose.English, prose.Chinese} {
		first := len(f.gaps)
		text := prose.Fill(nil, l.Of(sentence), func(place string) string {
			f.gaps = append(f.gaps, gap{place: place, in: l, again: f.sameAmount(place)})
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

// sameAmount is the gap for an amount that there is already, counted from 1: amounts are the
// same in both languages. It is 0 if there is none.
func (f *frame) sameAmount(place string) int {
	if samples[place] != amountSample {
		return 0
	}
	return 1 + slices.IndexFunc(f.gaps, func(g gap) bool { return g.place == place })
}

// samples are words that may be in a frame, by their places.
var samples = map[string]prose.Text{
	"at": instantSample, "until": instantSample, "resets": instantSample,
	"traits": {EN: "“x”", ZH: "“x”"}, "facts": whetherTrait,
	"count": onePayment, "max_count": onePayment, "window": {EN: "daily", ZH: "单日"},
	"requested": amountSample, "limit": amountSample, "used": amountSample, "over": amountSample,
	"short": amountSample, "left": amountSample, "needed": amountSample,
}

var (
	instantSample = prose.Text{EN: "2000 UTC", ZH: "2000（UTC）"}
	amountSample  = prose.Text{EN: "¥1", ZH: "¥1"}
)

// entryFrames are those of the reasons that have no numbers: of the usual sentence of each
// code and of the other one, if there is one.
var entryFrames = func() (all [len(codes)]struct{ usual, other frame }) {
	for code := range notListed {
		all[code].usual = frameOf(reasonSentences[code])
		all[code].other = frameOf(otherSentences[code])
	}
	return all
}()

// entryFrame chooses the frame of a reason without numbers.
func entryFrame(code reasonCode, remedy *Remedy, undecided bool) *frame {
	if hasOtherSentence(code, remedy, undecided) {
		return &entryFrames[code].other
	}
	return &entryFrames[code].usual
}

// limitFrames are those of the sentences with numbers that reasons of limit rules have, and of
// these with what is said of the reset.
var limitFrames = func() map[*prose.Text]*resettingFrame {
	all := map[*prose.Text]*resettingFrame{}
	for _, s := range []*prose.Text{
		&reasonSentences[belowMin], &reasonSentences[aboveMax], &maxBelowMin, &reasonSentences[countReached], &countPassed,
		&capSentences.reached, &capSentences.usedUp, &capSentences.passed, &capSentences.belowMin,
		&customSentences.reached, &customSentences.usedUp, &customSentences.passed, &customSentences.belowMin,
	} {
		all[s] = &resettingFrame{frameOf(*s), frameOf(prose.Text{EN: s.EN + resetsAt.EN, ZH: s.ZH + resetsAt.ZH})}
	}
	return all
}()

// limitFrame chooses the frame of a reason with numbers. It is nil for sentences with other
// words, which may have to be escaped.
func limitFrame(r *Reason) *frame {
	f := limitFrames[r.sentence()]
	switch {
	case f == nil:
		return nil
	case r.Resets.IsZero():
		return &f.lasting
	}
	return &f.resetting
}

type resettingFrame struct{ lasting, resetting frame }

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
