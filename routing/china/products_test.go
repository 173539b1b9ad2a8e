package china_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"
)

// served are the products of a method by the surface that they serve, best first.
type served map[methods.Surface][]methods.Product

// params are the parameters of a product of Alipay: its product_code, and further names and
// values in turn.
func params(code string, more ...string) map[string]string {
	all := map[string]string{"product_code": code}
	for i := 0; i < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	return all
}

// installments are the products of Huabei in n installments, whose fee the buyer pays.
func installments(n string) served {
	variant := func(code string) map[string]string {
		return params(code, "extend_params.hb_fq_num", n, "extend_params.hb_fq_seller_percent", "0")
	}
	return served{
		methods.SurfaceApp:        {{ID: "huabei_" + n + "_app", Flow: methods.FlowAppSwitch, API: "alipay.trade.app.pay", Params: variant("QUICK_MSECURITY_PAY")}},
		methods.SurfaceMobileWeb:  {{ID: "huabei_" + n + "_wap", Flow: methods.FlowRedirect, API: "alipay.trade.wap.pay", Params: variant("QUICK_WAP_WAY")}},
		methods.SurfaceDesktopWeb: {{ID: "huabei_" + n + "_page", Flow: methods.FlowRedirect, API: "alipay.trade.page.pay", Params: variant("FAST_INSTANT_TRADE_PAY")}},
	}
}

