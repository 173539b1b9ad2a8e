package analysis

import (
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// reportCurrencies reports on the entries and limit rules that go on in a currency after
// its end.
func (l *linter) reportCurrencies() {
	c := &l.x.catalog
	for i := range c.Availability {
		e := &c.Availability[i]
		path := fmt.Sprintf("availability[%d]", i)
		for n, code := range e.When.Currencies {
			l.reportEnd(fmt.Sprintf("%s.when.currencies[%d]", path, n), e.ID, code, e.When.Period)
		}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		path := fmt.Sprintf("limits[%d]", i)
		for n, code := range rule.When.Currencies {
			l.reportEnd(fmt.Sprintf("%s.when.currencies[%d]", path, n), rule.ID, code, rule.When.Period)
		}
		bound, ok := rule.Limit.(limits.Cap)
		if code := bound.Currency().String(); ok && bound.Currency().IsValid() && !slices.Contains(rule.When.Currencies, code) {
			l.reportEnd(path+".max", rule.ID, code, rule.When.Period)
		}
	}
}

// reportEnd reports on a rule that holds in a currency, if it does so after the last day
// of the currency in the catalog's zone.
func (l *linter) reportEnd(path, id, code string, p methods.Period) {
	currency, err := limits.ParseCurrency(code)
	if err != nil {
		return // of a code that stands for no currency Compile has told
	}
	end, ended := currency.Ended()
	if !ended || !p.Until.IsZero() && !p.Until.After(end.Add(-l.x.catalog.Zone)) {
		return
	}
	l.report(Finding{Code: FindingEndedCurrency, Path: path, ID: id},
		"%[1]s is no longer in use after %[2]s: end the rule on that day", "%[1]s 在 %[2]s 之后已停用：请将规则的结束日期设为该日",
		code, end.Add(-time.Hour).Format(time.DateOnly))
}
