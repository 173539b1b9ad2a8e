package china_test

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// The articles behind the catalog, by their files: a post of November 2021, one of
// July 2021, one of September 2024, Time Finance of September 2024 and Letter List of
// November 2021.
const (
	article0 = "000_ead91ed3b90ef4b4.txt"
	article1 = "001_0ce5e823f8044223.txt"
	article2 = "002_b96cfc5266b8cf6e.txt"
	article3 = "003_6d0d76b470b44c2d.txt"
	article4 = "004_8c1e6b3ebfc433ff.txt"
)

// statement is what an article says, as a question of which the catalog's answer is
// known. An entry that does not grant gives way, as the explanation, to one that grants
// later; record is then the entry in force that says what the article says.
type statement struct {
	articles []string
	record   string
	question
}

// statements are all that bear on a checkout. Left out, as no fact about one:
//
//   - which links open in WeChat, how links are copied, that Taobao's were blocked in
//     2013, external links in groups, and the second confirmation (all articles);
//   - the ministry's order of September 2021, and the market shares of Alipay and
//     WeChat Pay: context (articles 1, 3 and 4);
//   - the seller's money on Xianyu, and DingTalk's meetings in WeChat: no payment by a
//     buyer (article 3);
//   - the Wall Street Journal's report of July 2021: article 4 repeats article 1.
var statements = slices.Concat(statementsOfOthers, statementsOfLetterList)

