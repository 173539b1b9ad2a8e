package china

import "github.com/paymux/paymux/methods"

// The methods of this catalog beside those of package methods.
const (
	DuoduoWallet      methods.ID = "duoduo_wallet"
	JDPay             methods.ID = "jd_pay"
	CloudQuickPass    methods.ID = "cloud_quickpass" // UnionPay
	Huabei            methods.ID = "huabei"          // Ant's credit line
	ECNY              methods.ID = "ecny"            // the digital yuan
	DouyinPay         methods.ID = "douyin_pay"
	MeituanMonthlyPay methods.ID = "meituan_monthly_pay"
)

// The platforms of this catalog.
const (
	Taobao     methods.Platform = "taobao"
	Tmall      methods.Platform = "tmall"
	Taote      methods.Platform = "taote"
	Taocaicai  methods.Platform = "taocaicai"
	Xianyu     methods.Platform = "xianyu"
	Freshippo  methods.Platform = "freshippo"
	Eleme      methods.Platform = "eleme"
	Youku      methods.Platform = "youku"
	Damai      methods.Platform = "damai"
	Kaola      methods.Platform = "kaola"
	Shuqi      methods.Platform = "shuqi"
	Pinduoduo  methods.Platform = "pinduoduo"
	JD         methods.Platform = "jd"
	Meituan    methods.Platform = "meituan"
	DouyinShop methods.Platform = "douyin"
	Kuaishou   methods.Platform = "kuaishou"
)

// The traits of this catalog.
const (
	NoBoundCard            methods.Trait = "no_bound_card"
	NoBalance              methods.Trait = "no_balance"
	Invited                methods.Trait = "invited" // switched on for a pilot
	SellerAcceptsWeChatPay methods.Trait = "seller_accepts_wechat_pay"
	LatestApp              methods.Trait = "latest_app"
	RealNameAndCard        methods.Trait = "real_name_and_card"
	VirtualGoods           methods.Trait = "virtual_goods"
	StaticCode             methods.Trait = "static_code"
	DynamicCodeB           methods.Trait = "dynamic_code_b"
	DynamicCodeC           methods.Trait = "dynamic_code_c"
	PayingFromBalance      methods.Trait = "paying_from_balance"
	AccountClass1          methods.Trait = "account_class_1"
	AccountClass2          methods.Trait = "account_class_2"
	AccountClass3          methods.Trait = "account_class_3"
	AuthTwoFactor          methods.Trait = "auth_two_factor"
	AuthWeak               methods.Trait = "auth_weak"

	SellerAcceptsAlipay         methods.Trait = "seller_accepts_alipay"
	SellerAcceptsCloudQuickPass methods.Trait = "seller_accepts_cloud_quickpass"
	CloudQuickPassInstalled     methods.Trait = "cloud_quickpass_installed"
	WeChatAccountLinked         methods.Trait = "wechat_account_linked" // the shop's account, to the buyer's WeChat
	HuabeiEligible              methods.Trait = "huabei_eligible"
	ECNYPilotCity               methods.Trait = "ecny_pilot_city"
	ECNYLinked                  methods.Trait = "ecny_linked" // switched on for the platform in the e-CNY app
	GradeAInstitution           methods.Trait = "grade_a_institution"
	GradeBInstitution           methods.Trait = "grade_b_institution"
	PowerBankRental             methods.Trait = "power_bank_rental"
	MealOrdering                methods.Trait = "meal_ordering"
	Takeaway                    methods.Trait = "takeaway"
	HotelBooking                methods.Trait = "hotel_booking"
)
