package analysis

import "testing"

func TestSimilarNames(t *testing.T) {
	for _, test := range []struct {
		known, name string
		want        bool
	}{
		{"wechat_browser", "wechat_brawser", true},
		{"wechat_browser", "wechat_browsers", true},
		{"wechat_browser", "wwechat_browser", true},
		{"wechat_browser", "wechat_browse", true},
		{"wechat_browser", "echat_browser", true},
		{"wechat_browser", "wechat_borwser", true},
		{"wechat_browser", "wechat-browser", true},
		{"wechat_browser", "wechat_browser", false},
		{"wechat_browser", "wechat_bruwsers", false},
		{"app", "apps", false},
		{"class_1", "class_2", false},
		{"class_1", "class_11", false},
		{"account.class_b", "account.class_c", false},
		{"level10", "level1", false},
		{"minor", "m", false},
		{"minor", "", false},
	} {
		k := similarNames{}
		k.add(test.known)
		if got, ok := k.similar(test.name); ok != test.want || ok && got != test.known {
			t.Errorf("%s beside %s: %q, %t, want %t", test.name, test.known, got, ok, test.want)
		}
	}
}
