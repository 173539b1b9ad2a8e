package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// otherQuestions are about Pinduoduo, JD.com, Meituan, Douyin and Kuaishou.
var otherQuestions = []question{
	{
		"Was WeChat Pay offered on Pinduoduo in 2021?",
		on(methods.Pinduoduo, methods.App, "2021-11-30"),
		methods.WeChatPay, "letter_list_2021", nil,
	},
	{
		"Was Duoduo Wallet offered to a verified buyer with a card in 2021?",
		on(methods.Pinduoduo, methods.App, "2021-11-30", methods.RealNameAndCard),
		methods.DuoduoWallet, "letter_list_2021", nil,
	},
	{
		"Was Duoduo Wallet offered to a buyer who had not bound a card?",
		on(methods.Pinduoduo, methods.App, "2021-11-30", methods.NoBoundCard),
		methods.DuoduoWallet, "kr_asia_2020", []routing.Code{routing.ToAudience},
	},
	{
		"Is Duoduo Wallet certain on 2020-12-10?",
		on(methods.Pinduoduo, methods.App, "2020-12-10", methods.RealNameAndCard),
		methods.DuoduoWallet, "kr_asia_2020", []routing.Code{routing.NotStarted},
	},
	{
		"Was Alipay offered on Pinduoduo in 2021?",
		on("pdd", methods.App, "2021-11-30"),
		methods.Alipay, "coinyuppie_2021", nil,
	},
	{
		"Is asking a WeChat friend to pay certain on Pinduoduo before the end of 2026?",
		on(methods.Pinduoduo, methods.App, "2026-12-30"),
		methods.WeChatFriendPay, "qdjiaoyu_2026", []routing.Code{routing.NotStarted},
	},
	{
		"Could a WeChat friend pay on Pinduoduo on the last day of 2026?",
		on(methods.Pinduoduo, methods.App, "2026-12-31"),
		methods.WeChatFriendPay, "qdjiaoyu_2026", nil,
	},
	{
		"Was Alipay offered on JD.com in March 2011?",
		on(methods.JD, methods.DesktopWeb, "2011-03-01"),
		methods.Alipay, "hanqing_2011", nil,
	},
	{
		"Was Alipay offered on JD.com in the week in which it was dropped?",
		on(methods.JD, methods.DesktopWeb, "2011-05-17"),
		methods.Alipay, "hanqing_2011", []routing.Code{routing.Withdrawn},
	},
	{
		"Was Alipay offered on JD.com in 2015?",
		on(methods.JD, methods.App, "2015-06-18"),
		methods.Alipay, "letter_list_2021", []routing.Code{routing.Absent},
	},
	{
		"Was Alipay offered on JD.com when it was announced in September 2024?",
		on("jd.com", methods.App, "2024-09-26"),
		methods.Alipay, "latepost_2024", []routing.Code{routing.Announced},
	},
	{
		"Was Alipay offered on JD.com on 2024-10-28?",
		on(methods.JD, methods.App, "2024-10-28"),
		methods.Alipay, "latepost_2024", []routing.Code{routing.Announced},
	},
	{
		"Was Alipay offered on JD.com on 2024-10-29, for goods in the pilot?",
		on(methods.JD, methods.App, "2024-10-29", methods.SellerAcceptsAlipay),
		methods.Alipay, "scmp_2024_jd", nil,
	},
	{
		"Was Alipay offered on JD.com on 2024-11-11, for all goods?",
		on(methods.JD, methods.App, "2024-11-11"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.ToAudience},
	},
	{
		"Was Alipay offered on JD.com's desktop pages in 2025?",
		on(methods.JD, methods.DesktopWeb, "2025-02-01", methods.SellerAcceptsAlipay),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.OnSurface},
	},
	{
		"Was JD Pay offered on JD.com in October 2024?",
		on(methods.JD, methods.App, "2024-10-01"),
		methods.JDPay, "latepost_2024", nil,
	},
	{
		"Was Cloud QuickPass offered in JD.com's app in October 2024?",
		on(methods.JD, methods.App, "2024-10-01"),
		methods.CloudQuickPass, "latepost_2024", nil,
	},
	{
		"Was WeChat Pay offered on JD.com in October 2024?",
		on(methods.JD, methods.App, "2024-10-01"),
		methods.WeChatPay, "latepost_2024", nil,
	},
	{
		"Was Cloud QuickPass offered in JD.com's mini-program in 2022?",
		on(methods.JD, methods.WeChatMiniProgram, "2022-06-18"),
		methods.CloudQuickPass, "pymnts_2021", nil,
	},
	{
		"Was the e-CNY certain on JD.com before the end of January 2022?",
		on(methods.JD, methods.App, "2022-01-30", methods.ECNYPilotCity, methods.ECNYLinked),
		methods.ECNY, "forkast_2022", []routing.Code{routing.NotStarted},
	},
	{
		"Was Alipay offered on Meituan in August 2020?",
		on(methods.Meituan, methods.App, "2020-08-01"),
		methods.Alipay, "technode_2020", []routing.Code{routing.Withdrawn},
	},
	{
		"Was Alipay offered on Meituan in January 2021 to those who saw it folded?",
		on(methods.Meituan, methods.App, "2021-01-05", methods.Invited),
		methods.Alipay, "china_daily_2020", nil,
	},
	{
		"Was Alipay offered on Meituan in January 2021 to everybody?",
		on(methods.Meituan, methods.App, "2021-01-05"),
		methods.Alipay, "china_daily_2020", []routing.Code{routing.ToAudience},
	},
	{
		"Was Meituan Monthly Pay offered in August 2020?",
		on(methods.Meituan, methods.App, "2020-08-01"),
		methods.MeituanMonthlyPay, "teller_report_2020", nil,
	},
	{
		"Could a power bank be paid with Alipay inside Alipay in July 2023?",
		on(methods.Meituan, methods.AlipayMiniProgram, "2023-07-01", methods.PowerBankRental),
		methods.Alipay, "sijar_2023", nil,
	},
	{
		"Could takeaway be paid with Alipay inside Alipay on 2024-09-03?",
		on(methods.Meituan, methods.AlipayMiniProgram, "2024-09-03", methods.Takeaway),
		methods.Alipay, "ichongqing_2024", []routing.Code{routing.NotStarted},
	},
	{
		"Could takeaway be paid with Alipay inside Alipay on 2024-09-04?",
		on(methods.Meituan, methods.AlipayMiniProgram, "2024-09-04", methods.Takeaway),
		methods.Alipay, "ichongqing_2024", nil,
	},
	{
		"Could WeChat Pay be used on Meituan inside Alipay?",
		on(methods.Meituan, methods.AlipayMiniProgram, "2024-09-04", methods.Takeaway),
		methods.WeChatPay, "teller_report_2020", []routing.Code{routing.OnSurface, routing.NoProduct},
	},
	{
		"Was the e-CNY offered on Meituan on 2022-01-10 in a pilot city?",
		on(methods.Meituan, methods.App, "2022-01-10", methods.ECNYPilotCity, methods.ECNYLinked),
		methods.ECNY, "forkast_2022", nil,
	},
	{
		"Is WeChat Pay certain on Douyin on 2021-01-18?",
		on(methods.DouyinShop, methods.App, "2021-01-18"),
		methods.WeChatPay, "kr_asia_2021", []routing.Code{routing.NotStarted},
	},
	{
		"Was WeChat Pay offered on Douyin on 2021-01-19?",
		on(methods.DouyinShop, methods.App, "2021-01-19"),
		methods.WeChatPay, "kr_asia_2021", nil,
	},
	{
		"Was Alipay offered on Douyin on 2021-01-19?",
		on(methods.DouyinShop, methods.App, "2021-01-19"),
		methods.Alipay, "kr_asia_2021", nil,
	},
	{
		"Was Douyin Pay offered to every verified buyer on 2021-01-19?",
		on(methods.DouyinShop, methods.App, "2021-01-19", methods.RealNameAndCard),
		methods.DouyinPay, "american_banker_2021", []routing.Code{routing.ToAudience},
	},
	{
		"Was Douyin Pay offered to a verified buyer whom the rollout had reached?",
		on(methods.DouyinShop, methods.App, "2021-01-19", methods.RealNameAndCard, methods.Invited),
		methods.DouyinPay, "american_banker_2021", nil,
	},
	{
		"Is any method known on Kuaishou?",
		on(methods.Kuaishou, methods.App, "2024-06-18"),
		methods.Alipay, "", []routing.Code{routing.NotListed},
	},
}
