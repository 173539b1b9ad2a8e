package routing_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func ExampleReason_Text() {
	exclusion, _ := decisionOn("300.01 CNY").Why(methods.WeChatQR)
	for _, reason := range exclusion.Reasons {
		fmt.Println(reason.Text().EN)
		fmt.Println(reason.Text().ZH)
	}
	// Output:
	// ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit
	// ¥300.01 超过单笔限额 ¥300.00，超出 ¥0.01
}

// A stranger, on a phone's browser: each reason has its remedy.
func ExampleRemedy_Text() {
	order := orderOf("80.00 CNY")
	order.Surface, order.Traits = methods.SurfaceMobileWeb, nil
	decision, err := routing.MustCompile(marketplace()).Route(order)
	if err != nil {
		log.Fatal(err)
	}
	exclusion, _ := decision.Why(methods.WeChatQR)
	for _, reason := range exclusion.Reasons {
		fmt.Printf("%s: %s\n", reason.Code, reason.Remedy.Text().EN)
		fmt.Printf("%s: %s\n", reason.Code, reason.Remedy.Text().ZH)
	}
	// Output:
	// surface: Check out in the platform's app
	// surface: 请改在平台 App 中支付
	// audience: If true, add to the order: “no bank card bound”
	// audience: 如属实，请为订单补充标签：“未绑定银行卡”
}

func ExampleReason_MarshalJSON() {
	reason := routing.Reason{
		Code: routing.CodeCapReached, Rule: "wechat_qr.day",
		Requested: limits.MustParseMoney("100 CNY"), Limit: limits.MustParseMoney("500 CNY"),
		Used: limits.MustParseMoney("500 CNY"), Over: limits.MustParseMoney("100 CNY"),
		Counter: "wechat_qr.day", Window: limits.Day(8 * time.Hour),
		Remedy: routing.Remedy{Do: routing.ActionNone},
	}
	data, err := reason.MarshalJSON()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output: {"code":"cap_reached","rule":"wechat_qr.day","requested":"100.00 CNY","limit":"500.00 CNY","used":"500.00 CNY","over":"100.00 CNY","counter":"wechat_qr.day","remedy":{"do":"none"},"text":{"en":"The ¥500.00 daily limit is used up","zh":"单日累计限额 ¥500.00 已用完"}}
}

func ExampleRemedy_MarshalJSON() {
	remedy := routing.Remedy{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{methods.SurfaceApp, methods.SurfaceDesktopWeb}}
	data, err := remedy.MarshalJSON()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output: {"do":"move_to","surfaces":["app","desktop_web"]}
}

func ExampleCodes() {
	for _, code := range routing.Codes() {
		if code.IsUndecided() {
			fmt.Println(code)
		}
	}
	// Output:
	// unreported
	// unknown_surface
	// unknown_region
	// unknown_trait
	// unknown_buyer
	// unknown_usage
	// limit_currency
	// limit_error
}

func ExampleCode_IsUndecided() {
	fmt.Println(routing.CodeAboveMax.IsUndecided(), routing.CodeUnknownUsage.IsUndecided())
	// Output: false true
}
