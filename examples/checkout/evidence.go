package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func sourcesOf(c routing.Catalog) map[string]methods.Source {
	byID := make(map[string]methods.Source, len(c.Sources))
	for _, source := range c.Sources {
		byID[source.ID] = source
	}
	return byID
}

// evidence prints what each rule that decided rests on, once: how sure it is, what speaks
// against it, and the sources. Those of an offer are its entry's and its limit rules'.
func (s *display) evidence(offers []routing.Offer, excluded []routing.Exclusion) {
	if s.sources == nil {
		return
	}
	fmt.Fprintf(s.out, "\n%s\n", s.word("Sources", "来源"))
	seen := map[string]bool{"": true} // what the order itself excludes has no rule
	for _, o := range offers {
		seen[o.Entry] = true
		s.rule(o.Entry, o.Confidence, o.Conflict, o.Sources)
	}
	for _, e := range excluded {
		for _, r := range e.Reasons {
			if !seen[r.Rule] {
				seen[r.Rule] = true
				s.rule(r.Rule, r.Confidence, r.Conflict, r.Sources)
			}
		}
	}
}

func (s *display) rule(id string, confidence methods.Confidence, conflict string, sources []string) {
	fmt.Fprintf(s.out, "  %s  %s\n", id, s.confidence(confidence))
	for _, id := range sources {
		source := s.sources[id]
		var parts []string
		for _, part := range []string{source.Publisher, source.Date, source.Title, source.URL} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		fmt.Fprintf(s.out, "    %s\n", cmp.Or(strings.Join(parts, ", "), id))
	}
	if conflict != "" {
		fmt.Fprintf(s.out, "    %s%s\n", s.word("but: ", "存疑："), conflict)
	}
}

func (s *display) confidence(c methods.Confidence) string {
	switch c {
	case methods.ConfidenceHigh:
		return s.word("high confidence", "可信度：高")
	case methods.ConfidenceMedium:
		return s.word("medium confidence", "可信度：中")
	case methods.ConfidenceLow:
		return s.word("low confidence", "可信度：低")
	}
	return s.word("confidence not assessed", "可信度：未评估")
}
