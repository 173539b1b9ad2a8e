package routing

import "github.com/paymux/paymux/routing/internal/prose"

// appendReason appends the reason of a cause, as Reason.appendJSON would. Most reasons are
// against the entry, and are put together from what the router has ready; those of limit
// rules have more numbers of the order, and are made first.
func (x *explainer) appendReason(b []byte, c cause) []byte {
	var except writtenExcept
	if c.code == excepted {
		except = x.router.writtenExcepts[x.formOf(c)]
	}
	if c.isOfLimit() || c.code == excepted && except.text == "" {
		reason := x.reason(c)
		return reason.appendJSON(b, x.written(c))
	}
	undecided := x.undecided(c)
	b = appendBare(b, `{"code":"`, codes[c.code])
	if undecided {
		b = append(b, `,"undecided":true`...)
	}
	if f := x.foundation(c); f != nil {
		b = append(appendBare(b, `,"rule":"`, x.rule(c)), f.json...)
	}
	var at prose.Instant
	switch c.code {
	case notStarted, ended:
		at = prose.InstantOf(x.at(c.code))
		b = append(at.AppendJSON(append(b, `,"at":"`...)), '"')
	case parentExcluded:
		b = appendBare(b, `,"within":"`, x.originOf(x.row).parentID)
	case excepted:
		b = appendExcepted(b, except.json)
	}
	b = append(b, `,"remedy":`...)
	var remedy Remedy
	if ready := x.readyRemedy(c.code); ready != "" {
		b = append(b, ready...)
	} else {
		remedy = x.remedy(c)
		b = remedy.appendJSON(b, !x.router.hasCustom)
	}
	b = append(b, `,"text":`...)
	switch c.code {
	case excepted:
		b = append(b, except.text...)
	case parentExcluded:
		b = append(b, x.router.parentTexts[x.originOf(x.row).parent].of(undecided)...)
	default:
		f := &entryFrames[c.code].usual
		if hasOtherSentence(c.code, &remedy, undecided) {
			f = &entryFrames[c.code].other
			at = prose.InstantOf(remedy.Until)
		}
		b = x.appendFrame(b, f, &at)
	}
	return append(b, '}')
}

// readyRemedy is the remedy that the router has ready, or empty if it has none.
func (x *explainer) readyRemedy(code reasonCode) string {
	if !x.isCurable(code) {
		return `{"do":"none"}`
	}
	of := serving{x.when.surfaces, x.when.products}
	if (code == wrongSurface || code == noProduct) && x.router.servings[x.row.serving] == of {
		return x.router.servingJSON[x.row.serving]
	}
	return ""
}

// appendFrame appends a sentence that speaks of an instant or of the traits that are asked for.
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

// written are the pieces of a reason's form that the router has ready.
func (x *explainer) written(c cause) written {
	w := written{isClean: !x.router.hasEscapes && !x.router.hasCustom}
	if f := x.foundation(c); f != nil {
		w.foundation = f.json
	}
	if c.code == excepted { // see writtenExcept: it has too many traits
		w.except = string(appendExcept(nil, &x.router.exceptForms[x.formOf(c)]))
	}
	return w
}

// formOf is the place in Router.exceptForms of the Except that is a cause.
func (x *explainer) formOf(c cause) uint32 { return x.router.exceptRows[x.excepts[c.from].rule].form }
