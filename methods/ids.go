package methods

// ID names a [Method]. It is an open set, in the form that [ValidID] checks. The
// empty ID names none.
type ID string

// The methods of the built-in catalog.
const (
	Alipay            ID = "alipay"
	WeChatPay         ID = "wechat_pay"
	WeChatQR          ID = "wechat_qr"         // a code that the buyer saves and scans in WeChat
	WeChatFriendPay   ID = "wechat_friend_pay" // a WeChat friend pays
	FriendPay         ID = "friend_pay"        // somebody else pays, by Taobao's own link
	DuoduoWallet      ID = "duoduo_wallet"
	JDPay             ID = "jd_pay"
	CloudQuickPass    ID = "cloud_quickpass" // UnionPay
	Huabei            ID = "huabei"          // Ant's credit line
	ECNY              ID = "ecny"            // the digital yuan
	DouyinPay         ID = "douyin_pay"
	MeituanMonthlyPay ID = "meituan_monthly_pay"
)

// Platform names the shop or marketplace that an order is placed on. It is an open
// set, in the form that [ValidID] checks. The empty Platform names none; an order
// needs one.
type Platform string

// The platforms of the built-in catalog.
const (
	Taobao     Platform = "taobao"
	Tmall      Platform = "tmall"
	Taote      Platform = "taote"
	Taocaicai  Platform = "taocaicai"
	Xianyu     Platform = "xianyu"
	Freshippo  Platform = "freshippo"
	Eleme      Platform = "eleme"
	Youku      Platform = "youku"
	Damai      Platform = "damai"
	Kaola      Platform = "kaola"
	Shuqi      Platform = "shuqi"
	Pinduoduo  Platform = "pinduoduo"
	JD         Platform = "jd"
	Meituan    Platform = "meituan"
	DouyinShop Platform = "douyin"
	Kuaishou   Platform = "kuaishou"
)

// Surface is where the checkout runs. It is an open set: a catalog may name
// surfaces of its own. The empty Surface is not known.
type Surface string

// The surfaces that [SurfaceOf] tells apart, and those of native apps.
const (
	App               Surface = "app" // the platform's own native app
	MobileWeb         Surface = "mobile_web"
	DesktopWeb        Surface = "desktop_web"
	WeChatBrowser     Surface = "wechat_browser"
	WeChatMiniProgram Surface = "wechat_mini_program"
	AlipayBrowser     Surface = "alipay_browser"
	AlipayMiniProgram Surface = "alipay_mini_program"
	WeComBrowser      Surface = "wecom_browser"  // WeCom, Tencent's app for companies
	InAppBrowser      Surface = "in_app_browser" // a page inside another app, such as Douyin
)

// Trait is a fact about the order, the buyer or the seller that the caller
// states. Only stated traits count. It is an open set, in the form that [ValidID]
// checks. The empty Trait is none: catalogs and orders refuse it.
type Trait string

// The traits of the built-in catalog.
const (
	NoBoundCard            Trait = "no_bound_card"
	NoBalance              Trait = "no_balance"
	Invited                Trait = "invited" // switched on for a pilot
	SellerAcceptsWeChatPay Trait = "seller_accepts_wechat_pay"
	LatestApp              Trait = "latest_app"
	RealNameAndCard        Trait = "real_name_and_card"
	VirtualGoods           Trait = "virtual_goods"
	StaticCode             Trait = "static_code"
	DynamicCodeB           Trait = "dynamic_code_b"
	DynamicCodeC           Trait = "dynamic_code_c"
	PayingFromBalance      Trait = "paying_from_balance"
	AccountClass1          Trait = "account_class_1"
	AccountClass2          Trait = "account_class_2"
	AccountClass3          Trait = "account_class_3"
	AuthTwoFactor          Trait = "auth_two_factor"
	AuthWeak               Trait = "auth_weak"

	SellerAcceptsAlipay         Trait = "seller_accepts_alipay"
	SellerAcceptsCloudQuickPass Trait = "seller_accepts_cloud_quickpass"
	CloudQuickPassInstalled     Trait = "cloud_quickpass_installed"
	WeChatAccountLinked         Trait = "wechat_account_linked" // the shop's account, to the buyer's WeChat
	HuabeiEligible              Trait = "huabei_eligible"
	ECNYPilotCity               Trait = "ecny_pilot_city"
	ECNYLinked                  Trait = "ecny_linked" // switched on for the platform in the e-CNY app
	GradeAInstitution           Trait = "grade_a_institution"
	GradeBInstitution           Trait = "grade_b_institution"
	PowerBankRental             Trait = "power_bank_rental"
	MealOrdering                Trait = "meal_ordering"
	Takeaway                    Trait = "takeaway"
	HotelBooking                Trait = "hotel_booking"
)

// Region is a country or territory by its ISO 3166-1 alpha-2 code, such as "CN".
// The empty Region is not known.
type Region string

// China is the region of the built-in catalog.
const China Region = "CN"

// MaxID is the longest id allowed, in bytes.
const MaxID = 128

// ValidID reports whether s has the form of an id: lower-case ASCII letters and
// digits, in words joined by single underscores, in parts joined by single dots,
// each part starting with a letter or digit; at most [MaxID] bytes.
func ValidID(s string) bool {
	if len(s) == 0 || len(s) > MaxID {
		return false
	}
	joint := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			joint = false
		case (c == '_' || c == '.') && !joint:
			joint = true
		default:
			return false
		}
	}
	return !joint
}

// IsValid reports whether r has the form of an ISO 3166-1 alpha-2 code: two
// upper-case ASCII letters.
func (r Region) IsValid() bool {
	return len(r) == 2 && r[0] >= 'A' && r[0] <= 'Z' && r[1] >= 'A' && r[1] <= 'Z'
}
