package china

import "github.com/paymux/paymux/methods"

// The methods of this catalog beside those of package methods.
const (
	WeChatPayScore       methods.ID = "wechat_payscore" // WeChat's credit score: use now, pay later
	DuoduoWallet         methods.ID = "duoduo_wallet"
	JDPay                methods.ID = "jd_pay"
	CloudQuickPass       methods.ID = "cloud_quickpass" // UnionPay
	Huabei               methods.ID = "huabei"          // Ant's credit line
	HuabeiInstallments3  methods.ID = "huabei_installments_3"
	HuabeiInstallments6  methods.ID = "huabei_installments_6"
	HuabeiInstallments12 methods.ID = "huabei_installments_12"
	ECNY                 methods.ID = "ecny" // the digital yuan
	DouyinPay            methods.ID = "douyin_pay"
	MeituanPay           methods.ID = "meituan_pay"
	MeituanMonthlyPay    methods.ID = "meituan_monthly_pay" // Meituan's credit line
)

// The platforms of this catalog.
const (
	Taobao      methods.Platform = "taobao"
	Tmall       methods.Platform = "tmall"
	Taote       methods.Platform = "taote"
	Taocaicai   methods.Platform = "taocaicai" // Taobao Maicai since 24 May 2023
	Xianyu      methods.Platform = "xianyu"
	Freshippo   methods.Platform = "freshippo"
	Eleme       methods.Platform = "eleme" // Taobao Shangou since 5 December 2025
	Youku       methods.Platform = "youku"
	Damai       methods.Platform = "damai"
	Kaola       methods.Platform = "kaola"
	Shuqi       methods.Platform = "shuqi"
	Alibaba1688 methods.Platform = "1688"
	Pinduoduo   methods.Platform = "pinduoduo"
	JD          methods.Platform = "jd"
	Meituan     methods.Platform = "meituan"
	DouyinShop  methods.Platform = "douyin"
	Kuaishou    methods.Platform = "kuaishou"
	Xiaohongshu methods.Platform = "xiaohongshu"
	Tongcheng   methods.Platform = "tongcheng"
)

// The surfaces of this catalog beside those of package methods.
const (
	SurfaceInStore             methods.Surface = "in_store" // the buyer is at the seller's counter
	SurfaceDouyinMiniProgram   methods.Surface = "douyin_mini_program"
	SurfaceKuaishouMiniProgram methods.Surface = "kuaishou_mini_program"
)

// The traits of this catalog. Those with a note "of a wallet" are stated for a method,
// as account_class_1.alipay. VirtualGoods and the kinds of e-CNY wallets must be
// stated one way or the other: see [routing.TraitInfo.MustState]. From ForeignCard on they
// bring in limits, which apply only if they are stated: see "Limits" in the package comment.
const (
	NoBoundCard                 methods.Trait = "no_bound_card"
	NoBalance                   methods.Trait = "no_balance"
	Invited                     methods.Trait = "invited" // switched on for a pilot
	LatestApp                   methods.Trait = "latest_app"
	RealNameAndCard             methods.Trait = "real_name_and_card"
	WeChatAccountLinked         methods.Trait = "wechat_account_linked" // the shop's account, to the buyer's WeChat
	VirtualGoods                methods.Trait = "virtual_goods"
	PowerBankRental             methods.Trait = "power_bank_rental"
	MealOrdering                methods.Trait = "meal_ordering"
	Takeaway                    methods.Trait = "takeaway"
	HotelBooking                methods.Trait = "hotel_booking"
	SellerAcceptsWeChatPay      methods.Trait = "seller_accepts_wechat_pay"
	SellerAcceptsAlipay         methods.Trait = "seller_accepts_alipay"
	SellerAcceptsCloudQuickPass methods.Trait = "seller_accepts_cloud_quickpass"
	CloudQuickPassInstalled     methods.Trait = "cloud_quickpass_installed"
	HuabeiEligible              methods.Trait = "huabei_eligible"
	MeituanMonthlyPayEligible   methods.Trait = "meituan_monthly_pay_eligible"
	ECNYPilotCity               methods.Trait = "ecny_pilot_city"
	ECNYLinked                  methods.Trait = "ecny_linked" // switched on for the platform in the e-CNY app
	ECNYWalletPhoneOnly         methods.Trait = "ecny_wallet_phone_only"
	ECNYWalletIDAndCard         methods.Trait = "ecny_wallet_id_and_card"
	ForeignCard                 methods.Trait = "foreign_card"
	WithoutFee                  methods.Trait = "without_fee"   // offer only what costs the buyer no service fee
	TotalsStated                methods.Trait = "totals_stated" // the order's usage has the buyer's totals at the wallets
	StaticCode                  methods.Trait = "static_code"   // made before the order, such as one on a wall
	DynamicCodeB                methods.Trait = "dynamic_code_b"
	DynamicCodeC                methods.Trait = "dynamic_code_c"
	PayingFromBalance           methods.Trait = "paying_from_balance" // and nothing but the balance can pay
	AccountClass1               methods.Trait = "account_class_1"     // of a wallet
	AccountClass2               methods.Trait = "account_class_2"     // of a wallet
	AccountClass3               methods.Trait = "account_class_3"     // of a wallet
	AuthTwoFactor               methods.Trait = "auth_two_factor"
	AuthWeak                    methods.Trait = "auth_weak"
	GradeAInstitution           methods.Trait = "grade_a_institution" // of a wallet
	GradeBInstitution           methods.Trait = "grade_b_institution" // of a wallet
)
