package china_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// wallets are what the central bank's caps bind, each on a platform whose app offered it
// on 15 December 2025 to a buyer who was verified and had bound a card. Cloud QuickPass
// keeps no accounts, so only the caps on codes bind it.
var wallets = []struct {
	method    methods.ID
	platform  methods.Platform
	codesOnly bool
}{
	{methods.Alipay, china.Taobao, false},
	{methods.WeChatPay, china.JD, false},
	{china.CloudQuickPass, china.JD, true},
	{china.DuoduoWallet, china.Pinduoduo, false},
	{china.JDPay, china.JD, false},
	{china.DouyinPay, china.DouyinShop, false},
	{china.MeituanPay, china.Meituan, false},
}

// walletCap is what the notices of 2015 and 2017 allow at any one wallet.
type walletCap struct {
	rule    string
	most    string // of the total, by the source
	before  string // what has been paid: 100 yuan less
	counter limits.Counter
	resets  string // the first instant of the next day or year in Beijing; none for a lifetime
	traits  []methods.Trait
	own     methods.Trait // of the account at the wallet
	fact    string        // id of a source that states the figure
}

const (
	nextDay  = "2025-12-16T00:00:00+08:00"
	nextYear = "2026-01-01T00:00:00+08:00"
)

var walletCaps = []walletCap{
	{"pboc_296.static_code", "500.00 CNY", "400.00 CNY", "static_code.day", nextDay, []methods.Trait{china.StaticCode}, "", "pboc_296"},
	{"pboc_296.dynamic_code_c", "1000.00 CNY", "900.00 CNY", "dynamic_code_c.day", nextDay, []methods.Trait{china.DynamicCodeC}, "", "securities_daily_2018"},
	{"pboc_296.dynamic_code_b", "5000.00 CNY", "4900.00 CNY", "dynamic_code_b.day", nextDay, []methods.Trait{china.DynamicCodeB}, "", "securities_daily_2018"},
	{"pboc_43.class_1", "1000.00 CNY", "900.00 CNY", "account_class_1.lifetime", "", []methods.Trait{china.PayingFromBalance}, china.AccountClass1, "china_daily_2015"},
	{"pboc_43.class_2", "100000.00 CNY", "99900.00 CNY", "account_class_2.year", nextYear, []methods.Trait{china.PayingFromBalance}, china.AccountClass2, "xinmin_2015"},
	{"pboc_43.class_3", "200000.00 CNY", "199900.00 CNY", "account_class_3.year", nextYear, []methods.Trait{china.PayingFromBalance}, china.AccountClass3, "pboc_43"},
	{"pboc_43.auth_weak", "1000.00 CNY", "900.00 CNY", "auth_weak.day", nextDay, []methods.Trait{china.PayingFromBalance, china.AuthWeak}, "", "xinmin_2015"},
	{"pboc_43.auth_two_factor", "5000.00 CNY", "4900.00 CNY", "auth_two_factor.day", nextDay, []methods.Trait{china.PayingFromBalance, china.AuthTwoFactor}, "", "xinmin_2015"},
	{"pboc_43.auth_two_factor_grade_b", "7500.00 CNY", "7400.00 CNY", "auth_two_factor.day", nextDay, []methods.Trait{china.PayingFromBalance, china.AuthTwoFactor}, china.GradeBInstitution, "people_2015"},
	{"pboc_43.auth_two_factor_grade_a", "10000.00 CNY", "9900.00 CNY", "auth_two_factor.day", nextDay, []methods.Trait{china.PayingFromBalance, china.AuthTwoFactor}, china.GradeAInstitution, "people_2015"},
}

// walletQuestion asks whether a wallet takes what reaches a cap, or a fen more.
type walletQuestion struct {
	walletCap
	ask    string
	method methods.ID
	over   bool
	order  routing.Order
}

