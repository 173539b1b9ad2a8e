package routing

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// The JSON forms of what a decision consists of. They are those that encoding/json would
// write of structs with these keys in this order, where keys that do not apply are left
// out: a test has the structs.

func appendCatalog(b []byte, name, version string) []byte {
	b = append(b, '{')
	if name != "" {
		b = appendText(b, `"name":`, name)
	}
	if version != "" {
		if name != "" {
			b = append(b, ',')
		}
		b = appendText(b, `"version":`, version)
	}
	return append(b, '}')
}

// appendMethod begins an offer or an exclusion.
func appendMethod(b []byte, id methods.ID, name methods.Text) []byte {
	b = appendText(b, `{"method":`, string(id))
	if name == (methods.Text{}) {
		return b
	}
	return appendName(append(b, `,"name":`...), name)
}

func appendName(b []byte, name methods.Text) []byte {
	b = append(b, '{')
	if name.EN != "" {
		b = appendText(b, `"en":`, name.EN)
	}
	if name.ZH != "" {
		if name.EN != "" {
			b = append(b, ',')
		}
		b = appendText(b, `"zh":`, name.ZH)
	}
	return append(b, '}')
}

// appendProduct appends what an offer says of its product.
func appendProduct(b []byte, p *methods.Product) []byte {
	b = appendIf(b, `,"product":`, p.ID)
	b = appendIf(b, `,"flow":`, string(p.Flow))
	b = appendIf(b, `,"api":`, p.API)
	if p.LinkLife != 0 {
		b = appendText(b, `,"link_life":`, prose.Shortest(p.LinkLife))
	}
	if len(p.Params) == 0 {
		return b
	}
	b = append(b, `,"params":{`...)
	for i, key := range slices.Sorted(maps.Keys(p.Params)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strictjson.AppendText(b, key), ':')
		b = strictjson.AppendText(b, p.Params[key])
	}
	return append(b, '}')
}

// appendRest appends what follows the product in an offer, with times in a zone.
func (o *Offer) appendRest(b []byte, zone *time.Location) []byte {
	b = appendIf(b, `,"payer":`, string(o.Payer))
	b = appendNumber(b, `,"rank":`, int64(o.Rank))
	b = appendIf(b, `,"within":`, string(o.Parent))
	b = appendHeadroom(b, o.Headroom, zone)
	b = appendIf(b, `,"entry":`, o.Entry)
	b = appendList(b, `,"limits":[`, o.Limits, false)
	b = appendFoundation(b, o.Sources, o.Confidence, o.Conflict)
	return append(b, '}')
}

func appendHeadroom(b []byte, room limits.Headroom, zone *time.Location) []byte {
	low, _ := room.Min()
	high, _ := room.Max()
	b = appendAmount(b, `,"min":`, low)
	b = appendAmount(b, `,"max":`, high)
	if resets, ok := room.Resets(); ok {
		b = appendTime(b, `,"resets":`, resets.In(zone))
	}
	return b
}

// appendUndecided appends what stands between the method of an exclusion and its reasons.
func appendUndecided(b []byte, undecided bool) []byte {
	b = strconv.AppendBool(append(b, `,"undecided":`...), undecided)
	return append(b, `,"reasons":[`...)
}

func appendFoundation(b []byte, sources []string, confidence methods.Confidence, conflict string) []byte {
	b = appendList(b, `,"sources":[`, sources, false)
	b = appendIf(b, `,"confidence":`, string(confidence))
	return appendIf(b, `,"conflict":`, conflict)
}

func (r *Reason) appendJSON(b []byte) []byte {
	b = appendText(b, `{"code":`, string(r.Code))
	if r.Undecided {
		b = append(b, `,"undecided":true`...)
	}
	b = appendIf(b, `,"rule":`, r.Rule)
	b = appendFoundation(b, r.Sources, r.Confidence, r.Conflict)
	b = r.appendNumbers(b)
	if !r.Except.IsZero() {
		b = appendExcept(append(b, exceptKey...), &r.Except)
	}
	b = appendTime(b, `,"at":`, r.At)
	b = appendIf(b, `,"within":`, string(r.Parent))
	b = appendIf(b, `,"detail":`, r.Detail)
	b = r.Remedy.appendJSON(append(b, remedyKey...), false)
	return append(r.appendText(b), '}')
}

// Keys of a reason.
const (
	exceptKey = `,"except":`
	remedyKey = `,"remedy":`
)

