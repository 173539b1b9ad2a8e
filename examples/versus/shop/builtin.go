package shop

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

var china = time.FixedZone("+08:00", 8*60*60)

// date returns midnight in China.
func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, china)
}

// yuan is a hundred fen.
const yuan = 100

var (
	inApp     = []methods.Surface{methods.App}
	inPages   = []methods.Surface{methods.App, methods.MobileWeb, methods.DesktopWeb}
	onPhones  = []methods.Surface{methods.App, methods.MobileWeb}
	inWeChat  = []methods.Surface{methods.WeChatBrowser, methods.WeChatMiniProgram}
	anyPhone  = []methods.Surface{methods.App, methods.MobileWeb, methods.WeChatBrowser}
	inYuan    = []limits.Currency{limits.CNY}
	alsoHKD   = []limits.Currency{limits.CNY, limits.HKD}
	alsoWorld = []limits.Currency{limits.CNY, limits.HKD, limits.USD}
)

// BuiltIn has the size and the shape of the catalog that paymux comes with: its
// platforms, caps and dates are of that kind, but it states no facts about them.
func BuiltIn() *Shop {
	return &Shop{
		Name: "40 rules",
		Wallets: []Wallet{
			{methods.Alipay, 1, 100_000_000 * yuan},
			{methods.WeChatPay, 1, 50_000 * yuan},
			{methods.WeChatQR, 1, 3_000 * yuan},
			{methods.WeChatFriendPay, 1, 5_000 * yuan},
			{methods.CloudQuickPass, 1, 10_000 * yuan},
			{methods.Huabei, 1 * yuan, 50_000 * yuan},
		},
		Rules: []Rule{
			{Platform: methods.Taobao, Method: methods.Alipay, From: date(2013, 1, 1), Surfaces: inPages},
			{Platform: methods.Taobao, Method: methods.WeChatPay, From: date(2024, 9, 27), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},
			{Platform: methods.Taobao, Method: methods.WeChatQR, From: date(2023, 11, 30), Until: date(2024, 9, 12), Surfaces: inApp, Currencies: inYuan, Buyer: NoCardOrNoBalance, Max: 300 * yuan},
			{Platform: methods.Taobao, Method: methods.Huabei, From: date(2022, 3, 31), Surfaces: onPhones, Currencies: inYuan, Max: 20_000 * yuan},
			{Platform: methods.Taobao, Method: methods.CloudQuickPass, From: date(2021, 11, 11), Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Taobao, Method: methods.WeChatFriendPay, From: date(2022, 3, 28), Surfaces: inApp, Currencies: inYuan, Buyer: Invited, Max: 2_000 * yuan},

			{Platform: methods.Tmall, Method: methods.Alipay, From: date(2022, 12, 12), Surfaces: onPhones, Currencies: alsoHKD},
			{Platform: methods.Tmall, Method: methods.WeChatPay, From: date(2024, 9, 27), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},
			{Platform: methods.Tmall, Method: methods.Huabei, From: date(2022, 3, 31), Surfaces: inApp, Currencies: inYuan, Min: 10 * yuan},
			{Platform: methods.Tmall, Method: methods.CloudQuickPass, From: date(2021, 11, 11), Surfaces: inApp, Currencies: inYuan, Max: 5_000 * yuan},
			{Platform: methods.Tmall, Method: methods.WeChatFriendPay, From: date(2022, 3, 28), Surfaces: inApp, Currencies: inYuan, Buyer: InvitedOnLatestApp},

			{Platform: methods.Taote, Method: methods.WeChatPay, From: date(2024, 8, 31), Surfaces: inApp, Currencies: inYuan, Buyer: Invited},
			{Platform: methods.Taote, Method: methods.Alipay, From: date(2020, 3, 26), Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Taote, Method: methods.WeChatQR, From: date(2021, 10, 10), Surfaces: inApp, Currencies: inYuan, Buyer: NoBalance, Max: 500 * yuan},

			{Platform: methods.Taocaicai, Method: methods.Alipay, From: date(2021, 9, 18), Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Taocaicai, Method: methods.WeChatFriendPay, From: date(2021, 9, 18), Until: date(2024, 10, 1), Surfaces: inWeChat, Currencies: inYuan, Buyer: Invited, Max: 200 * yuan},

			{Platform: methods.Xianyu, Method: methods.Alipay, From: date(2014, 6, 28)},
			{Platform: methods.Xianyu, Method: methods.WeChatPay, From: date(2024, 1, 31), Surfaces: inWeChat, Currencies: inYuan, Max: 1_000 * yuan},
			{Platform: methods.Xianyu, Method: methods.WeChatQR, From: date(2023, 5, 1), Until: date(2024, 1, 31), Surfaces: inApp, Currencies: inYuan, Buyer: NoCardAndNoBalance},

			{Platform: methods.Freshippo, Method: methods.Alipay, Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Freshippo, Method: methods.WeChatPay, From: date(2024, 5, 21), Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Freshippo, Method: methods.Huabei, Surfaces: inApp, Currencies: inYuan, Max: 3_000 * yuan},

			{Platform: methods.Eleme, Method: methods.Alipay, From: date(2020, 7, 30), Surfaces: onPhones, Currencies: inYuan},
			{Platform: methods.Eleme, Method: methods.WeChatPay, From: date(2021, 9, 28), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: methods.Eleme, Method: methods.Huabei, From: date(2020, 7, 30), Surfaces: inApp, Currencies: inYuan, Min: 20 * yuan, Max: 500 * yuan},

			{Platform: methods.Damai, Method: methods.Alipay, Currencies: alsoWorld},
			{Platform: methods.Damai, Method: methods.WeChatPay, From: date(2021, 9, 28), Surfaces: inApp, Currencies: inYuan},

			{Platform: methods.Kaola, Method: methods.Alipay, Until: date(2025, 3, 31), Surfaces: inPages, Currencies: alsoWorld},
			{Platform: methods.Kaola, Method: methods.WeChatPay, From: date(2021, 9, 28), Until: date(2025, 3, 31), Surfaces: inApp, Currencies: alsoHKD},

			{Platform: methods.Pinduoduo, Method: methods.WeChatPay, From: date(2020, 12, 31)},
			{Platform: methods.Pinduoduo, Method: methods.Alipay, From: date(2020, 12, 31), Surfaces: inApp, Currencies: inYuan},
			{Platform: methods.Pinduoduo, Method: methods.CloudQuickPass, From: date(2021, 6, 1), Surfaces: inApp, Currencies: inYuan, Buyer: NoCard},
			{Platform: methods.Pinduoduo, Method: methods.WeChatFriendPay, From: date(2026, 1, 1), Surfaces: anyPhone, Currencies: inYuan, Max: 1_000 * yuan},

			{Platform: methods.JD, Method: methods.WeChatPay, From: date(2014, 5, 27), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: methods.JD, Method: methods.CloudQuickPass, From: date(2021, 9, 30), Currencies: inYuan},
			{Platform: methods.JD, Method: methods.Alipay, From: date(2024, 10, 29), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},

			{Platform: methods.Meituan, Method: methods.WeChatPay, From: date(2020, 7, 29), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: methods.Meituan, Method: methods.Alipay, From: date(2020, 12, 30), Surfaces: inApp, Currencies: inYuan, Buyer: Invited},
			{Platform: methods.Meituan, Method: methods.CloudQuickPass, From: date(2022, 1, 10), Surfaces: inApp, Currencies: inYuan, Buyer: NoCard, Max: 1_000 * yuan},
			{Platform: methods.Meituan, Method: methods.WeChatQR, From: date(2023, 6, 30), Until: date(2025, 1, 1), Surfaces: inWeChat, Currencies: inYuan, Buyer: NoBalance, Max: 300 * yuan},
		},
	}
}
