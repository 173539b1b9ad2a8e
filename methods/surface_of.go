package methods

import "strings"

// SurfaceOf returns the surface that a User-Agent header points to: WeCom, WeChat
// or Alipay and their mini-programs, another app's web view, or a plain mobile or
// desktop browser. It is empty, not known, for anything else: no header, a native
// app's own client, a robot that does not pass itself off as a browser. It never returns [SurfaceApp], which a shop's own app knows
// of itself.
//
// The header is a hint that anyone can forge. Use it to choose what to show and
// which product to call, never to authorise.
//
// Tablets are mobile, except an iPad that asks for desktop pages, as it does by
// default since iPadOS 13: its header is a Mac's. A page inside the mini-program
// of an app other than WeChat and Alipay is that app's web view.
func SurfaceOf(userAgent string) Surface {
	has := func(token string) bool { return strings.Contains(userAgent, token) }
	switch {
	// WeCom also carries WeChat's token.
	case has("wxwork"):
		return SurfaceWeComBrowser
	// The mini-program tokens count only beside their host's, and in the host's
	// spelling: other hosts have mini-programs too.
	case has("MicroMessenger/"):
		if has("miniProgram") || has("MiniProgramEnv/") {
			return SurfaceWeChatMiniProgram
		}
		return SurfaceWeChatBrowser
	case has("AlipayClient/"), has("AliApp(AP/"):
		if has("MiniProgram") {
			return SurfaceAlipayMiniProgram
		}
		return SurfaceAlipayBrowser
	// Web views come before the browsers whose engines they name: UC's inside
	// Taobao, QQ Browser's inside QQ and JD.
	case inAnotherApp(userAgent):
		return SurfaceInAppBrowser
	// Native clients name the device as well, but are not browsers.
	case !strings.HasPrefix(userAgent, "Mozilla/") && !strings.HasPrefix(userAgent, "Opera/"):
		return ""
	case has("Mobile"), has("Android"), has("iPhone"), has("iPad"), has("OpenHarmony"):
		return SurfaceMobileWeb
	case has("Windows NT"), has("Macintosh"), has("X11;"):
		return SurfaceDesktopWeb
	}
	return ""
}

// inAnotherApp reports whether a page runs in the web view of an app that is
// neither of the wallets' clients.
func inAnotherApp(userAgent string) bool {
	for _, token := range webViewTokens {
		if strings.Contains(userAgent, token) {
			return true
		}
	}
	return strings.HasPrefix(userAgent, "jdapp;")
}

// webViewTokens mark the web views of apps. "QQ/" has its slash because QQ
// Browser, a plain browser, writes "MQQBrowser/" or "QQBrowser/".
var webViewTokens = [...]string{
	"AliApp(",      // Taobao (TB), Tmall (TM), Xianyu (FM), 1688, DingTalk ...
	"WindVane/",    // Taobao's family, where the AliApp token was replaced
	"DingTalk",     // its desktop clients have no AliApp token
	"phh_android_", // Pinduoduo
	"phh_ios_",
	"TitansX/", // Meituan, Dianping
	"com.meituan.",
	"com.sankuai.",
	"aweme", // Douyin
	"BytedanceWebview/",
	"NewsArticle/", // Toutiao
	"ToutiaoMicroApp",
	"QQ/",
	"; wv)", // any app that uses Android's own WebView
}