func walletQuestions() []walletQuestion {
	var all []walletQuestion
	for _, w := range wallets {
		for _, c := range walletCaps {
			traits := slices.Concat(c.traits, []methods.Trait{china.RealNameAndCard})
			switch {
			case w.codesOnly && slices.Contains(traits, china.PayingFromBalance):
				continue
			case c.own != "":
				traits = append(traits, of(w.method, c.own))
			}
			suffix := "." + string(w.method)
			c.rule, c.counter = c.rule+suffix, c.counter+limits.Counter(suffix)
			order := having(c.counter, c.before, on(w.platform, methods.SurfaceApp, "2025-12-15", traits...))
			all = append(all,
				walletQuestion{c, c.rule + " is reached", w.method, false, order},
				walletQuestion{c, c.rule + " is passed by a fen", w.method, true, paying("100.01 CNY", order)},
			)
		}
	}
	return all
}

// Each wallet has totals of its own, and no cap refuses but the one in question: that of
// a grade takes the place of the one for wallets without a grade.
func TestEveryWalletIsHeldToTheCapsOfTheCentralBank(t *testing.T) {
	router := builtIn(t)
	for _, q := range walletQuestions() {
		t.Run(q.ask, func(t *testing.T) {
			decision, err := router.Route(q.order)
			if err != nil {
				t.Fatal(err)
			}
			if !q.over {
				offer, ok := decision.Offer(q.method)
				if !ok {
					why, _ := decision.Why(q.method)
					t.Fatalf("%s is not offered: %v", q.method, why.Reasons)
				}
				if !slices.Contains(offer.Limits, q.rule) || !slices.Contains(offer.Sources, q.fact) {
					t.Errorf("limits are %q of sources %q, want %s of %s among them", offer.Limits, offer.Sources, q.rule, q.fact)
				}
				return
			}
			why, _ := decision.Why(q.method)
			if len(why.Reasons) != 1 {
				t.Fatalf("reasons are %v, want one", why.Reasons)
			}
			type refusal struct {
				Code        routing.Code
				Rule        string
				Limit, Over string
				Counter     limits.Counter
				Resets      string
			}
			r := why.Reasons[0]
			got := refusal{r.Code, r.Rule, r.Limit.String(), r.Over.String(), r.Counter, instant(r.Resets)}
			want := refusal{routing.CodeCapReached, q.rule, q.most, "0.01 CNY", q.counter, q.resets}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("refusal (-want +got):\n%s", diff)
			}
			if !slices.Contains(r.Sources, q.fact) {
				t.Errorf("sources are %q, want %s among them", r.Sources, q.fact)
			}
		})
	}
}

// listOrders are orders whose own lists exclude WeChat Pay, which Pinduoduo offers, by
// the one code that says so.
func listOrders() map[routing.Code]routing.Order {
	orders := map[routing.Code]routing.Order{}
	for code, change := range map[routing.Code]func(*routing.Order){
		routing.CodeNotAllowed: func(o *routing.Order) { o.Allow = []methods.ID{methods.Alipay} },
		routing.CodeBlocked:    func(o *routing.Order) { o.Block = []methods.ID{methods.WeChatPay} },
		routing.CodeTried:      func(o *routing.Order) { o.Tried = []methods.ID{methods.WeChatPay} },
		routing.CodeDown:       func(o *routing.Order) { o.Down = map[methods.ID]time.Time{methods.WeChatPay: {}} },
	} {
		o := on(china.Pinduoduo, methods.SurfaceApp, "2025-12-15")
		change(&o)
		orders[code] = o
	}
	return orders
}

func TestTheOrdersOwnListsExclude(t *testing.T) {
	router := builtIn(t)
	for code, o := range listOrders() {
		decision, err := router.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := codesAndSources(decision, methods.WeChatPay)
		if diff := cmp.Diff([]routing.Code{code}, got); diff != "" {
			t.Errorf("reasons against WeChat Pay (-want +got):\n%s", diff)
		}
		if _, ok := decision.Offer(methods.Alipay); !ok {
			t.Errorf("%s: Alipay is not offered either", code)
		}
	}
}
