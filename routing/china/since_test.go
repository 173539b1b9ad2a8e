package china_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The package comment has a table of since when each method is known on each platform,
// which is written from the catalog.
func TestTheTableInThePackageCommentIsTheCatalogs(t *testing.T) {
	c := china.Catalog()
	var b strings.Builder
	b.WriteString("// Package china also says since when a platform has offered a method.\n//\n// # Since when\n//\n")
	b.WriteString("// SINCE is the first day on which a method is certain on a platform, for some buyers, sellers\n")
	b.WriteString("// or surfaces at least, and UNTIL the first day without it, in Beijing time. It may have been\n")
	b.WriteString("// withdrawn in between, as Alipay was on JD.com.\n//\n")
	prose.Columns(&b, "//\t", since(c, []string{"PLATFORM", "METHOD", "SINCE", "UNTIL", "STATUS"}, "pilot", prose.English))
	b.WriteString("//\n// # 起始日期\n//\n")
	b.WriteString("// 下表“起始”为各平台可确认已提供某支付方式的最早日期（至少面向部分买家、商家或支付场景），“结束”为不再提供的首日，均为北京时间；期间可能曾停用，如京东的支付宝。\n//\n")
	prose.Columns(&b, "//\t", since(c, []string{"平台", "支付方式", "起始", "结束", "状态"}, "试点", prose.Chinese))
	b.WriteString("package china\n")
	checkFile(t, "since.go", b.String())
}

// since has a row for each method that a platform has been reported to offer.
func since(c routing.Catalog, head []string, pilot string, l prose.Language) [][]string {
	rows := [][]string{head}
	for _, p := range c.Platforms {
		for _, m := range c.Methods {
			from, until, status, ok := known(c.Availability, p.ID, m.ID)
			if !ok {
				continue
			}
			row := []string{l.Of(prose.Text(p.Name)), l.Of(prose.Text(m.Name)), day(from), day(until), ""}
			if status == methods.StatusPilot {
				row[4] = pilot
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// known returns the first day of a method on a platform, the day on which the last entry
// that grants it ends, zero if one does not end, and live if one is.
func known(entries []methods.Availability, p methods.Platform, m methods.ID) (from, until time.Time, status methods.Status, ok bool) {
	isOpen := false
	for _, e := range entries {
		if !e.Status.Grants() || e.Method != m || !slices.Contains(e.When.Platforms, p) {
			continue
		}
		if !ok || e.When.Period.From.Before(from) {
			from = e.When.Period.From
		}
		if e.When.Period.Until.After(until) {
			until = e.When.Period.Until
		}
		isOpen = isOpen || e.When.Period.Until.IsZero()
		if status != methods.StatusLive {
			status = e.Status
		}
		ok = true
	}
	if isOpen {
		until = time.Time{}
	}
	return from, until, status, ok
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(china.AsOf().Location()).Format(time.DateOnly)
}
