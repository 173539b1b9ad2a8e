package routing

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// The sentences of reasons and remedies, in both languages side by side. A
// {place} is filled by Reason.word or Remedy.word; where a Chinese character then
// meets a Latin letter, a digit or ¥, fill puts a space between them.

// reasonSentences are the sentences of most reasons; Reason.sentence has the
// others.
var reasonSentences = [...]prose.Text{
	announced: {
		EN: "This method has been announced or reported for the platform, but is not live yet",
		ZH: "据公告或报道，该平台将接入该支付方式，但尚未上线",
	},
	applied: {
		EN: "The platform has applied for this method and has no answer yet",
		ZH: "该平台已申请接入该支付方式，尚无结果",
	},
	withdrawn: {
		EN: "The platform no longer offers this method",
		ZH: "该平台已不再提供该支付方式",
	},
	absent: {
		EN: "The platform does not offer this method",
		ZH: "该平台不提供该支付方式",
	},
	unreported: {
		EN: "The catalog has no report on whether the platform offers this method",
		ZH: "目录未记录该平台是否提供该支付方式",
	},
	notStarted: {
		EN: "Available only from {at}",
		ZH: "尚未开放，{at}起开放",
	},
	ended: {
		EN: "Ended on {at}",
		ZH: "已于{at}停止提供",
	},
	outsideHours: {
		EN: "Not available at this time of the day or week",
		ZH: "当前时段不可用",
	},
	wrongSurface: {
		EN: "Not available where this checkout runs",
		ZH: "当前支付场景不支持该支付方式",
	},
	unknownSurface: {
		EN: "The order does not say where the checkout runs",
		ZH: "订单未注明支付场景",
	},
	wrongCurrency: {
		EN: "Not available in the order's currency",
		ZH: "该支付方式不支持订单币种",
	},
	wrongRegion: {
		EN: "Not available in the buyer's region",
		ZH: "买家所在地区不支持该支付方式",
	},
	unknownRegion: {
		EN: "The order does not say in which region the buyer is",
		ZH: "订单未注明买家所在地区",
	},
	wrongAudience: {
		EN: "Only for some orders, and this one does not state {traits}",
		ZH: "仅对部分订单开放，订单缺少标签{traits}",
	},
	unknownTrait: {
		EN: "The order does not say {facts}",
		ZH: "订单未注明{facts}",
	},
	outsideRollout: {
		EN: "Being rolled out in steps, which have not reached this buyer",
		ZH: "逐步开放中，尚未覆盖该买家",
	},
	unknownBuyer: {
		EN: "Depends on the buyer, and the order does not say who that is",
		ZH: "是否可用因买家而异，订单未注明买家标识",
	},
	excepted: {
		EN: "This order is an exception, for which the method is not available",
		ZH: "订单属于例外情形，不能使用该支付方式",
	},
	noProduct: {
		EN: "The method has no payment product for where this checkout runs",
		ZH: "该支付方式在当前支付场景没有可用的支付产品",
	},
	belowMin: {
		EN: "{requested} is {short} below the {limit} minimum",
		ZH: "{requested}低于单笔最低金额{limit}，还差{short}",
	},
	aboveMax: {
		EN: "{requested} is {over} over the {limit} single-payment limit",
		ZH: "{requested}超过单笔限额{limit}，超出{over}",
	},
	capReached: {}, // see Reason.capSentence
	countReached: {
		EN: "The {window} limit of {max_count} is reached",
		ZH: "{window}支付笔数已达上限（{max_count}）",
	},
	unknownUsage: {
		EN: "The order does not say how much has been paid so far ({counter})",
		ZH: "订单未注明累计已付金额（{counter}）",
	},
	limitCurrency: {
		EN: "The limit is in a different currency from the order; amounts are not converted",
		ZH: "限额币种与订单币种不同，不作换算",
	},
	limitError: {
		EN: "The limit could not be worked out: {detail}",
		ZH: "无法计算限额：{detail}",
	},
	parentExcluded: {
		EN: "Paid inside {parent}, which is not offered",
		ZH: "须通过{parent}使用，而{parent}不可用",
	},
	notAllowed: {
		EN: "This method is not on the order's list of allowed methods",
		ZH: "订单仅限使用其他支付方式",
	},
	blocked: {
		EN: "This method is on the order's list of blocked methods",
		ZH: "订单排除了该支付方式",
	},
	tried: {
		EN: "This method has already failed for this order",
		ZH: "订单此前尝试过该支付方式，支付未成功",
	},
	down: {
		EN: "Out of service",
		ZH: "暂停服务",
	},
	notListed: {
		EN: "The catalog has no entry for this method on this platform",
		ZH: "目录中没有该支付方式在该平台的条目",
	},
}

