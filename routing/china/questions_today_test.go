package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// todayQuestions are about the day of the catalog, and about what must not be mixed up:
// wallets with each other, a friend with the buyer, silence with a no.
var todayQuestions = []question{
	{
		"Was WeChat Pay offered on Taobao inside WeChat without the seller's consent?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2024-10-20", china.WeChatAccountLinked),
		methods.WeChatPay, "scmp_2024_taobao", []routing.Code{routing.CodeAudience},
	},
	{
		"Is WeChat Pay offered in JD.com's mini program today?",
		on(china.JD, methods.SurfaceWeChatMiniProgram, "2026-11-27"),
		methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Do ¥600.00 from Alipay's class I account leave WeChat's ¥1,000.00 untouched?",
		paying("1000.00 CNY", having("account_class_1.lifetime.wechat_pay", "0.00 CNY", having("account_class_1.lifetime.alipay", "600.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1), of(methods.WeChatPay, china.AccountClass1))))),
		methods.WeChatPay, "kr_asia_2020", nil,
	},
	{
		"Do ¥600.00 from Alipay's class I account leave more than ¥400.00 there?",
		paying("400.01 CNY", having("account_class_1.lifetime.wechat_pay", "0.00 CNY", having("account_class_1.lifetime.alipay", "600.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1), of(methods.WeChatPay, china.AccountClass1))))),
		methods.Alipay, "hishop_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Is WeChat Pay offered on Taote today?",
		on(china.Taote, methods.SurfaceApp, "2026-11-27"),
		methods.WeChatPay, "time_finance_2024", nil,
	},
	{
		"Do ¥450.00 by Alipay's static code leave WeChat's ¥500.00 untouched?",
		paying("500.00 CNY", having("static_code.day.wechat_pay", "0.00 CNY", having("static_code.day.alipay", "450.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.StaticCode)))),
		methods.WeChatPay, "kr_asia_2020", nil,
	},
	{
		"Does a static code's cap bind a friend who pays?",
		paying("900.00 CNY", on(china.Taobao, methods.SurfaceApp, "2026-11-27", china.StaticCode, china.PayingFromBalance)),
		methods.FriendPay, "hainanwel_2022", nil,
	},
	{
		"Is Meituan Monthly Pay offered without the credit?",
		on(china.Meituan, methods.SurfaceApp, "2026-11-27"),
		china.MeituanMonthlyPay, "pandaily_2020", []routing.Code{routing.CodeAudience},
	},
	{
		"Could ¥2,000.01 be paid from an e-CNY wallet opened with a phone number?",
		paying("2000.01 CNY", lacking(china.ECNYWalletIDAndCard, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly))),
		china.ECNY, "cf40_2021", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Is ¥300,000.01 too much for Alipay today?",
		paying("300000.01 CNY", on(china.Taobao, methods.SurfaceApp, "2026-11-27")),
		methods.Alipay, "antom_alipay", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Is ¥50,000.01 too much for WeChat Pay today?",
		paying("50000.01 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27")),
		methods.WeChatPay, "worldpay_wechat", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Is WeChat Pay known on Kuaishou?",
		on(china.Kuaishou, methods.SurfaceApp, "2026-11-27"),
		methods.WeChatPay, "kuaishou_guide_2025", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Tmall's desktop pages?",
		on(china.Tmall, methods.SurfaceDesktopWeb, "2026-11-27"),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known on JD.com's desktop pages?",
		on(china.JD, methods.SurfaceDesktopWeb, "2026-11-27"),
		methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Huabei offered today where nobody says whether the goods are virtual?",
		on(china.Taobao, methods.SurfaceApp, "2026-11-27", china.HuabeiEligible),
		china.Huabei, "tmtpost_2022", []routing.Code{routing.CodeUnknownTrait},
	},
	{
		"Could goods that are not virtual be paid by Huabei in 6 installments?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2026-11-27", china.HuabeiEligible)),
		china.HuabeiInstallments6, "hainanwel_2022", nil,
	},
	{
		"Is Douyin Pay offered to a verified buyer today?",
		on(china.DouyinShop, methods.SurfaceApp, "2026-11-27", china.RealNameAndCard),
		china.DouyinPay, "36kr_2025", nil,
	},
	{
		"Could ¥200.01 be paid by a foreign card without a fee?",
		paying("200.01 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.ForeignCard, china.WithoutFee)),
		methods.WeChatPay, "beijing_gov_2024", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Could ¥200.01 be paid by a foreign card without a fee before that is known, in January 2024?",
		paying("200.01 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2024-01-15", china.ForeignCard, china.WithoutFee)),
		methods.WeChatPay, "beijing_gov_2024", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Is WeChat Pay offered under Ele.me's new name today?",
		on("taobao_shangou", methods.SurfaceApp, "2026-11-27"),
		methods.WeChatPay, "letter_list_2021", nil,
	},
	{
		"Was Cloud QuickPass offered on Taobao on 2021-10-02?",
		on(china.Taobao, methods.SurfaceApp, "2021-10-02", china.SellerAcceptsCloudQuickPass, china.CloudQuickPassInstalled),
		china.CloudQuickPass, "scmp_2021_walled_garden", nil,
	},
	{
		"Was the e-CNY offered at Freshippo on 2022-12-12?",
		lacking(china.ECNYWalletIDAndCard, lacking(china.ECNYWalletPhoneOnly, on(china.Freshippo, methods.SurfaceApp, "2022-12-12", china.ECNYPilotCity, china.ECNYLinked))),
		china.ECNY, "scmp_2022", nil,
	},
}
