package methods

import "strings"

// A client is an app or a browser that names itself in the User-Agent header.
type client struct {
	app     string
	token   string
	surface Surface // empty for a browser, whose device decides
	leads   bool    // the token counts only at the beginning
}

// clientOf returns the first client of the table whose token the header has.
func clientOf(userAgent string) (client, bool) {
	for i := range clients {
		c := &clients[i]
		if c.leads && strings.HasPrefix(userAgent, c.token) ||
			!c.leads && strings.Contains(userAgent, c.token) {
			return *c, true
		}
	}
	return client{}, false
}

// clients are the apps and browsers that the marks of a system's web view alone would
// mistake on some device. Tokens count in the spelling of their owner.
//
// The order matters, because clients carry the tokens of what they are built on:
//
//   - WeCom also names WeChat, so it comes first.
//   - WeChat names QQ Browser, whose engine it uses; Alipay is one of the AliApp family.
//   - Apps name browsers: Taobao UC, Tieba Baidu's browser, NAVER Whale.
//   - Browsers are last, but before the marks of web views, which many of them carry.
var clients = [...]client{
	{app: "WeCom", token: "wxwork", surface: SurfaceWeComBrowser},
	{app: "WeChat", token: "MicroMessenger/", surface: SurfaceWeChatBrowser},
	{app: "Alipay", token: "AlipayClient/", surface: SurfaceAlipayBrowser},
	{app: "Alipay", token: "AliApp(AP/", surface: SurfaceAlipayBrowser}, // older pages lack the client's token

	// These use UC's engine, which removes the mark of Android's WebView, or are on
	// desktops as well.
	{app: "DingTalk", token: "DingTalk", surface: SurfaceInAppBrowser}, // its desktop clients lack AliApp
	{app: "Taobao, Tmall, Xianyu, 1688", token: "AliApp(", surface: SurfaceInAppBrowser},
	{app: "Taobao, Tmall, Xianyu, 1688", token: "WindVane/", surface: SurfaceInAppBrowser}, // where AliApp was replaced

	// JD's apps put their own header before the web view's.
	{app: "JD", token: "jdapp;", surface: SurfaceInAppBrowser, leads: true},
	{app: "JD Lite", token: "jdltapp;", surface: SurfaceInAppBrowser, leads: true},
	{app: "Jingxi", token: "jdpingou;", surface: SurfaceInAppBrowser, leads: true},
	{app: "JD Finance", token: "JDJR-App", surface: SurfaceInAppBrowser}, // also names UnionPay

	// These have engines of their own on Android, or have had.
	{app: "Pinduoduo", token: "phh_android_", surface: SurfaceInAppBrowser},
	{app: "Pinduoduo", token: "phh_ios_", surface: SurfaceInAppBrowser},
	{app: "Meituan, Dianping", token: "TitansX/", surface: SurfaceInAppBrowser},
	{app: "Meituan, Dianping", token: "com.sankuai.", surface: SurfaceInAppBrowser},
	{app: "Douyin", token: "aweme", surface: SurfaceInAppBrowser},
	{app: "Douyin", token: "BytedanceWebview/", surface: SurfaceInAppBrowser}, // the engine of all ByteDance's apps
	{app: "Toutiao", token: "NewsArticle/", surface: SurfaceInAppBrowser},
	{app: "Toutiao", token: "ToutiaoMicroApp", surface: SurfaceInAppBrowser},
	{app: "Kuaishou", token: "Kwai/", surface: SurfaceInAppBrowser},
	{app: "Kuaishou Lite", token: "ksNebula/", surface: SurfaceInAppBrowser},
	{app: "QQ", token: "QQ/", surface: SurfaceInAppBrowser}, // not "QQBrowser/", a plain browser
	{app: "QQ Music", token: "QQMusic/", surface: SurfaceInAppBrowser},
	{app: "Baidu", token: "baiduboxapp/", surface: SurfaceInAppBrowser},
	{app: "Tieba", token: "tieba/", surface: SurfaceInAppBrowser}, // also names Baidu's browser
	{app: "Weibo", token: "__weibo__", surface: SurfaceInAppBrowser},
	// UnionPay's rule for a page's host is "UnionPay/version app", in its own app and
	// in those of the banks.
	{app: "Cloud QuickPass, bank apps", token: "UnionPay/", surface: SurfaceInAppBrowser},

	// These add their token after Safari's, or did so on Android before its WebView
	// had a mark.
	{app: "TikTok", token: "musical_ly", surface: SurfaceInAppBrowser},
	{app: "TikTok", token: "trill_", surface: SurfaceInAppBrowser}, // its name in South-East Asia
	{app: "Lark, Feishu", token: "Lark/", surface: SurfaceInAppBrowser},
	{app: "Lark, Feishu", token: "Feishu/", surface: SurfaceInAppBrowser},
	{app: "LINE", token: " Line/", surface: SurfaceInAppBrowser},
	{app: "KakaoTalk", token: "KAKAOTALK", surface: SurfaceInAppBrowser},
	{app: "NAVER", token: "NAVER(", surface: SurfaceInAppBrowser}, // also names Whale, its browser
	{app: "Daum", token: "DaumApps/", surface: SurfaceInAppBrowser},
	{app: "Zalo", token: " Zalo", surface: SurfaceInAppBrowser},
	{app: "Google", token: " GSA/", surface: SurfaceInAppBrowser},
	{app: "Bing, MSN, Copilot", token: "Sapphire/", surface: SurfaceInAppBrowser},
	{app: "Facebook, Messenger", token: "FBAN/", surface: SurfaceInAppBrowser}, // at times the only one
	{app: "Facebook, Messenger", token: "FBAV/", surface: SurfaceInAppBrowser},
	{app: "Facebook, Messenger", token: "MetaIAB", surface: SurfaceInAppBrowser},
	{app: "Instagram", token: "Instagram ", surface: SurfaceInAppBrowser},
	{app: "Snapchat", token: "Snapchat", surface: SurfaceInAppBrowser}, // "like Safari"
	{app: "Pinterest", token: "[Pinterest/", surface: SurfaceInAppBrowser},
	{app: "LinkedIn", token: "LinkedInApp", surface: SurfaceInAppBrowser},
	{app: "Flipboard", token: "Flipboard/", surface: SurfaceInAppBrowser},

	// QQ Browser's engine within any app, which keeps that browser's name.
	{app: "apps with Tencent's X5 engine", token: " TBS/", surface: SurfaceInAppBrowser},

	// Browsers that carry the marks of a web view on some device.
	{app: "Opera", token: "OPR/"},
	{app: "Opera", token: "OPT/"}, // Opera Touch
	{app: "Opera", token: "OPX/"}, // Opera GX
	{app: "Edge", token: "EdgA/"},
	{app: "Edge", token: "EdgiOS/"},
	{app: "Quark", token: "Quark/"},
	{app: "Sogou", token: "SogouMSE"},
	{app: "Maxthon", token: "Maxthon/"},
	{app: "Cheetah", token: "LieBaoFast/"},
	{app: "Cheetah", token: "ACHEETAHI/"},
	{app: "DuckDuckGo", token: "DuckDuckGo/"},
	{app: "Ecosia", token: "Ecosia"},
	{app: "Qwant", token: "QwantMobile/"},
	{app: "Seznam", token: "SznProhlizec/"},
	{app: "Phoenix", token: "PHX/"},
	{app: "Puffin", token: "Puffin/"},
	{app: "Whale", token: "Whale/"},
	{app: "Sleipnir", token: "Sleipnir/"},
	// UCBrowser/, VivoBrowser/, SamsungBrowser/, HuaweiBrowser/, HeyTapBrowser/,
	// MiuiBrowser/, MxBrowser/, YaBrowser/, baidubrowser/, "uc mini browser" ...
	{app: "any browser that says so", token: "rowser"},
}
