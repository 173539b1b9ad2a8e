package shop

import (
	"cmp"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// words are the page's texts in one language. What is said of a method comes from the
// decision.
type words struct {
	Tag, Other, OtherTag, OtherName string // of HTML's lang; of the link to the other language

	Shop, Orders, Try, Order, Guest string
	Heading, Amount, Choose         string
	UpTo, Resets                    string // {max}; and then {time}
	Unavailable, NoMethods, Pay     string
	Started, Continue, Cancel       string // {method}, {time}
	Preparing                       string
	Shared, Link, Refresh, AskedFor string // {time}
	Paid, Refunded, Refunding       string // {method}, {amount}
	FriendPaid, ToFriend            string
	Error                           string
	Space                           string // between sentences
	NextDay, Date, LongDate         string // layouts of times: the next midnight, this year, later
	Problems                        map[problem]string
}

var wordsOf = map[string]words{
	"en": {
		Tag: "en", Other: "zh", OtherTag: "zh-CN", OtherName: "中文",
		Shop: "My shop", Orders: "Orders to try", Order: "Order", Guest: "guest",
		Heading: "Checkout", Amount: "To pay", Choose: "How would you like to pay?",
		UpTo: "Up to {max}", Resets: "; more from {time}",
		Unavailable: "Not available now", NoMethods: "No payment method is available for this order right now. Please try again later or contact us.", Pay: "Continue to payment",
		NextDay: "midnight", Date: "2006-01-02 15:04", LongDate: "2006-01-02 15:04",
		Started:  "Payment started ({method}). Please complete it by {time}.",
		Continue: "Continue to payment", Cancel: "Choose another method",
		Preparing: "Your payment is being set up. Please refresh in a moment.",
		Shared:    "The link is ready. Send it to your friend. It is valid until {time}. Refunds go to your friend.",
		Link:      "Link for your friend", Refresh: "I've paid – refresh", AskedFor: "Check whether your friend has paid",
		Paid: "Paid ({method}). Thank you!", Refunded: "{amount} has been refunded.", Refunding: "Refund in progress: {amount}.",
		FriendPaid: "Your friend has paid. Thank you!", ToFriend: "Refunds go to your friend.",
		Error: "Error: ", Space: " ",
		Problems: map[problem]string{
			problemUnknown:  "We can't find this order. Please go back to the list and check.",
			problemNoMethod: "Please choose a payment method.",
			problemChanged:  "The amount of this order has changed. Please check it and choose again.",
			problemRefused:  "This method is not available now. Please choose another one. If you have just paid, refresh first to see the result.",
			problemStart:    "The payment could not be started. You have not been charged. Please try again.",
			problemFailed:   "We can't confirm your payment yet. Please refresh in a moment, and don't pay again. Any second charge is refunded automatically.",
			problemPage:     "This page can't be loaded right now. Please refresh in a moment.",
			problemCancel:   "The previous payment can't be canceled yet. Please try again in a moment.",
			problemUnsure:   "We are checking your payment. If you have paid, don't pay again; refresh in a moment.",
			problemLeft:     "Your previous payment may still go through. If you have just paid, refresh first to see the result. Any second charge is refunded automatically.",
			problemExpired:  "The time to pay has run out. You have not been charged. Choose a method to try again.",
		},
	},
	"zh": {
		Tag: "zh-CN", Other: "en", OtherTag: "en", OtherName: "English",
		Shop: "我的小店", Orders: "示例订单", Order: "订单", Guest: "游客",
		Heading: "收银台", Amount: "应付金额", Choose: "请选择支付方式",
		UpTo: "最多可支付 {max}", Resets: "，{time} 后额度恢复",
		Unavailable: "暂不可用的支付方式", NoMethods: "本单暂无可用的支付方式，请稍后再试或联系客服。", Pay: "去支付",
		NextDay: "明天 15:04", Date: "1月2日 15:04", LongDate: "2006年1月2日 15:04",
		Started:  "支付已发起（{method}），请在 {time} 前完成支付。",
		Continue: "继续支付", Cancel: "更换支付方式",
		Preparing: "正在发起支付，请稍后刷新。",
		Shared:    "代付链接已生成，请发送给好友，{time} 前有效。如退款，将原路退回代付好友。",
		Link:      "代付链接", Refresh: "我已完成支付，刷新结果", AskedFor: "刷新代付结果",
		Paid: "支付成功（{method}），感谢您的购买！", Refunded: "已退款 {amount}。", Refunding: "退款处理中：{amount}。",
		FriendPaid: "好友已代付，感谢您的购买！", ToFriend: "退款原路退回代付好友。",
		Error: "提示：", Space: "",
		Problems: map[problem]string{
			problemUnknown:  "未找到该订单，请返回列表核对。",
			problemNoMethod: "请选择支付方式。",
			problemChanged:  "订单金额有变动，请核对后重新选择。",
			problemRefused:  "该支付方式暂不可用，请更换支付方式。如您刚才已付款，请先刷新查看结果。",
			problemStart:    "支付发起失败，未扣款，请重试。",
			problemFailed:   "支付结果暂未确认，请稍后刷新查看，请勿重复支付。如有重复扣款，多扣款项将自动原路退回。",
			problemPage:     "页面暂时无法加载，请稍后刷新重试。",
			problemCancel:   "暂时无法取消上一笔支付，请稍后再试。",
			problemUnsure:   "支付结果确认中。如您已付款，请勿重复支付，稍后刷新查看。",
			problemLeft:     "上一笔支付可能仍会成功。如您已付款，请先刷新查看结果；如有重复扣款，多扣款项将自动原路退回。",
			problemExpired:  "支付超时，本次支付已关闭，未扣款。请重新选择支付方式。",
		},
	},
}

// pageView is a [Page] in one language.
type pageView struct {
	Page
	Words   words
	Lang    string
	Alert   string
	Status  string // what has become of the payment
	Refresh string // of the button that asks for it
	MayPay  bool   // false where the buyer is asked not to: then nothing on the page pays
	Offers  []choice
	Missing []choice
}

// choice is a method, and what is said of it.
type choice struct {
	ID   methods.ID
	Name string
	Note string
}

func newPageView(p Page, lang string, now time.Time) pageView {
	w := wordsOf[lang]
	v := pageView{Page: p, Words: w, Lang: lang, Alert: w.Problems[p.Problem], Refresh: w.Refresh}
	v.MayPay = p.Problem != problemFailed && p.Problem != problemUnsure
	if p.Payer == methods.PayerFriend {
		v.Refresh = w.AskedFor
	}
	switch {
	case p.Problem == problemStart: // the alert says it
	case p.Link != "":
		v.Status = strings.ReplaceAll(w.Shared, "{time}", w.time(p.Until, now))
	case p.State == "started" && p.Until.IsZero():
		v.Status = w.Preparing
	case p.State == "started":
		v.Status = strings.ReplaceAll(w.about(w.Started, p.Name, p.Method), "{time}", w.time(p.Until, now))
	case p.State == "paid":
		v.Status = w.paid(p)
	}
	if !v.MayPay {
		return v
	}
	for _, o := range p.Methods.Offers {
		v.Offers = append(v.Offers, choice{o.Method, w.name(o.Name, o.Method), w.room(p.Amount, o.Max, o.Resets, now)})
	}
	for _, e := range p.Methods.Excluded {
		v.Missing = append(v.Missing, choice{e.Method, w.name(e.Name, e.Method), w.of(e.Text)})
	}
	return v
}

// paid says what has become of the money.
func (w words) paid(p Page) string {
	text := w.about(w.Paid, p.Name, p.Method)
	if p.Payer == methods.PayerFriend {
		text = w.FriendPaid
	}
	if p.Refunded.IsValid() {
		text += w.Space + strings.ReplaceAll(w.Refunded, "{amount}", moneyText(p.Refunded))
	}
	if p.Refunding.IsValid() {
		text += w.Space + strings.ReplaceAll(w.Refunding, "{amount}", moneyText(p.Refunding))
	}
	if p.Payer == methods.PayerFriend && (p.Refunded.IsValid() || p.Refunding.IsValid()) {
		text += w.Space + w.ToFriend
	}
	return text
}

// room says what may be paid, and when that grows again: where that is what is left of a total,
// or less than twice the amount. Other bounds are of no interest to the buyer.
func (w words) room(amount, most limits.Money, resets, now time.Time) string {
	twice, err := amount.Add(amount)
	order, otherErr := most.Compare(twice)
	isNear := err == nil && otherErr == nil && order < 0
	if !most.IsValid() || resets.IsZero() && !isNear {
		return ""
	}
	text := strings.ReplaceAll(w.UpTo, "{max}", moneyText(most))
	if !resets.IsZero() {
		text += strings.ReplaceAll(w.Resets, "{time}", w.time(resets, now))
	}
	return text
}

// time writes an instant of the catalog's zone: without a date if it is the next midnight
// or before.
func (w words) time(t, now time.Time) string {
	now = now.In(t.Location())
	midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, t.Location())
	switch {
	case t.Before(midnight):
		return t.Format("15:04")
	case t.Equal(midnight):
		return t.Format(w.NextDay)
	case t.Year() == now.Year():
		return t.Format(w.Date)
	}
	return t.Format(w.LongDate)
}

// about puts a method's name into a sentence.
func (w words) about(sentence string, name methods.Text, id methods.ID) string {
	return strings.ReplaceAll(sentence, "{method}", w.name(name, id))
}

func (w words) name(name methods.Text, id methods.ID) string {
	return cmp.Or(w.of(name), name.EN, name.ZH, string(id))
}

func (w words) of(t methods.Text) string {
	if w.Tag == "en" {
		return t.EN
	}
	return t.ZH
}
