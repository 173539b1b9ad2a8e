package shop

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"
)

var chinaTime = time.FixedZone("+08:00", 8*60*60)

// date returns midnight in China.
func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, chinaTime)
}

// yuan is a hundred fen.
const yuan = 100

var (
	inApp     = []methods.Surface{methods.SurfaceApp}
	inPages   = []methods.Surface{methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb}
	onPhones  = []methods.Surface{methods.SurfaceApp, methods.SurfaceMobileWeb}
	inWeChat  = []methods.Surface{methods.SurfaceWeChatBrowser, methods.SurfaceWeChatMiniProgram}
	anyPhone  = []methods.Surface{methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceWeChatBrowser}
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
			{china.CloudQuickPass, 1, 10_000 * yuan},
			{china.Huabei, 1 * yuan, 50_000 * yuan},
		},
		Rules: []Rule{
			{Platform: china.Taobao, Method: methods.Alipay, From: date(2013, 1, 1), Surfaces: inPages},
			{Platform: china.Taobao, Method: methods.WeChatPay, From: date(2024, 9, 27), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},
			{Platform: china.Taobao, Method: methods.WeChatQR, From: date(2023, 11, 30), Until: date(2024, 9, 12), Surfaces: inApp, Currencies: inYuan, Buyer: NoCardOrNoBalance, Max: 300 * yuan},
			{Platform: china.Taobao, Method: china.Huabei, From: date(2022, 3, 31), Surfaces: onPhones, Currencies: inYuan, Max: 20_000 * yuan},
			{Platform: china.Taobao, Method: china.CloudQuickPass, From: date(2021, 11, 11), Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Taobao, Method: methods.WeChatFriendPay, From: date(2022, 3, 28), Surfaces: inApp, Currencies: inYuan, Buyer: Invited, Max: 2_000 * yuan},

			{Platform: china.Tmall, Method: methods.Alipay, From: date(2022, 12, 12), Surfaces: onPhones, Currencies: alsoHKD},
			{Platform: china.Tmall, Method: methods.WeChatPay, From: date(2024, 9, 27), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},
			{Platform: china.Tmall, Method: china.Huabei, From: date(2022, 3, 31), Surfaces: inApp, Currencies: inYuan, Min: 10 * yuan},
			{Platform: china.Tmall, Method: china.CloudQuickPass, From: date(2021, 11, 11), Surfaces: inApp, Currencies: inYuan, Max: 5_000 * yuan},
			{Platform: china.Tmall, Method: methods.WeChatFriendPay, From: date(2022, 3, 28), Surfaces: inApp, Currencies: inYuan, Buyer: InvitedOnLatestApp},

			{Platform: china.Taote, Method: methods.WeChatPay, From: date(2024, 8, 31), Surfaces: inApp, Currencies: inYuan, Buyer: Invited},
			{Platform: china.Taote, Method: methods.Alipay, From: date(2020, 3, 26), Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Taote, Method: methods.WeChatQR, From: date(2021, 10, 10), Surfaces: inApp, Currencies: inYuan, Buyer: NoBalance, Max: 500 * yuan},

			{Platform: china.Taocaicai, Method: methods.Alipay, From: date(2021, 9, 18), Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Taocaicai, Method: methods.WeChatFriendPay, From: date(2021, 9, 18), Until: date(2024, 10, 1), Surfaces: inWeChat, Currencies: inYuan, Buyer: Invited, Max: 200 * yuan},

			{Platform: china.Xianyu, Method: methods.Alipay, From: date(2014, 6, 28)},
			{Platform: china.Xianyu, Method: methods.WeChatPay, From: date(2024, 1, 31), Surfaces: inWeChat, Currencies: inYuan, Max: 1_000 * yuan},
			{Platform: china.Xianyu, Method: methods.WeChatQR, From: date(2023, 5, 1), Until: date(2024, 1, 31), Surfaces: inApp, Currencies: inYuan, Buyer: NoCardAndNoBalance},

			{Platform: china.Freshippo, Method: methods.Alipay, Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Freshippo, Method: methods.WeChatPay, From: date(2024, 5, 21), Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Freshippo, Method: china.Huabei, Surfaces: inApp, Currencies: inYuan, Max: 3_000 * yuan},

			{Platform: china.Eleme, Method: methods.Alipay, From: date(2020, 7, 30), Surfaces: onPhones, Currencies: inYuan},
			{Platform: china.Eleme, Method: methods.WeChatPay, From: date(2021, 9, 28), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: china.Eleme, Method: china.Huabei, From: date(2020, 7, 30), Surfaces: inApp, Currencies: inYuan, Min: 20 * yuan, Max: 500 * yuan},

			{Platform: china.Damai, Method: methods.Alipay, Currencies: alsoWorld},
			{Platform: china.Damai, Method: methods.WeChatPay, From: date(2021, 9, 28), Surfaces: inApp, Currencies: inYuan},

			{Platform: china.Kaola, Method: methods.Alipay, Until: date(2025, 3, 31), Surfaces: inPages, Currencies: alsoWorld},
			{Platform: china.Kaola, Method: methods.WeChatPay, From: date(2021, 9, 28), Until: date(2025, 3, 31), Surfaces: inApp, Currencies: alsoHKD},

			{Platform: china.Pinduoduo, Method: methods.WeChatPay, From: date(2020, 12, 31)},
			{Platform: china.Pinduoduo, Method: methods.Alipay, From: date(2020, 12, 31), Surfaces: inApp, Currencies: inYuan},
			{Platform: china.Pinduoduo, Method: china.CloudQuickPass, From: date(2021, 6, 1), Surfaces: inApp, Currencies: inYuan, Buyer: NoCard},
			{Platform: china.Pinduoduo, Method: methods.WeChatFriendPay, From: date(2026, 1, 1), Surfaces: anyPhone, Currencies: inYuan, Max: 1_000 * yuan},

			{Platform: china.JD, Method: methods.WeChatPay, From: date(2014, 5, 27), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: china.JD, Method: china.CloudQuickPass, From: date(2021, 9, 30), Currencies: inYuan},
			{Platform: china.JD, Method: methods.Alipay, From: date(2024, 10, 29), Surfaces: inApp, Currencies: inYuan, Buyer: LatestApp},

			{Platform: china.Meituan, Method: methods.WeChatPay, From: date(2020, 7, 29), Surfaces: anyPhone, Currencies: inYuan},
			{Platform: china.Meituan, Method: methods.Alipay, From: date(2020, 12, 30), Surfaces: inApp, Currencies: inYuan, Buyer: Invited},
			{Platform: china.Meituan, Method: china.CloudQuickPass, From: date(2022, 1, 10), Surfaces: inApp, Currencies: inYuan, Buyer: NoCard, Max: 1_000 * yuan},
			{Platform: china.Meituan, Method: methods.WeChatQR, From: date(2023, 6, 30), Until: date(2025, 1, 1), Surfaces: inWeChat, Currencies: inYuan, Buyer: NoBalance, Max: 300 * yuan},
		},
	}
}
