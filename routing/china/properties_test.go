package china_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// primary are the sources that are documents of the one who decides: a wallet, a
// platform or an authority.
var primary = []string{
	"wechat_products", "wechat_product_list", "wechat_native_faq", "wechat_partner_faq", "wechat_native_life", "wechat_h5",
	"wechatpay_go", "wechat_codepay", "wechat_payscore", "wechat_payscore_api", "alipay_app_model", "alipay_page_model",
	"alipay_wap_model", "alipay_precreate_model", "alipay_create_model", "alipay_pay_model", "alipay_extend_params", "alipay_in_wechat", "antom_alipay", "douyin_tt_pay",
	"tongcheng_help", "beijing_gov_2024", "cf40_2021", "pboc_296", "pboc_43", "pboc_ratings_2025",
}

// families are the reports that repeat each other, and so count as one.
var families = [][]string{
	{"scmp_2021", "pymnts_2021"},
	{"36kr_2025", "tech_planet_2025"},
	{"dao_insights_2024", "dao_insights_2024_02"},
}

// reports is how many independent reports there are among sources.
func reports(sources []string) int {
	n := 0
	for i, s := range sources {
		repeats := func(other string) bool {
			return s == other || slices.ContainsFunc(families, func(f []string) bool { return slices.Contains(f, s) && slices.Contains(f, other) })
		}
		if !slices.ContainsFunc(sources[:i], repeats) {
			n++
		}
	}
	return n
}

// property is what no row of the catalog may break: faults returns the rows that do.
type property struct {
	name   string
	faults func(routing.Catalog) []string

	// spoil breaks it in one row.
	spoil func(*routing.Catalog)
}

