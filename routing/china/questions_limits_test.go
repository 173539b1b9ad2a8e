package china_test

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// limitQuestions are about what the wallets and the central bank allow.
var limitQuestions = []question{
	{
		"Could nothing be paid with Alipay?",
		paying("0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2024-01-01")),
		methods.Alipay, "alipay_page_model", []routing.Code{routing.CodeBelowMin},
	},
	{
		"Could one fen be paid with WeChat Pay?",
		paying("0.01 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2024-01-01")),
		methods.WeChatPay, "ppro_wechat", nil,
	},
	{
		"Could nothing be paid with WeChat Pay?",
		paying("0.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2024-01-01")),
		methods.WeChatPay, "ppro_wechat", []routing.Code{routing.CodeBelowMin},
	},
	{
		"Could ¥300,000.00 be paid with Alipay?",
		paying("300000.00 CNY", on(china.Taobao, methods.SurfaceDesktopWeb, "2024-01-01")),
		methods.Alipay, "alipay_page_model", nil,
	},
	{
		"Could a fen more than ¥300,000.00 be paid with Alipay?",
		paying("300000.01 CNY", on(china.Taobao, methods.SurfaceDesktopWeb, "2024-01-01")),
		methods.Alipay, "alipay_page_model", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Was a static code capped the day before Notice 296 was in force?",
		paying("1000.00 CNY", on(china.Taobao, methods.SurfaceApp, "2018-03-31", china.StaticCode)),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Could ¥80.00 be paid to a static code after ¥420.00 on the same day?",
		paying("80.00 CNY", having("static_code.day.alipay", "420.00 CNY", on(china.Taobao, methods.SurfaceApp, "2018-04-01", china.StaticCode))),
		methods.Alipay, "pboc_296", nil,
	},
	{
		"Could ¥80.01 be paid to a static code after ¥420.00 on the same day?",
		paying("80.01 CNY", having("static_code.day.alipay", "420.00 CNY", on(china.Taobao, methods.SurfaceApp, "2018-04-01", china.StaticCode))),
		methods.Alipay, "pboc_296", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could a static code be paid where the day's total is not known?",
		on(china.Taobao, methods.SurfaceApp, "2018-04-01", china.StaticCode),
		methods.Alipay, "pboc_296", []routing.Code{routing.CodeUnknownUsage},
	},
	{
		"Could ¥1,000.00 a day be paid to a dynamic code of level C?",
		paying("1000.00 CNY", having("dynamic_code_c.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.DynamicCodeC))),
		methods.Alipay, "securities_daily_2018", nil,
	},
	{
		"Could ¥5,000.01 a day be paid to a dynamic code of level B?",
		paying("5000.01 CNY", having("dynamic_code_b.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.DynamicCodeB))),
		methods.Alipay, "securities_daily_2018", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could an account of class I pay from its balance after a lifetime's ¥950.00?",
		having("account_class_1.lifetime.alipay", "950.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1))),
		methods.Alipay, "china_daily_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could an account of class I pay by card after a lifetime's ¥950.00?",
		having("account_class_1.lifetime.alipay", "950.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", of(methods.Alipay, china.AccountClass1))),
		methods.Alipay, "time_finance_2024", nil,
	},
	{
		"Could an account of class II pay its hundred thousandth yuan of the year?",
		having("account_class_2.year.alipay", "99900.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-12-31", china.PayingFromBalance, of(methods.Alipay, china.AccountClass2))),
		methods.Alipay, "hishop_2015", nil,
	},
	{
		"Could an account of class III pay more than two hundred thousand yuan in a year?",
		having("account_class_3.year.alipay", "199900.01 CNY", on(china.Taobao, methods.SurfaceApp, "2020-12-31", china.PayingFromBalance, of(methods.Alipay, china.AccountClass3))),
		methods.Alipay, "pboc_43", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could Huabei be used beside a balance of class I that is used up, where nothing but the balance can pay?",
		having("account_class_1.lifetime.alipay", "1000.00 CNY", lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2025-01-01", china.HuabeiEligible, china.PayingFromBalance, of(methods.Alipay, china.AccountClass1)))),
		china.Huabei, "tmtpost_2022", []routing.Code{routing.CodeParent},
	},
	{
		"Could Huabei be used beside a balance of class I that is used up, where the order is not bound to the balance?",
		having("account_class_1.lifetime.alipay", "1000.00 CNY", lacking(china.VirtualGoods, on(china.Taobao, methods.SurfaceApp, "2025-01-01", china.HuabeiEligible, of(methods.Alipay, china.AccountClass1)))),
		china.Huabei, "tmtpost_2022", nil,
	},
	{
		"Do the limits of the buyer's balance bind a friend who pays?",
		having("account_class_1.lifetime.alipay", "1000.00 CNY", on(china.Taobao, methods.SurfaceApp, "2025-01-01", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1))),
		methods.FriendPay, "hainanwel_2022", nil,
	},
	{
		"Could ¥1,000.01 be paid from the balance with fewer than two factors?",
		paying("1000.01 CNY", having("auth_weak.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthWeak))),
		methods.Alipay, "hishop_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could ¥5,000.01 be paid from the balance with two factors?",
		paying("5000.01 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor))),
		methods.Alipay, "hishop_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could ¥7,500.00 be paid with two factors from a wallet graded B?",
		paying("7500.00 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor, of(methods.Alipay, china.GradeBInstitution)))),
		methods.Alipay, "people_2015", nil,
	},
	{
		"Could ¥10,000.00 be paid with two factors from a wallet graded A?",
		paying("10000.00 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor, of(methods.Alipay, china.GradeAInstitution)))),
		methods.Alipay, "people_2015", nil,
	},
	{
		"Could ¥10,000.01 be paid with two factors from a wallet graded A?",
		paying("10000.01 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor, of(methods.Alipay, china.GradeAInstitution)))),
		methods.Alipay, "people_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could ¥1,000.01 a day be paid to a dynamic code of level C?",
		paying("1000.01 CNY", having("dynamic_code_c.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.DynamicCodeC))),
		methods.Alipay, "securities_daily_2018", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could ¥5,000.00 a day be paid to a dynamic code of level B?",
		paying("5000.00 CNY", having("dynamic_code_b.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.DynamicCodeB))),
		methods.Alipay, "securities_daily_2018", nil,
	},
	{
		"Could an account of class I pay its thousandth yuan from its balance?",
		paying("50.00 CNY", having("account_class_1.lifetime.alipay", "950.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, of(methods.Alipay, china.AccountClass1)))),
		methods.Alipay, "china_daily_2015", nil,
	},
	{
		"Could an account of class II pay a fen more than a hundred thousand yuan in a year?",
		paying("100.01 CNY", having("account_class_2.year.alipay", "99900.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-12-31", china.PayingFromBalance, of(methods.Alipay, china.AccountClass2)))),
		methods.Alipay, "hishop_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could an account of class III pay its two hundred thousandth yuan of the year?",
		paying("100.00 CNY", having("account_class_3.year.alipay", "199900.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-12-31", china.PayingFromBalance, of(methods.Alipay, china.AccountClass3)))),
		methods.Alipay, "pboc_43", nil,
	},
	{
		"Could ¥1,000.00 be paid from the balance with fewer than two factors?",
		paying("1000.00 CNY", having("auth_weak.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthWeak))),
		methods.Alipay, "hishop_2015", nil,
	},
	{
		"Could ¥5,000.00 be paid from the balance with two factors?",
		paying("5000.00 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor))),
		methods.Alipay, "hishop_2015", nil,
	},
	{
		"Could ¥7,500.01 be paid with two factors from a wallet graded B?",
		paying("7500.01 CNY", having("auth_two_factor.day.alipay", "0.00 CNY", on(china.Taobao, methods.SurfaceApp, "2020-01-01", china.PayingFromBalance, china.AuthTwoFactor, of(methods.Alipay, china.GradeBInstitution)))),
		methods.Alipay, "people_2015", []routing.Code{routing.CodeCapReached},
	},
	{
		"Could WeChat Pay take its hundred thousandth yuan of the day?",
		having("wechat.day", "99900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated)),
		methods.WeChatPay, "worldpay_wechat", nil,
	},
	{
		"Could Alipay take its three hundred thousandth yuan of the day?",
		having("alipay.year", "299900.00 CNY", having("alipay.day", "299900.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated))),
		methods.Alipay, "ppro_alipay", nil,
	},
	{
		"Could Alipay take its three millionth yuan of the year?",
		having("alipay.year", "2999900.00 CNY", having("alipay.day", "0.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.TotalsStated))),
		methods.Alipay, "antom_alipay", nil,
	},
	{
		"Could ¥200.00 be paid by a foreign card without a fee?",
		paying("200.00 CNY", on(china.Pinduoduo, methods.SurfaceApp, "2026-11-27", china.ForeignCard, china.WithoutFee)),
		methods.WeChatPay, "beijing_gov_2024", nil,
	},
	{
		"Could a wallet of a phone number pay its five thousandth yuan of the day in e-CNY?",
		having("ecny.year", "4900.00 CNY", having("ecny.day", "4900.00 CNY", lacking(china.ECNYWalletIDAndCard, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly, china.TotalsStated)))),
		china.ECNY, "cf40_2021", nil,
	},
	{
		"Could a wallet of a phone number pay its fifty thousandth yuan of the year in e-CNY?",
		having("ecny.year", "49900.00 CNY", having("ecny.day", "0.00 CNY", lacking(china.ECNYWalletIDAndCard, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly, china.TotalsStated)))),
		china.ECNY, "bloomberg_2021_ecny", nil,
	},
	{
		"Could a wallet of an ID card pay ¥50,000.01 at once in e-CNY?",
		paying("50000.01 CNY", lacking(china.ECNYWalletPhoneOnly, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletIDAndCard))),
		china.ECNY, "forkast_2021", []routing.Code{routing.CodeAboveMax},
	},
	{
		"Could a wallet of an ID card pay its hundred thousandth yuan of the day in e-CNY?",
		having("ecny.day", "99900.00 CNY", lacking(china.ECNYWalletPhoneOnly, on(china.JD, methods.SurfaceApp, "2026-11-27", china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletIDAndCard, china.TotalsStated))),
		china.ECNY, "forkast_2021", nil,
	},
}
