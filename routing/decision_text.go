package routing

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// String is [Decision.Table] in English. A copy whose memory has been reused says so.
func (d Decision) String() string { return d.table(prose.English) }

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
		return d.table(prose.Chinese)
	}
	return d.table(prose.English)
}

func (d *Decision) table(l prose.Language) string {
	if d.isReused() {
		return l.Of(reusedDecision)
	}
	if d.router == nil {
		return l.Of(noDecision)
	}
	var b strings.Builder
	d.writeOrder(&b, l)
	d.writeOffers(&b, l)
	d.writeExcluded(&b, l)
	return strings.TrimSuffix(b.String(), "\n")
}

// The table's own words.
var (
	noDecision      = prose.Text{EN: "no decision", ZH: "无路由结果"}
	reusedDecision  = prose.Text{EN: "no decision any more: RouteInto has reused its memory", ZH: "路由结果已失效：内存已被 RouteInto 复用"}
	orderName       = prose.Text{EN: "Order {id}", ZH: "订单{id}"}
	orderFacts      = prose.Text{EN: ": {amount} on {platform} at {at}", ZH: "：{amount}，平台：{platform}，{at}"}
	catalogName     = prose.Text{EN: "Catalog {catalog}", ZH: "目录{catalog}"}
	offeredTitle    = prose.Text{EN: "Offered", ZH: "可用的支付方式"}
	nothingOffered  = prose.Text{EN: "nothing", ZH: "无"}
	notOfferedTitle = prose.Text{EN: "Not offered", ZH: "不可用的支付方式"}
	notDecidedTitle = prose.Text{EN: "Not offered or undecided", ZH: "不可用或无法判定的支付方式"}
	undecidedMark   = prose.Text{EN: "undecided", ZH: "无法判定"}
	methodTitle     = prose.Text{EN: "METHOD", ZH: "支付方式"}
	idTitle         = prose.Text{EN: "ID", ZH: "ID"}
	productTitle    = prose.Text{EN: "PRODUCT", ZH: "支付产品"}
	flowTitle       = prose.Text{EN: "FLOW", ZH: "支付流程"}
	headroomTitle   = prose.Text{EN: "HEADROOM", ZH: "可付金额"}
	entryTitle      = prose.Text{EN: "ENTRY", ZH: "条目"}
	noKnownLimit    = prose.Text{EN: "no known limit", ZH: "暂无已知限额"}
	atLeast         = prose.Text{EN: "at least {min}", ZH: "不少于{min}"}
	atMost          = prose.Text{EN: "at most {max}", ZH: "不超过{max}"}
	fromTo          = prose.Text{EN: "{min} to {max}", ZH: "{min}至{max}"}
	untilReset      = prose.Text{EN: ", more by {resets}", ZH: "，额度最迟于{resets}恢复"}
)

func (d *Decision) writeOrder(b *strings.Builder, l prose.Language) {
	word := func(place string) string {
		switch place {
		case "id":
			return prose.Plain(d.order)
		case "amount":
			return moneyText(d.amount)
		case "platform":
			return d.platformText(l)
		case "at":
			return l.Time(d.router.instant(d.facts.now))
		case "catalog":
			return prose.Plain(d.router.name + " " + d.router.version)
		}
		return ""
	}
	order := prose.Fill(nil, l.Of(orderName), word)
	if d.order == "" {
		order = bytes.TrimRight(order, " ")
	}
	b.Write(prose.Fill(order, l.Of(orderFacts), word))
	b.WriteByte('\n')
	if d.router.name+d.router.version != "" {
		b.Write(prose.Fill(nil, l.Of(catalogName), word))
		b.WriteByte('\n')
	}
}

// platformText names the platform, with its id behind the name if it has one: "Taobao [taobao]".
func (d *Decision) platformText(l prose.Language) string {
	id := string(d.router.platforms.Name(d.facts.platform))
	if d.router.platformNames == nil {
		return id
	}
	if name := l.Name(prose.Text(d.router.platformNames[d.facts.platform]), id); name != id {
		return name + " [" + id + "]"
	}
	return id
}