var statementsOfOthers = []statement{
	{
		[]string{article0}, "taobao.wechat_pay.absent",
		question{
			"Taobao does not support WeChat",
			on(china.Taobao, methods.SurfaceApp, "2021-11-30"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article0}, "",
		question{
			"Most of the other Alibaba apps already support WeChat payment: Youku does",
			on(china.Youku, methods.SurfaceApp, "2021-11-30"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article0}, "xianyu.wechat_pay.applied",
		question{
			"Most of the other Alibaba apps already support WeChat payment: not Xianyu, which had applied",
			on(china.Xianyu, methods.SurfaceApp, "2021-11-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeSurface},
		},
	},
	{
		[]string{article0}, "taobao.wechat_pay.absent",
		question{
			"WeChat opens a Taobao link after a warning and a login: nothing can be paid there by WeChat",
			on(china.Taobao, methods.SurfaceWeChatBrowser, "2021-12-01"),
			methods.WeChatPay, "scmp_2024_taobao", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article0}, "",
		question{
			"JD.com links open in WeChat, with a login through WeChat: how one pays there is not stated",
			on(china.JD, methods.SurfaceWeChatBrowser, "2021-11-30"),
			methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article0}, "",
		question{
			"Pinduoduo links open in WeChat: how one pays there is not stated",
			on(china.Pinduoduo, methods.SurfaceWeChatBrowser, "2021-11-30"),
			methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article1, article4}, "taobao.wechat_pay.absent",
		question{
			"Alibaba and Tencent consider opening up: Taobao has not",
			on(china.Taobao, methods.SurfaceApp, "2021-07-20"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article1, article4}, "tmall.wechat_pay.absent",
		question{
			"Alibaba and Tencent consider opening up: Tmall has not",
			on(china.Tmall, methods.SurfaceApp, "2021-07-20"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article1}, "",
		question{
			"Taobao may open UnionPay payment: a guess",
			on(china.Taobao, methods.SurfaceApp, "2021-07-15", china.SellerAcceptsCloudQuickPass, china.CloudQuickPassInstalled),
			china.CloudQuickPass, "scmp_2021_walled_garden", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article1}, "",
		question{
			"Pinduoduo can use WeChat",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-07-15"),
			methods.WeChatPay, "coinyuppie_2021", nil,
		},
	},
	{
		[]string{article1}, "",
		question{
			"Pinduoduo can use Alipay",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-07-15"),
			methods.Alipay, "coinyuppie_2021", nil,
		},
	},
	{
		[]string{article1}, "",
		question{
			"A mini program no longer opens the app, so there is no way to Alipay from Pinduoduo's",
			on(china.Pinduoduo, methods.SurfaceWeChatMiniProgram, "2021-07-15"),
			methods.Alipay, "coinyuppie_2021", []routing.Code{routing.CodeSurface},
		},
	},
	{
		[]string{article1}, "",
		question{
			"Pinduoduo runs two mini programs in WeChat: how one pays there is not stated",
			on(china.Pinduoduo, methods.SurfaceWeChatMiniProgram, "2021-07-15"),
			methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article1}, "",
		question{
			"JD.com sells more and more through WeChat: how one pays there is not stated",
			on(china.JD, methods.SurfaceWeChatMiniProgram, "2020-11-11"),
			methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article2}, "taobao_tmall.wechat_pay.announced",
		question{
			"Taobao announced that it would gradually open up WeChat Pay",
			on(china.Taobao, methods.SurfaceApp, "2024-09-05"),
			methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
		},
	},
	{
		[]string{article2}, "",
		question{
			"Users could only use Alipay on Taobao: Alipay",
			on(china.Taobao, methods.SurfaceApp, "2015-06-01"),
			methods.Alipay, "shine_2024", nil,
		},
	},
	{
		[]string{article2}, "taobao.wechat_pay.absent",
		question{
			"Users could only use Alipay on Taobao: not WeChat Pay",
			on(china.Taobao, methods.SurfaceApp, "2015-06-01"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article2}, "taobao.wechat_qr.absent",
		question{
			"Users could only use Alipay on Taobao: not WeChat's QR code",
			on(china.Taobao, methods.SurfaceApp, "2015-06-01"),
			methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "taobao_tmall.wechat_pay.announced",
		question{
			"On September 4 Taobao announced WeChat Pay",
			on(china.Taobao, methods.SurfaceApp, "2024-09-04T00:00:00+08:00"),
			methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "taobao_tmall.wechat_pay.announced",
		question{
			"On September 4 Tmall announced WeChat Pay, for all merchants",
			on(china.Tmall, methods.SurfaceApp, "2024-09-04T00:00:00+08:00"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "taobao_tmall.wechat_pay.announced",
		question{
			"Tencent: the work with merchants is under way, it will take some time",
			on(china.Taobao, methods.SurfaceApp, "2024-09-11", china.SellerAcceptsWeChatPay),
			methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "",
		question{
			"Alipay is currently the main payment service on Taobao",
			on(china.Taobao, methods.SurfaceApp, "2024-09-05"),
			methods.Alipay, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"At the end of August Taote was the first to integrate WeChat Pay",
			on(china.Taote, methods.SurfaceApp, "2024-08-31"),
			methods.WeChatPay, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"At the end of August, not on the 30th, is Taote's WeChat Pay certain",
			on(china.Taote, methods.SurfaceApp, "2024-08-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article3}, "",
		question{
			"In November last year WeChat Pay appeared on Taobao's payment page by QR code",
			on(china.Taobao, methods.SurfaceApp, "2023-11-30T00:00:00+08:00", china.NoBoundCard),
			methods.WeChatQR, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"In November last year, not on the 29th, is Taobao's QR code certain",
			on(china.Taobao, methods.SurfaceApp, "2023-11-29T23:59:59+08:00", china.NoBoundCard),
			methods.WeChatQR, "tmtpost_2022", []routing.Code{routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "",
		question{
			"Mainly users without a bound card or balance: not others",
			on(china.Taobao, methods.SurfaceApp, "2023-12-15"),
			methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeAudience},
		},
	},
	{
		[]string{article3}, "",
		question{
			"Mainly users without a bound card or balance: one without a balance",
			on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBalance),
			methods.WeChatQR, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"The single payment cannot exceed 300 yuan: 300.00",
			paying("300.00 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBoundCard)),
			methods.WeChatQR, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"The single payment cannot exceed 300 yuan: 300.01",
			paying("300.01 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBoundCard)),
			methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeAboveMax},
		},
	},
	{
		[]string{article3}, "",
		question{
			"Before, by sending a link that asks others to pay",
			on(china.Taobao, methods.SurfaceApp, "2023-12-15"),
			methods.FriendPay, "hainanwel_2022", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"Before, by scanning a QR code, for the invited",
			on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.Invited),
			methods.WeChatQR, "tmtpost_2022", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"Pinduoduo has been connected to WeChat Pay",
			on(china.Pinduoduo, methods.SurfaceApp, "2024-09-05"),
			methods.WeChatPay, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"Pinduoduo has been connected to Alipay",
			on(china.Pinduoduo, methods.SurfaceApp, "2024-09-05"),
			methods.Alipay, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "",
		question{
			"At the end of January Xianyu's mini program opened in WeChat, and buyers order there",
			on(china.Xianyu, methods.SurfaceWeChatMiniProgram, "2024-01-31"),
			methods.WeChatPay, "time_finance_2024", nil,
		},
	},
	{
		[]string{article3}, "xianyu.wechat_pay.mini_program_applied",
		question{
			"At the end of January, not on the 30th, is Xianyu's mini program certain",
			on(china.Xianyu, methods.SurfaceWeChatMiniProgram, "2024-01-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
		},
	},
	{
		[]string{article3}, "",
		question{
			"On May 20 JD Pay and WeChat Pay became interoperable by scanning: JD.com's checkout is not named",
			on(china.JD, methods.SurfaceApp, "2024-05-20"),
			methods.WeChatPay, "latepost_2024", []routing.Code{routing.CodeUnreported},
		},
	},
}
