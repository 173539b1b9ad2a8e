package routing

import "github.com/paymux/paymux/routing/internal/prose"

// appendReason appends the reason of a cause, as Reason.appendJSON would. Reasons are put
// together from what the router has ready.
func (x *explainer) appendReason(b []byte, c cause) []byte {
	var except writtenExcept
	if c.code == excepted {
		except = x.router.writtenExcepts[x.formOf(c)]
		if except.text == "" { // see writtenExcept: it has too many traits
			reason := x.reason(c)
			return reason.appendJSON(b)
		}
	}
	undecided := x.undecided(c)
	b = appendBare(b, `{"code":"`, codes[c.code])
	if undecided {
		b = append(b, `,"undecided":true`...)
	}
	if f := x.foundation(c); f != nil {
		b = append(appendBare(b, `,"rule":"`, x.rule(c)), f.json...)
	}
	if c.isOfLimit() {
		return x.appendLimit(b, c)
	}
	var at prose.Instant
	switch c.code {
	case notStarted, ended:
		at = prose.InstantOf(x.at(c.code))
		b = append(at.AppendJSON(append(b, `,"at":"`...)), '"')
	case parentExcluded:
		b = appendBare(b, `,"within":"`, x.originOf(x.row).parentID)
	case excepted:
		b = append(b, except.json...)
	}
	var remedy Remedy
	switch ready := x.readyRemedy(c.code); {
	case ready != "":
		b = append(b, ready...)
	case c.code == notStarted: // see entryRemedy: until the instant that is taken apart already
		b = append(at.AppendJSON(append(b, remedyKey+`{"do":"wait_until","until":"`...)), `"}`...)
	default:
		remedy = x.remedy(c)
		b = remedy.appendJSON(append(b, remedyKey...), !x.router.hasCustom)
	}
	switch c.code {
	case excepted:
		b = append(b, except.text...)
	case parentExcluded:
		b = append(b, x.router.parentTexts[x.originOf(x.row).parent].of(undecided)...)
	default:
		if !remedy.Until.IsZero() {
			at = prose.InstantOf(remedy.Until)
		}
		b = x.appendFrame(b, entryFrame(c.code, &remedy, undecided), &at)
	}
	return append(b, '}')
}

// readyRemedy is the remedy that the router has ready, with its key, or empty if it has none.
func (x *explainer) readyRemedy(code reasonCode) string {
	if !x.isCurable(code) {
		return remedyKey + `{"do":"none"}`
	}
	of := serving{x.when.surfaces, x.when.products}
	if (code == wrongSurface || code == noProduct) && x.router.servings[x.row.serving] == of {
		return x.router.servingJSON[x.row.serving]
	}
	return ""
}

// appendLimit appends what follows the rule in the reason of a limit rule, whose numbers are
// the order's.
func (x *explainer) appendLimit(b []byte, c cause) []byte {
	reason := Reason{Code: codes[c.code], Remedy: x.remedy(c)}
	x.limit(&reason, c)
	b = appendIf(reason.appendNumbers(b), `,"detail":`, reason.Detail)
	b = reason.Remedy.appendJSON(append(b, remedyKey...), !x.router.hasCustom)
	if unknownFacts.has(c.code) {
		b = x.appendFrame(b, entryFrame(c.code, &reason.Remedy, true), nil)
	} else if f := limitFrame(&reason); f != nil {
		b = reason.appendFrame(b, f)
	} else {
		b = reason.appendText(b)
	}
	return append(b, '}')
}

// appendFrame appends a text that may speak of an instant or of the traits that are asked for.
func (x *explainer) appendFrame(b []byte, f *frame, at *prose.Instant) []byte {
	for i := range f.gaps {
		g := &f.gaps[i]
		b = append(b, g.before...)
		switch g.place {
		case "at", "until":
			b = g.in.AppendInstant(b, at)
		case "traits":
			b = g.in.AppendList(b, prose.And, len(x.asked), func(b []byte, i int) []byte {
				return append(b, g.in.Of(x.router.traitWords[x.asked[i]].quoted)...)
			})
		case "facts":
			b = g.in.AppendList(b, prose.And, len(x.asked), func(b []byte, i int) []byte {
				whether := &whetherTraits[min(i, 1)][g.in]
				b = append(append(b, whether.before...), g.in.Of(x.router.traitWords[x.asked[i]].quoted)...)
				return append(b, whether.after...)
			})
		}
	}
	return append(b, f.end...)
}

// appendFrame appends a text that speaks of the reason's numbers.
func (r *Reason) appendFrame(b []byte, f *frame) []byte {
	var words [few]struct{ from, to int } // no sentence has more
	for i := range f.gaps {
		g, word := &f.gaps[i], &words[i]
		b = append(b, g.before...)
		word.from = len(b)
		if g.again > 0 {
			b = append(b, b[words[g.again-1].from:words[g.again-1].to]...)
		} else {
			b = r.appendWord(b, g.place, g.in)
		}
		word.to = len(b)
	}
	return append(b, f.end...)
}

// formOf is the place in Router.exceptForms of the Except that is a cause.
func (x *explainer) formOf(c cause) uint32 { return x.router.exceptRows[x.excepts[c.from].rule].form }
