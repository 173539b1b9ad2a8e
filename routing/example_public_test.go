package routing_test

import (
	"encoding/json"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// kiosk takes three methods: one up to 300 yuan a payment and 1,000 a day for each buyer,
// one up to 3,000 a payment and 5,000 a day for the whole shop, and one in the daytime.
func kiosk() routing.Catalog {
	contract := methods.Evidence{Sources: []string{"contract"}}
	live := func(method methods.ID) methods.Availability {
		return methods.Availability{ID: string(method) + ".live", Method: method, Status: methods.StatusLive, Evidence: contract}
	}
	daytime := live(methods.FriendPay)
	daytime.When.Hours = []methods.Hours{{From: 7 * time.Hour, Until: 23 * time.Hour}}
	day := limits.Day(8 * time.Hour)
	return routing.Catalog{
		Zone:         8 * time.Hour,
		Sources:      []methods.Source{{ID: "contract", Title: "Our contracts with the wallets"}},
		Methods:      []methods.Method{{ID: methods.Alipay}, {ID: methods.WeChatPay}, {ID: methods.FriendPay}},
		Platforms:    []routing.PlatformInfo{{ID: "kiosk"}},
		Availability: []methods.Availability{live(methods.Alipay), live(methods.WeChatPay), daytime},
		Limits: []routing.LimitRule{
			{ID: "alipay.single", Methods: []methods.ID{methods.Alipay}, Limit: limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}, Evidence: contract},
			{ID: "alipay.day", Methods: []methods.ID{methods.Alipay}, Evidence: contract, Limit: limits.Cap{
				Max: limits.MustParseMoney("1000.00 CNY"), Window: day, Counter: "alipay.day", Per: []limits.Subject{limits.Buyer},
			}},
			{ID: "wechat_pay.single", Methods: []methods.ID{methods.WeChatPay}, Limit: limits.Cap{Max: limits.MustParseMoney("3000.00 CNY")}, Evidence: contract},
			{ID: "wechat_pay.day", Methods: []methods.ID{methods.WeChatPay}, Evidence: contract, Limit: limits.Cap{
				Max: limits.MustParseMoney("5000.00 CNY"), Window: day, Counter: "wechat_pay.day",
			}},
		},
	}
}

// The browser is told what the buyer can do, and nothing of the rules. The buyer's own
// total shows; what the shop has taken today does not.
func ExampleDecision_Public() {
	router := routing.MustCompile(kiosk())
	decision, err := router.Route(routing.Order{
		ID: "o1", Platform: "kiosk", Amount: limits.MustParseMoney("250.01 CNY"),
		At: time.Date(2026, 11, 11, 4, 30, 0, 0, time.FixedZone("", 8*60*60)),
		Usage: limits.Usage{
			"alipay.day":     {Amount: limits.MustParseMoney("750.00 CNY")},
			"wechat_pay.day": {Amount: limits.MustParseMoney("4740.00 CNY")},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	public := decision.Public()
	for _, excluded := range public.Excluded {
		fmt.Println(excluded.Method, excluded.Text.EN, excluded.Text.ZH)
	}
	data, err := json.Marshal(public)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.ReplaceAll(string(data), ",{", ",\n{"))
	// Output:
	// alipay Only for payments up to ¥250.00; more from midnight 仅支持 ¥250.00 及以下的订单，明天 00:00 后额度恢复
	// friend_pay Available from 07:00 今天 07:00 起可用
	// {"order":"o1","offers":[{"method":"wechat_pay","max":"3000.00 CNY"}],"excluded":[{"method":"alipay","code":"cap_reached","remedy":{"do":"pay_at_most","amount":"250.00 CNY"},"text":{"en":"Only for payments up to ¥250.00; more from midnight","zh":"仅支持 ¥250.00 及以下的订单，明天 00:00 后额度恢复"}},
	// {"method":"friend_pay","code":"outside_hours","remedy":{"do":"wait_until","until":"2026-11-11T07:00:00+08:00"},"text":{"en":"Available from 07:00","zh":"今天 07:00 起可用"}}]}
}

func ExamplePublic_MarshalJSON() {
	data, err := json.Marshal(decisionOn("300.01 CNY").Public())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Contains(string(data), `"pay_at_most"`))
	// Output: true
}

func ExamplePublic_AppendJSON() {
	public := decisionOn("300.01 CNY").Public()
	buffer := public.AppendJSON([]byte("event: "))
	fmt.Println(strings.HasPrefix(string(buffer), `event: {"order":"o1","offers":[`))
	// Output: true
}
