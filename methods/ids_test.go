package methods_test

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
)

func TestValidID(t *testing.T) {
	tests := []struct {
		name string
		id   string
		want bool
	}{
		{"one word", "alipay", true},
		{"one letter", "a", true},
		{"one digit", "1", true},
		{"words", "wechat_friend_pay", true},
		{"parts", "taobao.wechat_qr.2023", true},
		{"part that starts with a digit", "2023.pilot", true},
		{"longest", strings.Repeat("a", 128), true},
		{"empty", "", false},
		{"one byte too long", strings.Repeat("a", 128+1), false},
		{"upper case", "Alipay", false},
		{"hyphen", "wechat-pay", false},
		{"space", "wechat pay", false},
		{"leading underscore", "_alipay", false},
		{"trailing underscore", "alipay_", false},
		{"two underscores", "wechat__pay", false},
		{"leading dot", ".alipay", false},
		{"trailing dot", "alipay.", false},
		{"two dots", "taobao..alipay", false},
		{"underscore before a dot", "taobao_.alipay", false},
		{"underscore after a dot", "taobao._alipay", false},
		{"joint only", "_", false},
		{"Chinese", "支付宝", false},
		{"full-width letter", "ａ", false},
		{"zero byte", "a\x00", false},
		{"invalid UTF-8", "a\xff", false},
		{"slash", "taobao/alipay", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := methods.ValidID(test.id); got != test.want {
				t.Errorf("ValidID(%q) = %v, want %v", test.id, got, test.want)
			}
		})
	}
}

// An id is what the grammar of the documentation says, and nothing else.
func TestValidIDAgreesWithItsGrammar(t *testing.T) {
	grammar := regexp.MustCompile(`^[a-z0-9]+([_.][a-z0-9]+)*$`)
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.OneOf(
			rapid.StringMatching(`[a-z0-9_.]{0,12}`),
			rapid.StringMatching(`[a-z0-9]{1,3}([_.][a-z0-9]{1,3}){0,3}`),
			rapid.StringMatching(`[a-z]{120,132}`),
			rapid.String(),
		).Draw(t, "id")
		want := grammar.MatchString(id) && len(id) <= 128
		if got := methods.ValidID(id); got != want {
			t.Fatalf("ValidID(%q) = %v, want %v", id, got, want)
		}
	})
}

func TestBuiltInIDsAreValidAndDistinct(t *testing.T) {
	groups := map[string][]string{
		"methods": strs(methods.Alipay, methods.WeChatPay, methods.WeChatQR, methods.WeChatFriendPay,
			methods.FriendPay, "duoduo_wallet", "jd_pay", "cloud_quickpass",
			"huabei", "ecny", "douyin_pay", "meituan_monthly_pay"),
		"platforms": strs("taobao", "tmall", "taote", "taocaicai",
			"xianyu", "freshippo", "eleme", "youku", "damai",
			"kaola", "shuqi", "pinduoduo", "jd", "meituan",
			"douyin", "kuaishou"),
		"surfaces": strs(methods.Surfaces()...),
		"traits": strs("no_bound_card", "no_balance", "invited",
			"seller_accepts_wechat_pay", "latest_app", "real_name_and_card",
			"virtual_goods", "static_code", "dynamic_code_b", "dynamic_code_c",
			"paying_from_balance", "account_class_1", "account_class_2",
			"account_class_3", "auth_two_factor", "auth_weak",
			"seller_accepts_alipay", "seller_accepts_cloud_quickpass",
			"cloud_quickpass_installed", "wechat_account_linked", "huabei_eligible",
			"ecny_pilot_city", "ecny_linked", "grade_a_institution",
			"grade_b_institution", "power_bank_rental", "meal_ordering",
			"takeaway", "hotel_booking"),
	}
	for name, ids := range groups {
		t.Run(name, func(t *testing.T) {
			seen := make(map[string]bool)
			for _, id := range ids {
				if !methods.ValidID(id) || seen[id] {
					t.Errorf("%q is not valid or used twice", id)
				}
				seen[id] = true
			}
		})
	}
}

func strs[T ~string](ids ...T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

func TestRegionIsValid(t *testing.T) {
	tests := []struct {
		name   string
		region methods.Region
		want   bool
	}{
		{"China", methods.China, true},
		{"the last letter twice", "ZZ", true},
		{"the first letter twice", "AA", true},
		{"empty", "", false},
		{"lower case", "cn", false},
		{"mixed case", "Cn", false},
		{"alpha-3", "CHN", false},
		{"one letter", "C", false},
		{"digit", "C1", false},
		{"byte above the letters", "C[", false},
		{"byte below the letters", "@N", false},
		{"one Chinese character", "中", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.region.IsValid(); got != test.want {
				t.Errorf("Region(%q).IsValid() = %v, want %v", test.region, got, test.want)
			}
		})
	}
}