// The products that serve each wallet on each surface, best first, their sources
// apart. A surface that is missing is one where the wallet is refused, or not known
// to work: WeChat Pay inside Alipay, Alipay inside WeChat, either inside other apps.
// WeChat on a computer has no JSAPI payments, but shows codes for a phone to scan.
func TestProductsOfTheWalletsBySurface(t *testing.T) {
	want := map[methods.ID]served{
		methods.Alipay: {
			methods.SurfaceApp:               {{ID: "alipay_app", Flow: methods.FlowAppSwitch, API: "alipay.trade.app.pay", Params: params("QUICK_MSECURITY_PAY")}},
			methods.SurfaceMobileWeb:         {{ID: "alipay_wap", Flow: methods.FlowRedirect, API: "alipay.trade.wap.pay", Params: params("QUICK_WAP_WAY")}},
			methods.SurfaceDesktopWeb:        {{ID: "alipay_page", Flow: methods.FlowRedirect, API: "alipay.trade.page.pay", Params: params("FAST_INSTANT_TRADE_PAY")}, {ID: "alipay_precreate", Flow: methods.FlowQRCode, API: "alipay.trade.precreate", LinkLife: 2 * time.Hour, Params: params("FACE_TO_FACE_PAYMENT")}},
			methods.SurfaceWeChatDesktop:     {{ID: "alipay_precreate", Flow: methods.FlowQRCode, API: "alipay.trade.precreate", LinkLife: 2 * time.Hour, Params: params("FACE_TO_FACE_PAYMENT")}},
			methods.SurfaceAlipayBrowser:     {{ID: "alipay_jsapi", Flow: methods.FlowInApp, API: "alipay.trade.create"}},
			methods.SurfaceAlipayMiniProgram: {{ID: "alipay_mini_program", Flow: methods.FlowInApp, API: "alipay.trade.create", Params: params("JSAPI_PAY")}},
			china.SurfaceInStore: {
				{ID: "alipay_payment_code", Flow: methods.FlowInApp, API: "alipay.trade.pay", Params: params("FACE_TO_FACE_PAYMENT", "scene", "bar_code")},
				{ID: "alipay_face", Flow: methods.FlowInApp, API: "alipay.trade.pay", Params: params("FACE_TO_FACE_PAYMENT", "scene", "security_code")},
			},
			china.SurfaceDouyinMiniProgram:   {{ID: "alipay_douyin_mini_program", Flow: methods.FlowAppSwitch, API: "tt.pay", Params: map[string]string{"service": "5"}}},
			china.SurfaceKuaishouMiniProgram: {{ID: "alipay_kuaishou_mini_program", API: "ks.pay"}},
		},
		methods.WeChatPay: {
			methods.SurfaceApp:               {{ID: "wechat_app", Flow: methods.FlowAppSwitch, API: "POST /v3/pay/transactions/app", LinkLife: 2 * time.Hour}},
			methods.SurfaceMobileWeb:         {{ID: "wechat_h5", Flow: methods.FlowRedirect, API: "POST /v3/pay/transactions/h5", LinkLife: 5 * time.Minute}},
			methods.SurfaceDesktopWeb:        {{ID: "wechat_native", Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour}},
			methods.SurfaceWeChatDesktop:     {{ID: "wechat_native", Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour}},
			methods.SurfaceWeChatBrowser:     {{ID: "wechat_jsapi", Flow: methods.FlowInApp, API: "POST /v3/pay/transactions/jsapi", LinkLife: 2 * time.Hour}},
			methods.SurfaceWeChatMiniProgram: {{ID: "wechat_mini_program", Flow: methods.FlowInApp, API: "POST /v3/pay/transactions/jsapi", LinkLife: 2 * time.Hour}},
			china.SurfaceInStore: {
				{ID: "wechat_payment_code", Flow: methods.FlowInApp, API: "POST /v3/pay/transactions/codepay"},
				{ID: "wechat_face", Flow: methods.FlowInApp},
				{ID: "wechat_palm", Flow: methods.FlowInApp},
			},
			china.SurfaceDouyinMiniProgram:   {{ID: "wechat_douyin_mini_program", Flow: methods.FlowRedirect, API: "tt.pay", Params: map[string]string{"service": "5"}}},
			china.SurfaceKuaishouMiniProgram: {{ID: "wechat_kuaishou_mini_program", API: "ks.pay"}},
		},
		methods.WeChatQR: {
			methods.SurfaceApp: {{ID: "wechat_native", Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour}},
		},
		methods.WeChatFriendPay: {
			methods.SurfaceApp: {{ID: "wechat_friend_link", Flow: methods.FlowShareLink, API: "POST /v3/pay/transactions/jsapi"}},
		},
		methods.FriendPay: {
			methods.SurfaceApp: {{ID: "taobao_friend_link", Flow: methods.FlowShareLink}},
		},
		china.DuoduoWallet: {
			methods.SurfaceApp: {{ID: "duoduo_wallet_app", Flow: methods.FlowInApp}},
		},
		china.JDPay: {
			methods.SurfaceApp: {{ID: "jd_pay_app", Flow: methods.FlowInApp}},
		},
		china.CloudQuickPass: {
			methods.SurfaceApp:               {{ID: "cloud_quickpass_app", Flow: methods.FlowAppSwitch}},
			methods.SurfaceWeChatMiniProgram: {{ID: "cloud_quickpass_mini_program"}},
		},
		china.WeChatPayScore: {
			methods.SurfaceApp:               {{ID: "wechat_payscore", Flow: methods.FlowInApp, API: "POST /v3/payscore/serviceorder"}},
			methods.SurfaceWeChatBrowser:     {{ID: "wechat_payscore", Flow: methods.FlowInApp, API: "POST /v3/payscore/serviceorder"}},
			methods.SurfaceWeChatMiniProgram: {{ID: "wechat_payscore", Flow: methods.FlowInApp, API: "POST /v3/payscore/serviceorder"}},
		},
		china.Huabei: {
			methods.SurfaceApp:        {{ID: "huabei_app", Flow: methods.FlowAppSwitch, API: "alipay.trade.app.pay", Params: params("QUICK_MSECURITY_PAY", "specified_channel", "pcredit")}},
			methods.SurfaceMobileWeb:  {{ID: "huabei_wap", Flow: methods.FlowRedirect, API: "alipay.trade.wap.pay", Params: params("QUICK_WAP_WAY", "specified_channel", "pcredit")}},
			methods.SurfaceDesktopWeb: {{ID: "huabei_page", Flow: methods.FlowRedirect, API: "alipay.trade.page.pay", Params: params("FAST_INSTANT_TRADE_PAY", "enable_pay_channels", "pcredit")}},
		},
		china.HuabeiInstallments3:  installments("3"),
		china.HuabeiInstallments6:  installments("6"),
		china.HuabeiInstallments12: installments("12"),
		china.ECNY: {
			methods.SurfaceApp: {{ID: "ecny_app", Flow: methods.FlowInApp}},
		},
		china.DouyinPay: {
			methods.SurfaceApp: {{ID: "douyin_pay_app", Flow: methods.FlowInApp}},
		},
		china.MeituanPay: {
			methods.SurfaceApp: {{ID: "meituan_pay_app", Flow: methods.FlowInApp}},
		},
		china.MeituanMonthlyPay: {
			methods.SurfaceApp: {{ID: "meituan_monthly_pay_app", Flow: methods.FlowInApp}},
		},
	}
	surfaces := append(methods.Surfaces(), china.SurfaceInStore, china.SurfaceDouyinMiniProgram, china.SurfaceKuaishouMiniProgram, "")
	got := make(map[methods.ID]served)
	for _, m := range china.Catalog().Methods {
		got[m.ID] = served{}
		for _, s := range surfaces {
			for _, p := range m.Products {
				if p.Serves(s) {
					p.Surfaces, p.Sources = nil, nil
					got[m.ID][s] = append(got[m.ID][s], p)
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("products by method and surface (-want +got):\n%s", diff)
	}
}

func TestOnlyFriendsPayForOthers(t *testing.T) {
	for _, m := range china.Catalog().Methods {
		want := methods.PayerBuyer
		if m.ID == methods.FriendPay || m.ID == methods.WeChatFriendPay {
			want = methods.PayerFriend
		}
		if m.Payer != want {
			t.Errorf("%s is paid by the %s, want the %s", m.ID, m.Payer, want)
		}
	}
}
