package routing_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var (
	beijing  = time.FixedZone("", 8*60*60)
	midnight = time.Date(2023, 12, 16, 0, 0, 0, 0, beijing)
	alipay   = methods.Text{EN: "Alipay", ZH: "支付宝"}
)

// yuan reads an amount in CNY.
func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

// exceptedFor is the reason of an Except, with the names of its traits.
func exceptedFor(m methods.Match, names ...methods.Text) routing.Reason {
	return routing.Reason{Code: routing.CodeExcepted, Except: m, TraitNames: names}
}

// usedUp is the reason of a total over a window of which nothing is left.
func usedUp(w limits.Window) routing.Reason {
	return routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("500.00"), Used: yuan("500.00"), Over: yuan("100.00"),
		Counter: "some", Window: w,
	}
}

// reasonsToRead has every code, with every sentence that it may have.
var reasonsToRead = []struct {
	name   string
	reason routing.Reason
}{
	{"not listed", routing.Reason{Code: routing.CodeNotListed}},
	{"announced", routing.Reason{Code: routing.CodeAnnounced}},
	{"applied", routing.Reason{Code: routing.CodeApplied}},
	{"withdrawn", routing.Reason{Code: routing.CodeWithdrawn}},
	{"absent", routing.Reason{Code: routing.CodeAbsent}},
	{"unreported", routing.Reason{Code: routing.CodeUnreported}},
	{"not started", routing.Reason{Code: routing.CodeNotStarted, At: midnight}},
	{"not started, to the second", routing.Reason{Code: routing.CodeNotStarted, At: midnight.Add(7 * time.Second)}},
	{"ended", routing.Reason{Code: routing.CodeEnded, At: midnight.UTC()}},
	{"ended, to the nanosecond", routing.Reason{Code: routing.CodeEnded, At: midnight.Add(-1)}},
	{"outside of the hours", routing.Reason{Code: routing.CodeOutsideHours, Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnight}}},
	{"outside of hours that do not come again", routing.Reason{Code: routing.CodeOutsideHours, Remedy: routing.Remedy{Do: routing.ActionNone}}},
	{"surface", routing.Reason{Code: routing.CodeSurface}},
	{"surface not known", routing.Reason{Code: routing.CodeUnknownSurface}},
	{"currency", routing.Reason{Code: routing.CodeCurrency}},
	{"region", routing.Reason{Code: routing.CodeRegion}},
	{"region not known", routing.Reason{Code: routing.CodeUnknownRegion}},
	{"audience of two traits", routing.Reason{Code: routing.CodeAudience, Remedy: routing.Remedy{
		Traits: []methods.Trait{"invited", "no_bound_card"},
		TraitNames: []methods.Text{
			{EN: "invited to the trial", ZH: "已获邀参加试用"}, {EN: "no bank card bound", ZH: "未绑定银行卡"},
		},
	}}},
	{"audience of a trait without a name", routing.Reason{Code: routing.CodeAudience, Remedy: routing.Remedy{
		Traits: []methods.Trait{"invited"}, TraitNames: []methods.Text{{}},
	}}},
	{"audience without traits", routing.Reason{Code: routing.CodeAudience}},
	{"traits not known", routing.Reason{Code: routing.CodeUnknownTrait, Remedy: routing.Remedy{
		Facts: []string{"trait.alcohol", "trait.tobacco"}, TraitNames: []methods.Text{{}, {EN: "tobacco", ZH: "烟草"}},
	}}},
	{"a trait not known, where nothing helps", routing.Reason{Code: routing.CodeUnknownTrait}},
	{"outside of the rollout", routing.Reason{Code: routing.CodeOutsideRollout}},
	{"buyer not known", routing.Reason{Code: routing.CodeUnknownBuyer}},
	{"excepted by the platform alone", routing.Reason{Code: routing.CodeExcepted, Except: methods.Match{Platforms: []methods.Platform{"shop"}}}},
	{"excepted for a trait", exceptedFor(methods.Match{Audience: [][]methods.Trait{{"tobacco"}}}, methods.Text{EN: "tobacco", ZH: "烟草"})},
	{"excepted for sets of traits, one without a name", exceptedFor(
		methods.Match{Audience: [][]methods.Trait{{"tobacco", "gift"}, {"alcohol"}}},
		methods.Text{EN: "tobacco", ZH: "烟草"}, methods.Text{}, methods.Text{EN: "alcohol", ZH: "酒类"},
	)},
	{"excepted in a period", exceptedFor(methods.Match{Period: methods.Period{From: midnight.Add(-2 * time.Hour), Until: midnight}})},
	{"excepted from a date on", exceptedFor(methods.Match{Period: methods.Period{From: midnight}})},
	{"excepted until a date", exceptedFor(methods.Match{Period: methods.Period{Until: midnight}})},
	{"excepted on surfaces", exceptedFor(methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp, "kiosk"}})},
	{"excepted in the night", exceptedFor(methods.Match{Hours: []methods.Hours{{From: 2 * time.Hour, Until: 4 * time.Hour}}})},
	{"excepted at the weekend or in the night", exceptedFor(methods.Match{Hours: []methods.Hours{
		{Days: []time.Weekday{time.Sunday, time.Saturday}}, {From: 22 * time.Hour, Until: 6 * time.Hour},
	}})},
	{"excepted in the night for a trait", exceptedFor(methods.Match{
		Audience: [][]methods.Trait{{"tobacco"}}, Hours: []methods.Hours{{From: 22 * time.Hour, Until: 6 * time.Hour}},
	}, methods.Text{EN: "tobacco", ZH: "烟草"})},
	{"excepted in the night until a date", exceptedFor(methods.Match{
		Hours: []methods.Hours{{From: 22 * time.Hour}}, Period: methods.Period{Until: midnight},
	})},
	{"excepted by everything", exceptedFor(methods.Match{
		Hours:    []methods.Hours{{Days: []time.Weekday{time.Monday}, Until: time.Hour}},
		Surfaces: []methods.Surface{methods.SurfaceApp}, Currencies: []string{"USD", "EUR"}, Regions: []methods.Region{"CN", "HK"},
		Audience: [][]methods.Trait{{"tobacco"}}, Period: methods.Period{From: midnight},
	}, methods.Text{EN: "tobacco", ZH: "烟草"})},
	{"no product", routing.Reason{Code: routing.CodeNoProduct}},
	{"below the minimum", routing.Reason{
		Code: routing.CodeBelowMin, Requested: yuan("0.00"), Limit: yuan("0.01"), Short: yuan("0.01"),
	}},
	{"above the maximum", routing.Reason{
		Code: routing.CodeAboveMax, Requested: yuan("300.01"), Limit: yuan("300.00"), Over: yuan("0.01"),
	}},
	{"above a maximum in dinars", routing.Reason{
		Code:      routing.CodeAboveMax,
		Requested: limits.MustParseMoney("1.000 KWD"), Limit: limits.MustParseMoney("0.999 KWD"), Over: limits.MustParseMoney("0.001 KWD"),
	}},
	{"maximum below the minimum", routing.Reason{
		Code: routing.CodeAboveMax, Requested: yuan("1.00"), Limit: yuan("3.00"), Over: yuan("2.00"),
	}},
	{"above a maximum that ends in nine", routing.Reason{
		Code: routing.CodeAboveMax, Requested: yuan("300.09"), Limit: yuan("299.99"), Over: yuan("0.10"),
	}},
	{"above a maximum of zero", routing.Reason{
		Code: routing.CodeAboveMax, Requested: yuan("0.01"), Limit: yuan("0.00"), Over: yuan("0.01"),
	}},
	{"custom limit that allows nothing", routing.Reason{
		Code: routing.CodeAboveMax, Requested: yuan("1.00"), Limit: yuan("-92233720368547758.07"),
	}},
	{"cap reached", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("500.00"), Used: yuan("420.00"), Over: yuan("20.00"),
		Counter: "static_code.day", Window: limits.Day(8 * time.Hour), Resets: midnight,
	}},
	{"cap used up", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("500.00"), Used: yuan("500.00"), Over: yuan("100.00"),
		Counter: "static_code.day", Window: limits.Day(8 * time.Hour), Resets: midnight,
	}},
	{"cap of a lifetime passed", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("500.00"), Used: yuan("520.00"), Over: yuan("120.00"),
		Counter: "account.lifetime", Window: limits.Lifetime(),
	}},
	{"cap of a week", usedUp(limits.Week(time.Sunday, -12*time.Hour))},
	{"cap of a month", usedUp(limits.Month(8 * time.Hour))},
	{"cap of a quarter", usedUp(limits.Quarter(14 * time.Hour))},
	{"cap of a year", usedUp(limits.Year(0))},
	{"cap of a rolling day", usedUp(limits.Rolling(24 * time.Hour))},
	{"cap of rolling days", usedUp(limits.Rolling(30 * 24 * time.Hour))},
	{"cap of rolling minutes", usedUp(limits.Rolling(90 * time.Minute))},
	{"cap of rolling seconds", usedUp(limits.Rolling(90 * time.Second))},
	{"cap of a window that is not given", usedUp(limits.Window{})},
	{"cap that leaves less than the minimum", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("0.50"), Limit: yuan("500.00"), Used: yuan("499.80"), Over: yuan("0.80"),
		Counter: "static_code.day", Window: limits.Day(8 * time.Hour), Resets: midnight,
	}},
	{"count reached", routing.Reason{Code: routing.CodeCountReached, Count: 3, MaxCount: 3, Counter: "friend_pay.day", Window: limits.Day(8 * time.Hour), Resets: midnight}},
	{"count of one passed", routing.Reason{Code: routing.CodeCountReached, Count: 2, MaxCount: 1, Counter: "friend_pay.ever", Window: limits.Lifetime()}},
	{"count not known", routing.Reason{Code: routing.CodeUnknownUsage, MaxCount: 3, Counter: "friend_pay.day"}},
	{"custom limit reached", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("80.00"), Over: yuan("20.00"), Resets: midnight,
	}},
	{"custom limit used up", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("0.00"), Over: yuan("100.00"), Resets: midnight,
	}},
	{"custom limit passed", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("100.00"), Limit: yuan("-5.00"), Over: yuan("105.00"), Resets: midnight,
	}},
	{"custom limit that leaves less than the minimum", routing.Reason{
		Code: routing.CodeCapReached, Requested: yuan("0.50"), Limit: yuan("0.20"), Over: yuan("0.80"), Resets: midnight,
	}},
	{"usage not known", routing.Reason{Code: routing.CodeUnknownUsage, Counter: "static_code.day"}},
	{"cap in another currency", routing.Reason{
		Code: routing.CodeLimitCurrency, Limit: limits.MustParseMoney("500 USD"), Counter: "static_code.day",
	}},
	{"usage in another currency", routing.Reason{Code: routing.CodeLimitCurrency, Counter: "static_code.day"}},
	{"custom limit in another currency", routing.Reason{Code: routing.CodeLimitCurrency}},
	{"limit that fails", routing.Reason{Code: routing.CodeLimitError, Detail: "no rate\n\x1b[31mfor {limit}\u202e"}},
	{"parent", routing.Reason{Code: routing.CodeParent, Parent: methods.Alipay, ParentName: alipay}},
	{"parent without a name", routing.Reason{Code: routing.CodeParent, Parent: methods.Alipay}},
	{"parent undecided", routing.Reason{
		Code: routing.CodeParent, Undecided: true, Parent: methods.Alipay, ParentName: methods.Text{EN: "Alipay"},
	}},
	{"not allowed", routing.Reason{Code: routing.CodeNotAllowed}},
	{"blocked", routing.Reason{Code: routing.CodeBlocked}},
	{"tried", routing.Reason{Code: routing.CodeTried}},
	{"down until a time", routing.Reason{Code: routing.CodeDown, Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnight}}},
	{"down, and nobody knows until when", routing.Reason{Code: routing.CodeDown, Remedy: routing.Remedy{Do: routing.ActionNone}}},
}

