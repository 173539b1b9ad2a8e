package methods_test

import "github.com/paymux/paymux/methods"

// hostCases are WeCom, WeChat and Alipay.
var hostCases = []headerCase{
	{"WeCom on iPhone", iPhone + "Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh ColorScheme/Light", methods.SurfaceWeComBrowser},
	{"WeCom on iPad", iPad + "Mobile/15E148 wxwork/4.1.20 MicroMessenger/7.0.1 Language/zh", methods.SurfaceWeComBrowser},
	{"WeCom on Android", webView + " wxwork/4.1.22 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh ColorScheme/Light", methods.SurfaceWeComBrowser},
	{"WeCom on Android with Tencent's engine", x5 + " wxwork/3.1.18 MicroMessenger/7.0.1 NetType/4G Language/zh", methods.SurfaceWeComBrowser},
	{"WeCom on Windows names WeChat for Windows too", windows + " Language/zh ColorScheme/Light wxwork/4.1.33 (MicroMessenger/6.2) WindowsWechat MailPlugin_Electron WeMail", methods.SurfaceWeComBrowser},
	{"WeCom on a Mac", macOS + " wxwork/4.1.31 MicroMessenger/6.2 MacWechat Language/zh", methods.SurfaceWeComBrowser},
	{"WeCom on HarmonyOS", harmony + " wxwork/4.1.36 MicroMessenger/7.0.1 Language/zh", methods.SurfaceWeComBrowser},
	{"WeCom that names a mini-program is still WeCom", iPhone + "Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh miniProgram/wx1111aaaa2222bbbb", methods.SurfaceWeComBrowser},

	{"WeChat on iPhone", iPhone + "Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/5G Language/zh_CN", methods.SurfaceWeChatBrowser},
	{"WeChat on iPad", iPad + "Mobile/15E148 MicroMessenger/8.0.42(0x18002a2a) NetType/WIFI Language/zh_TW", methods.SurfaceWeChatBrowser},
	{"WeChat on iPhone before it told its language", "Mozilla/5.0 (iPhone; CPU iPhone OS 8_1 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Mobile/12B411 MicroMessenger/6.0 NetType/3G", methods.SurfaceWeChatBrowser},
	{"WeChat on Android", webView + " XWEB/1160117 MMWEBSDK/20240301 MMWEBID/1234 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64", methods.SurfaceWeChatBrowser},
	{"WeChat on Android with Tencent's engine", x5 + " MMWEBID/4321 MicroMessenger/7.0.20.1781(0x27001439) Process/tools NetType/4G Language/zh_CN ABI/arm64", methods.SurfaceWeChatBrowser},
	{"WeChat on Android 4.2, whose engine has no space before its version", "Mozilla/5.0 (Linux; U; Android 4.2.2; zh-cn; RX-41 Build/JDQ39) AppleWebKit/533.1 (KHTML, like Gecko)Version/4.0 MQQBrowser/5.4 TBS/025438 Mobile Safari/533.1 MicroMessenger/6.2.5.50 NetType/WIFI", methods.SurfaceWeChatBrowser},
	{"WeChat on Android abroad", webView + " XWEB/5060 MMWEBSDK/20230303 MicroMessenger/8.0.33.2320(0x28002151) WeChat/arm64 GPVersion/1 NetType/WIFI Language/en ABI/arm64", methods.SurfaceWeChatBrowser},
	{"WeChat on HarmonyOS", harmony + " MicroMessenger/8.0.9.39(0xf3100927) Weixin NetType/WIFI Language/zh_CN", methods.SurfaceWeChatBrowser},
	{"WeChat on Windows Phone", "Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; IEMobile/11.0; NOKIA; Lumia 630) like iPhone OS 7_0_3 Mac OS X AppleWebKit/537 (KHTML, like Gecko) Mobile Safari/537 MicroMessenger/6.0", methods.SurfaceWeChatBrowser},
	{"WeChat's developer tools pass for an iPhone", iPhone + "Mobile/15E148 wechatdevtools/1.06.2402040 MicroMessenger/8.0.5 Language/zh_CN webview/", methods.SurfaceWeChatBrowser},

	{"WeChat for Windows", windows + " NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090b19) XWEB/11275 Flue", methods.SurfaceWeChatDesktop},
	{"WeChat 4 for Windows", windows + " NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541510) XWEB/17071 Flue", methods.SurfaceWeChatDesktop},
	{"WeChat for Windows on QQ Browser's engine", "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/53.0.2785.116 Safari/537.36 QBCore/4.0.1326.400 QQBrowser/9.0.2524.400 MicroMessenger/6.5.2.501 NetType/WIFI WindowsWechat", methods.SurfaceWeChatDesktop},
	{"WeChat for Windows in a header cut short", windows + " MicroMessenger/7.0.20", methods.SurfaceWeChatDesktop},
	{"WeChat for Mac", macOS + " NetType/WIFI MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.9(0x13080911) XWEB/1227 Flue", methods.SurfaceWeChatDesktop},
	{"WeChat for Mac on the system's engine", mac + " MicroMessenger/2.4.2(0x12040210) MacWechat NetType/WIFI WindowsWechat", methods.SurfaceWeChatDesktop},
	{"WeChat 4 for Mac", macOS + " NetType/WIFI MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.10(0x13080a11) UnifiedPCMacWechat(0xf2641015) XWEB/16990 Flue", methods.SurfaceWeChatDesktop},
	{"WeChat for Linux", linux + " NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) XWEB/11581 Flue", methods.SurfaceWeChatDesktop},
	{"WeChat on a HarmonyOS PC", "Mozilla/5.0 (PC; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 MicroMessenger/8.0.9.40(0xf3100928) Weixin NetType/WIFI Language/zh_CN", methods.SurfaceWeChatDesktop},

	{"page in a WeChat mini-program on iPhone", iPhone + "Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/WIFI Language/zh_CN miniProgram/wx1111aaaa2222bbbb", methods.SurfaceWeChatMiniProgram},
	{"page in a WeChat mini-program on iPhone, without its id", iPhone + "Mobile/15E148 MicroMessenger/7.0.14(0x17000e2e) NetType/4G Language/zh_CN miniProgram", methods.SurfaceWeChatMiniProgram},
	{"page in a WeChat mini-program on Android", webView + " XWEB/1160117 MicroMessenger/8.0.48.2580(0x28003036) Process/appbrand0 WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 miniProgram/wx1111aaaa2222bbbb", methods.SurfaceWeChatMiniProgram},
	{"WeChat mini-program's own request on Android", webView + " XWEB/1160117 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 MiniProgramEnv/android", methods.SurfaceWeChatMiniProgram},
	{"page in a WeChat mini-program on HarmonyOS", harmony + " MicroMessenger/8.0.9.39(0xf3100927) Weixin NetType/WIFI Language/zh_CN miniProgram/wx1111aaaa2222bbbb", methods.SurfaceWeChatMiniProgram},
	{"WeChat mini-program on Windows", windows + " MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Windows WindowsWechat/WMPF WindowsWechat(0x63090b19) XWEB/11275", methods.SurfaceWeChatMiniProgram},
	{"WeChat mini-program on a Mac", macOS + " MicroMessenger/6.8.0(0x16080000) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF MacWechat/3.8.9(0x13080911) XWEB/1227", methods.SurfaceWeChatMiniProgram},
	{"WeChat mini-program on a Mac of the years when it passed for an iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 11_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E217 MicroMessenger/6.8.0(0x16080000) NetType/WIFI Language/zh Branch/Br_trunk MiniProgramEnv/Mac", methods.SurfaceWeChatMiniProgram},

	{"Alipay on iPhone", iPhone + "Mobile/15E148 Ariver/1.1.0 AliApp(AP/10.5.86.6000) Nebula WK RVKType(1) AlipayDefined(nt:WIFI,ws:393|788|3.0) AlipayClient/10.5.86.6000 Language/zh-Hans Region/CN NebulaX/1.0.0", methods.SurfaceAlipayBrowser},
	{"Alipay on iPad", iPad + "Mobile/15E148 AliApp(AP/10.3.10.6000) Nebula AlipayDefined(nt:WIFI) AlipayClient/10.3.10.6000 Language/zh-Hans", methods.SurfaceAlipayBrowser},
	{"Alipay on Android with UC's engine", unmarked + " UWS/3.22.2.67 UCBS/3.22.2.67_230904160002 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI,ws:360|0|3.0) AliApp(AP/10.5.80.8000) AlipayClient/10.5.80.8000 Language/zh-Hans", methods.SurfaceAlipayBrowser},
	{"Alipay on Android when it named UC Browser", before44 + " UCBrowser/1.0.0.100 U3/0.8.0 AlipayDefined(nt:WIFI,ws:360|592|3.0) AliApp(AP/9.5.3.030408) AlipayClient/9.5.3.030408 Language/zh-Hans", methods.SurfaceAlipayBrowser},
	{"Alipay on HarmonyOS", harmony + " AliApp(AP/10.6.50.8000) AlipayClient/10.6.50.8000 Language/zh-Hans", methods.SurfaceAlipayBrowser},
	{"Alipay without its client token", iPhone + "Mobile/15E148 AliApp(AP/10.0.1.123008) Nebula", methods.SurfaceAlipayBrowser},
	{"Alipay with its client token alone", webView + " AlipayClient/10.5.80.8000 Language/zh-Hans", methods.SurfaceAlipayBrowser},
	{"page in an Alipay mini-program on iPhone", iPhone + "Mobile/15E148 Ariver/1.1.0 AliApp(AP/10.5.86.6000) Nebula AlipayDefined(nt:4G) AlipayClient/10.5.86.6000 Language/zh-Hans Region/CN MiniProgram APXWebView NebulaX/1.0.0", methods.SurfaceAlipayMiniProgram},
	{"page in an Alipay mini-program on Android", unmarked + " UWS/3.22.2.67 Nebula AlipayDefined(nt:5G) AliApp(AP/10.5.80.8000) AlipayClient/10.5.80.8000 Language/zh-Hans Region/CNAriver/1.0.0 MiniProgram APXWebView", methods.SurfaceAlipayMiniProgram},
	{"page in an Alipay mini-program without the client token", iPhone + "Mobile/15E148 AliApp(AP/10.3.0.6000) Nebula MiniProgram", methods.SurfaceAlipayMiniProgram},
	{"WeChat's mini-program token counts for nothing in Alipay", iPhone + "Mobile/15E148 AliApp(AP/10.5.86.6000) AlipayClient/10.5.86.6000 miniProgram", methods.SurfaceAlipayBrowser},
	{"Alipay's mini-program token counts for nothing in WeChat", iPhone + "Mobile/15E148 MicroMessenger/8.0.48(0x18003030) MiniProgram", methods.SurfaceWeChatBrowser},
}
