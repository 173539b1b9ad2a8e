package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// edgeQuestions are about the day on which a row begins, or the one before, and about a
// fen more than a total: one for each row that no other question is about.
var edgeQuestions = []question{
	{
		"Is Alipay known on Taobao's desktop pages on 2010-10-05?",
		on(china.Taobao, methods.SurfaceDesktopWeb, "2010-10-05"),
		methods.Alipay, "cnet_2010", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known in Taobao's app on 2014-09-26?",
		on(china.Taobao, methods.SurfaceApp, "2014-09-26"),
		methods.Alipay, "shine_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known on Tmall's pages inside WeChat?",
		on(china.Tmall, methods.SurfaceWeChatBrowser, "2024-10-20"),
		methods.WeChatPay, "scmp_2024_taobao", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is asking a WeChat friend to pay known on Taobao on 2022-03-27?",
		on(china.Taobao, methods.SurfaceApp, "2022-03-27", china.Invited),
		methods.WeChatFriendPay, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is asking a friend to pay known on Taobao on 2022-03-26?",
		on(china.Taobao, methods.SurfaceApp, "2022-03-26"),
		methods.FriendPay, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Huabei known on Taobao on 2022-03-29?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-29", china.HuabeiEligible)),
		china.Huabei, "tmtpost_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Are 3 installments by Huabei known on Taobao on 2022-03-26?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-26", china.HuabeiEligible)),
		china.HuabeiInstallments3, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Are 6 installments by Huabei known on Taobao on 2022-03-26?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-26", china.HuabeiEligible)),
		china.HuabeiInstallments6, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Are 12 installments by Huabei known on Taobao on 2022-03-26?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-26", china.HuabeiEligible)),
		china.HuabeiInstallments12, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Were 3 installments by Huabei offered on Taobao on 2022-03-27?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-27", china.HuabeiEligible)),
		china.HuabeiInstallments3, "hainanwel_2022", nil,
	},
	{
		"Were 12 installments by Huabei offered on Taobao on 2022-03-27?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-03-27", china.HuabeiEligible)),
		china.HuabeiInstallments12, "hainanwel_2022", nil,
	},
	{
		"Is it known on 2021-09-27 whether Taote had applied for WeChat Pay?",
		on(china.Taote, methods.SurfaceApp, "2021-09-27"),
		methods.WeChatPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is the WeChat QR code known on Taote once WeChat Pay itself had come?",
		on(china.Taote, methods.SurfaceApp, "2024-08-31"),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Taocaicai on 2021-09-17?",
		on(china.Taocaicai, methods.SurfaceApp, "2021-09-17"),
		methods.Alipay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Taocaicai under its name of 2023?",
		on(china.Taocaicai, methods.SurfaceApp, "2023-05-24"),
		methods.Alipay, "web_economics_2023", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is it known on 2021-11-29 whether Xianyu had applied for a mini program?",
		on(china.Xianyu, methods.SurfaceWeChatMiniProgram, "2021-11-29"),
		methods.WeChatPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is it known on 2021-09-27 whether Xianyu had applied for WeChat Pay?",
		on(china.Xianyu, methods.SurfaceApp, "2021-09-27"),
		methods.WeChatPay, "reuters_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was Alipay offered at Freshippo on 2021-09-28?",
		on(china.Freshippo, methods.SurfaceApp, "2021-09-28"),
		methods.Alipay, "reuters_2021", nil,
	},
	{
		"Was Alipay offered on Damai on 2021-09-28?",
		on(china.Damai, methods.SurfaceApp, "2021-09-28"),
		methods.Alipay, "bloomberg_2021", nil,
	},
	{
		"Was Alipay offered on Kaola on 2021-09-28?",
		on(china.Kaola, methods.SurfaceApp, "2021-09-28"),
		methods.Alipay, "reuters_2021", nil,
	},
	{
		"Was Alipay offered on Shuqi on 2021-09-28?",
		on(china.Shuqi, methods.SurfaceApp, "2021-09-28"),
		methods.Alipay, "reuters_2021", nil,
	},
	{
		"Is Alipay known on Shuqi on 2021-09-27?",
		on(china.Shuqi, methods.SurfaceApp, "2021-09-27"),
		methods.Alipay, "reuters_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Ele.me on 2020-07-29?",
		on(china.Eleme, methods.SurfaceApp, "2020-07-29"),
		methods.Alipay, "teller_report_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is the e-CNY known on Ele.me on 2022-12-11?",
		on(china.Eleme, methods.SurfaceApp, "2022-12-11", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "forkast_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Youku?",
		on(china.Youku, methods.SurfaceApp, "2026-11-27"),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay offered on 1688 to a verified buyer?",
		on(china.Alibaba1688, methods.SurfaceDesktopWeb, "2026-11-27", china.RealNameAndCard),
		methods.Alipay, "worldfirst_1688", nil,
	},
	{
		"Is Alipay known on 1688 on 2026-11-26?",
		on(china.Alibaba1688, methods.SurfaceDesktopWeb, "2026-11-26", china.RealNameAndCard),
		methods.Alipay, "worldfirst_1688", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known on Pinduoduo on 2020-12-30?",
		on(china.Pinduoduo, methods.SurfaceApp, "2020-12-30"),
		methods.WeChatPay, "kr_asia_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Pinduoduo on 2020-12-30?",
		on(china.Pinduoduo, methods.SurfaceApp, "2020-12-30"),
		methods.Alipay, "kr_asia_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Pinduoduo's mobile pages?",
		on(china.Pinduoduo, methods.SurfaceMobileWeb, "2026-11-27"),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is JD Pay known in JD.com's app on 2024-09-25?",
		on(china.JD, methods.SurfaceApp, "2024-09-25"),
		china.JDPay, "latepost_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Cloud QuickPass known in JD.com's app on 2024-09-25?",
		on(china.JD, methods.SurfaceApp, "2024-09-25"),
		china.CloudQuickPass, "latepost_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on JD.com in 2010?",
		on(china.JD, methods.SurfaceDesktopWeb, "2010-12-31"),
		methods.Alipay, "hanqing_2011", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Meituan Pay offered to a verified buyer with a card?",
		on(china.Meituan, methods.SurfaceApp, "2020-07-30", china.RealNameAndCard),
		china.MeituanPay, "technode_2020", nil,
	},
	{
		"Is Meituan Pay known on 2020-07-29?",
		on(china.Meituan, methods.SurfaceApp, "2020-07-29", china.RealNameAndCard),
		china.MeituanPay, "technode_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known on Meituan on 2020-07-28?",
		on(china.Meituan, methods.SurfaceApp, "2020-07-28"),
		methods.WeChatPay, "teller_report_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known in Meituan's mini program in WeChat?",
		on(china.Meituan, methods.SurfaceWeChatMiniProgram, "2023-06-30"),
		methods.WeChatPay, "sijar_2023", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Meituan on 2020-07-28?",
		on(china.Meituan, methods.SurfaceApp, "2020-07-28"),
		methods.Alipay, "tech_planet_2020", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was the e-CNY offered on Meituan on 2022-01-26 in a pilot city?",
		on(china.Meituan, methods.SurfaceApp, "2022-01-26", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "forkast_2022", nil,
	},
	{
		"Is Alipay known on Douyin on 2021-01-18?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-18"),
		methods.Alipay, "american_banker_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Did Douyin's mini programs take Alipay on 2021-02-06?",
		on(china.DouyinShop, china.SurfaceDouyinMiniProgram, "2021-02-06", china.SellerAcceptsAlipay),
		methods.Alipay, "douyin_tt_pay", nil,
	},
	{
		"Did Douyin's mini programs take WeChat Pay on 2021-02-06?",
		on(china.DouyinShop, china.SurfaceDouyinMiniProgram, "2021-02-06", china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "douyin_tt_pay", nil,
	},
	{
		"Is Alipay known in Douyin's mini programs on 2021-02-05?",
		on(china.DouyinShop, china.SurfaceDouyinMiniProgram, "2021-02-05", china.SellerAcceptsAlipay),
		methods.Alipay, "tencent_cloud_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay known in Douyin's mini programs on 2021-02-05?",
		on(china.DouyinShop, china.SurfaceDouyinMiniProgram, "2021-02-05", china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "tencent_cloud_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay offered on Xiaohongshu today?",
		on(china.Xiaohongshu, methods.SurfaceApp, "2026-11-27"),
		methods.Alipay, "allxhs", nil,
	},
	{
		"Is WeChat Pay offered on Xiaohongshu today?",
		on(china.Xiaohongshu, methods.SurfaceApp, "2026-11-27"),
		methods.WeChatPay, "allxhs", nil,
	},
	{
		"Is WeChat Pay known on Xiaohongshu on 2026-11-26?",
		on(china.Xiaohongshu, methods.SurfaceApp, "2026-11-26"),
		methods.WeChatPay, "allxhs", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay offered on Tongcheng Travel today?",
		on(china.Tongcheng, methods.SurfaceApp, "2026-11-27"),
		methods.Alipay, "tongcheng_help", nil,
	},
	{
		"Is WeChat Pay offered on Tongcheng Travel today?",
		on(china.Tongcheng, methods.SurfaceApp, "2026-11-27"),
		methods.WeChatPay, "tongcheng_help", nil,
	},
	{
		"Is WeChat Pay known on Tongcheng Travel on 2026-11-26?",
		on(china.Tongcheng, methods.SurfaceApp, "2026-11-26"),
		methods.WeChatPay, "allxhs", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is Alipay known on Tongcheng Travel's site on 2026-11-26?",
		on(china.Tongcheng, methods.SurfaceDesktopWeb, "2026-11-26"),
		methods.Alipay, "allxhs", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could a fen more than ¥100,000.00 a day with WeChat Pay be paid?",
		paying("100.01 CNY", having("wechat.day", "99900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated))),
		methods.WeChatPay, "worldpay_wechat", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could a fen more than ¥300,000.00 a day with Alipay be paid?",
		paying("100.01 CNY", having("alipay.year", "299900.00 CNY", having("alipay.day", "299900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated)))),
		methods.Alipay, "ppro_alipay", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could a fen more than ¥3,000,000.00 a year with Alipay be paid?",
		paying("100.01 CNY", having("alipay.year", "2999900.00 CNY", having("alipay.day", "0.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated)))),
		methods.Alipay, "antom_alipay", []routing.Code{routing.CodeCapReached},
	},
	{
		"Are WeChat's totals known where the order states none?",
		on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated),
		methods.WeChatPay, "worldpay_wechat", []routing.Code{routing.CodeUnknownUsage},
	},
	{
		"Could a wallet of a phone number pay a fen more than ¥5,000.00 a day in e-CNY?",
		paying("100.01 CNY", having("ecny.year", "4900.00 CNY", having("ecny.day", "4900.00 CNY", lacking(china.ECNYWalletIDAndCard, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly, china.TotalsStated))))),
		china.ECNY, "cf40_2021", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could a wallet of a phone number pay a fen more than ¥50,000.00 a year in e-CNY?",
		paying("100.01 CNY", having("ecny.year", "49900.00 CNY", having("ecny.day", "0.00 CNY", lacking(china.ECNYWalletIDAndCard, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly, china.TotalsStated))))),
		china.ECNY, "bloomberg_2021_ecny", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could a wallet of an ID card pay a fen more than ¥100,000.00 a day in e-CNY?",
		paying("100.01 CNY", having("ecny.day", "99900.00 CNY", lacking(china.ECNYWalletPhoneOnly, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletIDAndCard, china.TotalsStated)))),
		china.ECNY, "forkast_2021", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could ¥2,000.01 be paid in e-CNY where the wallet is not known?",
		paying("2000.01 CNY", on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked)),
		china.ECNY, "cf40_2021", []routing.Code{routing.CodeUnknownTrait},
	},
	{
		"Could WeChat take a fen more than ¥1,000.00 a day by a dynamic code of level C?",
		paying("100.01 CNY", having("dynamic_code_c.day.wechat_pay", "900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.DynamicCodeC))),
		methods.WeChatPay, "xinhua_2017", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat take a fen more than ¥5,000.00 a day by a dynamic code of level B?",
		paying("100.01 CNY", having("dynamic_code_b.day.wechat_pay", "4900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.DynamicCodeB))),
		methods.WeChatPay, "pboc_296", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's account of class II pay a fen more than its year's ¥100,000.00?",
		paying("100.01 CNY", having("account_class_2.year.wechat_pay", "99900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, of(methods.WeChatPay, china.AccountClass2)))),
		methods.WeChatPay, "xinmin_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's account of class III pay a fen more than its year's ¥200,000.00?",
		paying("100.01 CNY", having("account_class_3.year.wechat_pay", "199900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, of(methods.WeChatPay, china.AccountClass3)))),
		methods.WeChatPay, "pboc_43", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's balance pay a fen more than ¥1,000.00 a day with fewer than two factors?",
		paying("100.01 CNY", having("auth_weak.day.wechat_pay", "900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, china.AuthWeak))),
		methods.WeChatPay, "xinmin_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's balance pay a fen more than ¥5,000.00 a day with two factors?",
		paying("100.01 CNY", having("auth_two_factor.day.wechat_pay", "4900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, china.AuthTwoFactor))),
		methods.WeChatPay, "xinmin_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's balance pay a fen more than ¥7,500.00 a day, graded B?",
		paying("100.01 CNY", having("auth_two_factor.day.wechat_pay", "7400.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, china.AuthTwoFactor, of(methods.WeChatPay, china.GradeBInstitution)))),
		methods.WeChatPay, "people_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat's balance pay a fen more than ¥10,000.00 a day, graded A?",
		paying("100.01 CNY", having("auth_two_factor.day.wechat_pay", "9900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, china.AuthTwoFactor, of(methods.WeChatPay, china.GradeAInstitution)))),
		methods.WeChatPay, "people_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Does the class of Alipay's account bind WeChat's?",
		having("account_class_1.lifetime.alipay", "1000.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1))),
		methods.WeChatPay, "kr_asia_2020", nil,
	},
	{
		"Could an order by QR code still be paid after ¥500.00 by WeChat's static code?",
		having("static_code.day.wechat_pay", "500.00 CNY", on(china.Taote, methods.SurfaceApp, "2022-01-01", china.StaticCode)),
		methods.WeChatQR, "pboc_296", []routing.Code{routing.CodeCapReached},
	},
}
