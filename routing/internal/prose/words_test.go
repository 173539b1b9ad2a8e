package prose

import (
	"strings"
	"testing"
	"time"
)

func TestATextIsInItsLanguageOrInTheOther(t *testing.T) {
	tests := []struct {
		name             string
		text             Text
		english, chinese string
	}{
		{"both", Text{EN: "Alipay", ZH: "支付宝"}, "Alipay", "支付宝"},
		{"English only", Text{EN: "Alipay"}, "Alipay", "Alipay"},
		{"Chinese only", Text{ZH: "支付宝"}, "支付宝", "支付宝"},
		{"neither", Text{}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := English.Of(test.text); got != test.english {
				t.Errorf("in English %q, want %q", got, test.english)
			}
			if got := Chinese.Of(test.text); got != test.chinese {
				t.Errorf("in Chinese %q, want %q", got, test.chinese)
			}
		})
	}
}

func TestWhatHasNoVisibleNameIsCalledByItsID(t *testing.T) {
	for name, text := range map[string]Text{"no name": {}, "spaces": {EN: "  "}, "what cannot be seen": {EN: "\u200b\n"}} {
		t.Run(name, func(t *testing.T) {
			if got := English.Name(text, "jd_pay"); got != "jd_pay" {
				t.Errorf("got %q", got)
			}
		})
	}
	if got := Chinese.Name(Text{EN: "JD Pay", ZH: "京东支付"}, "jd_pay"); got != "京东支付" {
		t.Errorf("got %q", got)
	}
}

func TestPlacesAreFilledOnce(t *testing.T) {
	words := map[string]string{"amount": "¥300.00", "method": "{amount}"}
	got := string(Fill([]byte("注意："), "{method}单笔最多{amount}{other}", func(place string) string { return words[place] }))
	if want := "注意：{amount}单笔最多 ¥300.00"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListsInWords(t *testing.T) {
	tests := []struct {
		items            []string
		english, chinese string
	}{
		{nil, "", ""},
		{[]string{"a"}, "a", "a"},
		{[]string{"a", "微信"}, "a or 微信", "a 或微信"},
		{[]string{"a", "b", "微信"}, "a, b or 微信", "a、b 或微信"},
		{[]string{"“a”", "“b”", "“微信”"}, "“a”, “b” or “微信”", "“a”“b”或“微信”"},
	}
	for _, test := range tests {
		item := func(i int) string { return test.items[i] }
		if got := English.List(Or, len(test.items), item); got != test.english {
			t.Errorf("%q in English %q, want %q", test.items, got, test.english)
		}
		if got := Chinese.List(Or, len(test.items), item); got != test.chinese {
			t.Errorf("%q in Chinese %q, want %q", test.items, got, test.chinese)
		}
	}
}

func TestInstants(t *testing.T) {
	beijing := time.FixedZone("", 8*3600)
	tests := []struct {
		name                   string
		at                     time.Time
		english, chinese, json string
	}{
		{"a whole minute", time.Date(2024, 9, 12, 0, 0, 0, 0, beijing),
			"2024-09-12 00:00 UTC+08:00", "2024年9月12日 00:00（北京时间）", "2024-09-12T00:00:00+08:00"},
		{"a second in UTC", time.Date(2024, 9, 12, 1, 2, 3, 0, time.UTC),
			"2024-09-12 01:02:03 UTC", "2024年9月12日 01:02:03（UTC）", "2024-09-12T01:02:03Z"},
		{"a fraction", time.Date(2024, 9, 12, 1, 2, 3, 40, time.UTC),
			"2024-09-12 01:02:03.00000004 UTC", "2024年9月12日 01:02:03.00000004（UTC）", "2024-09-12T01:02:03.00000004Z"},
		{"an offset with seconds", time.Date(2024, 9, 12, 8, 5, 43, 0, time.FixedZone("", 8*3600+5*60+43)),
			"2024-09-12 08:05:43 UTC+08:05", "2024年9月12日 08:05:43（UTC+08:05）", "2024-09-12T00:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := English.Time(test.at); got != test.english {
				t.Errorf("in English %q, want %q", got, test.english)
			}
			if got := Chinese.Time(test.at); got != test.chinese {
				t.Errorf("in Chinese %q, want %q", got, test.chinese)
			}
			if got := TimeJSON(test.at); got != test.json {
				t.Errorf("in JSON %q, want %q", got, test.json)
			}
		})
	}
	if got := TimeJSON(time.Time{}); got != "" {
		t.Errorf("the zero time in JSON %q, want nothing", got)
	}
}

func TestDurationsAreWrittenShortest(t *testing.T) {
	for text, d := range map[string]time.Duration{
		"2h": 2 * time.Hour, "5m": 5 * time.Minute, "1h30m": 90 * time.Minute, "90ms": 90 * time.Millisecond,
		"1h0m1s": time.Hour + time.Second, "20m": 20 * time.Minute, "10s": 10 * time.Second, "0s": 0,
	} {
		if got := Shortest(d); got != text {
			t.Errorf("Shortest(%d) = %q, want %q", d, got, text)
		}
	}
}

func TestPlainTextIsVisibleAndShort(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"words", "WeChat Pay 微信支付", "WeChat Pay 微信支付"},
		{"a line break and an escape", "a\nb\x1b[31m", "a b [31m"},
		{"a turn of direction", "a\u202eb", "a b"},
		{"too long, cut between characters", strings.Repeat("微", 100), strings.Repeat("微", 85) + "..."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Plain(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestChineseIsSetApartFromLatin(t *testing.T) {
	tests := []struct {
		name, before, after, want string
	}{
		{"Chinese and Latin", "改在", "App", "改在 App"},
		{"Latin and Chinese", "App", "中结算", "App 中结算"},
		{"Chinese and an amount", "上限", "¥300.00", "上限 ¥300.00"},
		{"Chinese and Chinese", "改在", "微信", "改在微信"},
		{"Latin and Latin", "in ", "WeChat", "in WeChat"},
		{"Chinese punctuation needs none", "，", "¥300.00", "，¥300.00"},
		{"nothing before", "", "App", "App"},
		{"nothing after", "改在", "", "改在"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(abut([]byte(test.before), test.after)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
