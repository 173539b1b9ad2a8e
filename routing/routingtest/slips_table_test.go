package routingtest_test

// slip is a mistake that people make in a catalog: a part of its text that another
// replaces.
type slip struct{ catalog, name, old, new string }

// slips were composed from the documentation alone, before the kit was made to look for
// any of them. They stay as they are.
var slips = []slip{
	{"corner_shop", "a method misspelled in an entry", `"method": "friend_pay", "status"`, `"method": "freind_pay", "status"`},
	{"corner_shop", "a surface misspelled in an entry", `"surfaces": ["desktop_web", "mobile_web"]}, "sources"`, `"surfaces": ["desktop_web", "mobil_web"]}, "sources"`},
	{"corner_shop", "a surface misspelled in a product", `"wechat_jsapi", "surfaces": ["wechat_browser"]`, `"wechat_jsapi", "surfaces": ["wechat_browsers"]`},
	{"corner_shop", "a surface misspelled in a limit", `"when": {"surfaces": ["mobile_web"]}, "max"`, `"when": {"surfaces": ["mobile-web"]}, "max"`},
	{"corner_shop", "amounts in fen", `"max": "2000.00 CNY", "window"`, `"max": "200000.00 CNY", "window"`},
	{"corner_shop", "a daily total below the single payment", `"max": "2000.00 CNY", "window"`, `"max": "200.00 CNY", "window"`},
	{"corner_shop", "minimum and maximum exchanged", `"min": "0.01 CNY", "max": "50000.00 CNY"`, `"min": "50000.00 CNY", "max": "0.01 CNY"`},
	{"corner_shop", "a total without whose it is", "\n     \"per\": [\"buyer\"], \"sources\": [\"shop_rules\"]}]", ` "sources": ["shop_rules"]}]`},
	{"corner_shop", "a limit for a method meant for all", `{"id": "friend_pay.single", "methods": ["friend_pay"], "max"`, `{"id": "friend_pay.single", "max"`},
	{"corner_shop", "a specific limit above the general one", `"wechat_pay.h5", "methods": ["wechat_pay"], "when": {"surfaces": ["mobile_web"]}, "max": "10000.00 CNY"`, `"wechat_pay.h5", "methods": ["wechat_pay"], "when": {"surfaces": ["mobile_web"]}, "max": "60000.00 CNY"`},
	{"corner_shop", "the year of a start mistyped", `"from": "2026-06-01"`, `"from": "2062-06-01"`},
	{"corner_shop", "the excepted trait required instead", `"when": {"from": "2026-06-01"}, "except": [{"audience": [["new_buyer"]]}]`, `"when": {"from": "2026-06-01", "audience": [["new_buyer"]]}, "except": [{"audience": [["new_buyer"]]}]`},

	{"bazaar", "a trait misspelled", `"audience": [["seller_accepts_wechat_pay"]], "from"`, `"audience": [["seller_accept_wechat_pay"]], "from"`},
	{"bazaar", "both traits needed instead of either", `[["tobacco"], ["virtual_goods"]]`, `[["tobacco", "virtual_goods"]]`},
	{"bazaar", "the pilot ends a month before the live entry starts", `"from": "2026-03-01", "until": "2026-06-01"`, `"from": "2026-03-01", "until": "2026-05-01"`},
	{"bazaar", "the pilot runs beyond the start of the live entry", `"from": "2026-03-01", "until": "2026-06-01"`, `"from": "2026-03-01", "until": "2026-07-01"`},
	{"bazaar", "the last day of the pilot as its end", `"until": "2026-06-01"`, `"until": "2026-05-31"`},
	{"bazaar", "nested in the wrong method", `"within": "alipay",`, `"within": "wechat_pay",`},
	{"bazaar", "a share of one as if it were a percentage", `"percent": "10"`, `"percent": "0.1"`},
	{"bazaar", "a share of a thousand percent", `"percent": "10"`, `"percent": "1000"`},
	{"bazaar", "a pilot for everybody", `"percent": "10"`, `"percent": "100"`},
	{"bazaar", "a limit copied with its old method", `{"id": "cash_on_delivery.single", "methods": ["cash_on_delivery"], "max"`, `{"id": "cash_on_delivery.single", "methods": ["alipay"], "max"`},
	{"bazaar", "a minimum above the maximum of another rule", `{"id": "cash_on_delivery.single", "methods": ["cash_on_delivery"], "max": "3000.00 CNY"`, `{"id": "cash_on_delivery.single", "methods": ["huabei"], "min": "30000.00 CNY"`},
	{"bazaar", "an entry copied to another platform without the change", `{"id": "wechat_pay.live", "method": "wechat_pay", "status": "live", "rank": 2,`, `{"id": "alipay.lite", "method": "alipay", "status": "live", "rank": 1, "when": {"platforms": ["bazaar_lite"]}, "sources": ["terms"]},
    {"id": "wechat_pay.live", "method": "wechat_pay", "status": "live", "rank": 2,`},

	{"voyage", "a bound in another currency", `"alipay_hk.single", "methods": ["alipay_hk"], "max": "30000.00 HKD"`, `"alipay_hk.single", "methods": ["alipay_hk"], "max": "30000.00 CNY"`},
	{"voyage", "a limit of one currency for orders in all", `{"id": "card.usd", "methods": ["card"], "when": {"currencies": ["USD"]}, "min"`, `{"id": "card.usd", "methods": ["card"], "min"`},
	{"voyage", "when and bound in two currencies", `"when": {"currencies": ["EUR"]}, "min": "0.50 EUR", "max": "10000.00 EUR"`, `"when": {"currencies": ["EUR"]}, "min": "0.50 USD", "max": "10000.00 USD"`},
	{"voyage", "a currency code that is none", `"currencies": ["CNY", "HKD", "EUR", "USD"]`, `"currencies": ["RMB", "HKD", "EUR", "USD"]`},
	{"voyage", "a country written as people say it", `"regions": ["DE", "FR", "NL", "ES", "IT"]`, `"regions": ["DE", "FR", "NL", "SP", "IT"]`},
	{"voyage", "a region of another method", `"currencies": ["EUR"], "regions": ["NL"], "until"`, `"currencies": ["EUR"], "regions": ["HK"], "until"`},
	{"voyage", "a currency forgotten by the limits", `"currencies": ["CNY", "HKD", "EUR", "USD"]`, `"currencies": ["CNY", "HKD", "EUR", "USD", "JPY"]`},
	{"voyage", "a monthly total below the single payment", `"max": "15000.00 EUR", "window"`, `"max": "1500.00 EUR", "window"`},
	{"voyage", "the end before the start", `"regions": ["NL"], "until": "2027-07-01"`, `"regions": ["NL"], "from": "2027-07-01", "until": "2026-07-01"`},
	{"voyage", "a month as the end of a year", `"until": "2027-07-01"`, `"until": "2026-12-31"`},
	{"voyage", "the excepted customers are the only ones", `"regions": ["DE", "FR", "NL", "ES", "IT"]}, "except"`, `"regions": ["DE", "FR", "NL", "ES", "IT"], "audience": [["business"]]}, "except"`},

	{"playground", "a limit for a method that is nested", `{"id": "huabei.single", "methods": ["huabei"], "min": "1.00 CNY", "max": "3000.00 CNY"`, `{"id": "huabei.single", "methods": ["huabei"], "min": "4000.00 CNY"`},
	{"playground", "a monthly total below the daily one", `"max": "1000.00 CNY", "window": "month", "counter": "phone_bill.month"`, `"max": "100.00 CNY", "window": "month", "counter": "phone_bill.month"`},
	{"playground", "one counter over two windows", `"window": "month", "counter": "phone_bill.month"`, `"window": "month", "counter": "phone_bill.day"`},
	{"playground", "one counter with two bounds", `"max": "1000.00 CNY", "window": "month", "counter": "phone_bill.month"`, `"max": "1000.00 CNY", "window": "day", "counter": "phone_bill.day"`},
	{"playground", "minors and guests need both", `"except": [{"audience": [["minor"], ["guest"]]}]`, `"except": [{"audience": [["minor", "guest"]]}]`},
	{"playground", "everybody with a name or under age is meant to be kept out", `"when": {"audience": [["real_name"]]}, "except": [{"audience": [["minor"], ["guest"]]}]`, `"when": {"audience": [["real_name"]]}, "except": [{"audience": [["minor"], ["guest"], ["real_name"]]}]`},
	{"playground", "an except of an empty object", `"regions": ["CN"]}, "except": [{"audience": [["under_8"]]}]`, `"regions": ["CN"]}, "except": [{}]`},
	{"playground", "a limit on a platform that lacks the method", `{"id": "phone_bill.single", "methods": ["phone_bill"], "max"`, `{"id": "phone_bill.single", "methods": ["phone_bill"], "when": {"platforms": ["arcade"]}, "max"`},
	{"playground", "a stricter rule for adults than for minors", `{"id": "guest.single", "when": {"audience": [["guest"]]}, "max": "30.00 CNY"`, `{"id": "guest.single", "max": "30.00 CNY"`},
	{"playground", "a method in products only by name", `"surfaces": ["app"], "regions": ["CN"]`, `"surfaces": ["desktop"], "regions": ["CN"]`},
	{"playground", "an id used twice", `{"id": "minor.month", "when"`, `{"id": "minor.single", "when"`},
	{"playground", "a nested method that nests its parent", `{"id": "alipay.live", "method": "alipay", "status": "live", "rank": 1, "except"`, `{"id": "alipay.live", "method": "alipay", "status": "live", "rank": 1, "within": "huabei", "except"`},

	{"festival", "the announced entry before the pilot has no end", `"status": "announced", "when": {"from": "2026-01-01", "until": "2026-03-01"}`, `"status": "announced", "when": {"from": "2026-01-01"}`},
	{"festival", "live is left as announced", `{"id": "ecny.live", "method": "ecny", "status": "live", "rank": 3,`, `{"id": "ecny.live", "method": "ecny", "status": "announced",`},
	{"festival", "the wide entry comes first", `{"id": "voucher.presale", "method": "voucher", "status": "live", "rank": 4,`, `{"id": "voucher.all", "method": "voucher", "status": "live", "rank": 4, "when": {"from": "2026-04-01", "until": "2026-11-01"}, "sources": ["season"]},
    {"id": "voucher.presale", "method": "voucher", "status": "live", "rank": 4,`},
	{"festival", "the season starts a day late", `"when": {"from": "2026-05-01", "until": "2026-11-01"}`, `"when": {"from": "2026-05-02", "until": "2026-11-01"}`},
	{"festival", "the day after the season is lost", `{"id": "voucher.over", "method": "voucher", "status": "withdrawn", "when": {"from": "2026-11-01"}`, `{"id": "voucher.over", "method": "voucher", "status": "withdrawn", "when": {"from": "2026-12-01"}`},
	{"festival", "maintenance in another zone", `"except": [{"from": "2026-08-15T02:00:00+08:00", "until": "2026-08-15T04:00:00+08:00"}]`, `"except": [{"from": "2026-08-15T02:00:00Z", "until": "2026-08-15T04:00:00Z"}]`},
	{"festival", "maintenance of a whole year", `"except": [{"from": "2026-08-15T02:00:00+08:00", "until": "2026-08-15T04:00:00+08:00"}]`, `"except": [{"from": "2026-08-15T02:00:00+08:00", "until": "2027-08-15T04:00:00+08:00"}]`},
	{"festival", "the cap of the pilot outlives it", `{"id": "ecny.pilot.single", "methods": ["ecny"], "when": {"until": "2026-09-01"}, "max"`, `{"id": "ecny.pilot.single", "methods": ["ecny"], "max"`},
	{"festival", "the cap of the live entry starts a year late", `{"id": "ecny.live.single", "methods": ["ecny"], "when": {"from": "2026-09-01"}`, `{"id": "ecny.live.single", "methods": ["ecny"], "when": {"from": "2027-09-01"}`},
	{"festival", "a lifetime total below the single payment", `"max": "1000.00 CNY", "window": "lifetime"`, `"max": "100.00 CNY", "window": "lifetime"`},
	{"festival", "a date that no month has", `"from": "2026-09-01"}, "sources": ["bank_letter"]}`, `"from": "2026-09-31"}, "sources": ["bank_letter"]}`},

	{"purse", "one class misses in the audience", `"audience": [["class_1"], ["class_2"], ["class_3"]]`, `"audience": [["class_1"], ["class_2"]]`},
	{"purse", "all classes needed at once", `"audience": [["class_1"], ["class_2"], ["class_3"]]`, `"audience": [["class_1", "class_2", "class_3"]]`},
	{"purse", "the class without its cap", `"when": {"audience": [["class_3"]]}, "max": "200000.00 CNY"`, `"when": {"audience": [["class_2"]]}, "max": "200000.00 CNY"`},
	{"purse", "a yearly total over a day", `"max": "100000.00 CNY", "window": "year",`, `"max": "100000.00 CNY", "window": "day",`},
	{"purse", "the except names the weak instead of the strong", `"except": [{"audience": [["strong_auth"]]}], "max"`, `"when": {"audience": [["strong_auth"]]}, "max"`},
	{"purse", "one counter for two classes", `"counter": "balance.class_3.year"`, `"counter": "balance.year"`},
	{"purse", "a total per merchant instead of per buyer", `"counter": "static_code.day",
     "per": ["buyer"]`, `"counter": "static_code.day",
     "per": ["merchant"]`},
	{"purse", "a subject misspelled", `"counter": "static_code.day",
     "per": ["buyer"]`, `"counter": "static_code.day",
     "per": ["buyers"]`},
	{"purse", "a source misspelled", `"max": "500.00 CNY", "window": "day", "counter": "static_code.day",
     "per": ["buyer"], "sources": ["central_bank"]`, `"max": "500.00 CNY", "window": "day", "counter": "static_code.day",
     "per": ["buyer"], "sources": ["centralbank"]`},
	{"purse", "a window misspelled", `"window": "day", "counter": "quick_card.day"`, `"window": "daily", "counter": "quick_card.day"`},
	{"purse", "a platform of another shop", `"when": {"platforms": ["purse_shops"]}`, `"when": {"platforms": ["purse"]}`},
	{"purse", "a single payment above the daily total", `"min": "0.01 CNY", "max": "50000.00 CNY"`, `"min": "0.01 CNY", "max": "500000.00 CNY"`},
	{"purse", "an amount with three decimals", `"max": "500.00 CNY", "window": "day", "counter": "static_code.day"`, `"max": "500.000.00 CNY", "window": "day", "counter": "static_code.day"`},
	{"purse", "a method without an entry", `{"id": "static_code", "name": {"en": "Static code", "zh": "静态码"}}],`, `{"id": "static_code", "name": {"en": "Static code", "zh": "静态码"}}, {"id": "dynamic_code", "name": {"en": "Dynamic code", "zh": "动态码"}}],`},
}

// goodCatalogs have nothing that their authors would change. The slips are made in
// the first six.
var goodCatalogs = []string{
	"corner_shop", "bazaar", "voyage", "playground", "festival", "purse", "pop_up", "two_countries", "ladder", "canteen",
}