func properties() []property {
	return []property{
		{
			"high confidence has a primary source or two independent ones",
			func(c routing.Catalog) (out []string) {
				check := func(id string, e methods.Evidence) {
					isPrimary := slices.ContainsFunc(e.Sources, func(s string) bool { return slices.Contains(primary, s) })
					if e.Confidence == methods.ConfidenceHigh && !isPrimary && reports(e.Sources) < 2 {
						out = append(out, fmt.Sprintf("%s rests on %q", id, e.Sources))
					}
				}
				for _, e := range c.Availability {
					check(e.ID, e.Evidence)
				}
				for _, rule := range c.Limits {
					check(rule.ID, rule.Evidence)
				}
				return out
			},
			func(c *routing.Catalog) {
				c.Availability[0].Confidence = methods.ConfidenceHigh
				c.Availability[0].Sources = []string{"scmp_2021", "pymnts_2021"}
			},
		},
		{
			"nothing starts or ends after the catalog's version",
			func(c routing.Catalog) (out []string) {
				version, err := time.Parse(time.DateOnly, c.Version)
				if err != nil {
					return []string{err.Error()}
				}
				end := version.AddDate(0, 0, 1).Add(-c.Zone)
				check := func(id string, p methods.Period) {
					if !p.From.Before(end) || !p.Until.Before(end) {
						out = append(out, id+" is of the future")
					}
				}
				for _, e := range c.Availability {
					check(e.ID, e.When.Period)
				}
				for _, rule := range c.Limits {
					check(rule.ID, rule.When.Period)
				}
				return out
			},
			func(c *routing.Catalog) { c.Limits[0].When.Period.From = china.AsOf().AddDate(0, 0, 2) },
		},
		{
			"what a friend pays is under no cap of the buyer's",
			func(c routing.Catalog) (out []string) {
				byFriend := map[methods.ID]bool{}
				for _, m := range c.Methods {
					byFriend[m.ID] = m.Payer == methods.PayerFriend
				}
				for _, rule := range c.Limits {
					limit, ok := rule.Limit.(limits.Cap)
					if !ok || !slices.Contains(limit.Per, limits.Buyer) {
						continue
					}
					if len(rule.Methods) == 0 || slices.ContainsFunc(rule.Methods, func(id methods.ID) bool { return byFriend[id] }) {
						out = append(out, rule.ID)
					}
				}
				return out
			},
			func(c *routing.Catalog) {
				last := &c.Limits[len(c.Limits)-1]
				last.Methods = append(last.Methods, methods.FriendPay)
			},
		},
		{
			"credit is for those who have it",
			func(c routing.Catalog) (out []string) {
				credit := map[methods.ID]methods.Trait{
					china.Huabei: china.HuabeiEligible, china.HuabeiInstallments3: china.HuabeiEligible,
					china.HuabeiInstallments6: china.HuabeiEligible, china.HuabeiInstallments12: china.HuabeiEligible,
					china.MeituanMonthlyPay: china.MeituanMonthlyPayEligible,
					china.WeChatPayScore:    "payscore_eligible", // of no platform yet
				}
				for _, e := range c.Availability {
					trait, ok := credit[e.Method]
					lacks := func(set []methods.Trait) bool { return !slices.Contains(set, trait) }
					if ok && e.Status.Grants() && (len(e.When.Audience) == 0 || slices.ContainsFunc(e.When.Audience, lacks)) {
						out = append(out, e.ID)
					}
				}
				return out
			},
			func(c *routing.Catalog) {
				i := slices.IndexFunc(c.Availability, func(e methods.Availability) bool { return e.Method == china.MeituanMonthlyPay })
				c.Availability[i].When.Audience = nil
			},
		},
		{
			"no quotation is longer than 25 words",
			func(c routing.Catalog) (out []string) {
				for _, s := range c.Sources {
					if n := words(s.Quote); n > 25 {
						out = append(out, fmt.Sprintf("%s has %d words", s.ID, n))
					}
				}
				return out
			},
			func(c *routing.Catalog) { c.Sources[0].Quote = strings.Repeat("支付", 26) },
		},
		{
			"a total is for orders that state something: without usage it would refuse everybody",
			func(c routing.Catalog) (out []string) {
				for _, rule := range c.Limits {
					if limit, ok := rule.Limit.(limits.Cap); ok && limit.IsTotal() && len(rule.When.Audience) == 0 {
						out = append(out, rule.ID)
					}
				}
				return out
			},
			func(c *routing.Catalog) { c.Limits[len(c.Limits)-1].When.Audience = nil },
		},
		{
			"no mini program of WeChat opens another app",
			func(c routing.Catalog) (out []string) {
				for _, m := range c.Methods {
					for _, p := range m.Products {
						if p.Serves(methods.SurfaceWeChatMiniProgram) && (p.Flow == methods.FlowHandOff || p.Flow == methods.FlowAppSwitch) {
							out = append(out, p.ID)
						}
					}
				}
				return out
			},
			func(c *routing.Catalog) {
				p := &c.Methods[0].Products[0]
				p.Surfaces = append(p.Surfaces, methods.SurfaceWeChatMiniProgram)
			},
		},
		{
			"an API is named, and what selects a variant is among its parameters",
			func(c routing.Catalog) (out []string) {
				for _, m := range c.Methods {
					for _, p := range m.Products {
						if strings.ContainsAny(p.API, ",=") {
							out = append(out, p.ID)
						}
					}
				}
				return out
			},
			func(c *routing.Catalog) { c.Methods[0].Products[0].API += ", scene=bar_code" },
		},
	}
}

func TestNoRowBreaksAProperty(t *testing.T) {
	for _, p := range properties() {
		t.Run(p.name, func(t *testing.T) {
			for _, fault := range p.faults(china.Catalog()) {
				t.Error(fault)
			}
			spoiled := china.Catalog()
			p.spoil(&spoiled)
			if got := p.faults(spoiled); len(got) != 1 {
				t.Errorf("%d faults in a catalog with one: %q", len(got), got)
			}
		})
	}
}

// words counts the words of a quotation; two Chinese or Japanese characters count as one.
func words(quote string) int {
	isWide := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	isNoWord := func(r rune) bool { return isWide(r) || unicode.IsSpace(r) }
	wide := 0
	for _, r := range quote {
		if isWide(r) {
			wide++
		}
	}
	n := (wide + 1) / 2
	for _, word := range strings.FieldsFunc(quote, isNoWord) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}
