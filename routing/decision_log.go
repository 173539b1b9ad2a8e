package routing

import (
	"log/slog"
	"strings"
)

// LogValue is the decision as a group of attributes: the id of the order, its platform,
// surface and amount, the version of the catalog, the methods offered in their order,
// and for each other method the codes against it and, behind a colon, their rule: such as
// excluded.wechat_qr="surface,audience:wechat_qr.pilot above_max:wechat_qr.single". The
// zero Decision is an empty group; a copy whose memory has been reused has the attribute
// error alone.
func (d Decision) LogValue() slog.Value {
	if d.isReused() {
		return slog.GroupValue(slog.String("error", errReused.Error()))
	}
	if d.router == nil {
		return slog.GroupValue()
	}
	var buffer [few]ranked
	ranking := d.ranking(buffer[:0])
	offered := make([]string, len(ranking))
	for i, at := range ranking {
		offered[i] = string(d.method(at.verdict).ID)
	}
	var excluded []slog.Attr
	for i := range d.verdicts {
		if !d.verdicts[i].offered() {
			e := d.exclusion(i)
			excluded = append(excluded, slog.String(string(e.Method), e.codes()))
		}
	}
	var g group
	g.text("order", d.order)
	g.text("platform", string(d.router.platforms.Name(d.facts.platform)))
	g.text("surface", string(d.surface))
	g.money("amount", d.amount)
	g.text("catalog", d.router.version)
	g = append(g, slog.Any("offered", offered), slog.Attr{Key: "excluded", Value: slog.GroupValue(excluded...)})
	return slog.GroupValue(g...)
}

// codes are those of the reasons in their order, each rule behind its own.
func (e *Exclusion) codes() string {
	var b strings.Builder
	for i, r := range e.Reasons {
		b.WriteString(string(r.Code))
		switch {
		case i+1 < len(e.Reasons) && e.Reasons[i+1].Rule == r.Rule:
			b.WriteByte(',')
			continue
		case r.Rule != "":
			b.WriteString(":" + r.Rule)
		}
		if i+1 < len(e.Reasons) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
