package methods

// ID names a [Method]. It is an open set, in the form that [ValidID] checks. The
// empty ID names none.
type ID string

// The methods that most catalogs have.
const (
	Alipay          ID = "alipay"
	WeChatPay       ID = "wechat_pay"
	WeChatQR        ID = "wechat_qr"         // a code that the buyer saves and scans in WeChat
	WeChatFriendPay ID = "wechat_friend_pay" // a WeChat friend pays
	FriendPay       ID = "friend_pay"        // somebody else pays, by the platform's own link
)

// Platform names the shop or marketplace that an order is placed on. It is an open
// set, in the form that [ValidID] checks. The empty Platform names none; an order
// needs one.
type Platform string

// Surface is where the checkout runs. It is an open set: a catalog may name
// surfaces of its own. The empty Surface is not known.
type Surface string

// The surfaces that [SurfaceOf] tells apart, and those of native apps.
const (
	SurfaceApp               Surface = "app" // the platform's own native app
	SurfaceMobileWeb         Surface = "mobile_web"
	SurfaceDesktopWeb        Surface = "desktop_web"
	SurfaceWeChatBrowser     Surface = "wechat_browser"
	SurfaceWeChatDesktop     Surface = "wechat_desktop" // WeChat for a computer, which has no JSAPI payments
	SurfaceWeChatMiniProgram Surface = "wechat_mini_program"
	SurfaceAlipayBrowser     Surface = "alipay_browser"
	SurfaceAlipayMiniProgram Surface = "alipay_mini_program"
	SurfaceWeComBrowser      Surface = "wecom_browser"  // WeCom, Tencent's app for companies
	SurfaceInAppBrowser      Surface = "in_app_browser" // a page inside another app, such as Douyin
)

// Surfaces lists the surfaces of this package.
func Surfaces() []Surface {
	return []Surface{
		SurfaceApp, SurfaceMobileWeb, SurfaceDesktopWeb,
		SurfaceWeChatBrowser, SurfaceWeChatDesktop, SurfaceWeChatMiniProgram,
		SurfaceAlipayBrowser, SurfaceAlipayMiniProgram,
		SurfaceWeComBrowser, SurfaceInAppBrowser,
	}
}

// Trait is a fact about the order, the buyer or the seller that the caller states. A trait
// that the order does not state does not hold, unless the catalog marks it must_state: see
// "What is not known" in package routing. It is an open set, in the form that [ValidID]
// checks. The empty Trait is none: catalogs and orders refuse it.
type Trait string

// Region is a country or territory by its ISO 3166-1 alpha-2 code, such as "CN".
// The empty Region is not known.
type Region string

// China is the region of the built-in catalog.
const China Region = "CN"

// maxID is the longest id allowed, in bytes.
const maxID = 128

// ValidID reports whether s has the form of an id: lower-case ASCII letters and
// digits, in words joined by single underscores, in parts joined by single dots,
// each part starting with a letter or digit; at most 128 bytes.
func ValidID(s string) bool {
	if len(s) == 0 || len(s) > maxID {
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
