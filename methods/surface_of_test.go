package methods_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/paymux/paymux/methods"
)

// userAgents are headers as the clients send them.
var userAgents = []struct {
	name      string
	userAgent string
	want      methods.Surface
}{
	{
		"WeCom on Android carries the token of WeChat and the engine of QQ Browser",
		"Mozilla/5.0 (Linux; Android 9.0; BKL-AL20 Build/HUAWEIBKL-AL20; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.132 MQQBrowser/6.2 TBS/044409 Mobile Safari/537.36 wxwork/2.7.2 MicroMessenger/6.3.22 NetType/WIFI Language/zh",
		methods.SurfaceWeComBrowser,
	},
	{
		"WeCom on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)  Mobile/15E148 wxwork/3.1.16 MicroMessenger/7.0.1 Language/zh ColorScheme/Dark",
		methods.SurfaceWeComBrowser,
	},
	{
		"WeCom that names a mini-program is still WeCom",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.0.19 MicroMessenger/7.0.1 Language/zh miniProgram/wx73247c7819d61796",
		methods.SurfaceWeComBrowser,
	},
	{
		"WeChat on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003131) NetType/4G Language/zh_CN",
		methods.SurfaceWeChatBrowser,
	},
	{
		"WeChat on Android carries the engine of QQ Browser and the WebView mark",
		"Mozilla/5.0 (Linux; Android 7.0; Mi-4c Build/NRD90M; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/53.0.2785.49 Mobile MQQBrowser/6.2 TBS/043632 Safari/537.36 MicroMessenger/6.6.1.1220(0x26060135) NetType/WIFI Language/zh_CN",
		methods.SurfaceWeChatBrowser,
	},
	{
		"WeChat for Windows",
		"Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/53.0.2785.116 Safari/537.36 QBCore/4.0.1301.400 QQBrowser/9.0.2524.400 MicroMessenger/6.5.2.501 NetType/WIFI WindowsWechat",
		methods.SurfaceWeChatBrowser,
	},
	{
		"WeChat of the years before its mini-programs",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 8_0 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Mobile/12A365 MicroMessenger/6.0 NetType/WIFI",
		methods.SurfaceWeChatBrowser,
	},
	{
		"page in a WeChat mini-program on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/7.0.15(0x17000f25) NetType/WIFI Language/zh_CN miniProgram",
		methods.SurfaceWeChatMiniProgram,
	},
	{
		"page in a WeChat mini-program on Android, with the mini-program's id",
		"Mozilla/5.0 (Linux; Android 10; MIX 2S Build/QKQ1.190828.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 XWEB/3171 MMWEBSDK/20211202 Mobile Safari/537.36 MMWEBID/5331 MicroMessenger/8.0.18.2062(0x28001241) Process/appbrand2 WeChat/arm64 Weixin GPVersion/1 NetType/4G Language/zh_CN ABI/arm64 miniProgram/wx9af32b509e88340c",
		methods.SurfaceWeChatMiniProgram,
	},
	{
		"WeChat mini-program itself on Android",
		"Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1.220303.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MMWEBSDK/20240301 MMWEBID/9871 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 MiniProgramEnv/android",
		methods.SurfaceWeChatMiniProgram,
	},
	{
		"WeChat mini-program on a Mac",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF MacWechat/3.8.8(0x13080812) XWEB/1216",
		methods.SurfaceWeChatMiniProgram,
	},
	{
		"Alipay on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 14_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/18E199 Ariver/1.1.0 AliApp(AP/10.2.33.6200) Nebula WK RVKType(1) AlipayDefined(nt:4G,ws:390|780|3.0) AlipayClient/10.2.33.6200 Language/zh-Hans Region/CN NebulaX/1.0.0",
		methods.SurfaceAlipayBrowser,
	},
	{
		"Alipay on Android carries the engine of UC Browser",
		"Mozilla/5.0 (Linux; U; Android 8.1.0; zh-CN; MI 8 Build/OPM1.171019.026) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.108 UCBrowser/11.8.8.968 UWS/2.13.1.48 Mobile Safari/537.36 UCBS/2.13.1.48_190218113240 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:392|0|2.75) AliApp(AP/10.1.60.6000) AlipayClient/10.1.60.6000 Language/zh-Hans useStatusBar/true isConcaveScreen/true",
		methods.SurfaceAlipayBrowser,
	},
	{
		"Alipay without its client token",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 10_2 like Mac OS X) AppleWebKit/602.3.12 (KHTML, like Gecko) Mobile/14C92 AliApp(AP/10.0.1.123008) Nebula",
		methods.SurfaceAlipayBrowser,
	},
	{
		"page in an Alipay mini-program on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/19A346 Ariver/1.1.0 AliApp(AP/10.3.30.9000) Nebula WK RVKType(1) AlipayDefined(nt:WIFI,ws:390|780|3.0) AlipayClient/10.3.30.9000 Language/zh-Hans Region/CN MiniProgram APXWebView NebulaX/1.0.0",
		methods.SurfaceAlipayMiniProgram,
	},
	{
		"page in an Alipay mini-program on Android",
		"Mozilla/5.0 (Linux; U; Android 11; zh-CN; M2012K10C Build/RP1A.200720.011) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 UWS/3.22.2.59 Mobile Safari/537.36 UCBS/3.22.2.59_230213152242 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:3G,ws:393|0|2.75) AliApp(AP/10.3.86.8000) AlipayClient/10.3.86.8000 Language/zh-Hans useStatusBar/true isConcaveScreen/true Region/CNAriver/1.0.0 MiniProgram APXWebView",
		methods.SurfaceAlipayMiniProgram,
	},
	{
		"Taobao on Android",
		"Mozilla/5.0 (Linux; U; Android 7.0; zh-CN; SM-G9550 Build/NRD90M) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.6.0.1040 UWS/2.14.0.9 Mobile Safari/537.36 AliApp(TB/7.9.2) UCBS/2.11.1.1 TTID/10004868@taobao_android_7.9.2 WindVane/8.3.0 1080X2076",
		methods.SurfaceInAppBrowser,
	},
	{
		"Taobao on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 AliApp(TB/10.14.0) WindVane/8.7.2 UT4Aplus/0.0.4 828x1792 WK",
		methods.SurfaceInAppBrowser,
	},
	{
		"mini-program in Taobao is not one in Alipay",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Ariver/1.1.0 AliApp(TB/10.14.0) Nebula WindVane/8.7.2 828x1792 WK MiniProgram APXWebView",
		methods.SurfaceInAppBrowser,
	},
	{
		"Taobao's family without the AliApp token",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 WindVane/8.5.0 828x1792",
		methods.SurfaceInAppBrowser,
	},
	{
		"Tmall",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 12_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 AliApp(TM/8.10.2) WindVane/8.5.0 750x1334 201200@tmall_iphone_8.10.2",
		methods.SurfaceInAppBrowser,
	},
	{
		"Xianyu",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 AliApp(FM/6.6.70) WindVane/8.5.0 1125x2436 201200@fleamarket_iphone_6.6.70",
		methods.SurfaceInAppBrowser,
	},
	{
		"1688",
		"Mozilla/5.0 (Linux; U; Android 9; zh-CN; HLK-AL00 Build/HONORHLK-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.1.4.994 Mobile Safari/537.36 AliApp(1688/9.2.0.0)",
		methods.SurfaceInAppBrowser,
	},
	{
		"DingTalk on Android",
		"Mozilla/5.0 (Linux; U; Android 10; zh-CN; MI 9 Build/QKQ1.190825.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 UWS/3.22.1.16 Mobile Safari/537.36 AliApp(DingTalk/5.1.5) com.alibaba.android.rimet/13534898 Channel/227200 language/zh-CN UT4Aplus/0.2.25",
		methods.SurfaceInAppBrowser,
	},
	{
		"DingTalk for Windows has no AliApp token",
		"Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/39.0.2171.71 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(4.6.18-Release.65) Mojo/1.0.0 Native AppType(release)",
		methods.SurfaceInAppBrowser,
	},
	{
		"Pinduoduo on Android does not begin as a browser does",
		"android Mozilla/5.0 (Linux; Android 9; Redmi K20 Pro Premium Edition Build/PKQ1.190616.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/74.0.3729.136 Mobile Safari/537.36  phh_android_version/4.87.0 phh_android_build/8a101be6756ffbbf2eda2e44a3d3ae5170b72c44 phh_android_channel/google pversion/0",
		methods.SurfaceInAppBrowser,
	},
	{
		"Pinduoduo on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 phh_ios_version/5.50.0 phh_ios_build/202103",
		methods.SurfaceInAppBrowser,
	},
	{
		"Meituan on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 TitansX/20.0.1.old KNB/1.0 iOS/17.0 meituangroup/com.meituan.imeituan/12.14.205 meituangroup/12.14.205 App/10110/12.14.205 iPhone/iPhone16,1 WKWebView",
		methods.SurfaceInAppBrowser,
	},
	{
		"Meituan on Android",
		"Mozilla/5.0 (Linux; Android 13; MI 6 Build/TQ2A.230405.003.E1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 KNB/1.2.0 android/13 mt/com.sankuai.meituan/12.9.404 App/10120/12.9.404",
		methods.SurfaceInAppBrowser,
	},
	{
		"Meituan on iPhone by its bundle alone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 12_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 meituangroup/com.meituan.imeituan/10.8.201",
		methods.SurfaceInAppBrowser,
	},
	{
		"Dianping, of Meituan's family",
		"Mozilla/5.0 (Linux; Android 8.1.0; OPPO R11s Build/OPM1.171019.011) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/62.0.3202.84 Mobile Safari/537.36 TitansX/11.38.10 KNB/1.2.0 android/8.1.0 dp/com.dianping.v1/10.41.15 App/10210/10.41.15",
		methods.SurfaceInAppBrowser,
	},
	{
		"Douyin",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 aweme_15.0.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/zh Region/CN",
		methods.SurfaceInAppBrowser,
	},
	{
		"Douyin's web view by its engine",
		"Mozilla/5.0 (Linux; Android 11; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/75.0.3770.156 Mobile Safari/537.36 BytedanceWebview/d8a21c6",
		methods.SurfaceInAppBrowser,
	},
	{
		"Toutiao",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 NewsArticle/7.9.0.13 JsSdk/2.0 NetType/WIFI (News 7.9.0 13.5)",
		methods.SurfaceInAppBrowser,
	},
	{
		"mini-app in Toutiao",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 ToutiaoMicroApp/1.83.0 PluginVersion/1.83.0.2",
		methods.SurfaceInAppBrowser,
	},
	{
		"JD on iPhone",
		"jdapp;iPhone;9.4.4;14.3;0123456789abcdef0123456789abcdef01234567;network/wifi;model/iPhone12,1;appBuild/167588;Mozilla/5.0 (iPhone; CPU iPhone OS 14_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148;supportJDSHWK/1",
		methods.SurfaceInAppBrowser,
	},
	{
		"JD on Android carries the engine of QQ Browser",
		"jdapp;android;10.1.0;9;network/wifi;Mozilla/5.0 (Linux; Android 9; MI 6 Build/PKQ1.190118.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/044942 Mobile Safari/537.36",
		methods.SurfaceInAppBrowser,
	},
	{
		"QQ on Android carries the engine of QQ Browser",
		"Mozilla/5.0 (Linux; U; Android 12; zh-cn; M2012K11AC Build/SKQ1.211006.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/89.0.4389.116 MQQBrowser/6.2 TBS/046123 Safari/537.36 V1_AND_SQ_8.9.33_1770_YYB_D QQ/8.9.33.10335 NetType/WIFI WebP/0.3.0",
		methods.SurfaceInAppBrowser,
	},
	{
		"QQ on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 13_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 QQ/8.8.17.612 V1_IPH_SQ_8.8.17_1_APP_A Pixel/1125 MiniAppEnable SimpleUISwitch/0 StudyMode/0 QQTheme/1102 Core/WKWebView Device/Apple(iPhone X) NetType/4G QBWebViewType/1 WKType/1",
		methods.SurfaceInAppBrowser,
	},
	{
		"unknown app with Android's WebView",
		"Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240105.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36",
		methods.SurfaceInAppBrowser,
	},
	{
		"QQ Browser on Android is a plain browser",
		"Mozilla/5.0 (Linux; U; Android 10; zh-cn; MI 9 Build/QKQ1.190825.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/66.0.3359.126 MQQBrowser/10.1 Mobile Safari/537.36",
		methods.SurfaceMobileWeb,
	},
	{
		"QQ Browser on iPhone is a plain browser",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 14_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0 MQQBrowser/12.0.0 Mobile/15E148 Safari/604.1 QBWebViewUA/2 QBWebViewType/1 WKType/1",
		methods.SurfaceMobileWeb,
	},
	{
		"UC Browser on Android is a plain browser",
		"Mozilla/5.0 (Linux; U; Android 9; zh-CN; MI 8 Build/PKQ1.180729.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.108 UCBrowser/12.9.2.1072 Mobile Safari/537.36",
		methods.SurfaceMobileWeb,
	},
	{
		"Safari on iPhone",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
		methods.SurfaceMobileWeb,
	},
	{
		"Chrome on Android",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
		methods.SurfaceMobileWeb,
	},
	{
		"Chrome on an Android tablet, which does not call itself mobile",
		"Mozilla/5.0 (Linux; Android 12; SM-X906C) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
		methods.SurfaceMobileWeb,
	},
	{
		"Safari on an old iPad",
		"Mozilla/5.0 (iPad; CPU OS 12_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1",
		methods.SurfaceMobileWeb,
	},
	{
		"iPad that asks for desktop pages looks like a Mac",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0 Safari/605.1.15",
		methods.SurfaceDesktopWeb,
	},
	{
		"browser of HarmonyOS NEXT on a tablet",
		"Mozilla/5.0 (Tablet; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1",
		methods.SurfaceMobileWeb,
	},
	{
		"Opera Mini",
		"Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; en) Presto/2.12.423 Version/12.16",
		methods.SurfaceMobileWeb,
	},
	{
		"Opera Mini on iPhone, which does not call itself mobile",
		"Opera/9.80 (iPhone; Opera Mini/5.0.019802/886; U; en) Presto/2.4.15",
		methods.SurfaceMobileWeb,
	},
	{
		"Opera Mini on iPad, which does not call itself mobile",
		"Opera/9.80 (iPad; Opera Mini/7.0.5/36.2254; U; en) Presto/2.12.423 Version/12.16",
		methods.SurfaceMobileWeb,
	},
	{
		"Windows Phone of the last years, which names Android",
		"Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
		methods.SurfaceMobileWeb,
	},
	{
		"Windows Phone of the first years",
		"Mozilla/5.0 (compatible; MSIE 10.0; Windows Phone 8.0; Trident/6.0; IEMobile/10.0; ARM; Touch; NOKIA; Lumia 920)",
		methods.SurfaceMobileWeb,
	},
	{
		"Edge on Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0",
		methods.SurfaceDesktopWeb,
	},
	{
		"Internet Explorer on a PC with a pen",
		"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; SLCC2; Tablet PC 2.0)",
		methods.SurfaceDesktopWeb,
	},
	{
		"QQ Browser on Windows is a plain browser",
		"Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.25 Safari/537.36 Core/1.70.3877.400 QQBrowser/10.8.4506.400",
		methods.SurfaceDesktopWeb,
	},
	{
		"Firefox on Linux",
		"Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
		methods.SurfaceDesktopWeb,
	},
	{"no header", "", ""},
	{"spaces", "   ", ""},
	{"command-line client", "curl/8.5.0", ""},
	{"prefix of a browser's header", "Mozilla/5.0", ""},
	{"robot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ""},
	{"native client on Android", "Dalvik/2.1.0 (Linux; U; Android 9; MI 6 Build/PKQ1.190118.001)", ""},
	{"native client on iPhone", "MyShop/3.2.1 (iPhone; iOS 17.5; Scale/3.00)", ""},
	{"mini-program token without a host", "MiniProgram miniProgram MiniProgramEnv/android", ""},
	{
		"mini-program token in a plain browser decides nothing",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 MiniProgram",
		methods.SurfaceMobileWeb,
	},
	{
		"tokens in another case are not the client's own",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36 micromessenger/8.0 alipayclient/10.3 aliapp(tb/1)",
		methods.SurfaceMobileWeb,
	},
	{
		"JD's token elsewhere than at the beginning",
		"Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0 jdapp;",
		methods.SurfaceDesktopWeb,
	},
}

