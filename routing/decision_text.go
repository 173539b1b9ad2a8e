package routing

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// String is [Decision.Table] in English.
func (d Decision) String() string { return d.table(english) }

// GoString is [Decision.String], so that %#v does not print the whole catalog.
func (d Decision) GoString() string { return d.String() }

// Table returns the decision as a table for terminals, without a final line
// break: the order; the offers in their order, each with its product, flow,
// headroom and entry; and each method that is not offered, with its reasons, each
// followed by its remedy unless there is none. Columns are aligned for fonts in
// which a Chinese character is twice as wide as a Latin one.
//
// The language is English or, for "zh" and tags that start with it such as
// "zh-CN", Chinese. The layout may change between releases.
func (d Decision) Table(lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "zh") {
		return d.table(chinese)
	}
	return d.table(english)
}

func (d *Decision) table(l language) string {
	if d.router == nil {
		return l.of(noDecision)
	}
	var b strings.Builder
	d.writeOrder(&b, l)
	d.writeOffers(&b, l)
	d.writeExcluded(&b, l)
	return strings.TrimSuffix(b.String(), "\n")
}

// The table's own words.
var (
	noDecision      = methods.Text{EN: "no decision", ZH: "没有决定"}
	orderName       = methods.Text{EN: "Order {id}", ZH: "订单{id}"}
	orderFacts      = methods.Text{EN: ": {amount} on {platform} at {at}", ZH: "：{amount}，平台{platform}，{at}"}
	catalogName     = methods.Text{EN: "Catalog {catalog}", ZH: "目录{catalog}"}
	offeredTitle    = methods.Text{EN: "Offered", ZH: "可用"}
	nothingOffered  = methods.Text{EN: "nothing", ZH: "无"}
	notOfferedTitle = methods.Text{EN: "Not offered", ZH: "不可用"}
	undecidedMark   = methods.Text{EN: "undecided", ZH: "未能确定"}
	methodTitle     = methods.Text{EN: "METHOD", ZH: "支付方式"}
	idTitle         = methods.Text{EN: "ID", ZH: "标识"}
	productTitle    = methods.Text{EN: "PRODUCT", ZH: "产品"}
	flowTitle       = methods.Text{EN: "FLOW", ZH: "流程"}
	headroomTitle   = methods.Text{EN: "HEADROOM", ZH: "可付金额"}
	entryTitle      = methods.Text{EN: "ENTRY", ZH: "依据"}
	anyAmount       = methods.Text{EN: "any amount", ZH: "不限"}
	atLeast         = methods.Text{EN: "at least {min}", ZH: "不少于{min}"}
	atMost          = methods.Text{EN: "at most {max}", ZH: "不超过{max}"}
	fromTo          = methods.Text{EN: "{min} to {max}", ZH: "{min}至{max}"}
	untilReset      = methods.Text{EN: " until {resets}", ZH: "，{resets}起重新计算"}
)

func (d *Decision) writeOrder(b *strings.Builder, l language) {
	word := func(place string) string {
		switch place {
		case "id":
			return plain(d.order)
		case "amount":
			return moneyText(d.amount)
		case "platform":
			return string(d.router.platforms.all[d.facts.platform])
		case "at":
			return l.time(d.router.instant(d.facts.now))
		case "catalog":
			return plain(d.router.name + " " + d.router.version)
		}
		return ""
	}
	order := fill(nil, l.of(orderName), word)
	if d.order == "" {
		order = bytes.TrimRight(order, " ")
	}
	b.Write(fill(order, l.of(orderFacts), word))
	b.WriteByte('\n')
	if d.router.name+d.router.version != "" {
		b.Write(fill(nil, l.of(catalogName), word))
		b.WriteByte('\n')
	}
}

func (d *Decision) writeOffers(b *strings.Builder, l language) {
	b.WriteString("\n" + l.of(offeredTitle) + "\n")
	if d.count(true) == 0 {
		b.WriteString("  " + l.of(nothingOffered) + "\n")
		return
	}
	rows := [][]string{{
		"#", l.of(methodTitle), l.of(idTitle), l.of(productTitle),
		l.of(flowTitle), l.of(headroomTitle), l.of(entryTitle),
	}}
	for i, o := range d.Offers() {
		rows = append(rows, []string{
			strconv.Itoa(i + 1), l.name(o.Name, string(o.Method)), string(o.Method), orDash(o.Product.ID),
			orDash(string(o.Product.Flow)), d.headroomText(l, o.Headroom), o.Entry,
		})
	}
	columns(b, "  ", rows)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// headroomText describes a headroom in a language, its reset in the catalog's
// zone.
func (d *Decision) headroomText(l language, h limits.Headroom) string {
	low, hasMin := h.Min()
	high, hasMax := h.Max()
	resets, hasResets := h.Resets()
	sentence := anyAmount
	switch {
	case hasMin && hasMax:
		sentence = fromTo
	case hasMin:
		sentence = atLeast
	case hasMax:
		sentence = atMost
	}
	word := func(place string) string {
		switch place {
		case "min":
			return moneyText(low)
		case "max":
			return moneyText(high)
		}
		return l.time(resets.In(d.router.zone))
	}
	text := fill(nil, l.of(sentence), word)
	if hasResets {
		text = fill(text, l.of(untilReset), word)
	}
	return string(text)
}

func (d *Decision) writeExcluded(b *strings.Builder, l language) {
	excluded := d.Excluded()
	if len(excluded) == 0 {
		return
	}
	b.WriteString("\n" + l.of(notOfferedTitle) + "\n")
	codes := 0
	for _, e := range excluded {
		for _, r := range e.Reasons {
			codes = max(codes, len(r.Code))
		}
	}
	for _, e := range excluded {
		head := []string{string(e.Method)}
		if name := l.name(e.Name, head[0]); name != head[0] {
			head = []string{name, head[0]}
		}
		if e.Undecided {
			head = append(head, l.of(undecidedMark))
		}
		b.WriteString("  " + strings.Join(head, "  ") + "\n")
		for i := range e.Reasons {
			writeReason(b, l, &e.Reasons[i], codes)
		}
	}
}

// writeReason writes a reason and, below it, its remedy.
func writeReason(b *strings.Builder, l language, r *Reason, codes int) {
	b.WriteString("    " + string(r.Code) + strings.Repeat(" ", codes-len(r.Code)) + "  " + r.in(l))
	if r.Rule != "" {
		b.WriteString("  [" + r.Rule + "]")
	}
	b.WriteByte('\n')
	if r.Remedy.Do != ActionNone {
		b.WriteString("    " + strings.Repeat(" ", codes) + "  → " + r.Remedy.in(l) + "\n")
	}
}