func (d *Decision) writeOffers(b *strings.Builder, l prose.Language) {
	b.WriteString("\n" + l.Of(offeredTitle) + "\n")
	if d.count(true) == 0 {
		b.WriteString("  " + l.Of(nothingOffered) + "\n")
		return
	}
	rows := [][]string{{
		"#", l.Of(methodTitle), l.Of(idTitle), l.Of(productTitle),
		l.Of(flowTitle), l.Of(headroomTitle), l.Of(entryTitle),
	}}
	for i, o := range d.Offers() {
		rows = append(rows, []string{
			strconv.Itoa(i + 1), l.Name(prose.Text(o.Name), string(o.Method)), string(o.Method), orDash(o.Product.ID),
			orDash(flowText(l, o.Product.Flow)), d.headroomText(l, o.Headroom), o.Entry,
		})
	}
	prose.Columns(b, "  ", rows)
}

// flowNames say how the buyer gets to the payment.
var flowNames = map[methods.Flow]prose.Text{
	methods.FlowInApp:     {EN: "in app", ZH: "应用内支付"},
	methods.FlowAppSwitch: {EN: "app switch", ZH: "跳转 App"},
	methods.FlowRedirect:  {EN: "redirect", ZH: "页面跳转"},
	methods.FlowQRCode:    {EN: "QR code", ZH: "扫码"},
	methods.FlowShareLink: {EN: "share link", ZH: "分享链接"},
	methods.FlowHandOff:   {EN: "hand-off", ZH: "换端支付"},
}

func flowText(l prose.Language, f methods.Flow) string {
	return cmp.Or(l.Of(flowNames[f]), prose.Plain(string(f)))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// headroomText describes a headroom in a language, its reset in the catalog's
// zone.
func (d *Decision) headroomText(l prose.Language, h limits.Headroom) string {
	low, hasMin := h.Min()
	high, hasMax := h.Max()
	resets, hasResets := h.Resets()
	sentence := noKnownLimit
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
		return l.Time(resets.In(d.router.zone))
	}
	text := prose.Fill(nil, l.Of(sentence), word)
	if hasResets {
		text = prose.Fill(text, l.Of(untilReset), word)
	}
	return string(text)
}

func (d *Decision) writeExcluded(b *strings.Builder, l prose.Language) {
	excluded := d.Excluded()
	if len(excluded) == 0 {
		return
	}
	title := notOfferedTitle
	if slices.ContainsFunc(excluded, func(e Exclusion) bool { return e.Undecided }) {
		title = notDecidedTitle
	}
	b.WriteString("\n" + l.Of(title) + "\n")
	codes := 0
	for _, e := range excluded {
		for _, r := range e.Reasons {
			codes = max(codes, len(r.Code))
		}
	}
	for _, e := range excluded {
		head := []string{string(e.Method)}
		if name := l.Name(prose.Text(e.Name), head[0]); name != head[0] {
			head = []string{name, head[0]}
		}
		if e.Undecided {
			head = append(head, l.Of(undecidedMark))
		}
		b.WriteString("  " + strings.Join(head, "  ") + "\n")
		for i := range e.Reasons {
			writeReason(b, l, &e.Reasons[i], codes)
		}
	}
}

// writeReason writes a reason and, below it, its remedy.
func writeReason(b *strings.Builder, l prose.Language, r *Reason, codes int) {
	b.WriteString("    " + string(r.Code) + strings.Repeat(" ", codes-len(r.Code)) + "  " + r.in(l))
	if r.Rule != "" {
		b.WriteString("  [" + r.Rule + "]")
	}
	b.WriteByte('\n')
	if r.Remedy.Do != ActionNone {
		b.WriteString("    " + strings.Repeat(" ", codes) + "  → " + r.Remedy.in(l) + "\n")
	}
}
