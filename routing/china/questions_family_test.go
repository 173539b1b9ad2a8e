package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// familyQuestions are about the other platforms of Alibaba.
var familyQuestions = []question{
	{
		"Was WeChat Pay offered on Taote when it had applied for it?",
		on(china.Taote, methods.SurfaceApp, "2021-09-30"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
	},
	{
		"Is it certain that Taote had the WeChat QR code on 2021-10-09?",
		on(china.Taote, methods.SurfaceApp, "2021-10-09"),
		methods.WeChatQR, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could ¥5,000 be paid by WeChat QR code on Taote from 2021-10-10?",
		paying("5000.00 CNY", on(china.Taote, methods.SurfaceApp, "2021-10-10")),
		methods.WeChatQR, "letter_list_2021", nil,
	},
	{
		"Did Taote's mini program in WeChat take WeChat Pay in November 2021?",
		on(china.Taote, methods.SurfaceWeChatMiniProgram, "2021-11-30"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeSurface},
	},
	{
		"Is the jump from Taote to WeChat certain on 2024-08-30?",
		on(china.Taote, methods.SurfaceApp, "2024-08-30"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was the jump from Taote to WeChat offered on 2024-08-31?",
		on(china.Taote, methods.SurfaceApp, "2024-08-31"),
		methods.WeChatPay, "time_finance_2024", nil,
	},
	{
		"Is Alipay on Taote known?",
		on(china.Taote, methods.SurfaceApp, "2024-08-31"),
		methods.Alipay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could a WeChat friend pay on Taocaicai on 2021-09-17?",
		on(china.Taocaicai, methods.SurfaceApp, "2021-09-17"),
		methods.WeChatFriendPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Could a WeChat friend pay on Taocaicai on 2021-09-18?",
		on(china.Taocaicai, methods.SurfaceApp, "2021-09-18"),
		methods.WeChatFriendPay, "letter_list_2021", nil,
	},
	{
		"Was Alipay offered on Taocaicai on 2021-09-18?",
		on(china.Taocaicai, methods.SurfaceApp, "2021-09-18"),
		methods.Alipay, "letter_list_2021", nil,
	},
	{
		"Is WeChat Pay itself known on Taocaicai?",
		on(china.Taocaicai, methods.SurfaceApp, "2021-11-30"),
		methods.WeChatPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on Xianyu in 2022?",
		on(china.Xianyu, methods.SurfaceApp, "2022-06-01"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeSurface},
	},
	{
		"Was WeChat Pay offered in Xianyu's mini program on 2024-01-31?",
		on(china.Xianyu, methods.SurfaceWeChatMiniProgram, "2024-01-31"),
		methods.WeChatPay, "time_finance_2024", nil,
	},
	{
		"Was WeChat Pay offered in Xianyu's app in 2024?",
		on(china.Xianyu, methods.SurfaceApp, "2024-02-15"),
		methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeSurface},
	},
	{
		"Was WeChat Pay offered on Freshippo in 2023?",
		on(china.Freshippo, methods.SurfaceApp, "2023-06-01"),
		methods.WeChatPay, "subaoxw_2024", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on Hema by 2024-05-21?",
		on("hema", methods.SurfaceApp, "2024-05-21"),
		methods.WeChatPay, "subaoxw_2024", nil,
	},
	{
		"Was Alipay offered on Ele.me when screenshots were shown in July 2020?",
		on(china.Eleme, methods.SurfaceApp, "2020-07-30"),
		methods.Alipay, "teller_report_2020", nil,
	},
	{
		"Is WeChat Pay certain on Ele.me on 2021-09-27?",
		on(china.Eleme, methods.SurfaceApp, "2021-09-27"),
		methods.WeChatPay, "reuters_2021", []routing.Code{routing.CodeUnreported},
	},
	{
		"Was WeChat Pay offered on Ele.me on 2021-09-28?",
		on(china.Eleme, methods.SurfaceApp, "2021-09-28"),
		methods.WeChatPay, "reuters_2021", nil,
	},
	{
		"Was WeChat Pay offered under Ele.me's new name of December 2025?",
		on("taobao_shangou", methods.SurfaceApp, "2025-12-05"),
		methods.WeChatPay, "subaoxw_2024", nil,
	},
	{
		"Was the e-CNY offered on Ele.me in 2023?",
		on(china.Eleme, methods.SurfaceApp, "2023-01-01", china.ECNYPilotCity, china.ECNYLinked),
		china.ECNY, "scmp_2022", nil,
	},
	{
		"Was WeChat Pay offered on Youku on 2021-09-28?",
		on(china.Youku, methods.SurfaceApp, "2021-09-28"),
		methods.WeChatPay, "yicai_2021", nil,
	},
	{
		"Was WeChat Pay offered on Damai on 2021-09-28?",
		on(china.Damai, methods.SurfaceApp, "2021-09-28"),
		methods.WeChatPay, "yicai_2021", nil,
	},
	{
		"Was WeChat Pay offered on Shuqi on 2021-09-28?",
		on(china.Shuqi, methods.SurfaceApp, "2021-09-28"),
		methods.WeChatPay, "reuters_2021", nil,
	},
	{
		"Was WeChat Pay offered on Kaola on 2025-03-30?",
		on(china.Kaola, methods.SurfaceApp, "2025-03-30"),
		methods.WeChatPay, "newcet_2025", nil,
	},
	{
		"Was WeChat Pay offered on Kaola on the day of its end?",
		on(china.Kaola, methods.SurfaceApp, "2025-03-31T00:00:00+08:00"),
		methods.WeChatPay, "newcet_2025", []routing.Code{routing.CodeEnded},
	},
}
