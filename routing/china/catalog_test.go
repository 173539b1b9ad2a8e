package china_test

import (
	"encoding/json"
	"slices"
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
	if _, err := time.Parse(time.DateOnly, parsed.Version); err != nil {
		t.Errorf("version %q is not a date", parsed.Version)
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
		if e.Stated == "" || e.Confidence == "" || len(e.Sources) == 0 {
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
	const longest = 160 // runes: some twenty words
	for _, s := range c.Sources {
		if !used[s.ID] {
			t.Errorf("source %s is not used", s.ID)
		}
		if n := len([]rune(s.Quote)); n > longest {
			t.Errorf("quote of %s has %d runes, want at most %d", s.ID, n, longest)
		}
	}
}

func TestEveryNameIsInBothLanguages(t *testing.T) {
	c := china.Catalog()
	check := func(id string, name methods.Text) {
		if name.EN == "" || !slices.ContainsFunc([]rune(name.ZH), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
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

func TestTheCatalogHasTheConstantsOfPackageMethods(t *testing.T) {
	c := china.Catalog()
	var gotMethods []methods.ID
	for _, m := range c.Methods {
		gotMethods = append(gotMethods, m.ID)
	}
	wantMethods := []methods.ID{
		methods.Alipay, methods.WeChatPay, methods.WeChatQR, methods.WeChatFriendPay,
		methods.FriendPay, china.DuoduoWallet, china.JDPay, china.CloudQuickPass,
		china.Huabei, china.ECNY, china.DouyinPay, china.MeituanMonthlyPay,
	}
	if diff := cmp.Diff(wantMethods, gotMethods); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}

	var gotPlatforms []methods.Platform
	for _, p := range c.Platforms {
		gotPlatforms = append(gotPlatforms, p.ID)
	}
	wantPlatforms := []methods.Platform{
		china.Taobao, china.Tmall, china.Taote, china.Taocaicai, china.Xianyu,
		china.Freshippo, china.Eleme, china.Youku, china.Damai, china.Kaola,
		china.Shuqi, china.Pinduoduo, china.JD, china.Meituan, china.DouyinShop,
		china.Kuaishou,
	}
	if diff := cmp.Diff(wantPlatforms, gotPlatforms); diff != "" {
		t.Errorf("platforms (-want +got):\n%s", diff)
	}

	var gotTraits []methods.Trait
	for _, trait := range c.Traits {
		gotTraits = append(gotTraits, trait.ID)
	}
	wantTraits := []methods.Trait{
		china.NoBoundCard, china.NoBalance, china.Invited, china.SellerAcceptsWeChatPay,
		china.LatestApp, china.RealNameAndCard, china.VirtualGoods, china.StaticCode,
		china.DynamicCodeB, china.DynamicCodeC, china.PayingFromBalance,
		china.AccountClass1, china.AccountClass2, china.AccountClass3,
		china.AuthTwoFactor, china.AuthWeak, china.SellerAcceptsAlipay,
		china.SellerAcceptsCloudQuickPass, china.CloudQuickPassInstalled,
		china.WeChatAccountLinked, china.HuabeiEligible, china.ECNYPilotCity,
		china.ECNYLinked, china.GradeAInstitution, china.GradeBInstitution,
		china.PowerBankRental, china.MealOrdering, china.Takeaway, china.HotelBooking,
	}
	if diff := cmp.Diff(wantTraits, gotTraits); diff != "" {
		t.Errorf("traits (-want +got):\n%s", diff)
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
		if !heard[rule.ID] {
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
			"Meituan puts its own credit first and folds Alipay",
			on(china.Meituan, methods.SurfaceApp, "2021-01-05", china.Invited),
			[]methods.ID{china.MeituanMonthlyPay, methods.WeChatPay, methods.Alipay},
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