// appendNumbers appends the amounts and the numbers of payments.
func (r *Reason) appendNumbers(b []byte) []byte {
	b = appendAmount(b, `,"requested":`, r.Requested)
	b = appendAmount(b, `,"limit":`, r.Limit)
	b = appendAmount(b, `,"used":`, r.Used)
	b = appendAmount(b, `,"over":`, r.Over)
	b = appendAmount(b, `,"short":`, r.Short)
	b = appendIf(b, `,"counter":`, string(r.Counter))
	b = appendNumber(b, `,"count":`, r.Count)
	b = appendNumber(b, `,"max_count":`, r.MaxCount)
	return appendTime(b, `,"resets":`, r.Resets)
}

// appendText appends the reason's texts and their key. One that is empty is left out.
func (r *Reason) appendText(b []byte) []byte {
	b = append(b, `,"text":{`...)
	start := len(b)
	for _, l := range []prose.Language{prose.English, prose.Chinese} {
		before := len(b)
		if before > start {
			b = append(b, ',')
		}
		b = append(b, l.Of(languageKeys)...)
		text := len(b)
		if b = r.appendIn(b, l); len(b) == text {
			b = b[:before]
			continue
		}
		if strictjson.NeedsEscape(b[text:]) {
			b = strictjson.AppendText(b[:text-1], string(b[text:]))
			continue
		}
		b = append(b, '"')
	}
	return append(b, '}')
}

// languageKeys are the keys of the texts in each language, and the quotes that open them.
var languageKeys = prose.Text{EN: `"en":"`, ZH: `"zh":"`}

// appendJSON appends the remedy. If it isBare there is nothing to escape, as in one of a
// router that asks for no counter of a custom limit.
func (r *Remedy) appendJSON(b []byte, isBare bool) []byte {
	if isBare {
		b = appendBare(b, `{"do":"`, r.Do)
	} else {
		b = appendText(b, `{"do":`, string(r.Do))
	}
	b = appendAmount(b, `,"amount":`, r.Amount)
	b = appendTime(b, `,"until":`, r.Until)
	b = appendList(b, `,"surfaces":[`, r.Surfaces, isBare)
	b = appendList(b, `,"traits":[`, r.Traits, isBare)
	b = appendList(b, `,"facts":[`, r.Facts, isBare)
	b = appendList(b, `,"currencies":[`, r.Currencies, isBare)
	return append(b, '}')
}

// appendExcept appends an Except as a catalog does whose zone is that of its dates.
func appendExcept(b []byte, m *methods.Match) []byte {
	zone := m.Period.From
	if zone.IsZero() {
		zone = m.Period.Until
	}
	w := strictjson.NewWriter(b, zone.Location())
	matchForm.Write(w, m)
	return w.Bytes()
}

// appendText appends a key, with what stands before it, and its text.
func appendText(b []byte, key, text string) []byte {
	return strictjson.AppendText(append(b, key...), text)
}

// appendIf appends a key and its text, if there is one.
func appendIf(b []byte, key, text string) []byte {
	if text == "" {
		return b
	}
	return appendText(b, key, text)
}

func appendNumber(b []byte, key string, n int64) []byte {
	if n == 0 {
		return b
	}
	return strconv.AppendInt(append(b, key...), n, 10)
}

func appendAmount(b []byte, key string, m limits.Money) []byte {
	if m == (limits.Money{}) {
		return b
	}
	b, _ = m.AppendText(append(append(b, key...), '"'))
	return append(b, '"')
}

func appendTime(b []byte, key string, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	b = prose.AppendTimeJSON(append(append(b, key...), '"'), t)
	return append(b, '"')
}

// appendList appends a key, with the bracket that opens the list, and its texts, if there
// are any, in which there may be nothing to escape.
func appendList[S ~string](b []byte, key string, texts []S, isBare bool) []byte {
	if len(texts) == 0 {
		return b
	}
	b = append(b, key...)
	for i, text := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		if isBare {
			b = appendBare(b, `"`, text)
		} else {
			b = strictjson.AppendText(b, text)
		}
	}
	return append(b, ']')
}

// appendBare appends a key, with the quote that opens its text, and a text in which there
// is nothing to escape, such as an id of a catalog.
func appendBare[S ~string](b []byte, key string, text S) []byte {
	return append(append(append(b, key...), text...), '"')
}
