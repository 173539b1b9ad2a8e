package routing_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// What is not offered, and which rule says so, without the texts of [routing.Decision.Excluded].
func ExampleDecision_ExcludedSeq() {
	decision := decisionOn("300.01 CNY")
	for excluded := range decision.ExcludedSeq() {
		fmt.Println(excluded.Method())
	}
	// Output: wechat_qr
}

// lastOffer is the last of the offers.
func lastOffer(decision *routing.Decision) routing.OfferView {
	var last routing.OfferView
	for offer := range decision.OffersSeq() {
		last = offer
	}
	return last
}

func ExampleOfferView_Method() {
	decision := decisionOn("300.00 CNY")
	fmt.Println(lastOffer(&decision).Method())
	// Output: wechat_qr
}

func ExampleOfferView_Name() {
	decision := decisionOn("300.00 CNY")
	fmt.Println(lastOffer(&decision).Name().ZH)
	// Output: 微信扫码支付
}

func ExampleOfferView_ProductID() {
	decision := decisionOn("300.00 CNY")
	fmt.Println(lastOffer(&decision).ProductID())
	// Output: wechat_native
}

func ExampleOfferView_Flow() {
	decision := decisionOn("300.00 CNY")
	fmt.Println(lastOffer(&decision).Flow())
	// Output: qr_code
}

func ExampleOfferView_API() {
	var decision routing.Decision
	err := routing.MustCompile(china.Catalog()).RouteInto(&decision, routing.Order{
		Platform: china.Pinduoduo, Surface: methods.SurfaceApp, Amount: limits.MustParseMoney("100.00 CNY"),
		At: time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		log.Fatal(err)
	}
	for offer := range decision.OffersSeq() {
		if offer.Method() == methods.WeChatPay {
			fmt.Println(offer.API())
		}
	}
	// Output: POST /v3/pay/transactions/app
}

func ExampleOfferView_Entry() {
	decision := decisionOn("300.00 CNY")
	fmt.Println(lastOffer(&decision).Entry())
	// Output: wechat_qr.pilot
}

func ExampleOfferView_Headroom() {
	decision := decisionOn("299.00 CNY")
	fmt.Println(lastOffer(&decision).Headroom())
	// Output: at most 300.00 CNY
}

// A ledger reserves a payment against the caps on totals that apply to it.
func ExampleOfferView_CapsSeq() {
	decision := decisionOn("300.00 CNY")
	total := 0
	for range lastOffer(&decision).CapsSeq() {
		total++
	}
	fmt.Println(total, "caps on totals")
	// Output: 0 caps on totals
}

// firstExcluded is the first of the exclusions.
func firstExcluded(decision *routing.Decision) routing.ExclusionView {
	for excluded := range decision.ExcludedSeq() {
		return excluded
	}
	return routing.ExclusionView{}
}

func ExampleExclusionView_Method() {
	decision := decisionOn("300.01 CNY")
	fmt.Println(firstExcluded(&decision).Method())
	// Output: wechat_qr
}

func ExampleExclusionView_Name() {
	decision := decisionOn("300.01 CNY")
	fmt.Println(firstExcluded(&decision).Name().ZH)
	// Output: 微信扫码支付
}

func ExampleExclusionView_IsUndecided() {
	decision := decisionOn("300.01 CNY")
	fmt.Println(firstExcluded(&decision).IsUndecided())
	// Output: false
}

func ExampleExclusionView_ReasonsSeq() {
	decision := decisionOn("300.01 CNY")
	for reason := range firstExcluded(&decision).ReasonsSeq() {
		fmt.Println(reason.Code, reason.Rule)
	}
	// Output: above_max wechat_qr.single
}
