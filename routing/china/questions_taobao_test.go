package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// taobaoQuestions are about Taobao and Tmall.
var taobaoQuestions = []question{
	{
		"Was WeChat Pay offered on Taobao in 2015?",
		on(china.Taobao, methods.SurfaceApp, "2015-06-01"),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Taobao when the press reported it in July 2021?",
		on(china.Taobao, methods.SurfaceApp, "2021-07-20"),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Taobao when WeChat opened its chats to links in November 2021?",
		on(china.Taobao, methods.SurfaceApp, "2021-11-30"),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Could a buyer without a card scan a code with WeChat on Taobao in 2021?",
		on(china.Taobao, methods.SurfaceApp, "2021-12-31", china.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
	},
	{
		"Could a buyer with a card scan a code with WeChat on Taobao in 2021?",
		on(china.Taobao, methods.SurfaceApp, "2021-12-31"),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was the WeChat QR code certain on Taobao a day before its pilot?",
		on(china.Taobao, methods.SurfaceApp, "2022-03-27", china.Invited),
		methods.WeChatQR, "hainanwel_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could an invited buyer scan a code with WeChat on Taobao in April 2022?",
		on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.Invited),
		methods.WeChatQR, "tmtpost_2022", nil,
	},
	{
		"Could any buyer scan a code with WeChat on Taobao in April 2022?",
		on(china.Taobao, methods.SurfaceApp, "2022-04-01"),
		methods.WeChatQR, "tmtpost_2022", []routing.Code{routing.CodeAudience},
	},
	{
		"Was there a cap on the WeChat QR code of Taobao in 2022?",
		paying("5000.00 CNY", on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.Invited)),
		methods.WeChatQR, "tmtpost_2022", nil,
	},
	{
		"Had the pilot of November 2023 certainly begun in the last second of the 29th?",
		on(china.Taobao, methods.SurfaceApp, "2023-11-29T23:59:59.999999999+08:00", china.NoBoundCard),
		methods.WeChatQR, "tmtpost_2022", []routing.Code{routing.CodeAudience},
	},
	{
		"Had the pilot of November 2023 certainly begun on the 30th?",
		on(china.Taobao, methods.SurfaceApp, "2023-11-30T00:00:00+08:00", china.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a card pay ¥300.00 by QR code in December 2023?",
		paying("300.00 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBoundCard)),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a card pay ¥300.01 by QR code in December 2023?",
		paying("300.01 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBoundCard)),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Could that buyer pay ¥300.01 with Alipay instead?",
		paying("300.01 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBoundCard)),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a balance pay ¥299.00 by QR code in December 2023?",
		paying("299.00 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.NoBalance)),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer with card and balance pay by QR code in December 2023?",
		on(china.Taobao, methods.SurfaceApp, "2023-12-15"),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Did the cap of 2023 bind a buyer who had been invited in 2022?",
		paying("300.01 CNY", on(china.Taobao, methods.SurfaceApp, "2023-12-15", china.Invited)),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Is it certain that an invitation of 2022 still held in 2024?",
		on(china.Taobao, methods.SurfaceApp, "2024-01-01", china.Invited),
		methods.WeChatQR, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is the pilot of QR codes certain after the jump to WeChat had come?",
		on(china.Taobao, methods.SurfaceApp, "2024-02-20", china.NoBoundCard),
		methods.WeChatQR, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could the WeChat QR code be had on Taobao's desktop pages in December 2023?",
		on(china.Taobao, methods.SurfaceDesktopWeb, "2023-12-15", china.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeSurface},
	},
	{
		"What of the WeChat QR code where the surface is not known?",
		on(china.Taobao, "", "2023-12-15", china.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.CodeUnknownSurface},
	},
	{
		"Was WeChat Pay offered on Taobao in June 2023?",
		on(china.Taobao, methods.SurfaceApp, "2023-06-01"),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Could an invited buyer jump from Taobao to WeChat in March 2024?",
		on(china.Taobao, methods.SurfaceApp, "2024-03-01", china.Invited),
		methods.WeChatPay, "southern_metropolis_2024", nil,
	},
	{
		"Could any buyer jump from Taobao to WeChat in March 2024?",
		on(china.Taobao, methods.SurfaceApp, "2024-03-01"),
		methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Taobao on the day of its announcement?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-04T00:00:00+08:00"),
		methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Taobao on 2024-09-11?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-11", china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "southern_metropolis_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered in the first second of 2024-09-12, to the sellers and buyers of the first batch?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-12T00:00:00+08:00", china.SellerAcceptsWeChatPay, china.Invited),
		methods.WeChatPay, "daily_economic_2024", nil,
	},
	{
		"To whom was WeChat Pay offered on Taobao on 2024-09-20?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-20"),
		methods.WeChatPay, "cls_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on 2024-09-20 to an invited buyer at an invited seller?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-20", china.SellerAcceptsWeChatPay, china.Invited),
		methods.WeChatPay, "cls_2024", nil,
	},
	{
		"Was WeChat Pay offered on 2024-09-20 to every buyer at an invited seller?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-20", china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "cls_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered to everybody in the last second of 2024-09-26?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-26T23:59:59+08:00", china.SellerAcceptsWeChatPay, china.LatestApp),
		methods.WeChatPay, "daily_economic_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered to everybody in the first second of 2024-09-27?",
		on(china.Taobao, methods.SurfaceApp, "2024-09-27T00:00:00+08:00", china.SellerAcceptsWeChatPay, china.LatestApp),
		methods.WeChatPay, "information_bz_2024", nil,
	},
	{
		"Was WeChat Pay offered in an old version of the app in October 2024?",
		on(china.Taobao, methods.SurfaceApp, "2024-10-01", china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Taobao's desktop pages in October 2024?",
		on(china.Taobao, methods.SurfaceDesktopWeb, "2024-10-15"),
		methods.WeChatPay, "sixth_tone_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on Taobao's mobile pages in October 2024?",
		on(china.Taobao, methods.SurfaceMobileWeb, "2024-10-15", china.SellerAcceptsWeChatPay, china.LatestApp),
		methods.WeChatPay, "sixth_tone_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered for dollars on Taobao?",
		paying("100.00 USD", on(china.Taobao, methods.SurfaceApp, "2024-10-15", china.SellerAcceptsWeChatPay, china.LatestApp)),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeCurrency, routing.CodeLimitCurrency},
	},
	{
		"Was WeChat Pay offered on a Taobao page inside WeChat on 2024-10-08?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2024-10-08", china.WeChatAccountLinked),
		methods.WeChatPay, "scmp_2024_taobao", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on a Taobao page inside WeChat on 2024-10-09, where the seller had switched it on?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2024-10-09", china.WeChatAccountLinked, china.SellerAcceptsWeChatPay),
		methods.WeChatPay, "scmp_2024_taobao", nil,
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat in October 2024?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2024-10-20", china.WeChatAccountLinked),
		methods.Alipay, "scmp_2024_taobao", nil,
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat to a buyer without a linked account?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2024-10-20"),
		methods.Alipay, "scmp_2024_taobao", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat in December 2021?",
		on(china.Taobao, methods.SurfaceWeChatBrowser, "2021-12-01"),
		methods.Alipay, "letter_list_2021", []routing.Code{routing.CodeSurface},
	},
	{
		"Was Alipay offered on Taobao's desktop pages in 2012?",
		on(china.Taobao, methods.SurfaceDesktopWeb, "2012-12-31"),
		methods.Alipay, "cnet_2010", nil,
	},
	{
		"Was Alipay offered on Taobao's desktop pages in 2013?",
		on(china.Taobao, methods.SurfaceDesktopWeb, "2013-01-01"),
		methods.Alipay, "cnet_2010", nil,
	},
	{
		"Was Alipay offered on Taobao's mobile pages in 2020?",
		on(china.Taobao, methods.SurfaceMobileWeb, "2020-11-11"),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was Huabei offered on Taobao in April 2022?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.HuabeiEligible)),
		china.Huabei, "tmtpost_2022", nil,
	},
	{
		"Was Huabei offered where nobody says whether the goods are virtual?",
		on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.HuabeiEligible),
		china.Huabei, "alipay_page_model", []routing.Code{routing.CodeUnknownTrait},
	},
	{
		"Was Huabei offered for virtual goods?",
		on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.HuabeiEligible, china.VirtualGoods),
		china.Huabei, "alipay_page_model", []routing.Code{routing.CodeExcepted},
	},
	{
		"Was Huabei offered to a buyer without the credit line?",
		lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-04-01")),
		china.Huabei, "tmtpost_2022", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Huabei offered for more than Alipay allows?",
		paying("300000.01 CNY", lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2022-04-01", china.HuabeiEligible))),
		china.Huabei, "tmtpost_2022", []routing.Code{routing.CodeParent},
	},
	{
		"Was Cloud QuickPass offered on Taobao in October 2021 at every seller?",
		on(china.Taobao, methods.SurfaceApp, "2021-10-15", china.CloudQuickPassInstalled),
		china.CloudQuickPass, "rayradar_2021", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Cloud QuickPass offered on Taobao at Double 11 of 2021?",
		on(china.Taobao, methods.SurfaceApp, "2021-11-11", china.SellerAcceptsCloudQuickPass, china.CloudQuickPassInstalled),
		china.CloudQuickPass, "china_daily_2021", nil,
	},
	{
		"Was the e-CNY offered on Taobao a day before it came?",
		on(china.Taobao, methods.SurfaceApp, "2022-12-11", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "scmp_2022", []routing.Code{routing.CodeNotStarted},
	},
	{
		"Was the e-CNY offered on Taobao in a pilot city?",
		on(china.Taobao, methods.SurfaceApp, "2022-12-12", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "scmp_2022", nil,
	},
	{
		"Was the e-CNY offered on Tmall outside of the pilot cities?",
		on(china.Tmall, methods.SurfaceApp, "2023-01-01", china.ECNYLinked),
		china.ECNY, "scmp_2022", []routing.Code{routing.CodeAudience},
	},
	{
		"Could anybody ask a friend to pay on Taobao in 2022?",
		on(china.Taobao, methods.SurfaceApp, "2022-03-27"),
		methods.FriendPay, "hainanwel_2022", nil,
	},
	{
		"Could an invited buyer ask a WeChat friend to pay on Taobao in 2022?",
		on(china.Taobao, methods.SurfaceApp, "2022-03-28", china.Invited),
		methods.WeChatFriendPay, "hainanwel_2022", nil,
	},
	{
		"Was WeChat Pay offered on Tmall on 2024-09-11?",
		on(china.Tmall, methods.SurfaceApp, "2024-09-11"),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was WeChat Pay offered on Tmall on 2024-09-27?",
		on(china.Tmall, methods.SurfaceApp, "2024-09-27", china.SellerAcceptsWeChatPay, china.LatestApp),
		methods.WeChatPay, "information_bz_2024", nil,
	},
	{
		"Was Alipay offered on Tmall in 2023?",
		on(china.Tmall, methods.SurfaceApp, "2023-01-01"),
		methods.Alipay, "shine_2024", nil,
	},
}
