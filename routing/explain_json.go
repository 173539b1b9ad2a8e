package routing

import "github.com/paymux/paymux/routing/internal/prose"

// appendReason appends the reason of a cause, as Reason.appendJSON would. Most reasons are
// against the entry, and are put together from what the router has ready; those of limit
// rules have more numbers of the order, and are made first.
func (x *explainer) appendReason(b []byte, c cause) []byte {
	ready := x.written(c)
	if c.isOfLimit() || c.code == excepted && ready.text == "" {
		reason := x.reason(c)
		return reason.appendJSON(b, ready)
	}
	undecided := x.undecided(c)
	b = appendBare(b, `{"code":"`, codes[c.code])
	if undecided {
		b = append(b, `,"undecided":true`...)
	}
	if rule := x.rule(c); rule != "" {
		b = append(appendBare(b, `,"rule":"`, rule), ready.foundation...)
	}
	var at prose.Instant
	switch c.code {
	case notStarted, ended:
		at = prose.InstantOf(x.at(c.code))
		b = append(at.AppendJSON(append(b, `,"at":"`...)), '"')
	case parentExcluded:
		b = appendBare(b, `,"within":"`, x.originOf(x.row).parentID)
	case excepted:
		b = appendExcepted(b, ready.except)
	}
	remedy := x.remedy(c)
	b = remedy.appendJSON(append(b, `,"remedy":`...), !x.router.hasCustom)
	b = append(b, `,"text":`...)
	switch c.code {
	case excepted:
		b = append(b, ready.text...)
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
	if c.code == excepted {
		form := x.router.exceptRows[x.excepts[c.from].rule].form
		w.except, w.text = x.router.exceptJSON[form], x.router.exceptTexts[form]
		if match := &x.router.exceptForms[form]; w.text == "" && !match.IsZero() {
			w.except = string(appendExcept(nil, match))
		}
	}
	return w
}
