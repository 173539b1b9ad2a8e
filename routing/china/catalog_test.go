package china_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

func TestTheEmbeddedFileIsACatalog(t *testing.T) {
	parsed, err := routing.ParseCatalog(china.JSON())
	if err != nil {
		t.Fatalf("ParseCatalog(JSON()): %v", err)
	}
	if diff := cmp.Diff(parsed, china.Catalog()); diff != "" {
		t.Errorf("Catalog() differs from the embedded file (-file +got):\n%s", diff)
	}
	if _, err := routing.Compile(parsed); err != nil {
		t.Errorf("Compile(Catalog()): %v", err)
	}
	if parsed.Name == "" || parsed.Zone != 8*time.Hour {
		t.Errorf("name %q and zone %v, want a name and Beijing's zone", parsed.Name, parsed.Zone)
	}
	if got := china.AsOf().Format(time.DateOnly); got != parsed.Version || china.AsOf().Hour() != 0 {
		t.Errorf("AsOf() is %v, want midnight of the version, %s", china.AsOf(), parsed.Version)
	}
}

func TestTheCatalogSurvivesItsJSONForm(t *testing.T) {
	want := china.Catalog()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatalf("Marshal(Catalog()): %v", err)
	}
	got, err := routing.ParseCatalog(data)
	if err != nil {
		t.Fatalf("ParseCatalog(Marshal(Catalog())): %v", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("catalog after a round trip (-want +got):\n%s", diff)
	}
}

func TestCatalogAndJSONAreTheCallersOwn(t *testing.T) {
	first, text := china.Catalog(), china.JSON()
	first.Availability[0].When.Platforms[0] = "changed"
	first.Methods[0].Products[0].Surfaces[0] = "changed"
	clear(text)
	if diff := cmp.Diff(parse(t), china.Catalog()); diff != "" {
		t.Errorf("catalog changed by an earlier caller (-want +got):\n%s", diff)
	}
	if again := china.Catalog(); again.Availability[0].When.Platforms[0] == "changed" ||
		again.Methods[0].Products[0].Surfaces[0] == "changed" {
		t.Error("two catalogs share memory")
	}
}

func parse(t *testing.T) routing.Catalog {
	t.Helper()
	c, err := routing.ParseCatalog(china.JSON())
	if err != nil {
		t.Fatalf("ParseCatalog(JSON()): %v", err)
	}
	return c
}

func TestEveryRowIsFounded(t *testing.T) {
	c := china.Catalog()
	check := func(id string, e methods.Evidence) {
		if e.Stated == "" || e.Confidence == "" || len(e.Sources)+len(c.DefaultSources) == 0 {
			t.Errorf("%s: want the stated words, a confidence and sources, got %+v", id, e)
		}
	}
	for _, e := range c.Availability {
		check(e.ID, e.Evidence)
	}
	for _, rule := range c.Limits {
		check(rule.ID, rule.Evidence)
	}
	for _, m := range c.Methods {
		for _, p := range m.Products {
			if len(p.Sources) == 0 {
				t.Errorf("product %s of %s has no source", p.ID, m.ID)
			}
		}
	}
}

func TestEverySourceIsUsedAndQuotedBriefly(t *testing.T) {
	c := china.Catalog()
	used := make(map[string]bool)
	use := func(ids []string) {
		for _, id := range ids {
			used[id] = true
		}
	}
	use(c.DefaultSources)
	products := func(list []methods.Product) {
		for _, p := range list {
			use(p.Sources)
		}
	}
	for _, m := range c.Methods {
		products(m.Products)
	}
	for _, e := range c.Availability {
		use(e.Sources)
		products(e.Products)
	}
	for _, rule := range c.Limits {
		use(rule.Sources)
	}
	const longest = 160 // runes, whatever their words
	for _, s := range c.Sources {
		if !used[s.ID] {
			t.Errorf("source %s is not used", s.ID)
		}
		if s.Title == "" {
			t.Errorf("source %s has no title", s.ID)
		}
		if n := len([]rune(s.Quote)); n > longest {
			t.Errorf("quote of %s has %d runes, want at most %d", s.ID, n, longest)
		}
	}
}

