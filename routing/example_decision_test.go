package routing_test

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// decisionOn is what the marketplace decides about an amount.
func decisionOn(amount string) routing.Decision {
	decision, err := routing.MustCompile(marketplace()).Route(orderOf(amount))
	if err != nil {
		log.Fatal(err)
	}
	return decision
}

func ExampleDecision_OrderID() {
	fmt.Println(decisionOn("300.01 CNY").OrderID())
	// Output: o1
}

func ExampleDecision_Amount() {
	fmt.Println(decisionOn("300.01 CNY").Amount())
	// Output: 300.01 CNY
}

// Reloaded catalogs have versions of their own: a log tells which of them decided.
func ExampleDecision_Catalog() {
	name, version := decisionOn("300.01 CNY").Catalog()
	fmt.Printf("decided by %s %s\n", name, version)
	// Output: decided by marketplace 2023-12
}

func ExampleDecision_Offers() {
	for _, offer := range decisionOn("300.00 CNY").Offers() {
		fmt.Printf("%s: call %s, for %s\n", offer.Method, offer.Product.ID, offer.Headroom)
	}
	// Output:
	// alipay: call alipay_app, for any amount
	// wechat_qr: call wechat_native, for at most 300.00 CNY
}

// A checkout that serves many orders keeps one decision for each of its goroutines, and
// reads it where it lies.
func ExampleDecision_OffersSeq() {
	router := routing.MustCompile(marketplace())
	var decision routing.Decision
	for _, amount := range []string{"300.00 CNY", "300.01 CNY"} {
		if err := router.RouteInto(&decision, orderOf(amount)); err != nil {
			log.Fatal(err)
		}
		fmt.Println(amount)
		for offer := range decision.OffersSeq() {
			fmt.Printf("  %s: call %s, for %s\n", offer.Method(), offer.ProductID(), offer.Headroom())
		}
		for excluded := range decision.ExcludedSeq() {
			for reason := range excluded.ReasonsSeq() {
				fmt.Printf("  not %s: %s, by %s\n", excluded.Method(), reason.Code, reason.Rule)
			}
		}
	}
	// Output:
	// 300.00 CNY
	//   alipay: call alipay_app, for any amount
	//   wechat_qr: call wechat_native, for at most 300.00 CNY
	// 300.01 CNY
	//   alipay: call alipay_app, for any amount
	//   not wechat_qr: above_max, by wechat_qr.single
}

// The handler that charges decides again about the method that the buyer has picked.
func ExampleDecision_Offer() {
	offer, ok := decisionOn("300.00 CNY").Offer(methods.WeChatQR)
	fmt.Println(ok, offer.Product.ID, offer.Product.LinkLife, offer.Limits)
	_, ok = decisionOn("300.01 CNY").Offer(methods.WeChatQR)
	fmt.Println(ok)
	// Output:
	// true wechat_native 2h0m0s [wechat_qr.single]
	// false
}

func ExampleDecision_Excluded() {
	for _, exclusion := range decisionOn("300.01 CNY").Excluded() {
		for _, reason := range exclusion.Reasons {
			fmt.Println(exclusion.Method, reason.Code, reason.Rule, reason.Over)
		}
	}
	// Output: wechat_qr above_max wechat_qr.single 0.01 CNY
}

func ExampleDecision_Why() {
	decision := decisionOn("300.01 CNY")
	for _, method := range []methods.ID{methods.Alipay, methods.WeChatQR, china.JDPay} {
		exclusion, excluded := decision.Why(method)
		if !excluded {
			fmt.Println(method, "is offered")
			continue
		}
		for _, reason := range exclusion.Reasons {
			fmt.Printf("%s: %s\n", method, reason.Text().EN)
		}
	}
	// Output:
	// alipay is offered
	// wechat_qr: ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit
	// jd_pay: The catalog has no entry for this method on this platform
}

func ExampleDecision_String() {
	fmt.Println(decisionOn("300.01 CNY"))
	// Output:
	// Order o1: ¥300.01 on marketplace at 2023-12-15 12:00 UTC+08:00
	// Catalog marketplace 2023-12
	//
	// Offered
	//   #  METHOD  ID      PRODUCT     FLOW        HEADROOM        ENTRY
	//   1  Alipay  alipay  alipay_app  app switch  no known limit  alipay.live
	//
	// Not offered
	//   WeChat QR code payment  wechat_qr
	//     above_max  ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit  [wechat_qr.single]
	//                → Pay at most ¥300.00
}

