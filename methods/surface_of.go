package methods

import "strings"

// SurfaceOf returns the surface that a User-Agent header points to: WeChat, WeCom or
// Alipay and their mini programs, another app's web view, or a mobile or desktop
// browser. It is empty, not known, for anything else: no header, a native client, a
// robot that does not pass itself off as a browser.
//
// A shop's own app or mini program does not ask: it knows better than any header
// where it runs, and states the surface in the order itself, as [SurfaceApp],
// [SurfaceWeChatMiniProgram] or [SurfaceAlipayMiniProgram]. SurfaceOf never returns
// [SurfaceApp]; a page in the shop's app looks like a page in any other app.
//
// The header is a hint that anyone can forge. Use it to choose what to show and
// which product to call, never to authorize.
//
// Tablets are mobile, except an iPad that asks for desktop pages, as it does by
// default since iPadOS 13: its header is a Mac's. A page in the mini program of any
// other app is in that app's web view. A page on an iPhone's home screen and a
// browser that hides behind the system's web view look like an app's web view too. A
// desktop app that ships its own Chromium counts as a desktop browser.
//
// A WeChat mini program's own requests from an iPhone look like a page in WeChat:
// [SurfaceOfHeader] tells them apart.
func SurfaceOf(userAgent string) Surface {
	c, known := clientOf(userAgent)
	switch {
	case c.surface == SurfaceWeChatBrowser:
		return surfaceInWeChat(userAgent)
	case c.surface == SurfaceAlipayBrowser && strings.Contains(userAgent, "MiniProgram"):
		return SurfaceAlipayMiniProgram
	case c.surface != "":
		return c.surface
	case !known && isWebView(userAgent):
		return SurfaceInAppBrowser
	}
	return browserSurface(userAgent)
}

// surfaceInWeChat tells apart the surfaces within WeChat. Its desktop client opens
// pages without JSAPI payments (WeChat Pay's forum, 2024-03-10), but its mini programs
// pay there as on a phone (documentation of wx.requestPayment). Other hosts spell
// their mini program tokens otherwise.
func surfaceInWeChat(userAgent string) Surface {
	has := func(token string) bool { return strings.Contains(userAgent, token) }
	switch {
	case has("miniProgram"), has("MiniProgramEnv/"):
		return SurfaceWeChatMiniProgram
	case has("WindowsWechat"), has("MacWechat"), browserSurface(userAgent) == SurfaceDesktopWeb:
		return SurfaceWeChatDesktop
	}
	return SurfaceWeChatBrowser
}

// isWebView reports whether the header of a client that is not in the table has the
// marks of a system's web view.
func isWebView(userAgent string) bool {
	has := func(token string) bool { return strings.Contains(userAgent, token) }
	switch {
	case has("; wv)"), has("Version/4.0 Chrome/"):
		// Android's Compatibility Definition, 3.4.1, requires both of a WebView; before
		// Android 5 only the second, which Chrome never has. Many apps remove the first.
		return true
	case has("(INAPP)"), has("(inapp;"):
		// KakaoTalk's and NAVER's family.
		return true
	}
	// A WKWebView lacks Safari's token, also on an iPad that passes for a Mac.
	return strings.HasPrefix(userAgent, "Mozilla/") && has("AppleWebKit") && !has("Safari") &&
		(has("iPhone") || has("iPad") || has("Macintosh"))
}

// browserSurface returns the surface of a plain browser, by its device. Native clients
// name the device as well, but do not begin as browsers do.
func browserSurface(userAgent string) Surface {
	if !strings.HasPrefix(userAgent, "Mozilla/") && !strings.HasPrefix(userAgent, "Opera/") {
		return ""
	}
	has := func(token string) bool { return strings.Contains(userAgent, token) }
	switch {
	case has("(PC; OpenHarmony"): // before the phones and tablets of HarmonyOS
		return SurfaceDesktopWeb
	case has("Mobile"), has("Android"), has("iPhone"), has("iPad"), has("OpenHarmony"):
		return SurfaceMobileWeb
	case has("Windows NT"), has("Macintosh"), has("X11;"):
		return SurfaceDesktopWeb
	}
	return ""
}
