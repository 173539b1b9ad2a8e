package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// statementsOfLetterList are those of article 4, which lists the payment methods of most
// platforms. The Wall Street Journal's report in it is also that of article 1, where it
// stands.
var statementsOfLetterList = []statement{
	{
		[]string{article4}, "",
		question{
			"Alipay is supported by Tmall",
			on(china.Tmall, methods.SurfaceApp, "2021-11-30"),
			methods.Alipay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Alipay is supported by Taobao",
			on(china.Taobao, methods.SurfaceApp, "2021-11-30"),
			methods.Alipay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"On September 18 some users found asking a WeChat friend to pay on Taocaicai",
			on(china.Taocaicai, methods.SurfaceApp, "2021-09-18"),
			methods.WeChatFriendPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"On September 18 Taocaicai had Alipay besides",
			on(china.Taocaicai, methods.SurfaceApp, "2021-09-18"),
			methods.Alipay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Before September 18 nobody reported a WeChat friend's payment on Taocaicai",
			on(china.Taocaicai, methods.SurfaceApp, "2021-09-17"),
			methods.WeChatFriendPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article4}, "",
		question{
			"Under its name of 2023 nobody reported a WeChat friend's payment on Taocaicai",
			on("taobao_maicai", methods.SurfaceApp, "2024-01-01"),
			methods.WeChatFriendPay, "web_economics_2023", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article4}, "",
		question{
			"Ele.me had already integrated WeChat Pay",
			on(china.Eleme, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Youku had already integrated WeChat Pay",
			on(china.Youku, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Damai had already integrated WeChat Pay",
			on(china.Damai, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Kaola had already integrated WeChat Pay",
			on(china.Kaola, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Shuqi had already integrated WeChat Pay",
			on(china.Shuqi, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Since when they had integrated WeChat Pay is not stated: Ele.me on September 27",
			on(china.Eleme, methods.SurfaceApp, "2021-09-27"),
			methods.WeChatPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article4}, "taote.wechat_pay.applied",
		question{
			"Taote has applied for WeChat Pay and awaits approval",
			on(china.Taote, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
		},
	},
	{
		[]string{article4}, "xianyu.wechat_pay.applied",
		question{
			"Xianyu has applied for WeChat Pay and awaits approval",
			on(china.Xianyu, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeSurface},
		},
	},
	{
		[]string{article4}, "freshippo.wechat_pay.applied",
		question{
			"Freshippo has applied for WeChat Pay and awaits approval",
			on(china.Freshippo, methods.SurfaceApp, "2021-09-28"),
			methods.WeChatPay, "subaoxw_2024", []routing.Code{routing.CodeNotStarted},
		},
	},
	{
		[]string{article4}, "",
		question{
			"On September 28 Alibaba confirmed it: Alipay was on Xianyu before",
			on(china.Xianyu, methods.SurfaceApp, "2021-09-28"),
			methods.Alipay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "taobao.wechat_pay.absent",
		question{
			"Taobao will introduce several payment methods in phases: none has come",
			on(china.Taobao, methods.SurfaceApp, "2021-10-01"),
			methods.WeChatPay, "information_bz_2024", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
	{
		[]string{article4}, "",
		question{
			"By early October Taote launched WeChat's QR code, without a cap",
			paying("5000.00 CNY", on(china.Taote, methods.SurfaceApp, "2021-10-10")),
			methods.WeChatQR, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"By early October, not on the 9th, is Taote's QR code certain",
			on(china.Taote, methods.SurfaceApp, "2021-10-09"),
			methods.WeChatQR, "letter_list_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article4}, "taote.wechat_pay.applied",
		question{
			"Taote has not adopted WeChat Pay directly",
			on(china.Taote, methods.SurfaceApp, "2021-11-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
		},
	},
	{
		[]string{article4}, "taote.wechat_pay.mini_program_applied",
		question{
			"Taote's mini program has not gone live",
			on(china.Taote, methods.SurfaceWeChatMiniProgram, "2021-11-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted, routing.CodeSurface},
		},
	},
	{
		[]string{article4}, "xianyu.wechat_pay.mini_program_applied",
		question{
			"Xianyu's mini program has not gone live",
			on(china.Xianyu, methods.SurfaceWeChatMiniProgram, "2021-11-30"),
			methods.WeChatPay, "time_finance_2024", []routing.Code{routing.CodeNotStarted},
		},
	},
	{
		[]string{article4}, "",
		question{
			"Of Taote's mini program nobody reported later",
			on(china.Taote, methods.SurfaceWeChatMiniProgram, "2022-06-01"),
			methods.WeChatPay, "letter_list_2021", []routing.Code{routing.CodeUnreported},
		},
	},
	{
		[]string{article4}, "",
		question{
			"Pinduoduo puts WeChat Pay first",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.RealNameAndCard),
			methods.WeChatPay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Pinduoduo puts Duoduo Wallet second",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.RealNameAndCard),
			china.DuoduoWallet, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "",
		question{
			"Pinduoduo puts Alipay third",
			on(china.Pinduoduo, methods.SurfaceApp, "2021-11-30", china.RealNameAndCard),
			methods.Alipay, "letter_list_2021", nil,
		},
	},
	{
		[]string{article4}, "jd.alipay.absent",
		question{
			"JD.com has consistently not supported Alipay",
			on(china.JD, methods.SurfaceApp, "2021-11-30"),
			methods.Alipay, "scmp_2024_jd", []routing.Code{routing.CodeNotStarted, routing.CodeAudience},
		},
	},
}
