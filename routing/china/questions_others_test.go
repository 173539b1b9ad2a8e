package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// otherQuestions are about Pinduoduo, JD.com, Meituan, Douyin and Kuaishou.
var otherQuestions = []question{
	{
		"Was WeChat Pay offered on Pinduoduo in 2021?",
		on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30"),
		methods.WeChatPay, "letter_list_2021", nil,
	},
	{
		"Was Duoduo Wallet offered to a verified buyer with a card in 2021?",
		on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.RealNameAndCard),
		china.DuoduoWallet, "letter_list_2021", nil,
	},
	{
		"Was Duoduo Wallet offered to a buyer who had not bound a card?",
		on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.NoBoundCard),
		china.DuoduoWallet, "kr_asia_2020", []routing.Code{routing.CodeAudience},
	},
	{
		"Is Duoduo Wallet certain on 2020-12-10?",
		on(china.Pinduoduo, methods.SurfaceApp, "2020-12-10", china.RealNameAndCard),
		china.DuoduoWallet, "kr_asia_2020", []routing.Code{routing.CodeNotStarted},
	},
	{
		"Was Alipay offered on Pinduoduo in 2021?",
		on("pdd", methods.SurfaceApp, "2021-11-30"),
		methods.Alipay, "coinyuppie_2021", nil,
	},
	{
		"Is asking a WeChat friend to pay certain on Pinduoduo on 2026-11-20?",
		on(china.Pinduoduo, methods.SurfaceApp, "2026-11-20"),
		methods.WeChatFriendPay, "qdjiaoyu_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could a WeChat friend pay on Pinduoduo on 2026-11-21?",
		on(china.Pinduoduo, methods.SurfaceApp, "2026-11-21"),
		methods.WeChatFriendPay, "qdjiaoyu_2026", nil,
	},
	{
		"Was Alipay offered on JD.com in March 2011?",
		on(china.JD, methods.SurfaceDesktopWeb, "2011-03-01"),
		methods.Alipay, "hanqing_2011", nil,
	},
	{
		"Was Alipay offered on JD.com in the week in which it was dropped?",
		on(china.JD, methods.SurfaceDesktopWeb, "2011-05-17"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeNotStarted, routing.CodeSurface, routing.CodeAudience},
	},
	{
		"Was Alipay offered on JD.com in 2015?",
		on(china.JD, methods.SurfaceApp, "2015-06-18"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was Alipay offered on JD.com when it was announced in September 2024?",
		on("jd.com", methods.SurfaceApp, "2024-09-26"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was Alipay offered on JD.com on 2024-10-28?",
		on(china.JD, methods.SurfaceApp, "2024-10-28"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
	},
	{
		"Was Alipay offered on JD.com on 2024-10-29, for goods in the pilot?",
		on(china.JD, methods.SurfaceApp, "2024-10-29", china.SellerAcceptsAlipay),
		methods.Alipay, "scmp_2024_jd", nil,
	},
	{
		"Was Alipay offered on JD.com on 2024-11-11, for all goods?",
		on(china.JD, methods.SurfaceApp, "2024-11-11"),
		methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Alipay offered on JD.com's desktop pages in 2025?",
		on(china.JD, methods.SurfaceDesktopWeb, "2025-02-01", china.SellerAcceptsAlipay),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was JD Pay offered on JD.com in October 2024?",
		on(china.JD, methods.SurfaceApp, "2024-10-01"),
		china.JDPay, "latepost_2024", nil,
	},
	{
		"Was Cloud QuickPass offered in JD.com's app in October 2024?",
		on(china.JD, methods.SurfaceApp, "2024-10-01"),
		china.CloudQuickPass, "latepost_2024", nil,
	},
	{
		"Was WeChat Pay offered on JD.com in October 2024?",
		on(china.JD, methods.SurfaceApp, "2024-10-01"),
		methods.WeChatPay, "latepost_2024", nil,
	},
	{
		"Was Cloud QuickPass offered in JD.com's mini program in 2022?",
		on(china.JD, methods.SurfaceWeChatMiniProgram, "2022-06-18"),
		china.CloudQuickPass, "pymnts_2021", nil,
	},
	{
		"Was the e-CNY certain on JD.com before the end of January 2022?",
		on(china.JD, methods.SurfaceApp, "2022-01-30", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "forkast_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was Alipay offered on Meituan in August 2020?",
		on(china.Meituan, methods.SurfaceApp, "2020-08-01"),
		methods.Alipay, "china_daily_2020", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Alipay offered on Meituan in December 2020 to those who saw it folded?",
		on(china.Meituan, methods.SurfaceApp, "2020-12-31", china.Invited),
		methods.Alipay, "china_daily_2020", nil,
	},
	{
		"Was Alipay offered on Meituan in January 2021?",
		on(china.Meituan, methods.SurfaceApp, "2021-01-05"),
		methods.Alipay, "searched_2026", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was Meituan Monthly Pay offered in August 2020 to a buyer with the credit?",
		on(china.Meituan, methods.SurfaceApp, "2020-08-01", china.MeituanMonthlyPayEligible),
		china.MeituanMonthlyPay, "teller_report_2020", nil,
	},
	{
		"Could a power bank be paid with Alipay inside Alipay in July 2023?",
		on(china.Meituan, methods.SurfaceAlipayMiniProgram, "2023-07-01", china.PowerBankRental),
		methods.Alipay, "sijar_2023", nil,
	},
	{
		"Could takeaway be paid with Alipay inside Alipay on 2024-09-03?",
		on(china.Meituan, methods.SurfaceAlipayMiniProgram, "2024-09-03", china.Takeaway),
		methods.Alipay, "sijar_2023", []routing.Code{routing.CodeAudience},
	},
	{
		"Could takeaway be paid with Alipay inside Alipay on 2024-09-04?",
		on(china.Meituan, methods.SurfaceAlipayMiniProgram, "2024-09-04", china.Takeaway),
		methods.Alipay, "ichongqing_2024", nil,
	},
	{
		"Could WeChat Pay be used on Meituan inside Alipay?",
		on(china.Meituan, methods.SurfaceAlipayMiniProgram, "2024-09-04", china.Takeaway),
		methods.WeChatPay, "teller_report_2020", []routing.Code{routing.CodeSurface},
	},
	{
		"Is the e-CNY certain on Meituan on 2022-01-10 in a pilot city?",
		on(china.Meituan, methods.SurfaceApp, "2022-01-10", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "forkast_2022", []routing.Code{routing.CodeUnreported},
	},
	{
		"Is WeChat Pay certain on Douyin on 2021-01-18?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-18"),
		methods.WeChatPay, "american_banker_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on Douyin on 2021-01-19?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-19"),
		methods.WeChatPay, "american_banker_2021", nil,
	},
	{
		"Was Alipay offered on Douyin on 2021-01-19?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-19"),
		methods.Alipay, "american_banker_2021", nil,
	},
	{
		"Was Douyin Pay offered to every verified buyer on 2021-01-19?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-19", china.RealNameAndCard),
		china.DouyinPay, "american_banker_2021", []routing.Code{routing.CodeAudience},
	},
	{
		"Was Douyin Pay offered to a verified buyer whom the rollout had reached?",
		on(china.DouyinShop, methods.SurfaceApp, "2021-01-19", china.RealNameAndCard, china.Invited),
		china.DouyinPay, "american_banker_2021", nil,
	},
	{
		"Is any method known on Kuaishou?",
		on(china.Kuaishou, methods.SurfaceApp, "2024-06-18"),
		methods.Alipay, "kuaishou_guide_2025", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could a buyer in a pilot city with e-CNY linked pay with it on JD.com in February 2022?",
		on(china.JD, methods.SurfaceApp, "2022-02-04", "ecny_pilot_city", "ecny_linked"),
		china.ECNY, "forkast_2022", nil,
	},
}
