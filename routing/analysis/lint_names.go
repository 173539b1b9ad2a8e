package analysis

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// reportNames reports names that are likely to be misspelled, as they are one letter from
// others: those of traits, of the surfaces of products, and of the subjects of totals.
func (l *linter) reportNames() {
	traits := similarNames{}
	for i, t := range l.traits {
		f := Finding{Path: fmt.Sprintf("traits[%d]", i), ID: string(t.ID)}
		l.reportName(f, string(t.ID), traits, &methods.Match{Audience: [][]methods.Trait{{t.ID}}})
		traits.add(string(t.ID))
	}
	surfaces := similarNames{}
	for _, s := range methods.Surfaces() {
		surfaces.add(string(s))
	}
	for i := range l.x.catalog.Methods {
		m := &l.x.catalog.Methods[i]
		l.reportSurfaceNames(Finding{Path: fmt.Sprintf("methods[%d]", i), ID: string(m.ID)}, m.Products, surfaces)
	}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		l.reportSurfaceNames(Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}, e.Products, surfaces)
	}
	subjects := similarNames{}
	subjects.add(string(limits.Buyer))
	subjects.add(string(limits.Merchant))
	for i, rule := range l.rules {
		for n, s := range capOf(&rule).Per {
			f := Finding{Path: fmt.Sprintf("limits[%d].per[%d]", i, n), ID: rule.ID}
			l.reportName(f, string(s), subjects, &rule.When)
		}
	}
}

func (l *linter) reportSurfaceNames(f Finding, products []methods.Product, known similarNames) {
	path := f.Path
	for i := range products {
		for n, s := range products[i].Surfaces {
			f.Path = fmt.Sprintf("%s.products[%d].surfaces[%d]", path, i, n)
			l.reportName(f, string(s), known, &methods.Match{Surfaces: []methods.Surface{s}})
		}
	}
}

// reportName reports a name that is similar to a known one and none itself. What shows it
// is an order that meets a match.
func (l *linter) reportName(f Finding, name string, known similarNames, m *methods.Match) {
	other, ok := known.similar(name)
	if !ok {
		return
	}
	f.Code, f.Others, f.Witness = FindingSimilarName, []string{other}, l.boundWitness(m, l.x.platformsOf(m.Platforms), 0, methods.Period{})
	l.report(f, "%s is one letter from %s: is it misspelled?", "%s 与 %s 只差一个字母：拼写是否有误？", name, other)
}

// similarNames finds names that differ from known ones in one letter: another one, one
// more, one less, or two exchanged. The keys are the known names, and each of them with
// one of its letters hidden.
type similarNames map[string]string

const hidden = "\x00"

func (k similarNames) add(name string) {
	k[name] = name
	for i := range name {
		if key := name[:i] + hidden + name[i+1:]; k[key] == "" {
			k[key] = name
		}
	}
}

// similar returns a known name that a name is similar to, unless it is known itself.
// Numbers, and words of fewer than four letters, are not misspelled: class_1, code_b.
func (k similarNames) similar(name string) (string, bool) {
	if k[name] != "" {
		return "", false
	}
	for i := range name {
		keys := []string{name[:i] + hidden + name[i+1:], name[:i] + name[i+1:]}
		if i+1 < len(name) {
			keys = append(keys, name[:i]+name[i+1:i+2]+name[i:i+1]+name[i+2:])
		}
		for _, key := range keys {
			if other := k[key]; other != "" && isWord(name, i) && isWord(other, min(i, len(other)-1)) {
				return other, true
			}
		}
	}
	for i := range len(name) + 1 {
		if other := k[name[:i]+hidden+name[i:]]; other != "" && isWord(other, i) {
			return other, true
		}
	}
	return "", false
}

// isWord reports whether a letter of a name is one of a word that may be misspelled.
func isWord(name string, i int) bool {
	isBreak := func(r rune) bool { return r == '_' || r == '.' }
	from := strings.LastIndexFunc(name[:i], isBreak) + 1
	until := len(name)
	if n := strings.IndexFunc(name[i:], isBreak); n >= 0 {
		until = i + n
	}
	return until-from >= 4 && !slices.ContainsFunc([]rune(name[from:until]), unicode.IsDigit)
}