// otherSentences are those of the reasons that have a second one: see hasOtherSentence.
var otherSentences = [len(codes)]prose.Text{
	outsideHours: {
		EN: "Not available at this time; available again from {until}",
		ZH: "当前时段不可用，{until}起可用",
	},
	wrongAudience: {
		EN: "Only for some orders, and not for this one",
		ZH: "仅对部分订单开放，该订单不在其中",
	},
	unknownTrait: {
		EN: "The order does not say whether a trait that matters here applies",
		ZH: "订单未注明判定所需的标签",
	},
	parentExcluded: {
		EN: "Paid inside {parent}, but it is not known whether {parent} can be offered",
		ZH: "须通过{parent}使用，目前无法判定{parent}是否可用",
	},
	down: {
		EN: "Out of service until {until}",
		ZH: "暂停服务，{until}恢复",
	},
}

var (
	maxBelowMin = prose.Text{
		EN: "The {limit} single-payment limit leaves no room for the {needed} minimum",
		ZH: "单笔限额{limit}低于单笔最低金额{needed}，任何金额均无法支付",
	}
	capInCurrency = prose.Text{
		EN: "The limit is in {currency} and the order is not; amounts are not converted",
		ZH: "限额币种为{currency}，与订单币种不同，不作换算",
	}
	countPassed = prose.Text{
		EN: "There have been {count}, more than the {window} limit of {max_count}",
		ZH: "已支付{count}，超过{window}支付笔数上限（{max_count}）",
	}
	unknownCount = prose.Text{
		EN: "The order does not say how many payments there have been so far ({counter})",
		ZH: "订单未注明累计支付笔数（{counter}）",
	}
	usageInCurrency = prose.Text{
		EN: "The amount paid so far ({counter}) is in a different currency from its limit; amounts are not converted",
		ZH: "累计已付金额（{counter}）的币种与限额币种不同，不作换算",
	}
	// A rolling total has its whole room back then, if not before.
	resetsAt = prose.Text{
		EN: "; the full limit is available again by {resets}",
		ZH: "；额度最迟于{resets}全部恢复",
	}
)

// totalSentences are those of a total that leaves too little.
type totalSentences struct {
	reached, usedUp, passed, belowMin prose.Text
}

var capSentences = totalSentences{
	reached: prose.Text{
		EN: "{requested} is {over} more than the {left} left of the {limit} {window} limit",
		ZH: "{requested}超过{window}累计限额{limit}的剩余额度{left}，超出{over}",
	},
	usedUp: prose.Text{
		EN: "The {limit} {window} limit is used up",
		ZH: "{window}累计限额{limit}已用完",
	},
	passed: prose.Text{
		EN: "{used} has been paid, more than the {limit} {window} limit",
		ZH: "累计已付{used}，已超过{window}累计限额{limit}",
	},
	belowMin: prose.Text{
		EN: "Only {left} is left of the {limit} {window} limit, less than the {needed} minimum",
		ZH: "{window}累计限额{limit}仅剩{left}，不足单笔最低金额{needed}",
	},
}

var customSentences = totalSentences{
	reached: prose.Text{
		EN: "{requested} is {over} more than the {left} that may still be paid",
		ZH: "{requested}超过剩余额度{left}，超出{over}",
	},
	usedUp: prose.Text{
		EN: "Nothing more may be paid",
		ZH: "可用额度已用完",
	},
	passed: prose.Text{
		EN: "Nothing more may be paid",
		ZH: "可用额度已用完",
	},
	belowMin: prose.Text{
		EN: "Only {left} may still be paid, less than the {needed} minimum",
		ZH: "剩余额度仅{left}，不足单笔最低金额{needed}",
	},
}

