package analysis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// decemberOrder is an order on Taobao while WeChat's QR code was in pilot there.
func decemberOrder(surface methods.Surface, amount string, traits ...methods.Trait) routing.Order {
	return routing.Order{
		Platform: china.Taobao,
		Surface:  surface,
		Amount:   limits.MustParseMoney(amount),
		At:       time.Date(2023, 12, 1, 12, 0, 0, 0, time.FixedZone("", 8*60*60)),
		Traits:   traits,
	}
}

func ExamplePlanner_Plan() {
	planner, err := analysis.NewPlanner(china.Catalog())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, order := range []routing.Order{
		decemberOrder(methods.SurfaceApp, "300.01 CNY", china.NoBoundCard),
		decemberOrder(methods.SurfaceDesktopWeb, "300.00 CNY"),
		decemberOrder(methods.SurfaceApp, "88.00 CNY", china.NoBoundCard),
	} {
		plan, ok, err := planner.Plan(order, methods.WeChatQR)
		if err != nil || !ok {
			fmt.Println(ok, err)
			return
		}
		fmt.Println(order)
		fmt.Println(" ", plan.Text().EN)
		fmt.Println(" ", plan.Text().ZH)
	}
	// Output:
	// {"platform":"taobao","surface":"app","amount":"300.01 CNY","at":"2023-12-01T12:00:00+08:00","traits":["no_bound_card"]}
	//   Pay at most ¥300.00.
	//   请将金额降至 ¥300.00 或以下。
	// {"platform":"taobao","surface":"desktop_web","amount":"300.00 CNY","at":"2023-12-01T12:00:00+08:00"}
	//   Check out in the platform's app. If true, add to the order: “no bank card bound to the account”.
	//   请改在平台 App 中支付。如属实，请为订单补充标签：“未绑定银行卡”。
	// {"platform":"taobao","surface":"app","amount":"88.00 CNY","at":"2023-12-01T12:00:00+08:00","traits":["no_bound_card"]}
	//   Nothing has to change.
	//   无需调整。
}

// A planner keeps nothing of the catalog that it was made from.
func ExampleNewPlanner() {
	catalog := china.Catalog()
	planner, err := analysis.NewPlanner(catalog)
	if err != nil {
		fmt.Println(err)
		return
	}
	clear(catalog.Availability)
	plan, ok, err := planner.Plan(decemberOrder(methods.SurfaceApp, "500.00 CNY"), methods.WeChatQR)
	fmt.Println(ok, plan, err)
	// Output:
	// true Pay at most ¥300.00. If true, add to the order: “no bank card bound to the account”. <nil>
}

// The sentences are joined by what each language has between them.
func ExamplePlan_Text() {
	plan := analysis.Plan{Method: methods.WeChatQR, Steps: []routing.Remedy{
		{Do: routing.ActionMoveTo, Surfaces: []methods.Surface{methods.SurfaceApp}},
		{Do: routing.ActionPayAtMost, Amount: limits.MustParseMoney("300.00 CNY")},
	}}
	fmt.Println(plan.Text().EN)
	fmt.Println(plan.Text().ZH)
	// Output:
	// Check out in the platform's app. Pay at most ¥300.00.
	// 请改在平台 App 中支付。请将金额降至 ¥300.00 或以下。
}

// The zero Plan, which comes with false, is not that of an order that is fine as it
// is.
func ExamplePlan_String() {
	fmt.Println(analysis.Plan{})
	fmt.Println(analysis.Plan{Method: methods.WeChatQR})
	// Output:
	// Nothing in the order can change this.
	// Nothing has to change.
}

func ExamplePlan_MarshalJSON() {
	planner, err := analysis.NewPlanner(china.Catalog())
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, _, err := planner.Plan(decemberOrder(methods.SurfaceApp, "300.01 CNY", china.NoBoundCard), methods.WeChatQR)
	if err != nil {
		fmt.Println(err)
		return
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(plan); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "method": "wechat_qr",
	//   "steps": [
	//     {
	//       "remedy": {
	//         "do": "pay_at_most",
	//         "amount": "300.00 CNY"
	//       },
	//       "text": {
	//         "en": "Pay at most ¥300.00",
	//         "zh": "请将金额降至 ¥300.00 或以下"
	//       }
	//     }
	//   ],
	//   "order": {
	//     "platform": "taobao",
	//     "surface": "app",
	//     "amount": "300.00 CNY",
	//     "at": "2023-12-01T12:00:00+08:00",
	//     "traits": [
	//       "no_bound_card"
	//     ]
	//   },
	//   "offer": {
	//     "method": "wechat_qr",
	//     "name": {
	//       "en": "WeChat QR code payment",
	//       "zh": "微信扫码支付"
	//     },
	//     "product": "wechat_native",
	//     "flow": "qr_code",
	//     "api": "POST /v3/pay/transactions/native",
	//     "link_life": "2h",
	//     "payer": "buyer",
	//     "min": "0.01 CNY",
	//     "max": "300.00 CNY",
	//     "entry": "taobao.wechat_qr.2023",
	//     "limits": [
	//       "taobao.wechat_qr.single",
	//       "wechat.single"
	//     ],
	//     "sources": [
	//       "time_finance_2024",
	//       "worldpay_wechat",
	//       "ppro_wechat",
	//       "wechatpay_go",
	//       "beijing_gov_2024"
	//     ],
	//     "confidence": "medium",
	//     "conflict": "no second source for the audience, others say some users and some goods; the end is not stated, the direct jump of 20 February 2024 is the first that may have replaced it; WeChat Pay's own documents of 2025 refuse a code that is read from the album or by long press, which is how this one was used"
	//   }
	// }
}

func ExampleMethodError() {
	planner, err := analysis.NewPlanner(china.Catalog())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _, err = planner.Plan(decemberOrder(methods.SurfaceApp, "88.00 CNY"), "gift_card")
	var unknown *analysis.MethodError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Method)
	}
	fmt.Println(err)
	// Output:
	// gift_card
	// analysis: "gift_card" is not a method of the catalog
}
