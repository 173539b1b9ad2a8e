package china_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"
)

func TestEveryIDOfTheCatalogIsAConstant(t *testing.T) {
	c := china.Catalog()
	var gotMethods []methods.ID
	for _, m := range c.Methods {
		gotMethods = append(gotMethods, m.ID)
	}
	wantMethods := []methods.ID{
		methods.Alipay, methods.WeChatPay, methods.WeChatQR, methods.WeChatFriendPay, methods.FriendPay,
		china.WeChatPayScore, china.DuoduoWallet, china.JDPay, china.CloudQuickPass, china.Huabei,
		china.HuabeiInstallments3, china.HuabeiInstallments6, china.HuabeiInstallments12,
		china.ECNY, china.DouyinPay, china.MeituanPay, china.MeituanMonthlyPay,
	}
	if diff := cmp.Diff(wantMethods, gotMethods); diff != "" {
		t.Errorf("methods (-want +got):\n%s", diff)
	}

	var gotPlatforms []methods.Platform
	for _, p := range c.Platforms {
		gotPlatforms = append(gotPlatforms, p.ID)
	}
	wantPlatforms := []methods.Platform{
		china.Taobao, china.Tmall, china.Taote, china.Taocaicai, china.Xianyu, china.Freshippo, china.Eleme,
		china.Youku, china.Damai, china.Kaola, china.Shuqi, china.Alibaba1688, china.Pinduoduo, china.JD,
		china.Meituan, china.DouyinShop, china.Kuaishou, china.Xiaohongshu, china.Tongcheng,
	}
	if diff := cmp.Diff(wantPlatforms, gotPlatforms); diff != "" {
		t.Errorf("platforms (-want +got):\n%s", diff)
	}

	var gotTraits []methods.Trait
	for _, trait := range c.Traits {
		gotTraits = append(gotTraits, trait.ID)
	}
	wantTraits := []methods.Trait{
		china.NoBoundCard, china.NoBalance, china.Invited, china.LatestApp, china.RealNameAndCard,
		china.WeChatAccountLinked, china.VirtualGoods, china.PowerBankRental, china.MealOrdering,
		china.Takeaway, china.HotelBooking, china.SellerAcceptsWeChatPay, china.SellerAcceptsAlipay,
		china.SellerAcceptsCloudQuickPass, china.CloudQuickPassInstalled, china.HuabeiEligible,
		china.MeituanMonthlyPayEligible, china.ECNYPilotCity, china.ECNYLinked, china.ECNYWalletPhoneOnly,
		china.ECNYWalletIDAndCard, china.ForeignCard, china.WithoutFee, china.TotalsStated, china.StaticCode,
		china.DynamicCodeB, china.DynamicCodeC, china.PayingFromBalance, china.AccountClass1,
		china.AccountClass2, china.AccountClass3, china.AuthTwoFactor, china.AuthWeak,
		china.GradeAInstitution, china.GradeBInstitution,
	}
	if diff := cmp.Diff(wantTraits, gotTraits); diff != "" {
		t.Errorf("traits (-want +got):\n%s", diff)
	}

	surfaces := append(methods.Surfaces(), china.SurfaceInStore, china.SurfaceDouyinMiniProgram, china.SurfaceKuaishouMiniProgram)
	for _, m := range c.Methods {
		for _, p := range m.Products {
			for _, s := range p.Surfaces {
				if !slices.Contains(surfaces, s) {
					t.Errorf("surface %s of %s is no constant", s, p.ID)
				}
			}
		}
	}
}
