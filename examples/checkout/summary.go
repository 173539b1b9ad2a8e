package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

const summaryLines = 10

// summary prints what matters of a decision in ten lines at most: the order, what is
// offered, and one reason for each method that is not. Those for which the buyer can do
// something come first.
func (s *display) summary(order routing.Order, d routing.Decision) error {
	lines := []string{fmt.Sprintf(s.word("%s: %s, %s, %s", "%s：%s，%s，%s"), cmp.Or(order.ID, s.word("order", "订单")),
		cmp.Or(s.text(s.platforms[order.Platform]), string(order.Platform)), s.money(order.Amount), s.time(order.At))}
	for _, o := range d.Offers() {
		lines = append(lines, fmt.Sprintf("  + %s%s%s", s.name(o.Name, o.Method), s.colon(), s.headroom(o.Headroom)))
	}
	for _, e := range mendableFirst(d) {
		lines = append(lines, s.exclusion(e))
	}
	if rest := len(lines) - (summaryLines - 1); rest > 1 {
		lines = append(lines[:summaryLines-1], fmt.Sprintf(s.word("  and %d more methods (-all)", "  另有 %d 种支付方式（用 -all 查看）"), rest))
	}
	_, err := fmt.Fprintf(s.out, "%s\n\n", strings.Join(lines, "\n"))
	return err
}

// mendableFirst returns the exclusions, first those about which buyers are told more than
// that the method is not available.
func mendableFirst(d routing.Decision) []routing.Exclusion {
	public := d.Public().Excluded
	var mendable, others []routing.Exclusion
	for i, e := range d.Excluded() {
		if public[i].Code != routing.CodeUnavailable {
			mendable = append(mendable, e)
		} else {
			others = append(others, e)
		}
	}
	return slices.Concat(mendable, others)
}

// exclusion gives the first reason that refuses. Where none does, the method is undecided, and
// the first says what is not known.
func (s *display) exclusion(e routing.Exclusion) string {
	mark, why := "?", 0
	if !e.Undecided {
		mark, why = "-", slices.IndexFunc(e.Reasons, func(r routing.Reason) bool { return !r.Undecided })
	}
	return fmt.Sprintf("  %s %s%s%s", mark, s.name(e.Name, e.Method), s.colon(), s.text(e.Reasons[why].Text()))
}

// name returns a method's name, or else its id: names are optional.
func (s *display) name(name methods.Text, id methods.ID) string {
	return cmp.Or(s.text(name), string(id))
}

func (s *display) headroom(h limits.Headroom) string {
	least, hasMin := h.Min()
	most, hasMax := h.Max()
	switch {
	case hasMin && hasMax:
		return fmt.Sprintf(s.word("%s to %s", "%s 至 %s"), s.money(least), s.money(most))
	case hasMax:
		return fmt.Sprintf(s.word("at most %s", "不超过 %s"), s.money(most))
	case hasMin:
		return fmt.Sprintf(s.word("at least %s", "不少于 %s"), s.money(least))
	}
	return s.word("no known limit", "暂无已知限额")
}

// time writes an instant as the reasons do, to the minute.
func (s *display) time(at time.Time) string {
	layout := s.word("2006-01-02 15:04 UTC-07:00", "2006年1月2日 15:04（UTC-07:00）")
	text := at.In(s.zone).Format(layout)
	return strings.Replace(text, "（UTC+08:00）", "（北京时间）", 1)
}

// money writes an amount as the reasons do.
func (s *display) money(m limits.Money) string {
	number := m.Number()
	for i := strings.IndexByte(number+".", '.') - 3; i > 0; i -= 3 {
		number = number[:i] + "," + number[i:]
	}
	if m.Currency() == limits.CNY {
		return "¥" + number
	}
	return number + " " + m.Currency().String()
}