// remediesToRead has every action, with every sentence that it may have.
var remediesToRead = []struct {
	name   string
	remedy routing.Remedy
}{
	{"pay at most", routing.Remedy{Do: routing.ActionPayAtMost, Amount: yuan("300.00")}},
	{"pay at most in yen", routing.Remedy{Do: routing.ActionPayAtMost, Amount: limits.MustParseMoney("300 JPY")}},
	{"pay at least", routing.Remedy{Do: routing.ActionPayAtLeast, Amount: yuan("0.01")}},
	{"move to one surface", routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{methods.SurfaceApp}}},
	{"move to any built-in surface", routing.Remedy{Do: routing.ActionMoveTo, Surfaces: methods.Surfaces()}},
	{"move to a surface without a name", routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{"kiosk", methods.SurfaceWeChatBrowser}}},
	{"wait", routing.Remedy{Do: routing.ActionWaitUntil, Until: midnight}},
	{"wait and pay less", routing.Remedy{Do: routing.ActionWaitUntil, Until: midnight, Amount: yuan("500.00")}},
	{"state three traits", routing.Remedy{
		Do:     routing.ActionState,
		Traits: []methods.Trait{"invited", "latest_app", "no_bound_card"},
		TraitNames: []methods.Text{
			{EN: "invited to the trial", ZH: "已获邀参加试用"}, {}, {EN: "no bank card bound", ZH: "未绑定银行卡"},
		},
	}},
	{"state traits either way", routing.Remedy{
		Do: routing.ActionState, Facts: []string{"trait.alcohol", "trait.tobacco"}, TraitNames: []methods.Text{{}, {EN: "tobacco", ZH: "烟草"}},
	}},
	{"state a trait, the names left out", routing.Remedy{Do: routing.ActionState, Traits: []methods.Trait{"invited"}}},
	{"state the surface, which may be any", routing.Remedy{Do: routing.ActionState, Facts: []string{"surface"}}},
	{"state the surface, which may be two", routing.Remedy{
		Do: routing.ActionState, Facts: []string{"surface"}, Surfaces: []methods.Surface{methods.SurfaceApp, methods.SurfaceWeChatBrowser},
	}},
	{"state the region and the buyer", routing.Remedy{Do: routing.ActionState, Facts: []string{"region", "buyer"}}},
	{"state the usage", routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.static_code.day"}}},
	{"state a fact that has no words", routing.Remedy{Do: routing.ActionState, Facts: []string{"weather"}}},
	{"pay in one currency", routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"CNY"}}},
	{"pay in one of three currencies", routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"CNY", "HKD", "MOP"}}},
	{"nothing", routing.Remedy{Do: routing.ActionNone}},
}