func TestEveryNameIsInBothLanguages(t *testing.T) {
	c := china.Catalog()
	check := func(id string, name methods.Text) {
		// A name without letters, such as 1688, is the same in both.
		isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
		if name.EN == "" || name.ZH == "" || strings.ContainsFunc(name.EN, unicode.IsLetter) && !strings.ContainsFunc(name.ZH, isHan) {
			t.Errorf("%s is named %+v, want English and Chinese", id, name)
		}
	}
	for _, m := range c.Methods {
		check(string(m.ID), m.Name)
	}
	for _, p := range c.Platforms {
		check(string(p.ID), p.Name)
	}
	for _, trait := range c.Traits {
		check(string(trait.ID), trait.Name)
	}
}

// Nothing is offered before it is certain, nor in a currency that nobody named.
func TestWhatGrantsHasAStartAndACurrency(t *testing.T) {
	for _, e := range china.Catalog().Availability {
		if !e.Status.Grants() {
			continue
		}
		if e.When.Period.From.IsZero() {
			t.Errorf("%s grants without a start", e.ID)
		}
		if !slices.Equal(e.When.Currencies, []string{limits.CNY.String()}) {
			t.Errorf("%s grants in %q, want CNY", e.ID, e.When.Currencies)
		}
		if len(e.When.Surfaces) == 0 || len(e.When.Platforms) == 0 {
			t.Errorf("%s grants on any surface or platform", e.ID)
		}
	}
}

// A row that never has a say is a mistake in the order of the rows, unless it is kept as
// a record: then the catalog accepts that it is redundant.
func TestEveryRowHasASayInSomeQuestion(t *testing.T) {
	router := builtIn(t)
	heard := make(map[string]bool)
	for _, q := range questions() {
		decision, err := router.Route(q.order)
		if err != nil {
			t.Fatalf("%s: %v", q.ask, err)
		}
		if offer, ok := decision.Offer(q.method); ok {
			heard[offer.Entry] = true
			for _, rule := range offer.Limits {
				heard[rule] = true
			}
		}
		why, _ := decision.Why(q.method)
		for _, reason := range why.Reasons {
			heard[reason.Rule] = true
		}
	}
	c := china.Catalog()
	for _, a := range c.Accept {
		if a.Code == string(analysis.FindingRedundantEntry) {
			heard[a.ID] = true
		}
	}
	for _, e := range c.Availability {
		if !heard[e.ID] {
			t.Errorf("entry %s has no say in any question", e.ID)
		}
	}
	for _, rule := range c.Limits {
		if !heard[rule.ID] && !slices.ContainsFunc(rule.Methods, func(m methods.ID) bool { return heard[rule.ID+"."+string(m)] }) {
			t.Errorf("limit rule %s has no say in any question", rule.ID)
		}
	}
}

func TestOffersAreInThePlatformsOrder(t *testing.T) {
	tests := []struct {
		name  string
		order routing.Order
		want  []methods.ID
	}{
		{
			"Pinduoduo puts WeChat Pay before its own wallet and Alipay",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.RealNameAndCard),
			[]methods.ID{methods.WeChatPay, china.DuoduoWallet, methods.Alipay},
		},
		{
			"JD.com puts its own wallet first and the newcomer last",
			on(china.JD, methods.SurfaceApp, "2024-11-11", china.SellerAcceptsAlipay),
			[]methods.ID{china.JDPay, china.CloudQuickPass, methods.WeChatPay, methods.Alipay},
		},
		{
			"Meituan puts its own credit and wallet first and folds Alipay",
			on(china.Meituan, methods.SurfaceApp, "2020-12-30", china.Invited, china.MeituanMonthlyPayEligible, china.RealNameAndCard),
			[]methods.ID{china.MeituanMonthlyPay, china.MeituanPay, methods.WeChatPay, methods.Alipay},
		},
		{
			"Taobao puts Alipay first",
			on(china.Taobao, methods.SurfaceApp, "2024-10-01", china.SellerAcceptsWeChatPay, china.LatestApp),
			[]methods.ID{methods.Alipay, methods.WeChatPay, methods.FriendPay},
		},
	}
	router := builtIn(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			decision, err := router.Route(test.order)
			if err != nil {
				t.Fatal(err)
			}
			var got []methods.ID
			for _, offer := range decision.Offers() {
				got = append(got, offer.Method)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("offers for %v (-want +got):\n%s", test.order, diff)
			}
		})
	}
}
