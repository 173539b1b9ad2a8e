package methods_test

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/methods"
)

// A pilot for buyers without a bound card or without a balance, told as the
// statement that a catalog holds.
func Example() {
	beijing := time.FixedZone("", 8*60*60)
	pilot := methods.Availability{
		ID:     "taobao.wechat_qr.2023",
		Method: methods.WeChatQR,
		Status: methods.StatusPilot,
		When: methods.Match{
			Platforms: []methods.Platform{"taobao"},
			Surfaces:  []methods.Surface{methods.SurfaceApp},
			Audience:  [][]methods.Trait{{"no_bound_card"}, {"no_balance"}},
			Period:    methods.Period{From: time.Date(2023, 11, 30, 0, 0, 0, 0, beijing)},
		},
		Evidence: methods.Evidence{
			Stated:     "in November of last year",
			Confidence: methods.ConfidenceMedium,
			Sources:    []string{"time_finance_2024"},
		},
	}

	fmt.Println(methods.ValidID(pilot.ID), pilot.Status.Grants())
	fmt.Println(pilot.When.Period.Contains(time.Date(2023, 12, 15, 0, 0, 0, 0, beijing)))
	// Output:
	// true true
	// true
}

func ExampleSurfaceOf() {
	for _, userAgent := range []string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/4G Language/zh_CN",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Weibo (iPhone15,3__weibo__14.4.2__iphone__os17.4)",
		"Mozilla/5.0 (Linux; Android 13; V2217A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.5845.92 Mobile Safari/537.36 VivoBrowser/20.5.0.0",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36",
		"curl/8.5.0",
	} {
		fmt.Printf("%q\n", methods.SurfaceOf(userAgent))
	}
	// Output:
	// "wechat_browser"
	// "in_app_browser"
	// "mobile_web"
	// "desktop_web"
	// ""
}

// A WeChat mini program asks the shop's server from an iPhone. In a handler the map is
// the request's Header.
func ExampleSurfaceOfHeader() {
	header := map[string][]string{
		"User-Agent": {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.48(0x18003030) NetType/4G Language/zh_CN"},
		"Referer":    {"https://servicewechat.com/wx1111aaaa2222bbbb/12/page-frame.html"},
	}
	fmt.Println(methods.SurfaceOf(header["User-Agent"][0]))
	fmt.Println(methods.SurfaceOfHeader(header))
	// Output:
	// wechat_browser
	// wechat_mini_program
}

func ExampleSurfaces() {
	for _, s := range methods.Surfaces() {
		fmt.Println(s)
	}
	// Output:
	// app
	// mobile_web
	// desktop_web
	// wechat_browser
	// wechat_desktop
	// wechat_mini_program
	// alipay_browser
	// alipay_mini_program
	// wecom_browser
	// in_app_browser
}

func ExampleValidID() {
	fmt.Println(methods.ValidID("taobao.wechat_qr.2023"))
	fmt.Println(methods.ValidID("Taobao WeChat QR"))
	// Output:
	// true
	// false
}

func ExampleRegion_IsValid() {
	fmt.Println(methods.China.IsValid(), methods.Region("China").IsValid())
	// Output: true false
}

func ExampleRegion_IsAssigned() {
	for _, r := range []methods.Region{"CN", "XK", "UK", "EU", "ZZ"} {
		fmt.Println(r, r.IsAssigned())
	}
	// Output:
	// CN true
	// XK true
	// UK false
	// EU false
	// ZZ false
}

func ExampleRegion_Suggestion() {
	for _, r := range []methods.Region{"UK", "EL", "EU"} {
		meant, ok := r.Suggestion()
		fmt.Printf("%s: %q %v\n", r, meant, ok)
	}
	// Output:
	// UK: "GB" true
	// EL: "GR" true
	// EU: "" false
}

func ExampleMatch_IsZero() {
	everyOrder := methods.Match{}
	cardless := methods.Match{Audience: [][]methods.Trait{{"no_bound_card"}}}
	fmt.Println(everyOrder.IsZero(), cardless.IsZero())
	// Output: true false
}

func ExamplePeriod_Contains() {
	beijing := time.FixedZone("", 8*60*60)
	batches := methods.Period{
		From:  time.Date(2024, 9, 12, 0, 0, 0, 0, beijing),
		Until: time.Date(2024, 9, 27, 0, 0, 0, 0, beijing),
	}
	fmt.Println(batches.Contains(batches.From), batches.Contains(batches.Until))
	// Output: true false
}

func ExamplePeriod_IsZero() {
	allTime := methods.Period{}
	since2024 := methods.Period{From: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	fmt.Println(allTime.IsZero(), since2024.IsZero())
	// Output: true false
}

func ExampleProduct_Serves() {
	jsapi := methods.Product{ID: "wechat_jsapi", Surfaces: []methods.Surface{methods.SurfaceWeChatBrowser}}
	fmt.Println(jsapi.Serves(methods.SurfaceWeChatBrowser), jsapi.Serves(methods.SurfaceAlipayBrowser))
	// Output: true false
}

func ExampleRollout_Includes() {
	rollout := methods.Rollout{BasisPoints: 500, Salt: "wechat-qr"} // 5 %
	in := 0
	for i := range 10_000 {
		if rollout.Includes(fmt.Sprintf("buyer-%d", i)) {
			in++
		}
	}
	fmt.Println(in, "of 10,000 buyers")
	fmt.Println(rollout.Includes(""), "for a buyer who is not known")
	// Output:
	// 517 of 10,000 buyers
	// false for a buyer who is not known
}

func ExampleRollout_IsSet() {
	none := methods.Rollout{}
	nobody := methods.Rollout{Salt: "wechat-qr"}
	fmt.Println(none.IsSet(), nobody.IsSet())
	// Output: false true
}

func ExampleBucket() {
	fmt.Println(methods.Bucket("wechat-qr", "b1"), "of", methods.Buckets)
	// Output: 5618 of 10000
}

func ExampleSaltOf() {
	salt := methods.SaltOf("wechat-qr")
	for _, buyer := range []string{"b1", "b2"} {
		fmt.Println(salt.Bucket(buyer) == methods.Bucket("wechat-qr", buyer))
	}
	// Output:
	// true
	// true
}

func ExampleSaltState_Bucket() {
	salt := methods.SaltOf("wechat-qr")
	fmt.Println(salt.Bucket("b1"), salt.Bucket("b2"))
	// Output: 5618 1695
}

func ExampleStatus_Grants() {
	for _, status := range methods.Statuses() {
		fmt.Println(status, status.Grants())
	}
	// Output:
	// announced false
	// applied false
	// pilot true
	// live true
	// withdrawn false
	// absent false
	// unreported false
}

func ExampleStatuses() {
	fmt.Println(methods.Statuses())
	// Output: [announced applied pilot live withdrawn absent unreported]
}

func ExampleConfidences() {
	fmt.Println(methods.Confidences())
	// Output: [high medium low]
}

func ExamplePayers() {
	fmt.Println(methods.Payers())
	// Output: [buyer friend]
}

func ExampleFlows() {
	fmt.Println(methods.Flows())
	// Output: [in_app app_switch redirect qr_code share_link hand_off]
}