func TestTextOfReasonsAndRemedies(t *testing.T) {
	var b strings.Builder
	write := func(kind, name string, text methods.Text) {
		fmt.Fprintf(&b, "%s: %s\n\t%s\n\t%s\n", kind, name, text.EN, text.ZH)
	}
	for _, r := range reasonsToRead {
		write("reason", r.name, r.reason.Text())
	}
	for _, r := range remediesToRead {
		write("remedy", r.name, r.remedy.Text())
	}
	golden(t, "texts.golden", b.String())
}

// A code or an action that is added without a sentence, or without a line in the
// tables above, fails here.
func TestEveryCodeAndActionHasAText(t *testing.T) {
	read := map[string]bool{}
	check := func(name string, text methods.Text) {
		t.Helper()
		read[name] = true
		if text.EN == "" || text.EN == name || strings.ContainsFunc(text.EN, isChinese) {
			t.Errorf("%s in English: %q", name, text.EN)
		}
		if !strings.ContainsFunc(text.ZH, isChinese) {
			t.Errorf("%s in Chinese: %q", name, text.ZH)
		}
	}
	for _, r := range reasonsToRead {
		check(string(r.reason.Code), r.reason.Text())
	}
	for _, r := range remediesToRead {
		check(string(r.remedy.Do), r.remedy.Text())
	}
	for _, code := range routing.Codes() {
		if !read[string(code)] {
			t.Errorf("code %s is not in the table", code)
		}
	}
	for _, action := range routing.Actions() {
		if !read[string(action)] {
			t.Errorf("action %s is not in the table", action)
		}
	}
	for _, surface := range methods.Surfaces() {
		remedy := routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{surface}}
		if text := remedy.Text(); strings.Contains(text.ZH, string(surface)) {
			t.Errorf("surface %s has no name: %q", surface, text.ZH)
		}
	}
}