// The sentences of remedies.
var (
	payAtMost = prose.Text{
		EN: "Pay at most {amount}",
		ZH: "请将金额降至{amount}或以下",
	}
	payAtLeast = prose.Text{
		EN: "Pay at least {amount}",
		ZH: "请将金额提高至{amount}或以上",
	}
	moveToSurfaces = prose.Text{
		EN: "Check out in {surfaces}",
		ZH: "请改在{surfaces}中支付",
	}
	waitUntil = prose.Text{
		EN: "Wait until {until}",
		ZH: "请于{until}后支付",
	}
	waitAndPayAtMost = prose.Text{
		EN: "Wait until {until} and pay at most {amount}",
		ZH: "请于{until}后支付，且金额不超过{amount}",
	}
	stateTraits = prose.Text{
		EN: "If true, add to the order: {traits}",
		ZH: "如属实，请为订单补充标签：{traits}",
	}
	stateFacts = prose.Text{
		EN: "State in the order: {facts}",
		ZH: "请在订单中注明：{facts}",
	}
	stateSurface = prose.Text{
		EN: "State in the order: {facts}; the method is for {surfaces}",
		ZH: "请在订单中注明：{facts}；该支付方式可用于{surfaces}",
	}
	payIn = prose.Text{
		EN: "Pay in {currencies}",
		ZH: "请改用{currencies}支付",
	}
	nothingHelps = prose.Text{
		EN: "Nothing in the order can change this",
		ZH: "调整订单也无法使用该支付方式",
	}
)

var factNames = [...]struct {
	field string
	name  prose.Text
}{
	{"surface", prose.Text{EN: "where the checkout runs", ZH: "支付场景"}},
	{"region", prose.Text{EN: "the buyer's region", ZH: "买家所在地区"}},
	{"buyer", prose.Text{EN: "who the buyer is", ZH: "买家标识"}},
}

// The fact whether a trait holds, and the same after another one of its kind.
var (
	whetherTrait    = prose.Text{EN: "whether “{trait}” applies", ZH: "是否带有标签“{trait}”"}
	andWhetherTrait = prose.Text{EN: whetherTrait.EN, ZH: "“{trait}”"}
)

var usageFact = prose.Text{EN: "what has been paid so far ({counter})", ZH: "累计已付金额或笔数（{counter}）"}

// The numbers of payments.
var (
	onePayment   = prose.Text{EN: "1 payment", ZH: "1 笔"}
	manyPayments = prose.Text{EN: "{n} payments", ZH: "{n}笔"}
)

var surfaceNames = [...]struct {
	surface methods.Surface
	name    prose.Text
}{
	{methods.SurfaceApp, prose.Text{EN: "the platform's app", ZH: "平台 App"}},
	{methods.SurfaceMobileWeb, prose.Text{EN: "a mobile browser", ZH: "手机浏览器"}},
	{methods.SurfaceDesktopWeb, prose.Text{EN: "a desktop browser", ZH: "电脑浏览器"}},
	{methods.SurfaceWeChatBrowser, prose.Text{EN: "WeChat's browser", ZH: "微信内置浏览器"}},
	{methods.SurfaceWeChatDesktop, prose.Text{EN: "WeChat on a computer", ZH: "电脑版微信"}},
	{methods.SurfaceWeChatMiniProgram, prose.Text{EN: "a WeChat mini program", ZH: "微信小程序"}},
	{methods.SurfaceAlipayBrowser, prose.Text{EN: "Alipay's browser", ZH: "支付宝内置浏览器"}},
	{methods.SurfaceAlipayMiniProgram, prose.Text{EN: "an Alipay mini program", ZH: "支付宝小程序"}},
	{methods.SurfaceWeComBrowser, prose.Text{EN: "WeCom's browser", ZH: "企业微信内置浏览器"}},
	{"in_store", prose.Text{EN: "a store", ZH: "门店"}},
	{"douyin_mini_program", prose.Text{EN: "a Douyin mini program", ZH: "抖音小程序"}},
	{"kuaishou_mini_program", prose.Text{EN: "a Kuaishou mini program", ZH: "快手小程序"}},
	{methods.SurfaceInAppBrowser, prose.Text{EN: "another app's browser", ZH: "其他 App 的内置浏览器"}},
}
