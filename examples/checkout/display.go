package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// display prints decisions as the flags ask.
type display struct {
	out    io.Writer
	all    bool // more than ten lines a decision
	json   bool
	lang   string
	method methods.ID     // empty: all of them
	zone   *time.Location // the catalog's

	platforms map[methods.Platform]methods.Text // names, by ids and aliases
	sources   map[string]methods.Source         // by their ids; nil: not asked for
}

func (s *display) decision(order routing.Order, d routing.Decision) error {
	switch {
	case s.method != "":
		return s.why(order, d)
	case s.json:
		return s.line(d)
	case !s.all:
		return s.summary(order, d)
	}
	fmt.Fprintf(s.out, "> %s\n%s\n", order, d.Table(s.lang))
	s.evidence(d.Offers(), d.Excluded())
	_, err := fmt.Fprintln(s.out)
	return err
}

// line prints a value as one line of JSON.
func (s *display) line(v any) error {
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// why prints what was decided about one method.
func (s *display) why(order routing.Order, d routing.Decision) error {
	offer, offered := d.Offer(s.method)
	exclusion, _ := d.Why(s.method)
	if s.json {
		if offered {
			return s.line(offer)
		}
		return s.line(exclusion)
	}
	fmt.Fprintf(s.out, "> %s\n", order)
	if offered {
		fmt.Fprintf(s.out, "  %s%s%s\n", s.name(offer.Name, s.method), s.colon(), s.word("offered, ", "可用，")+s.headroom(offer.Headroom))
		s.evidence([]routing.Offer{offer}, nil)
		_, err := fmt.Fprintln(s.out)
		return err
	}
	verdict := s.word("not offered", "不可用")
	if exclusion.Undecided {
		verdict = s.word("undecided", "无法判定")
	}
	fmt.Fprintf(s.out, "  %s%s%s\n", s.name(exclusion.Name, s.method), s.colon(), verdict)
	for _, reason := range exclusion.Reasons {
		fmt.Fprintf(s.out, "    %s%s%s\n", reason.Code, s.colon(), s.text(reason.Text()))
		if reason.Remedy.Do != routing.ActionNone {
			fmt.Fprintf(s.out, "      %s\n", s.text(reason.Remedy.Text()))
		}
	}
	s.evidence(nil, []routing.Exclusion{exclusion})
	_, err := fmt.Fprintln(s.out)
	return err
}

func (s *display) text(t methods.Text) string { return s.word(t.EN, t.ZH) }

func (s *display) colon() string { return s.word(": ", "：") }

func (s *display) word(en, zh string) string {
	if s.lang == "zh" {
		return zh
	}
	return en
}