func isChinese(r rune) bool { return unicode.Is(unicode.Han, r) }

func TestUnknownCodesAndActionsAreTheirOwnText(t *testing.T) {
	want := methods.Text{EN: "later", ZH: "later"}
	if diff := cmp.Diff(want, routing.Reason{Code: "later"}.Text()); diff != "" {
		t.Errorf("reason (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, routing.Remedy{Do: "later"}.Text()); diff != "" {
		t.Errorf("remedy (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(methods.Text{}, routing.Reason{}.Text()); diff != "" {
		t.Errorf("zero reason (-want +got):\n%s", diff)
	}
}

func TestTextOfAForeignDetailIsOneBoundedLine(t *testing.T) {
	detail := strings.Repeat("数\r\n\x00\xff", 1000)
	text := routing.Reason{Code: routing.CodeLimitError, Detail: detail}.Text()
	for _, s := range []string{text.EN, text.ZH} {
		if len(s) > 400 || strings.ContainsFunc(s, unicode.IsControl) {
			t.Errorf("%d bytes: %q", len(s), s)
		}
	}
}

func TestAnOrderIsPrintedInOneLine(t *testing.T) {
	o := routing.Order{
		Platform: "a\nb", Surface: "app\x1b[31m", Amount: yuan("1.00"), At: midnight,
		Traits: []methods.Trait{"x\u2028y", "\u202e"},
	}
	if got, want := fmt.Sprintf("%v", o), `{"platform":"a\nb","surface":"app\u001b[31m","amount":"1.00 CNY","at":"2023-12-16T00:00:00+08:00","traits":["x\u2028y","\u202e"]}`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a currency is called in Chinese is a fact to be checked against: it is written here
// once more.
func TestCurrenciesHaveTheirChineseNames(t *testing.T) {
	remedy := routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{
		"CNY", "HKD", "MOP", "TWD", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "THB", "AUD", "CAD", "CHF",
	}}
	const want = "请改用人民币、港元、澳门元、新台币、美元、欧元、英镑、日元、韩元、新加坡元、泰铢、澳大利亚元、加拿大元或 CHF 支付"
	if diff := cmp.Diff(want, remedy.Text().ZH); diff != "" {
		t.Errorf("remedy (-want +got):\n%s", diff)
	}
}
