package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// taobaoQuestions are about Taobao and Tmall.
var taobaoQuestions = []question{
	{
		"Was WeChat Pay offered on Taobao in 2015?",
		on(methods.Taobao, methods.App, "2015-06-01"),
		methods.WeChatPay, "reconciliation_2024", []routing.Code{routing.Absent},
	},
	{
		"Was WeChat Pay offered on Taobao when the press reported it in July 2021?",
		on(methods.Taobao, methods.App, "2021-07-20"),
		methods.WeChatPay, "reconciliation_2024", []routing.Code{routing.Absent},
	},
	{
		"Was WeChat Pay offered on Taobao when WeChat opened its chats to links in November 2021?",
		on(methods.Taobao, methods.App, "2021-11-30"),
		methods.WeChatPay, "moomoo_2021", []routing.Code{routing.Absent},
	},
	{
		"Could a buyer without a card scan a code with WeChat on Taobao in 2021?",
		on(methods.Taobao, methods.App, "2021-12-31", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.NotStarted},
	},
	{
		"Could a buyer with a card scan a code with WeChat on Taobao in 2021?",
		on(methods.Taobao, methods.App, "2021-12-31"),
		methods.WeChatQR, "moomoo_2021", []routing.Code{routing.Absent},
	},
	{
		"Was the WeChat QR code certain on Taobao a day before its pilot?",
		on(methods.Taobao, methods.App, "2022-03-27", methods.Invited),
		methods.WeChatQR, "tmtpost_2022", []routing.Code{routing.NotStarted},
	},
	{
		"Could an invited buyer scan a code with WeChat on Taobao in April 2022?",
		on(methods.Taobao, methods.App, "2022-04-01", methods.Invited),
		methods.WeChatQR, "tmtpost_2022", nil,
	},
	{
		"Could any buyer scan a code with WeChat on Taobao in April 2022?",
		on(methods.Taobao, methods.App, "2022-04-01"),
		methods.WeChatQR, "tmtpost_2022", []routing.Code{routing.ToAudience},
	},
	{
		"Was there a cap on the WeChat QR code of Taobao in 2022?",
		paying("5000.00 CNY", on(methods.Taobao, methods.App, "2022-04-01", methods.Invited)),
		methods.WeChatQR, "tmtpost_2022", nil,
	},
	{
		"Had the pilot of November 2023 certainly begun in the last second of the 29th?",
		on(methods.Taobao, methods.App, "2023-11-29T23:59:59.999999999+08:00", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.NotStarted},
	},
	{
		"Had the pilot of November 2023 certainly begun on the 30th?",
		on(methods.Taobao, methods.App, "2023-11-30T00:00:00+08:00", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a card pay ¥300.00 by QR code in December 2023?",
		paying("300.00 CNY", on(methods.Taobao, methods.App, "2023-12-15", methods.NoBoundCard)),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a card pay ¥300.01 by QR code in December 2023?",
		paying("300.01 CNY", on(methods.Taobao, methods.App, "2023-12-15", methods.NoBoundCard)),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.AboveMax},
	},
	{
		"Could that buyer pay ¥300.01 with Alipay instead?",
		paying("300.01 CNY", on(methods.Taobao, methods.App, "2023-12-15", methods.NoBoundCard)),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Could a buyer without a balance pay ¥299.00 by QR code in December 2023?",
		paying("299.00 CNY", on(methods.Taobao, methods.App, "2023-12-15", methods.NoBalance)),
		methods.WeChatQR, "time_finance_2024", nil,
	},
	{
		"Could a buyer with card and balance pay by QR code in December 2023?",
		on(methods.Taobao, methods.App, "2023-12-15"),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Did the cap of 2023 bind a buyer who had been invited in 2022?",
		paying("300.01 CNY", on(methods.Taobao, methods.App, "2023-12-15", methods.Invited)),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.AboveMax},
	},
	{
		"Is it certain that an invitation of 2022 still held in 2024?",
		on(methods.Taobao, methods.App, "2024-01-01", methods.Invited),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Is the pilot of QR codes certain after the jump to WeChat had come?",
		on(methods.Taobao, methods.App, "2024-02-20", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.Ended},
	},
	{
		"Could the WeChat QR code be had on Taobao's desktop pages in December 2023?",
		on(methods.Taobao, methods.DesktopWeb, "2023-12-15", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.OnSurface, routing.NoProduct},
	},
	{
		"What of the WeChat QR code where the surface is not known?",
		on(methods.Taobao, "", "2023-12-15", methods.NoBoundCard),
		methods.WeChatQR, "time_finance_2024", []routing.Code{routing.UnknownSurface},
	},
	{
		"Was WeChat Pay offered on Taobao in June 2023?",
		on(methods.Taobao, methods.App, "2023-06-01"),
		methods.WeChatPay, "coinyuppie_2021", []routing.Code{routing.Announced},
	},
	{
		"Could an invited buyer jump from Taobao to WeChat in March 2024?",
		on(methods.Taobao, methods.App, "2024-03-01", methods.Invited),
		methods.WeChatPay, "logomoney_2024", nil,
	},
	{
		"Could any buyer jump from Taobao to WeChat in March 2024?",
		on(methods.Taobao, methods.App, "2024-03-01"),
		methods.WeChatPay, "logomoney_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Was WeChat Pay offered on Taobao on the day of its announcement?",
		on(methods.Taobao, methods.App, "2024-09-04T00:00:00+08:00"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.Announced},
	},
	{
		"Was WeChat Pay offered on Taobao on 2024-09-11?",
		on(methods.Taobao, methods.App, "2024-09-11", methods.SellerAcceptsWeChatPay),
		methods.WeChatPay, "securities_times_2024", []routing.Code{routing.Announced},
	},
	{
		"Was WeChat Pay offered in the first second of 2024-09-12, to the sellers and buyers of the first batch?",
		on(methods.Taobao, methods.App, "2024-09-12T00:00:00+08:00", methods.SellerAcceptsWeChatPay, methods.Invited),
		methods.WeChatPay, "securities_times_2024", nil,
	},
	{
		"To whom was WeChat Pay offered on Taobao on 2024-09-20?",
		on(methods.Taobao, methods.App, "2024-09-20"),
		methods.WeChatPay, "cls_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Was WeChat Pay offered on 2024-09-20 to an invited buyer at an invited seller?",
		on(methods.Taobao, methods.App, "2024-09-20", methods.SellerAcceptsWeChatPay, methods.Invited),
		methods.WeChatPay, "cls_2024", nil,
	},
	{
		"Was WeChat Pay offered on 2024-09-20 to every buyer at an invited seller?",
		on(methods.Taobao, methods.App, "2024-09-20", methods.SellerAcceptsWeChatPay),
		methods.WeChatPay, "cls_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Was WeChat Pay offered to everybody in the last second of 2024-09-26?",
		on(methods.Taobao, methods.App, "2024-09-26T23:59:59+08:00", methods.SellerAcceptsWeChatPay, methods.LatestApp),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.NotStarted},
	},
	{
		"Was WeChat Pay offered to everybody in the first second of 2024-09-27?",
		on(methods.Taobao, methods.App, "2024-09-27T00:00:00+08:00", methods.SellerAcceptsWeChatPay, methods.LatestApp),
		methods.WeChatPay, "information_bz_2024", nil,
	},
	{
		"Was WeChat Pay offered in an old version of the app in October 2024?",
		on(methods.Taobao, methods.App, "2024-10-01", methods.SellerAcceptsWeChatPay),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.ToAudience},
	},
	{
		"Was WeChat Pay offered on Taobao's desktop pages in October 2024?",
		on(methods.Taobao, methods.DesktopWeb, "2024-10-15"),
		methods.WeChatPay, "sixth_tone_2024", []routing.Code{routing.Absent},
	},
	{
		"Was WeChat Pay offered on Taobao's mobile pages in October 2024?",
		on(methods.Taobao, methods.MobileWeb, "2024-10-15", methods.SellerAcceptsWeChatPay, methods.LatestApp),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.OnSurface},
	},
	{
		"Was WeChat Pay offered for dollars on Taobao?",
		paying("100.00 USD", on(methods.Taobao, methods.App, "2024-10-15", methods.SellerAcceptsWeChatPay, methods.LatestApp)),
		methods.WeChatPay, "information_bz_2024", []routing.Code{routing.InCurrency, routing.LimitCurrency},
	},
	{
		"Was WeChat Pay offered on a Taobao page inside WeChat on 2024-10-08?",
		on(methods.Taobao, methods.WeChatBrowser, "2024-10-08", methods.WeChatAccountLinked),
		methods.WeChatPay, "scmp_2024_taobao", []routing.Code{routing.NotStarted},
	},
	{
		"Was WeChat Pay offered on a Taobao page inside WeChat on 2024-10-09?",
		on(methods.Taobao, methods.WeChatBrowser, "2024-10-09", methods.WeChatAccountLinked),
		methods.WeChatPay, "scmp_2024_taobao", nil,
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat in October 2024?",
		on(methods.Taobao, methods.WeChatBrowser, "2024-10-20", methods.WeChatAccountLinked),
		methods.Alipay, "scmp_2024_taobao", nil,
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat to a buyer without a linked account?",
		on(methods.Taobao, methods.WeChatBrowser, "2024-10-20"),
		methods.Alipay, "scmp_2024_taobao", []routing.Code{routing.ToAudience},
	},
	{
		"Was Alipay offered on a Taobao page inside WeChat in December 2021?",
		on(methods.Taobao, methods.WeChatBrowser, "2021-12-01"),
		methods.Alipay, "letter_list_2021", []routing.Code{routing.OnSurface, routing.NoProduct},
	},
	{
		"Is it certain that Alipay was offered on Taobao in 2012?",
		on(methods.Taobao, methods.DesktopWeb, "2012-12-31"),
		methods.Alipay, "time_finance_2024", []routing.Code{routing.NotStarted},
	},
	{
		"Was Alipay offered on Taobao's desktop pages in 2013?",
		on(methods.Taobao, methods.DesktopWeb, "2013-01-01"),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Was Alipay offered on Taobao's mobile pages in 2020?",
		on(methods.Taobao, methods.MobileWeb, "2020-11-11"),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Was Huabei offered on Taobao in April 2022?",
		on(methods.Taobao, methods.App, "2022-04-01", methods.HuabeiEligible),
		methods.Huabei, "tmtpost_2022", nil,
	},
	{
		"Was Huabei offered for virtual goods?",
		on(methods.Taobao, methods.App, "2022-04-01", methods.HuabeiEligible, methods.VirtualGoods),
		methods.Huabei, "alipay_page_model", []routing.Code{routing.Excepted},
	},
	{
		"Was Huabei offered to a buyer without the credit line?",
		on(methods.Taobao, methods.App, "2022-04-01"),
		methods.Huabei, "tmtpost_2022", []routing.Code{routing.ToAudience},
	},
	{
		"Was Huabei offered for more than Alipay allows?",
		paying("100000000.01 CNY", on(methods.Taobao, methods.App, "2022-04-01", methods.HuabeiEligible)),
		methods.Huabei, "tmtpost_2022", []routing.Code{routing.Parent},
	},
	{
		"Was Cloud QuickPass certain on Taobao after its announcement in October 2021?",
		on(methods.Taobao, methods.App, "2021-10-15", methods.CloudQuickPassInstalled),
		methods.CloudQuickPass, "rayradar_2021", []routing.Code{routing.Announced},
	},
	{
		"Was Cloud QuickPass offered on Taobao at Double 11 of 2021?",
		on(methods.Taobao, methods.App, "2021-11-11", methods.SellerAcceptsCloudQuickPass, methods.CloudQuickPassInstalled),
		methods.CloudQuickPass, "china_daily_2021", nil,
	},
	{
		"Was the e-CNY offered on Taobao a day before it came?",
		on(methods.Taobao, methods.App, "2022-12-11", methods.ECNYPilotCity, methods.ECNYLinked),
		methods.ECNY, "scmp_2022", []routing.Code{routing.NotStarted},
	},
	{
		"Was the e-CNY offered on Taobao in a pilot city?",
		on(methods.Taobao, methods.App, "2022-12-12", methods.ECNYPilotCity, methods.ECNYLinked),
		methods.ECNY, "scmp_2022", nil,
	},
	{
		"Was the e-CNY offered on Tmall outside of the pilot cities?",
		on(methods.Tmall, methods.App, "2023-01-01", methods.ECNYLinked),
		methods.ECNY, "scmp_2022", []routing.Code{routing.ToAudience},
	},
	{
		"Could anybody ask a friend to pay on Taobao in 2022?",
		on(methods.Taobao, methods.App, "2022-03-27"),
		methods.FriendPay, "hainanwel_2022", nil,
	},
	{
		"Could an invited buyer ask a WeChat friend to pay on Taobao in 2022?",
		on(methods.Taobao, methods.App, "2022-03-28", methods.Invited),
		methods.WeChatFriendPay, "hainanwel_2022", nil,
	},
	{
		"Was WeChat Pay offered on Tmall on 2024-09-11?",
		on(methods.Tmall, methods.App, "2024-09-11"),
		methods.WeChatPay, "securities_times_2024", []routing.Code{routing.Announced},
	},
	{
		"Was WeChat Pay offered on Tmall on 2024-09-27?",
		on(methods.Tmall, methods.App, "2024-09-27", methods.SellerAcceptsWeChatPay, methods.LatestApp),
		methods.WeChatPay, "information_bz_2024", nil,
	},
	{
		"Was Alipay offered on Tmall in 2023?",
		on(methods.Tmall, methods.App, "2023-01-01"),
		methods.Alipay, "scmp_2022", nil,
	},
}
