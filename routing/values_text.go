package routing

import (
	"log/slog"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// String describes the offer in one line: the method, the product, the amounts that
// it is good for and the entry, such as
// "alipay by alipay_app for 0.01 CNY to 300000.00 CNY (taobao.alipay.live)".
// The zero Offer is empty.
func (o Offer) String() string {
	if o.Method == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(string(o.Method))
	if o.Product.ID != "" {
		b.WriteString(" by " + o.Product.ID)
	}
	b.WriteString(" for " + o.Headroom.String())
	if o.Entry != "" {
		b.WriteString(" (" + o.Entry + ")")
	}
	return prose.Plain(b.String())
}

// String describes the exclusion in one line: the method, and each reason as
// [Reason.String] has it. The zero Exclusion is empty.
func (e Exclusion) String() string {
	if e.Method == "" {
		return ""
	}
	reasons := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		reasons[i] = r.String()
	}
	return prose.Plain(string(e.Method) + ": " + strings.Join(reasons, "; "))
}

// String is the reason's code, its rule and its English text, such as
// "above_max (wechat_qr.single): ¥300.01 is ¥0.01 over the ¥300.00 single-payment
// limit". The zero Reason is empty.
func (r Reason) String() string {
	if r.Code == "" {
		return ""
	}
	s := string(r.Code)
	if r.Rule != "" {
		s += " (" + r.Rule + ")"
	}
	return prose.Plain(s + ": " + r.in(prose.English))
}

// String is the remedy's English text. The zero Remedy is empty.
func (r Remedy) String() string { return r.in(prose.English) }

// LogValue is the offer as a group of attributes, without its texts and sources.
func (o Offer) LogValue() slog.Value {
	var g group
	g.text("method", string(o.Method))
	g.text("product", o.Product.ID)
	low, _ := o.Headroom.Min()
	high, _ := o.Headroom.Max()
	g.money("min", low)
	g.money("max", high)
	g.text("entry", o.Entry)
	g.list("limits", o.Limits)
	return slog.GroupValue(g...)
}

// LogValue is the exclusion as a group of attributes: the method, whether it is
// undecided, and a line for each reason, as [Reason.String] has it.
func (e Exclusion) LogValue() slog.Value {
	var g group
	g.text("method", string(e.Method))
	if e.Undecided {
		g = append(g, slog.Bool("undecided", true))
	}
	reasons := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		reasons[i] = r.String()
	}
	g.list("reasons", reasons)
	return slog.GroupValue(g...)
}

// LogValue is the reason as a group of attributes: its code, its rule, its numbers
// and what the remedy asks for.
func (r Reason) LogValue() slog.Value {
	var g group
	g.text("code", string(r.Code))
	g.text("rule", r.Rule)
	g.money("requested", r.Requested)
	g.money("limit", r.Limit)
	g.money("used", r.Used)
	g.money("over", r.Over)
	g.money("short", r.Short)
	g.text("counter", string(r.Counter))
	g.number("count", r.Count)
	g.number("max_count", r.MaxCount)
	if !r.Resets.IsZero() {
		g = append(g, slog.Time("resets", r.Resets))
	}
	g.text("within", string(r.Parent))
	if r.Remedy.Do != "" {
		g = append(g, slog.Any("remedy", r.Remedy))
	}
	return slog.GroupValue(g...)
}

// LogValue is the remedy as a group of attributes.
func (r Remedy) LogValue() slog.Value {
	var g group
	g.text("do", string(r.Do))
	g.money("amount", r.Amount)
	if !r.Until.IsZero() {
		g = append(g, slog.Time("until", r.Until))
	}
	g.list("surfaces", asStrings(r.Surfaces))
	g.list("traits", asStrings(r.Traits))
	g.list("facts", r.Facts)
	g.list("currencies", r.Currencies)
	return slog.GroupValue(g...)
}

func asStrings[S ~string](all []S) []string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = string(s)
	}
	return texts
}

// group collects attributes and leaves out what does not apply.
type group []slog.Attr

func (g *group) text(key, s string) {
	if s != "" {
		*g = append(*g, slog.String(key, s))
	}
}

func (g *group) money(key string, m limits.Money) {
	if m.IsValid() {
		*g = append(*g, slog.String(key, m.String()))
	}
}

func (g *group) number(key string, n int64) {
	if n != 0 {
		*g = append(*g, slog.Int64(key, n))
	}
}

func (g *group) list(key string, all []string) {
	if len(all) > 0 {
		*g = append(*g, slog.Any(key, all))
	}
}