func ExampleDecision_GoString() {
	decision := decisionOn("300.01 CNY")
	fmt.Println(fmt.Sprintf("%#v", decision) == decision.String())
	// Output: true
}

func ExampleDecision_Table() {
	fmt.Println(decisionOn("300.01 CNY").Table("zh"))
	// Output:
	// 订单 o1：¥300.01，平台：marketplace，2023年12月15日 12:00（北京时间）
	// 目录 marketplace 2023-12
	//
	// 可用的支付方式
	//   #  支付方式  ID      支付产品    支付流程  可付金额      条目
	//   1  支付宝    alipay  alipay_app  跳转 App  暂无已知限额  alipay.live
	//
	// 不可用的支付方式
	//   微信扫码支付  wechat_qr
	//     above_max  ¥300.01 超过单笔限额 ¥300.00，超出 ¥0.01  [wechat_qr.single]
	//                → 请将金额降至 ¥300.00 或以下
}

func ExampleDecision_LogValue() {
	stdout().Info("routed", "decision", decisionOn("300.01 CNY"))
	// Output: level=INFO msg=routed decision.order=o1 decision.platform=marketplace decision.surface=app decision.amount="300.01 CNY" decision.catalog=2023-12 decision.offered=[alipay] decision.excluded.wechat_qr=above_max:wechat_qr.single
}

// A server keeps a decision and a buffer for each of its goroutines.
func ExampleDecision_AppendJSON() {
	router := routing.MustCompile(marketplace())
	var decision routing.Decision
	var buffer []byte
	for _, amount := range []string{"300.00 CNY", "300.01 CNY"} {
		err := router.RouteInto(&decision, orderOf(amount))
		if err == nil {
			buffer, err = decision.AppendJSON(buffer[:0])
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(amount, json.Valid(buffer))
	}
	// Output:
	// 300.00 CNY true
	// 300.01 CNY true
}

func ExampleDecision_MarshalJSON() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(decisionOn("300.01 CNY")); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {
	//   "order": "o1",
	//   "catalog": {
	//     "name": "marketplace",
	//     "version": "2023-12"
	//   },
	//   "offers": [
	//     {
	//       "method": "alipay",
	//       "name": {
	//         "en": "Alipay",
	//         "zh": "支付宝"
	//       },
	//       "product": "alipay_app",
	//       "flow": "app_switch",
	//       "payer": "buyer",
	//       "rank": 1,
	//       "entry": "alipay.live",
	//       "sources": [
	//         "terms"
	//       ]
	//     }
	//   ],
	//   "excluded": [
	//     {
	//       "method": "wechat_qr",
	//       "name": {
	//         "en": "WeChat QR code payment",
	//         "zh": "微信扫码支付"
	//       },
	//       "undecided": false,
	//       "reasons": [
	//         {
	//           "code": "above_max",
	//           "rule": "wechat_qr.single",
	//           "sources": [
	//             "terms"
	//           ],
	//           "requested": "300.01 CNY",
	//           "limit": "300.00 CNY",
	//           "over": "0.01 CNY",
	//           "remedy": {
	//             "do": "pay_at_most",
	//             "amount": "300.00 CNY"
	//           },
	//           "text": {
	//             "en": "¥300.01 is ¥0.01 over the ¥300.00 single-payment limit",
	//             "zh": "¥300.01 超过单笔限额 ¥300.00，超出 ¥0.01"
	//           }
	//         }
	//       ]
	//     }
	//   ]
	// }
}

func ExampleOffer_MarshalJSON() {
	offer, _ := decisionOn("300.00 CNY").Offer(methods.WeChatQR)
	data, err := offer.MarshalJSON()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output: {"method":"wechat_qr","name":{"en":"WeChat QR code payment","zh":"微信扫码支付"},"product":"wechat_native","flow":"qr_code","link_life":"2h","payer":"buyer","rank":2,"max":"300.00 CNY","entry":"wechat_qr.pilot","limits":["wechat_qr.single"],"sources":["terms"]}
}

func ExampleExclusion_MarshalJSON() {
	exclusion, _ := decisionOn("300.01 CNY").Why(china.JDPay)
	data, err := exclusion.MarshalJSON()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", data)
	// Output: {"method":"jd_pay","undecided":false,"reasons":[{"code":"not_listed","remedy":{"do":"none"},"text":{"en":"The catalog has no entry for this method on this platform","zh":"目录中没有该支付方式在该平台的条目"}}]}
}