func TestSurfaceOf(t *testing.T) {
	for _, test := range userAgents {
		t.Run(test.name, func(t *testing.T) {
			if got := methods.SurfaceOf(test.userAgent); got != test.want {
				t.Errorf("SurfaceOf(%q) = %q, want %q", test.userAgent, got, test.want)
			}
		})
	}
}

func TestEverySurfaceOfAUserAgentIsInTheTable(t *testing.T) {
	seen := make(map[methods.Surface]bool)
	for _, test := range userAgents {
		seen[test.want] = true
	}
	for _, s := range surfacesOfUserAgents {
		if !seen[s] {
			t.Errorf("no User-Agent in the table for surface %q", s)
		}
	}
}

// surfacesOfUserAgents are all that SurfaceOf may return.
var surfacesOfUserAgents = []methods.Surface{
	"",
	methods.SurfaceMobileWeb,
	methods.SurfaceDesktopWeb,
	methods.SurfaceWeChatBrowser,
	methods.SurfaceWeChatMiniProgram,
	methods.SurfaceAlipayBrowser,
	methods.SurfaceAlipayMiniProgram,
	methods.SurfaceWeComBrowser,
	methods.SurfaceInAppBrowser,
}

func TestSurfaceOfDoesNotAllocate(t *testing.T) {
	long := "Mozilla/5.0 (" + strings.Repeat("M Ali ; Q", 1<<20/9) + ")"
	for _, userAgent := range []string{userAgents[0].userAgent, "", long} {
		if n := testing.AllocsPerRun(3, func() { methods.SurfaceOf(userAgent) }); n != 0 {
			t.Errorf("SurfaceOf of %d bytes allocates %v times, want 0", len(userAgent), n)
		}
	}
}

func FuzzSurfaceOf(f *testing.F) {
	for _, test := range userAgents {
		f.Add(test.userAgent)
	}
	f.Add("Mozilla/5.0 (\xff\xfe Android")
	f.Fuzz(func(t *testing.T, userAgent string) {
		got := methods.SurfaceOf(userAgent)
		if !slices.Contains(surfacesOfUserAgents, got) {
			t.Errorf("SurfaceOf(%q) = %q, want one of %q", userAgent, got, surfacesOfUserAgents)
		}
		if again := methods.SurfaceOf(strings.Clone(userAgent)); again != got {
			t.Errorf("SurfaceOf(%q) = %q, then %q", userAgent, got, again)
		}
		// A host token decides whatever stands around it.
		if got := methods.SurfaceOf(userAgent + " wxwork/3.1"); got != methods.SurfaceWeComBrowser {
			t.Errorf("SurfaceOf(%q) = %q, want %q", userAgent+" wxwork/3.1", got, methods.SurfaceWeComBrowser)
		}
	})
}
